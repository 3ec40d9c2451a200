"""How many words a second one core turns into keys: ``python -m bench.analysis [file ...]``.

Without files: the portal's own texts in six languages and scripts. Cold means that no word was seen before; warm is
the second reading of the same text. Counted is processor time, so that a busy machine does not matter.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.texts import conversations, translations
from search.analysis import analyse, folding, keys, tokens

CATALOGUES = ("sr", "sr_Latn", "bs", "mk", "sq", "")


def main(files: list[str]) -> None:
    text = "\n".join(Path(file).read_text(encoding="utf-8") for file in files) if files else sample()
    words = len(analyse(text))
    for name, reading in readings().items():
        forget()
        cold, warm = rate(reading, text, words), rate(reading, text, words)
        sys.stdout.write(f"{name}: {cold:,.0f} words/s cold, {warm:,.0f} words/s warm ({words:,} words)\n")


def sample() -> str:
    said = [sentence for sentences in conversations().values() for sentence in sentences]
    return "\n".join([*said, *(sentence for name in CATALOGUES for sentence in translations(name))])


def readings() -> dict[str, Callable[[str], object]]:
    """The ways to read a text: as a query of any language, as a text of an unknown or a known one."""
    known = {f"analyse, {language}": partial(analyse, language=language) for language in ("mk", "en")}
    return {"keys": keys, "analyse": analyse, **known}


def forget() -> None:
    folding.fold.cache_clear()
    tokens._keys_in.cache_clear()
    tokens._keys_in_any.cache_clear()


def rate(reading: Callable[[str], object], text: str, words: int) -> float:
    """Words a second of one reading."""
    started = time.process_time()
    reading(text)
    return words / (time.process_time() - started)


if __name__ == "__main__":
    main(sys.argv[1:])

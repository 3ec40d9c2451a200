"""How many words a second one core turns into keys: ``python -m bench.analysis [file ...]``.

Cold means that no word was seen before; warm is the second reading of the same text.
"""

import sys
import time
from pathlib import Path

from search.analysis import analyse, folding, tokens

SAMPLE = (Path(__file__).parent.parent / "search" / "analysis" / "data" / "LICENCES.md",)


def main(files: list[str]) -> None:
    text = "\n".join(Path(file).read_text(encoding="utf-8") for file in files or SAMPLE)
    for language in (None, "mk", "en"):
        folding.fold.cache_clear()
        tokens._keys_in.cache_clear()
        cold, warm = rate(text, language), rate(text, language)
        sys.stdout.write(f"{language or 'any'}: {cold:,.0f} words/s cold, {warm:,.0f} words/s warm\n")


def rate(text: str, language: str | None) -> float:
    """Words a second of one reading."""
    started = time.perf_counter()
    return len(analyse(text, language)) / (time.perf_counter() - started)


if __name__ == "__main__":
    main(sys.argv[1:])

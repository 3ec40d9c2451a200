"""Whether every text of the portal is translated into every language; prints each one that is not.

Run as ``python -m scripts.check_messages``; it changes nothing, since it collects in a copy.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.catalogues import Message, read_catalogue
from scripts.messages import DERIVED, IGNORED, TRANSLATED, catalogue, collect, derived
from scripts.stamps import ROOT


def findings() -> list[str]:
    """One line for each thing wrong with the catalogues."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*IGNORED, ".git", "*.mo", "__pycache__"))
        collect(tree)
        found = [line for locale in TRANSLATED for line in language_findings(tree, locale)]
    return found + derived_findings()


def language_findings(tree: Path, locale: str) -> list[str]:
    """What one language lacks, holds without need, or says in a form that would break."""
    committed = catalogue(ROOT, locale)
    if not committed.exists():
        return [f"locale/{locale} is missing: run make messages"]
    needed = {message.key: message for message in read_catalogue(catalogue(tree, locale)) if message.msgid}
    untranslated = [message for message in needed.values() if not message.is_translated]
    unused = [message for message in read_catalogue(committed) if message.msgid and message.key not in needed]
    lines = [f"{locale}: {state(message)}: {message.msgid!r}" for message in untranslated]
    lines += [f"{locale}: no longer used: {message.msgid!r}" for message in unused]
    return lines + format_findings(committed)


def state(message: Message) -> str:
    return "fuzzy" if message.is_fuzzy else "not translated"


def format_findings(path: Path) -> list[str]:
    """Placeholders lost or invented in translation, as gettext's own check sees them."""
    result = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    return [line for line in result.stderr.splitlines() if result.returncode and line.startswith(str(path))]


def derived_findings() -> list[str]:
    """Whether the Latin catalogue is still what the Cyrillic one gives."""
    cyrillic, latin = catalogue(ROOT, "sr"), catalogue(ROOT, DERIVED)
    if cyrillic.exists() and latin.exists() and latin.read_text() == derived(cyrillic.read_text()):
        return []
    return [f"locale/{DERIVED} is not what locale/sr gives: run make messages"]


if __name__ == "__main__":
    lines = findings()
    print("\n".join([*lines, f"{len(lines)} things to translate or mend in locale/"]))
    sys.exit(bool(lines))

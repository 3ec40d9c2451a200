"""Collects the texts of code and templates into ``locale/``, derives Serbian in Latin script, compiles.

Run as ``python -m scripts.messages`` in the project's environment; translators then fill in what is empty.
"""

import os
import subprocess
import sys
from pathlib import Path

from portal.languages.latin import to_latin
from scripts.catalogues import compile_catalogues, read_catalogue
from scripts.stamps import ROOT

TRANSLATED = ["sr", "bs", "mk", "sq"]  # folders of locale/; English is the text in the code itself
DERIVED = "sr_Latn"
# Guesses from similar texts are left out: a plausible wrong translation is worse than a missing one.
COLLECT = """
import django
from django.core.management import call_command
from django.core.management.commands import makemessages

class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

django.setup()
call_command(Command(), locale={locales}, ignore_patterns={ignored}, add_location="file", no_obsolete=True, verbosity=0)
"""
HEADER = r"""msgid ""
msgstr ""
"Language: {locale}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"{plural_forms}\n"
"""
IGNORED = [".venv", "var", "tests", "scripts", "node_modules"]


def collect(tree: Path) -> None:
    """Bring the catalogues in ``tree`` in step with its code and templates."""
    for locale in TRANSLATED:
        (tree / "locale" / locale / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONPATH": str(tree)}
    code = COLLECT.format(locales=TRANSLATED, ignored=IGNORED)
    subprocess.run([sys.executable, "-c", code], cwd=tree, env=environ, check=True)
    for locale in TRANSLATED:
        tidy_header(catalogue(tree, locale), locale)


def catalogue(tree: Path, locale: str) -> Path:
    """Where the texts of one language are."""
    return tree / "locale" / locale / "LC_MESSAGES" / "django.po"


def tidy_header(path: Path, locale: str) -> None:
    """Say in the header what a program needs to know, without the moment of collecting, which would always differ."""
    fields = read_catalogue(path)[0].texts[0].splitlines()
    plural_forms = next(field for field in fields if field.startswith("Plural-Forms:"))
    header = HEADER.format(locale=locale, plural_forms=plural_forms)
    entries = path.read_text(encoding="utf-8").split("\n\n", 1)[1]
    path.write_text(f"{header}\n{entries}", encoding="utf-8")


def derived(cyrillic: str) -> str:
    """The Latin catalogue of a Cyrillic one: the translations in Latin letters, everything else as it is."""
    lines = (to_latin(line) if is_translation else line for line, is_translation in marked_lines(cyrillic))
    return "".join(lines).replace('"Language: sr\\n"', f'"Language: {DERIVED}\\n"', 1)


def marked_lines(text: str) -> list[tuple[str, bool]]:
    """Every line of a catalogue, and whether it holds a translation."""
    marked, inside = [], False
    for line in text.splitlines(keepends=True):
        if not line.startswith('"'):
            inside = line.startswith("msgstr")
        marked.append((line, inside))
    return marked


def derive(tree: Path) -> None:
    """Write the Latin catalogue of Serbian."""
    target = catalogue(tree, DERIVED)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(derived(catalogue(tree, "sr").read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    collect(ROOT)
    derive(ROOT)
    compile_catalogues(ROOT / "locale")

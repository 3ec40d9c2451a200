"""The gettext tools, which collect texts from code and templates."""

from pathlib import Path

from scripts.parts import program


def gettext() -> Path:
    """The path of the collector; the other tools come in the same package."""
    return program("xgettext", "gettext")

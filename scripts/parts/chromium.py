"""Chromium as the system has it: the tests drive it, none is downloaded."""

from pathlib import Path

from scripts.parts import MissingPartError, find, program

# The one without windows shows the same pages for a third of the work; it is a package of its own, and not everywhere.
PREFERRED, USUAL = "chromium-headless-shell", "chromium"
PROGRAMS = (PREFERRED, USUAL, "chromium-browser")


def chromium() -> Path:
    """The path of the browser."""
    try:
        return program(PREFERRED, PREFERRED)
    except MissingPartError:
        return installed_chromium() or program(USUAL, USUAL)


def installed_chromium() -> Path | None:
    """The best of those that are there."""
    return next(filter(None, (find(name, None) for name in PROGRAMS)), None)

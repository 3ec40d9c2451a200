"""Chromium as the system has it: the tests drive it, none is downloaded."""

from pathlib import Path

from scripts.parts import program


def chromium() -> Path:
    """The path of the browser."""
    return program("chromium", "chromium")

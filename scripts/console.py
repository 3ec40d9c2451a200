"""Words for the person in front of the terminal, each with the seconds since the start."""

import sys
import time

STARTED_AT = time.monotonic()


def say(text: str) -> None:
    """Print one step with the time it began, at once even into a pipe."""
    print(f"[{time.monotonic() - STARTED_AT:4.0f} s] {text}", flush=True)


def stop(text: str) -> None:
    """End the program with a sentence for a person, not with a traceback."""
    sys.exit(f"\n{text}\n")

"""What a test does without the part it needs: skipped by name on a laptop, failed where every part must be there."""

import os
from typing import NoReturn

import pytest


def missing(part: str, remedy: str) -> NoReturn:
    """End the running test, naming the part and what would provide it."""
    reason = f"{part} is missing: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)

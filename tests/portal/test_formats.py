"""Dates read as each language writes them."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "2 March 2026", "2 Mar 2026"),
        ("sr", "2. март 2026.", "2. 3. 2026."),
        ("sr-latn", "2. mart 2026.", "2. 3. 2026."),
        ("bs", "2. mart 2026.", "2. 3. 2026."),
        ("mk", "2 март 2026 г.", "2.3.2026"),
        ("sq", "2 mars 2026", "2.3.2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, long: str, short: str):
    with translation.override(language):
        written = (date_format(DAY, "DATE_FORMAT"), date_format(DAY, "SHORT_DATE_FORMAT"))

    assert (written[0].lower(), written[1]) == (long.lower(), short)

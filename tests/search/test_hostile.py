"""Whatever is typed or put into an address is answered, soon, and never with an error of ours."""

import time
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.writing import Draft, Text, write

pytestmark = pytest.mark.usefixtures("empty_search")

PATHS = ("/api/search/", "/api/suggest/", "/sr/search/", "/en/search/feed/")
PIECES = (
    *('"', "-", "--", '-"', "”", "(", ")", "*", ":", "^", "+", "|", "&", "!", "<->", "\\", "'", ";", "%s", "%"),
    *("AND", "OR", "NOT", "NEAR(", "title_stems:", "country:", "country:RS", 'theme:"', "theme:housing", "zemlja:срб"),
    *("и", "the", "të", "i", "савет", "-савет", "savjet", "социјална инклузија", "đ", "ŠĐ", "ﬀ", "İ", "½", "𝔘"),
    *("\u202e", "\u200f", "مجلس", "עברית", "👩‍👩‍👧‍👦", "🇷🇸", "\u0301", "\ufeff", "\ufffe", "\x01", "\x1b[31m", "\x7f"),
    *("<script>", "</", "{{ x }}", "{% now %}", "../../etc", "0", "1e999", "-1", "\t", "\n", "a" * 400),
)
QUERIES = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30).map(" ".join)
PARAMETERS = (
    "kind",
    "country",
    "theme",
    "language",
    "year",
    "state",
    "sort",
    "page",
    "page_size",
    "cursor",
    "concepts",
)


def answers(client, path: str, parameters: dict) -> int:
    """The status, which comes within a second."""
    begun = time.monotonic()
    # urlencode() writes what no query string may hold (a lone surrogate) as browsers do: with a question mark.
    status = client.get(f"{path}?{urlencode(parameters, errors='replace')}").status_code
    assert time.monotonic() - begun < 1, parameters
    return status


@pytest.fixture
def filled(client):
    """Something to be found, and every page shown once."""
    for number in range(3):
        write(Draft("news", str(number), [Text("sr-Cyrl", "Савет", "и грађана")], path=f"news/{number}/"))
    for path in PATHS:
        client.get(path, {"q": "савет"})
    return client


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(query=QUERIES)
def test_any_query_is_answered(filled, query):
    cache.clear()

    statuses = {answers(filled, path, {"q": query}) for path in PATHS}

    assert statuses <= ({200, 400} if "\0" in query else {200})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(name=st.sampled_from(PARAMETERS), value=st.sampled_from(PIECES) | st.text(max_size=30))
def test_any_parameter_is_answered_or_named(filled, name, value):
    statuses = {answers(filled, path, {"q": "савет", name: value}) for path in PATHS}

    assert statuses <= {200, 400}


@pytest.mark.parametrize(
    "query",
    [
        "а" * 5_000,
        "реч " * 1_250,
        "-реч " * 1_250,
        '"' * 5_000,
        '"а б" ' * 800,
        "country:RS " * 450,
        "👩‍👩‍👧‍👦" * 700,
        "\u202e" * 5_000,
        "a-" * 2_500,
        "i и the a o u të е " * 270,
        "-савет",
        '-савет -"и грађана"',
        "savet\x00ODAVDE",
    ],
)
def test_a_query_of_five_thousand_letters_is_answered_within_a_second(filled, query):
    assert {answers(filled, path, {"q": query}) for path in PATHS} <= ({400} if "\0" in query else {200})

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import mixes_scripts, visible_name


@pytest.mark.parametrize(
    "name",
    [
        "Мирјана Поповић",
        "Mirjana Popović",
        "Мирјана Popović",
        "Ана-Maria O'Neill",
        "Ѓорѓи Ќосев",
        "Arjeta Çela",
        "Ştefan Țurcanu",
        "Сто 3",
        "李小龙",
        "",
    ],
)
def test_a_name_written_one_script_a_word_is_accepted(name):
    assert mixes_scripts(name) is False


@pytest.mark.parametrize(
    "name",
    [
        "Мirjana",  # the first letter is Cyrillic
        "Mirjanа",  # the last one is
        "Pοpović",  # Greek omicron
        "M1рjana",
        "M\u0430\u0301rija",  # an accent of its own after a Cyrillic letter
        "\u0430\u0301na",  # the same, where the accent would cut the word in two
        "Марија Рopović",
    ],
)
def test_a_word_of_two_scripts_is_found(name):
    assert mixes_scripts(name) is True


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Mirjana   Popović ", "Mirjana Popović"),
        ("Mir\u200bjana", "Mirjana"),
        ("\u202eanajriM", "anajriM"),
        ("Mirjana\ufeff", "Mirjana"),
        ("Mirjana", "Mirjana"),
        ("Mirjana\nPopović", "Mirjana Popović"),
        ("Popovic\u0301", "Popović"),
        ("\u200b\u2060\u3164", ""),
    ],
)
def test_a_name_is_kept_as_it_is_seen(typed, shown):
    assert visible_name(typed) == shown


@given(st.text())
def test_what_is_seen_of_a_name_does_not_change_when_it_is_looked_at_again(name):
    seen = visible_name(name)

    assert visible_name(seen) == seen

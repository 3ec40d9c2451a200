"""The result of a round, as a table of truths and as properties of any round."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.results import Method, Vote, last_votes, needed, result

CHOICES = ("agree", "reservation", "object", "stand_aside")
HALF, TWO_THIRDS = Decimal("0.5"), Decimal("0.667")


def votes(text: str) -> list[Vote]:
    """One vote per letter: a agree, r reservation, o object, s stand aside, - nothing."""
    meaning = dict(zip("aros", CHOICES, strict=True))
    return [Vote(number, meaning[letter]) for number, letter in enumerate(text) if letter != "-"]


@pytest.mark.parametrize(
    ("cast", "method", "outcome"),
    [
        ("aaaa", Method("consent"), "agreed"),
        ("aaar", Method("consent"), "agreed_with_reservations"),
        ("aaao", Method("consent"), "not_agreed"),
        ("aaao", Method("consent", proceeds_with_minority=True), "agreed_with_reservations"),
        ("aaoo", Method("consent", proceeds_with_minority=True), "not_agreed"),
        ("aa--", Method("consent"), "agreed"),
        ("a---", Method("consent"), "not_agreed"),
        ("as--", Method("consent"), "agreed"),
        ("ssss", Method("consent"), "not_agreed"),
        ("----", Method("consent"), "not_agreed"),
        ("aao", Method("table_vote", HALF, TWO_THIRDS, True), "agreed_with_reservations"),
        ("aaaoo", Method("table_vote", HALF, TWO_THIRDS, True), "not_agreed"),
        ("aaaoo", Method("table_vote", HALF, Decimal("0.6"), True), "agreed_with_reservations"),
        ("roo", Method("table_vote", HALF, HALF, True), "not_agreed"),
        ("----", Method("written", Decimal(0)), "agreed"),
        ("r---", Method("written", Decimal(0)), "agreed_with_reservations"),
        ("o---", Method("written", Decimal(0)), "not_agreed"),
        ("----", Method("written"), "not_agreed"),
        ("oooo", Method("sense_check"), ""),
        ("aaaa", Method("priorities"), ""),
    ],
)
def test_what_a_round_decides(cast, method, outcome):
    assert result(method, range(len(cast)), votes(cast)).outcome == outcome


def test_silence_counts_as_agreement_only_by_silence_and_stands_apart():
    found = result(Method("written", Decimal(0)), range(4), votes("a-s-"))

    assert found.as_json() == {
        "method": "written",
        "electors": 4,
        "cast": 2,
        "silent": 2,
        "agree": 1,
        "reservation": 0,
        "object": 0,
        "stand_aside": 1,
        "standing": 0,
        "not_valid": 0,
        "settled": 0,
        "agree_by_silence": 2,
        "head_count": 0,
        "quorum": "0.000",
        "quorum_reached": True,
        "threshold": "0.500",
        "share": "1.000",
        "threshold_reached": True,
        "outcome": "agreed",
        "priorities": [],
    }


@pytest.mark.parametrize(
    ("objection", "outcome", "object_and_share"),
    [
        ("", "not_agreed", (1, "0.750")),
        ("raised", "not_agreed", (1, "0.750")),
        ("valid", "not_agreed", (1, "0.750")),
        ("maintained", "not_agreed", (1, "0.750")),
        ("not_valid", "agreed_with_reservations", (1, "0.750")),
        ("integrated", "agreed_with_reservations", (0, "1.000")),
    ],
)
def test_an_objection_counts_by_what_became_of_it(objection, outcome, object_and_share):
    cast = [*votes("aaa"), Vote(3, "object", objection=objection)]

    found = result(Method("consent"), range(4), cast)

    assert (found.outcome, (found.object, found.share)) == (outcome, object_and_share)


def test_dots_are_added_up_by_point_and_change_nothing():
    cast = [
        Vote(0, "dots", dots={"roof": 3}),
        Vote(0, "dots", dots={"roof": 1, "bus": 2}),
        Vote(1, "dots", dots={"bus": 1, "phone": 1}),
        Vote(2, "dots", dots={"phone": 2}),
    ]

    found = result(Method("priorities"), range(4), cast)

    assert (found.outcome, found.cast, found.silent, found.priorities) == (
        "",
        3,
        1,
        [
            {"point": "bus", "dots": 3, "electors": 2},
            {"point": "phone", "dots": 3, "electors": 2},
            {"point": "roof", "dots": 1, "electors": 1},
        ],
    )


@pytest.mark.parametrize(
    ("electors", "share", "people"),
    [(5, "0.5", 3), (4, "0.5", 2), (3, "0.667", 2), (7, "0", 0), (7, "1", 7), (10, "0.35", 4)],
)
def test_a_quorum_is_said_in_people(electors, share, people):
    assert needed(electors, Decimal(share)) == people


def test_nobody_decides_an_empty_round():
    assert result(Method("written", Decimal(0)), [], []).outcome == "not_agreed"


SHARES = st.decimals(min_value=0, max_value=1, places=3)
METHODS = st.builds(
    Method, st.sampled_from(["consent", "table_vote", "organisations", "written"]), SHARES, SHARES, st.booleans()
)
BALLOTS = st.lists(st.builds(Vote, st.integers(0, 12), st.sampled_from(CHOICES), st.none() | st.integers(0, 20)))
ELECTORS = st.integers(0, 9).map(range)


@given(METHODS, ELECTORS, BALLOTS)
def test_every_elector_counts_once(method, electors, ballots):
    found = result(method, electors, ballots)

    cast = found.agree + found.reservation + found.object + found.stand_aside
    assert (found.cast, found.cast + found.silent) == (cast, len(electors))


@given(METHODS, ELECTORS, BALLOTS)
def test_only_the_last_ballot_of_an_elector_counts(method, electors, ballots):
    assert result(method, electors, ballots) == result(method, electors, last_votes(electors, ballots).values())


@given(METHODS, ELECTORS, BALLOTS, st.randoms())
def test_the_order_among_electors_does_not_matter(method, electors, ballots, random):
    kept = list(last_votes(electors, ballots).values())
    mixed = random.sample(kept, len(kept))

    assert result(method, electors, mixed) == result(method, electors, kept)


@given(METHODS, ELECTORS, BALLOTS)
def test_a_standing_objection_is_never_plainly_agreed(method, electors, ballots):
    found = result(method, electors, ballots)

    assert not (found.object and found.outcome == "agreed")
    assert not (found.object and not method.proceeds_with_minority and found.outcome != "not_agreed")


@given(METHODS, ELECTORS, BALLOTS)
def test_one_more_agreement_never_turns_yes_into_no(method, electors, ballots):
    before = result(method, electors, ballots)
    silent = [elector for elector in electors if elector not in last_votes(electors, ballots)]

    after = result(method, electors, [*ballots, *(Vote(elector, "agree") for elector in silent[:1])])

    assert before.outcome == "not_agreed" or after.outcome == before.outcome

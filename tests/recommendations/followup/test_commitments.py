"""Steps, acts, the clock that stands still, "no change", reminders."""

import copy
from datetime import date, timedelta

import pytest

from recommendations import followup
from recommendations.errors import CommitmentRefused
from recommendations.forms.followup import NewsForm
from recommendations.models import Commitment
from recommendations.signals import reminder_due
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(kept_rows):
    """The place, and a budget line until 20 April 2026, taken on 12 March."""
    place = made.forum_with_group()
    document = made.draft_of(place)
    point = made.point_from(place, document)
    return place, made.committed(place, made.answered(place, made.delivered(place, document), point.clause))


@pytest.fixture
def own(kept):
    """Objects that a test may change."""
    return copy.deepcopy(kept)


@pytest.fixture
def place(own):
    return own[0]


@pytest.fixture
def commitment(own) -> Commitment:
    return own[1]


def report(commitment: Commitment, on: date, **news) -> None:
    at = BEGIN + (on - BEGIN.date())
    followup.update_commitment(commitment, by=None, language="en", at=at, **news)
    commitment.refresh_from_db()


def test_the_clock_stands_still_while_suspended_and_not_longer(commitment):
    assert commitment.due_on == date(2026, 4, 20)
    report(commitment, date(2026, 4, 10), state="suspended", text="No inspector.", suspended_until=date(2026, 5, 10))

    overdue = {day: commitment.days_overdue(day) for day in (date(2026, 5, 1), date(2026, 5, 10), date(2026, 5, 25))}

    # Thirty days were lost: 20 April becomes 20 May.
    assert overdue == {date(2026, 5, 1): 0, date(2026, 5, 10): 0, date(2026, 5, 25): 5}


def test_what_goes_on_earlier_loses_only_the_days_it_stood(commitment):
    report(commitment, date(2026, 4, 10), state="suspended", text="No inspector.", suspended_until=date(2026, 5, 10))
    report(commitment, date(2026, 4, 20), state="in_progress")

    assert (commitment.suspended_days, commitment.suspended_on) == (10, None)
    assert commitment.days_overdue(date(2026, 5, 5)) == 5


@pytest.mark.parametrize(
    ("news", "words"),
    [
        ({"act_state": "adopted"}, "Name the decision or act"),
        ({"act_title": "Decision on home help"}, "Say how far"),
        ({"act_title": "Decision on home help", "act_state": "published"}, "number in the gazette"),
    ],
)
def test_an_act_is_named_with_how_far_it_is(commitment, news, words):
    with pytest.raises(CommitmentRefused, match=words):
        report(commitment, date(2026, 4, 1), **news)


def test_steps_are_taken_on_with_their_days_and_ticked_off_in_the_news(place, commitment):
    second = followup.take_commitment(
        commitment.clause,
        by=None,
        owner=place.municipality,
        text="A night phone.",
        language="en",
        due_on=date(2026, 9, 1),
        milestones=[("Find a number", date(2026, 6, 1)), ("Train two people", date(2026, 8, 1))],
        at=BEGIN + timedelta(days=70),
    )

    report(second, date(2026, 6, 3), state="in_progress", steps_done=[second.milestones.first()])

    assert list(second.milestones.values_list("text", "done_on")) == [
        ("Find a number", date(2026, 6, 3)),
        ("Train two people", None),
    ]


def test_no_change_is_news_and_asks_again_in_ninety_days(place, commitment, client):
    client.force_login(place.host_officer)
    address = f"/en/recommendations/{commitment.recommendation.reference}/news/{commitment.public_id}/"

    sent = client.post(address, {"no_change": "1"})

    commitment.refresh_from_db()
    update = commitment.updates.get()
    assert (sent.status_code, update.state, commitment.state) == (302, "planned", "planned")
    assert commitment.next_update_on - commitment.last_news_on == timedelta(days=90)


def reminders(day: date) -> list[tuple[str, date]]:
    """What is said that day, the clock asking twice."""
    said = []

    def note(reminder, **kwargs):
        said.append((reminder.kind, reminder.due_on))

    reminder_due.connect(note)
    try:
        at = BEGIN + (day - BEGIN.date())
        counts = [followup.remind(at), followup.remind(at)]
    finally:
        reminder_due.disconnect(note)
    assert counts == [len(said), 0]
    return sorted(said)


def test_reminders_come_before_and_after_the_day_and_once_each(commitment):
    followup.update_commitment(
        commitment, by=None, language="en", next_update_on=date(2026, 12, 1), at=BEGIN + timedelta(days=62)
    )

    said = {day: reminders(day) for day in (date(2026, 4, 1), date(2026, 4, 8), date(2026, 4, 22), date(2026, 5, 25))}

    assert said == {
        date(2026, 4, 1): [],
        date(2026, 4, 8): [("due_soon", date(2026, 4, 20))],
        date(2026, 4, 22): [("overdue", date(2026, 4, 20))],
        date(2026, 5, 25): [("overdue", date(2026, 5, 20))],
    }
    report(commitment, date(2026, 5, 26), state="reported_done", next_update_on=date(2026, 12, 1))
    assert reminders(date(2026, 7, 1)) == []


def test_a_step_whose_number_no_row_can_have_is_refused_in_words(commitment):
    commitment.milestones.create(text="Find a number", due_on=date(2026, 4, 1))
    sent = {"state": "planned", "language": "en", "steps_done": ["9" * 40]}

    form = NewsForm(sent, commitment=commitment)

    assert list(form.errors) == ["steps_done"]

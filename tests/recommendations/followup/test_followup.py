"""Delivery, answers, commitments: what is asked before each, and what the days say."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEntry
from recommendations import decisions, drafting, followup
from recommendations.errors import CommitmentRefused, MoveRefused, PositionsUndisposed, ResponseRefused
from recommendations.models import Reminder
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory, officer
from tests.factories.recommendations import BEGIN
from tests.recommendations.followup.test_commitments import reminders

pytestmark = pytest.mark.django_db
LATER = BEGIN + timedelta(days=60)


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def recommendation(place):
    return made.draft_of(place)


@pytest.fixture
def point(place, recommendation):
    return made.point_from(place, recommendation)


def test_delivery_names_every_position_nobody_has_dealt_with(place, recommendation, point):
    forgotten = made.position_from(
        made.post_in(place.forum, place.cycle, body="A day centre."), text="Open a day centre", number=7
    )
    made.signed(place, recommendation)

    with pytest.raises(PositionsUndisposed, match="Open a day centre") as refused:
        followup.deliver(recommendation, by=None, addressee=place.municipality)

    recommendation.refresh_from_db()
    assert (refused.value.positions, recommendation.state) == ([forgotten], "signed")


def test_a_disposed_position_no_longer_stands_in_the_way(place, recommendation, point):
    position = made.position_from(made.post_in(place.forum, place.cycle), text="Open a day centre", number=7)
    made.signed(place, recommendation)
    drafting.dispose(position, recommendation=recommendation, by=None, kind="not_taken", reason="Two tables against.")

    delivery = followup.deliver(recommendation, by=None, addressee=place.municipality, at=BEGIN + timedelta(days=30))

    recommendation.refresh_from_db()
    assert (recommendation.state, delivery.due_on) == ("delivered", date(2026, 4, 10))


def test_a_measure_without_a_source_is_not_sent(place, recommendation):
    drafting.draft_clause(recommendation.versions.get(), by=None, text="Just so.")
    made.signed(place, recommendation)

    with pytest.raises(MoveRefused, match="do not say where they come from: 1"):
        followup.deliver(recommendation, by=None, addressee=place.municipality)


def test_an_answer_is_given_by_the_mandate_of_the_addressee_only(place, recommendation, point):
    delivery = made.delivered(place, recommendation)
    stranger = officer()

    with pytest.raises(ResponseRefused, match="You do not speak for the addressee"):
        followup.respond(
            delivery,
            by=stranger,
            clause=point.clause,
            answer="accepted",
            reason="Yes.",
            language="en",
            mandate=stranger.mandates.get(),
        )


def test_an_answer_from_a_letter_names_its_number_and_day(place, recommendation, point):
    delivery = made.delivered(place, recommendation)
    fields = {"clause": point.clause, "answer": "rejected", "reason": "No money.", "language": "en"}

    with pytest.raises(ResponseRefused, match="write its number and its day"):
        followup.respond(delivery, by=place.coordinator, **fields)
    response = followup.respond(
        delivery, by=place.coordinator, letter_number="12/3", answered_on=date(2026, 3, 1), **fields
    )

    assert (response.is_from_letter, response.letter_number, response.on_behalf_of) == (True, "12/3", None)


def test_a_letter_never_replaces_what_the_addressee_answered_itself(place, recommendation, point):
    delivery = made.delivered(place, recommendation)
    official = made.answered(place, delivery, point.clause)
    fields = {"clause": point.clause, "answer": "rejected", "reason": "No money.", "language": "en"}

    with pytest.raises(ResponseRefused):
        followup.respond(delivery, by=place.coordinator, letter_number="1", answered_on=LATER.date(), **fields)

    kept = delivery.responses.get()
    assert (kept.answer, kept.on_behalf_of) == ("accepted", official.on_behalf_of)


def test_an_answer_that_changes_leaves_the_former_one_in_the_record(place, recommendation, point):
    delivery = made.delivered(place, recommendation)
    fields = {"clause": point.clause, "answer": "rejected", "reason": "No money.", "language": "en"}
    followup.respond(delivery, by=None, letter_number="12/3", answered_on=LATER.date(), **fields)

    made.answered(place, delivery, point.clause)

    assert [entry.details for entry in AuditEntry.objects.filter(verb="respond").order_by("pk")] == [
        {"clause": point.clause.public_id},
        {"clause": point.clause.public_id, "former_answer": "rejected", "former_reason": "No money."},
    ]


def test_the_document_is_answered_with_its_last_point(place, recommendation, point):
    second = made.point_from(place, recommendation, number=2)
    delivery = made.delivered(place, recommendation)
    states = []

    for entry in (point, second):
        made.answered(place, delivery, entry.clause)
        recommendation.refresh_from_db()
        states.append(recommendation.state)

    assert states == ["delivered", "answered"]


def test_only_tables_verify_what_was_reported_done(place, recommendation, point):
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))

    with pytest.raises(CommitmentRefused, match="It cannot go from"):
        followup.update_commitment(commitment, by=place.host_officer, state="verified", language="en")
    with pytest.raises(CommitmentRefused, match="Only what was reported done"):
        followup.verify_commitment(commitment, by=None, verdict="confirmed", table=place.tables[0])


def test_one_dispute_stands_until_it_is_taken_back(place, recommendation, point):
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    followup.update_commitment(commitment, by=None, state="reported_done", language="en", at=LATER)
    states = []

    for table, verdict in ((0, "confirmed"), (1, "disputed"), (1, "confirmed")):
        followup.verify_commitment(
            commitment, by=None, verdict=verdict, table=place.tables[table], reason="We looked.", at=LATER
        )
        commitment.refresh_from_db()
        states.append(commitment.state)

    assert states == ["reported_done", "disputed", "verified"]


def test_what_one_person_said_for_a_table_is_replaced_by_its_rapporteur_alone(place, recommendation, point):
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    followup.update_commitment(commitment, by=None, state="reported_done", language="en", at=LATER)
    table, (first, second) = place.tables[0], (UserFactory(), UserFactory())
    said = {"table": table, "reason": "We looked.", "at": LATER}
    followup.verify_commitment(commitment, by=first, verdict="disputed", **said)

    with pytest.raises(CommitmentRefused):
        followup.verify_commitment(commitment, by=second, verdict="confirmed", **said)
    followup.verify_commitment(commitment, by=place.rapporteurs[0], verdict="confirmed", **said)

    assert commitment.verifications.get().given_by == place.rapporteurs[0]


def test_a_table_without_a_vote_does_not_make_a_promise_confirmed(place, recommendation, point):
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    followup.update_commitment(commitment, by=None, state="reported_done", language="en", at=LATER)
    silent = place.forum.tables.create(number=9, has_vote=False)

    for table in (place.tables[0], silent):
        followup.verify_commitment(commitment, by=None, verdict="confirmed", table=table, at=LATER)

    commitment.refresh_from_db()
    assert commitment.state == "reported_done"


def test_overdue_and_silent_are_counted_from_the_days(place, recommendation, point):
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    day = commitment.due_on + timedelta(days=5)

    assert (commitment.days_overdue(day), commitment.days_silent(day)) == (5, 44)
    followup.update_commitment(commitment, by=None, state="reported_done", language="en", at=LATER)
    commitment.refresh_from_db()
    assert commitment.days_overdue(day) == 0


def test_a_forum_hands_over_only_what_was_signed(place, recommendation, point):
    from forums import guards

    before = guards.missing("cycle.hand_over", place.cycle)
    made.signed(place, recommendation)

    assert (len(before), guards.missing("cycle.hand_over", place.cycle)) == (1, [])


def test_a_separate_opinion_is_kept_with_the_round(place, recommendation, point):
    round_ = made.decided(place, recommendation)

    opinion = decisions.write_minority_opinion(
        round_.electors.first(), by=None, text="We wanted a day centre.", language="en"
    )

    assert list(round_.minority_opinions.all()) == [opinion]


def test_an_addressee_that_says_nothing_is_reminded_until_every_point_is_answered(place, recommendation, point):
    delivery = made.delivered(place, recommendation)
    before = reminders(delivery.due_on - timedelta(days=3)), reminders(delivery.due_on + timedelta(days=3))

    made.answered(place, delivery, point.clause)

    assert before == ([("answer_soon", delivery.due_on)], [("answer_late", delivery.due_on)])
    assert reminders(delivery.due_on + timedelta(days=40)) == []
    assert set(Reminder.objects.values_list("subject_kind", "subject_id")) == {("delivery", delivery.public_id)}

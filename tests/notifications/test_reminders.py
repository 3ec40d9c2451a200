from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Stage
from notifications.models import OutgoingMail
from notifications.reminders import remind
from recommendations import decisions, followup
from recommendations.models import Commitment
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, cycle_of, seated
from tests.factories.recommendations import (
    BEGIN,
    answered,
    committed,
    consulted,
    delivered,
    draft_of,
    forum_with_group,
    point_from,
    round_on,
)

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=1)


def events(person) -> list[str]:
    return list(person.notices.order_by("pk").values_list("event", flat=True))


def test_whoever_has_not_decided_yet_is_told_once_when_two_days_are_left():
    place = forum_with_group()
    recommendation = draft_of(place)
    point_from(place, recommendation)
    round_ = round_on(place, consulted(place, recommendation))
    silent, decided = place.rapporteurs
    elector = round_.electors.get(person_link__user=decided)
    decisions.cast_ballot(elector, by=decided, choice="agree", at=BEGIN + timedelta(days=16))
    moments = (49, 47, 46, 1, -1)

    counts = [remind(round_.closes_at - left * HOURS) for left in moments]

    assert counts == [0, 1, 0, 0, 0]
    assert ("decision_closing" in events(silent), "decision_closing" in events(decided)) == (True, False)


def test_a_stage_that_closes_is_told_to_seats_and_followers_once_and_again_when_it_was_extended():
    forum = ForumFactory()
    sitting, following, other = seated(forum), UserFactory(), UserFactory()
    following.subscriptions.create(subject_kind="forum", subject_id=forum.public_id)
    stage = Stage.objects.get(cycle=cycle_of(forum))
    soon = stage.closes_at - 47 * HOURS

    counts = [remind(soon), remind(soon)]
    Stage.objects.update(closes_at=stage.closes_at + timedelta(days=7))
    counts += [remind(soon), remind(soon + timedelta(days=7))]

    assert counts == [2, 0, 0, 2]
    closing = [events(person).count("stage_closing") for person in (sitting, following, other)]
    assert closing == [2, 2, 0]


def test_who_speaks_for_the_owner_is_reminded_of_news_by_a_mail_that_can_be_answered(settings):
    settings.INBOUND_ADDRESS = "reply@sofra.example"
    place = forum_with_group()
    recommendation = draft_of(place)
    entry = point_from(place, recommendation)
    commitment = committed(place, answered(place, delivered(place, recommendation), entry.clause))
    today = timezone.localdate()
    Commitment.objects.update(next_update_on=today, due_on=today + timedelta(days=200))

    counts = [followup.remind(timezone.now()), followup.remind(timezone.now())]

    mails = OutgoingMail.objects.filter(user=place.host_officer, notice__event="reminder_news_soon")
    assert counts == [1, 0]
    assert [mail.notice.subject_id for mail in mails] == [commitment.public_id]

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from forums.actions.moderation import hide_post
from forums.models import Measure
from notifications.emails import send_waiting
from notifications.models import Notice, OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.recommendations import (
    answered,
    committed,
    delivered,
    draft_of,
    forum_with_group,
    point_from,
    post_in,
)

pytestmark = pytest.mark.django_db


def told(person) -> list[tuple[str, str]]:
    return list(person.notices.order_by("pk").values_list("event", "subject_kind"))


def test_the_author_of_a_hidden_post_is_told_why_by_inbox_and_mail():
    place = forum_with_group()
    post = post_in(place.forum, place.cycle, author=UserFactory(ui_language="mk"))

    hide_post(post, by=place.facilitator, reason=Measure.Reason.NAMES, statement="There is a name of a client in it.")

    send_waiting()
    (sent,) = mail.outbox
    measure = Measure.objects.get()
    assert told(post.author) == [("post_hide", "measure")]
    assert post.author.notices.get().details["note"] == "There is a name of a client in it."
    assert sent.to == [post.author.email]
    assert "There is a name of a client in it." in sent.body
    assert f"/mk/{measure.path}" in sent.body
    assert not Notice.objects.exclude(user=post.author).exists()


def test_those_from_whose_words_a_point_comes_learn_what_became_of_it():
    place = forum_with_group()
    recommendation = draft_of(place)
    entry = point_from(place, recommendation)
    author = entry.clause.sources.get().position.sources.get().post.author

    committed(place, answered(place, delivered(place, recommendation), entry.clause))

    assert told(author) == [
        ("position_used", "clause"),
        ("words_decided", "recommendation"),
        ("words_sent", "recommendation"),
        ("point_answered", "response"),
        ("commitment_taken", "commitment"),
    ]


def test_who_speaks_for_the_addressee_is_told_of_the_delivery():
    place = forum_with_group()
    recommendation = draft_of(place)
    point_from(place, recommendation)

    delivered(place, recommendation)

    assert ("recommendation_delivered", "recommendation") in told(place.host_officer)
    assert ("decision_opened", "recommendation") in told(place.rapporteurs[1])


def test_nobody_is_mailed_about_what_happened_long_ago():
    place = forum_with_group()
    recommendation = draft_of(place)

    point_from(place, recommendation)

    assert Notice.objects.filter(created_at__lt=timezone.now() - timedelta(days=2)).exists()
    assert not OutgoingMail.objects.exists()

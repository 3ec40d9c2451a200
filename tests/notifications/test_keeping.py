from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.keeping import forget_old
from notifications.models import Notice, OutgoingMail
from notifications.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db


def test_what_is_old_and_done_with_is_deleted_and_what_is_unread_stays():
    now, person, forum = timezone.now(), UserFactory(), ForumFactory()
    for event in ("reply", "mention"):
        tell([person], event, kind="forum", thing=forum)
    Notice.objects.filter(event="reply").update(read_at=now)
    OutgoingMail.objects.filter(notice__event="reply").update(state="sent")

    left = []
    for days in (0, 31, 401):
        forget_old(now + timedelta(days=days))
        events = person.notices.order_by("pk").values_list("event", flat=True)
        left.append((list(events), list(OutgoingMail.objects.values_list("notice__event", flat=True).order_by("pk"))))

    assert left == [
        (["reply", "mention"], ["reply", "mention"]),
        (["reply", "mention"], ["mention"]),
        (["mention"], []),
    ]

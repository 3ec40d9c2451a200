import datetime

import pytest
from django.utils import timezone

from forums.actions.sessions import call_people, cancel_session, change_session, plan_session
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, cycle_of, seated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visibility", ["public", "closed"])
def test_whoever_sits_at_a_table_is_told_of_each_call_and_that_the_session_is_off(visibility):
    forum = ForumFactory(visibility=visibility)
    member, _stranger = seated(forum), UserFactory()
    starts_at = timezone.now() + datetime.timedelta(days=9)
    session = plan_session(cycle_of(forum), by=None, kind="thematic", starts_at=starts_at, title="Night", language="en")

    call_people(session, by=None)
    change_session(session, by=None, starts_at=starts_at + datetime.timedelta(hours=2))
    cancel_session(session, by=None, reason="Snow on the road.")

    told = Notice.objects.filter(subject_kind="session").order_by("pk").values_list("user", "event", "details__note")
    assert list(told) == [
        (member.pk, "session_called", "Night"),
        (member.pk, "session_called", "Night"),
        (member.pk, "session_cancelled", "Snow on the road."),
    ]

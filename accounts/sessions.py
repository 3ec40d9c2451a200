"""Sessions in the database (``SESSION_ENGINE``), each with the person in a column, loaded together with that person.

A page for somebody signed in asks once for the session, the person and what every page needs of them
(``accounts.loading``), where Django asks for one after the other.
"""

import datetime
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from accounts.loading import facts_of, facts_read
from accounts.models import BrowserSession, User
from portal.base.prepared import Prepared


def with_person(key: str, now: datetime.datetime, today: datetime.date) -> QuerySet[BrowserSession]:
    """The session with that key and whoever is signed in there."""
    found = BrowserSession.objects.filter(session_key=key, expire_date__gt=now).select_related("user")
    return found.annotate(**facts_of(OuterRef("user_id"), now, today))


SESSION = Prepared(with_person, key=str, now=datetime.datetime, today=datetime.date)


class SessionStore(db.SessionStore):
    """Django's sessions in the database; ``person``: who was signed in when this one was loaded."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        row: Any = super().create_model_instance(data)
        key = data.get(SESSION_KEY)
        row.user_id = User._meta.pk.to_python(key) if key else None
        return row

    def _get_session_from_db(self) -> BrowserSession | None:
        row = SESSION.first(key=self.session_key, now=timezone.now(), today=timezone.localdate())
        if row is None:
            self._session_key = None
            return None
        self.person = row.user
        if self.person:
            for name in facts_read():
                setattr(self.person, name, getattr(row, name))
        return row


def forget_sessions(now: datetime.datetime) -> int:
    """Delete what no browser can use any more and return how many that were."""
    return BrowserSession.objects.filter(expire_date__lte=now).delete()[0]


_lending: ContextVar[SessionStore | None] = ContextVar("lending", default=None)


@contextmanager
def lends_its_person(session):
    """While Django finds out who is asking, the person that came with the session need not be loaded again."""
    token = _lending.set(session)
    try:
        yield
    finally:
        _lending.reset(token)


def lent_person(user_id: int) -> User | None:
    """That person, if a session has just brought them along."""
    person = getattr(_lending.get(), "person", None)
    return person if person is not None and person.pk == user_id else None

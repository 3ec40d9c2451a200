"""Browsers that the portal knows again."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from accounts.models.people import User


class BrowserSession(AbstractBaseSession):
    """What a browser is known by and who is signed in there, so that ending a person's reads nobody else's."""

    #: no constraint: who was signed in may be gone when the browser comes again
    user = models.ForeignKey(
        User, models.CASCADE, null=True, editable=False, db_constraint=False, related_name="browser_sessions"
    )

    objects = BaseSessionManager()  # type: ignore[misc]  # what Django's abstract model has too

    def __str__(self) -> str:
        return f"{self.user or 'a visitor'} until {self.expire_date}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from accounts.sessions import SessionStore

        return SessionStore

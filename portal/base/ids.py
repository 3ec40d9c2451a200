"""Public ids: short, permanent, safe to read aloud."""

import secrets

from django.db import models

#: Crockford's base 32: no i, l, o or u, so nothing is mistaken for a 1 or a 0.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """A fresh id of ten characters (50 random bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
    """The permanent id of a thing in addresses, exports and pointers; given once, never edited."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", new_public_id)
        super().__init__(*args, **kwargs)

"""A copy of everything the portal holds about a person: asked for on a page, made by the worker, gone after a week."""

import datetime
import json
import logging
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import DataCopy, User
from accounts.signals import copy_made
from portal.base.own_data import Held, all_held
from portal.languages import UI_TAGS

KEPT_FOR = datetime.timedelta(days=7)
#: A worker that took one up and was not heard of for so long has died.
DIED_AFTER = datetime.timedelta(minutes=15)
MOST_ATTEMPTS = 5
#: Raised when a key of the file changes its meaning (docs/own-data.md).
FORMAT = 1

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """Rows of one kind, as the page shows them."""

    words: str | Promise
    rows: list[dict[str, Any]]


@transaction.atomic
def ask_for_copy(user: User, *, at: datetime.datetime | None = None) -> DataCopy:
    """The copy that will be made; while one waits, that one. An earlier one is taken away."""
    now = at or timezone.now()
    User.objects.select_for_update().get(pk=user.pk)
    waiting = DataCopy.objects.filter(user=user, made_at=None).first()
    if waiting:
        return waiting
    delete(DataCopy.objects.filter(user=user))
    return DataCopy.objects.create(user=user, asked_at=now)


def copy_of(user: User, *, at: datetime.datetime | None = None) -> DataCopy | None:
    """The copy that waits, or that can still be fetched."""
    now = at or timezone.now()
    return DataCopy.objects.filter(user=user, made_at=None).first() or copies_to_fetch(user, at=now).first()


def copies_to_fetch(user: User, *, at: datetime.datetime | None = None) -> QuerySet[DataCopy]:
    """The finished copies whose week is not over."""
    return DataCopy.objects.filter(user=user, made_at__gt=(at or timezone.now()) - KEPT_FOR)


# By the worker ----------------------------------------------------------------------------------------------------


def make_waiting(*, now: datetime.datetime | None = None) -> int:
    """Make the copies that wait, the oldest first; one that cannot be made holds up no other."""
    now = now or timezone.now()
    waiting = unclaimed(now).filter(attempts__lt=MOST_ATTEMPTS).order_by("asked_at", "pk")
    return sum(is_made(pk, now) for pk in waiting.values_list("pk", flat=True))


def unclaimed(now: datetime.datetime) -> QuerySet[DataCopy]:
    """The unfinished copies at which no worker is, or only one that has died."""
    return DataCopy.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - DIED_AFTER), made_at=None)


def is_made(pk: int, now: datetime.datetime) -> bool:
    """Whether the copy was made here; another worker may have taken it up a moment earlier."""
    if not unclaimed(now).filter(pk=pk).update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    try:
        make(DataCopy.objects.select_related("user").get(pk=pk), now)
    except Exception:
        log.exception("A copy of somebody's data could not be made: %s", pk)
        return False
    return True


def make(copy: DataCopy, now: datetime.datetime) -> None:
    """Write both files and say that they are there."""
    name = f"sofra-{now:%Y-%m-%d}"
    with override(copy.user.ui_language):
        found = gathered(copy.user)
        data = as_json(copy.user, found, now)
        page = as_page(copy.user, found, now)
    copy.data.save(f"{name}.json", ContentFile(data.encode()), save=False)
    copy.page.save(f"{name}.html", ContentFile(page.encode()), save=False)
    with transaction.atomic():
        copy.made_at = now
        copy.save(update_fields=["data", "page", "made_at"])
        copy_made.send(sender=DataCopy, copy=copy)


def gathered(user: User) -> list[tuple[Held, list[dict[str, Any]]]]:
    """Every row the portal holds about the person, by its declaration; one query each."""
    return [(held, rows_of(held, user)) for held in all_held()]


def rows_of(held: Held, user: User) -> list[dict[str, Any]]:
    return [{key_of(name): value for name, value in row.items()} for row in held.rows_of(user).values(*held.shows)]


def key_of(lookup: str) -> str:
    """What a column is called in the file: ``thread__public_id`` is ``thread``."""
    if lookup in ("pk", "public_id"):
        return "id"
    return lookup.removesuffix("__public_id").replace("__", "_")


def as_json(user: User, found: list[tuple[Held, list[dict[str, Any]]]], now: datetime.datetime) -> str:
    """The file for programs; docs/own-data.md says what stands in it."""
    content: dict[str, Any] = {"format": FORMAT, "made_at": now, "person": user.public_id}
    acts: dict[str, list] = {}
    for held, rows in found:
        if held.words:
            content[held.name] = rows
        elif rows:
            acts[held.name] = [row["id"] if row.keys() == {"id"} else row for row in rows]
    return json.dumps(content | {"acts": acts}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_page(user: User, found: list[tuple[Held, list[dict[str, Any]]]], now: datetime.datetime) -> str:
    """The file for reading, in the person's language; it opens without the portal."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for held, rows in found:
        shown = [{key: value for key, value in row.items() if value not in (None, "", [], {})} for row in rows]
        if held.words:
            parts[str(held.words)] += shown
        else:
            parts[_("What you did for others here")] += [{held.name: row["id"], **row} for row in shown]
    context = {
        "person": user,
        "parts": [Part(words, rows) for words, rows in parts.items() if rows],
        "made_at": now,
        "html_lang": UI_TAGS.get(user.ui_language, "en"),
        "site": settings.WAGTAILADMIN_BASE_URL,
    }
    return render_to_string("accounts/data_copy.html", context)


def kept_until(copy: DataCopy) -> datetime.datetime | None:
    """The moment from which it is deleted; none while it is being made."""
    return copy.made_at + KEPT_FOR if copy.made_at else None


def forget_copies(now: datetime.datetime) -> int:
    """Delete the copies whose week is over, and those that could not be made, with their files."""
    old = Q(made_at__lt=now - KEPT_FOR) | Q(made_at=None, asked_at__lt=now - KEPT_FOR)
    return delete(DataCopy.objects.filter(old))


def delete(copies: QuerySet[DataCopy]) -> int:
    """Delete them; the files go once that is final."""
    found = list(copies)
    for copy in found:
        for file in (copy.data, copy.page):
            if file.name:
                transaction.on_commit(partial(default_storage.delete, file.name))
        copy.delete()
    return len(found)

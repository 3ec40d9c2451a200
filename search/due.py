"""What changed a moment ago, brought into the entries: by the worker, or by whoever searches before it does.

A change only notes what it is about (``entries.refresh_soon``), in its own transaction, so nothing is lost and nobody
who saves waits for the words to be read. Whoever searches first brings the entries in line: search never has less than
the database, whether a worker runs or not.
"""

import contextlib
import datetime
import logging
import time
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from search import entries
from search.models import SearchDue

AT_ONCE = 200  # notes that the worker takes before it looks after its other work
FOR_A_READER = 200  # notes that somebody who searches waits for, and how many seconds at most
READERS_PATIENCE = 1.0
LOCK_PATIENCE = 500  # milliseconds for which somebody else's lock is waited for

log = logging.getLogger(__name__)


def catch_up(*, at_most: int = AT_ONCE) -> int:
    """Bring entries in line with what changed, the oldest changes first, and return how many things that were.

    For the worker. A thing that cannot be written is tried again later and holds up no other.
    """
    return _renew(SearchDue.objects.filter(due_at__lte=timezone.now()).order_by("anew", "pk")[:at_most])


def catch_up_for_reader() -> None:
    """The same for somebody about to search: a moment's work at most; entries that are long are left to the worker."""
    notes = SearchDue.objects.filter(anew=False, due_at__lte=timezone.now()).order_by("pk")[:FOR_A_READER]
    if not notes:
        return
    try:
        with _impatience():
            _renew(notes, patience=READERS_PATIENCE)
    except OperationalError as busy:
        log.info("Searched before the latest changes were taken in: %s", busy)


def _renew(notes: Iterable[SearchDue], *, patience: float = float("inf")) -> int:
    """One thing at least: the first of a process waits for the dictionaries, which is no reason to give up."""
    by_thing: dict[tuple[str, int], list[int]] = {}
    for note in notes:
        by_thing.setdefault((note.model, note.thing_id), []).append(note.pk)
    done, until = 0, float("inf")
    for (model, thing_id), noted in by_thing.items():
        if time.monotonic() > until:
            break
        done += _attempt(model, thing_id, noted)
        until = min(until, time.monotonic() + patience)
    return done


def _attempt(model: str, thing_id: int, noted: list[int]) -> bool:
    try:
        return _renewed(model, thing_id, noted)
    except OperationalError:  # somebody has the database for themselves; nothing is wrong with the thing
        raise
    except Exception:
        log.exception("The search entry of %s %s could not be written", model, thing_id)
        _put_off(noted)
        return False


@transaction.atomic
def _renewed(model: str, thing_id: int, noted: list[int]) -> bool:
    """Whether a thing's entry was brought in line here: one transaction each, so that no two lock in a ring."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # before a ring of locks is noticed, and somebody's own work given up
            cursor.execute(f"SET LOCAL lock_timeout = {LOCK_PATIENCE}")
    rows = SearchDue.objects.select_for_update().filter(pk__in=noted)
    still_due = list(rows.values_list("anew", flat=True))
    if not still_due:  # somebody else was faster
        return False
    things = apps.get_model(model)._default_manager.filter(pk=thing_id)
    thing = things.first()
    if thing:
        entries.lock(thing)
        thing = things.first()  # with everything that was done to it until now, by those who were waited for
    if thing:  # of one that is gone the entry went with it
        entries.renew(thing, anew=any(still_due))
    rows.delete()
    return True


def _put_off(noted: list[int]) -> None:
    rows = SearchDue.objects.filter(pk__in=noted)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    later = timezone.now() + datetime.timedelta(minutes=min(2**attempts, 24 * 60))
    rows.update(attempts=F("attempts") + 1, due_at=later)


@contextlib.contextmanager
def _impatience() -> Iterator[None]:
    """Wait only a moment for who writes: SQLite waits for twenty seconds otherwise."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    _wait(LOCK_PATIENCE)
    try:
        yield
    finally:
        _wait(usual)


def _wait(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")

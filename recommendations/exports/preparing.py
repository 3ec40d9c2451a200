"""Documents that take long to make: asked for in a request, made by the worker, taken from where they are kept.

A request never makes one. It writes down what is wanted (``WantedFile``, one row for the same words), and the page says
that it is being made; the worker empties these rows (``manage.py work``).
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.utils import timezone, translation

from recommendations.exports.keeping import DRAFTS, Wanted, is_quick, keep, kept_name
from recommendations.models import Version, WantedFile

#: A file that failed so often is given up until somebody asks for it after a while.
MOST_TRIES, GIVEN_UP_FOR = 3, timedelta(hours=1)
#: A worker that began so long ago has died, and another takes over.
DEAD_AFTER = timedelta(minutes=10)
#: Files made in a row before the worker looks after the rest of its duties.
BATCH = 3
#: The file of a draft is good for as long as the words stay; nobody comes back for it after so many days.
DRAFTS_KEPT = timedelta(days=7)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Preparation:
    """How far a document is: ``name`` of the finished file, or none yet; ``is_given_up`` when it cannot be made."""

    name: str = ""
    is_given_up: bool = False


def prepared(wanted: Wanted, *, at: datetime | None = None) -> Preparation:
    """The document if it lies ready or is quickly made; else it is asked for, once for the same words."""
    at = at or timezone.now()
    content = wanted.content()
    name = kept_name(content, wanted.ending)
    if default_storage.exists(name):
        return Preparation(name)
    if is_quick(content, wanted.ending):
        return Preparation(keep(content, wanted.ending, wanted.address))
    fields = {
        "version": wanted.version,
        "compared_with": wanted.compared_with,
        "ending": wanted.ending,
        "language": content.language,
        "address": wanted.address,
        "asked_at": at,
    }
    row, is_new = WantedFile.objects.get_or_create(name=name, defaults=fields)
    return Preparation() if is_new else _asked_again(row, at)


def _asked_again(row: WantedFile, at: datetime) -> Preparation:
    """A file that was emptied away, or given up a while ago, is made anew."""
    given_up = row.tries >= MOST_TRIES and not row.made_at
    if given_up and row.begun_at and row.begun_at > at - GIVEN_UP_FOR:
        return Preparation(is_given_up=True)
    if given_up or row.made_at:
        WantedFile.objects.filter(pk=row.pk).update(asked_at=at, begun_at=None, made_at=None, tries=0)
    return Preparation()


def make_wanted(*, at: datetime | None = None) -> int:
    """Make what people wait for, oldest first and a few in a row; how many were made."""
    made = 0
    for _turn in range(BATCH):
        row = _taken(at or timezone.now())
        if row is None:
            break
        made += _made(row)
    return made


def _taken(at: datetime) -> WantedFile | None:
    """The next file, taken by this worker alone."""
    waiting = WantedFile.objects.filter(made_at=None, tries__lt=MOST_TRIES)
    waiting = waiting.filter(Q(begun_at=None) | Q(begun_at__lte=at - DEAD_AFTER))
    for row in waiting[:BATCH]:
        same = WantedFile.objects.filter(pk=row.pk, tries=row.tries, made_at=None)
        if same.update(begun_at=at, tries=F("tries") + 1):
            return row
    return None


def _made(row: WantedFile) -> bool:
    """Whether the file lies there now. A draft that went on meanwhile is made as it reads now."""
    try:
        _make(row)
    except Exception:
        log.exception("A document could not be made: %s", row.name)
        WantedFile.objects.filter(pk=row.pk, tries__lt=MOST_TRIES).update(begun_at=None)
        return False
    WantedFile.objects.filter(pk=row.pk).update(made_at=timezone.now())
    return True


def _make(row: WantedFile) -> None:
    versions = Version.objects.select_related("recommendation__group", "recommendation__cycle")
    version = versions.get(pk=row.version_id)
    older = versions.get(pk=row.compared_with_id) if row.compared_with_id else None
    with translation.override(row.language):
        content = Wanted(version.recommendation, version, row.ending, older).content()
        keep(content, row.ending, row.address)


def forget_old_drafts(now: datetime) -> int:
    """Remove the files of drafts that nobody has come back for, and what remembers them; how many files."""
    old = now - DRAFTS_KEPT
    WantedFile.objects.filter(name__startswith=f"{DRAFTS}/", asked_at__lte=old).delete()
    if not default_storage.exists(DRAFTS):
        return 0
    names = [f"{DRAFTS}/{name}" for name in default_storage.listdir(DRAFTS)[1]]
    forgotten = [name for name in names if default_storage.get_modified_time(name) <= old]
    for name in forgotten:
        default_storage.delete(name)
    return len(forgotten)

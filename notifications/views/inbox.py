"""A person's inbox: what they were told, grouped by the thing it is about."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from notifications.letters import one_line, words_of
from notifications.models import MailSettings, Notice
from notifications.reading import catch_up, mark_read, unread
from notifications.subjects import Pointer, Title, readable_things, titles_of
from notifications.words import sentence
from portal.base.registry import address_of
from portal.languages.reading import reader_language

GROUPS_A_PAGE, NOTICES_A_GROUP, LONGEST_NOTE = 20, 5, 300


@dataclass(frozen=True)
class Row:
    """One notice; without ``public_id`` it leads nowhere: its reader may not see the thing any more."""

    words: str
    note: str
    language: str
    when: datetime.datetime | None
    told_at: datetime.datetime
    is_new: bool
    public_id: str


@dataclass
class Group:
    """What a person was told about one thing, the newest of it."""

    about: Pointer
    title: Title | None
    address: str
    last_at: datetime.datetime
    new_count: int
    count: int
    rows: list[Row] = field(default_factory=list)

    @property
    def more_count(self) -> int:
        return self.count - len(self.rows)


@require_GET
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Twenty things a page, the one with the latest news first; a fixed number of queries."""
    catch_up(request.user)
    found = groups_before(request.user, request.GET.get("before", ""))
    shown = found[:GROUPS_A_PAGE]
    context = {
        "groups": filled(shown, request.user),
        "before": key_of(shown[-1]) if len(found) > GROUPS_A_PAGE else "",
        "is_first": "before" not in request.GET,
        "has_new": unread(request.user).exists(),
        "parked": MailSettings.objects.filter(user=request.user, parked_at__isnull=False).first(),
    }
    return render(request, "notifications/inbox.html", context)


def groups_before(user: User, key: str) -> list[dict[str, Any]]:
    """The things a person was told about, newest first, one more than a page holds; 404 for a key that is none."""
    groups = Notice.objects.filter(user=user).values("about_kind", "about_id").order_by()
    groups = groups.annotate(
        last_at=Max("created_at"), last_pk=Max("pk"), count=Count("pk"), new_count=Count("pk", filter=Q(read_at=None))
    )
    if key:
        moment, last_pk = parsed(key)
        groups = groups.filter(Q(last_at__lt=moment) | Q(last_at=moment, last_pk__lt=last_pk))
    return list(groups.order_by("-last_at", "-last_pk")[: GROUPS_A_PAGE + 1])


def key_of(group: dict[str, Any]) -> str:
    """The place in the list behind a group, for the address."""
    return f"{int(group['last_at'].timestamp() * 1_000_000)}-{group['last_pk']}"


def parsed(key: str) -> tuple[datetime.datetime, int]:
    stamp, _dash, pk = key.partition("-")
    if not (stamp.isascii() and stamp.isdigit() and pk.isascii() and pk.isdigit() and len(key) <= 40):
        raise Http404
    try:
        seconds, rest = divmod(int(stamp), 1_000_000)
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC) + datetime.timedelta(microseconds=rest), int(pk)
    except (OverflowError, ValueError, OSError) as error:
        raise Http404 from error


def filled(groups: list[dict[str, Any]], user: User) -> list[Group]:
    """The groups with their newest notices, and with what of it the person may still read."""
    notices = newest_notices(user, groups)
    pointers = {(one["about_kind"], one["about_id"]) for one in groups}
    pointers |= {(one.subject_kind, one.subject_id) for own in notices.values() for one in own}
    things = readable_things(pointers, user)
    abouts = {pointer: things[pointer] for pointer in notices if pointer in things}
    titles = titles_of(abouts)
    return [group_of(group, notices, things, titles) for group in groups]


def newest_notices(user: User, groups: list[dict[str, Any]]) -> dict[Pointer, list[Notice]]:
    """The newest notices of each group, in one query for all."""
    pointers = [(one["about_kind"], one["about_id"]) for one in groups]
    asked = Q(pk=None)
    for kind in {kind for kind, _id in pointers}:
        asked |= Q(about_kind=kind, about_id__in=[own for other, own in pointers if other == kind])
    rank = Window(RowNumber(), partition_by=["about_kind", "about_id"], order_by=["-created_at", "-pk"])
    notices = Notice.objects.filter(asked, user=user).annotate(rank=rank).filter(rank__lte=NOTICES_A_GROUP)
    found: dict[Pointer, list[Notice]] = defaultdict(list)
    for notice in notices.order_by("-created_at", "-pk"):
        found[notice.about_kind, notice.about_id].append(notice)
    return found


def group_of(group: dict[str, Any], notices, things: dict[Pointer, Any], titles: dict[Pointer, Title]) -> Group:
    about = (group["about_kind"], group["about_id"])
    thing = things.get(about)
    return Group(
        about=about,
        title=titles.get(about),
        address=address_of(about[0], thing, reader_language()) if thing else "",
        last_at=group["last_at"],
        new_count=group["new_count"],
        count=group["count"],
        rows=[row_of(notice, things) for notice in notices[about]],
    )


def row_of(notice: Notice, things: dict[Pointer, Any]) -> Row:
    """A notice as a line. What was said to the person about their own words stays readable to them."""
    thing = things.get((notice.subject_kind, notice.subject_id))
    note, language = words_of(notice, thing) if thing or notice.reason == "wrote" else ("", "")
    when = notice.details.get("when")
    return Row(
        words=sentence(notice.event),
        note=one_line(note, LONGEST_NOTE),
        language=language,
        when=datetime.datetime.fromisoformat(when) if when else None,
        told_at=notice.created_at,
        is_new=notice.read_at is None,
        public_id=notice.public_id if thing else "",
    )


@require_GET
@login_required
def notice_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """To what a notice is about; it and what was told of the same thing before count as read."""
    notice = get_object_or_404(Notice.objects.filter(user=request.user), public_id=public_id)
    pointer = (notice.subject_kind, notice.subject_id)
    thing = readable_things([pointer], request.user).get(pointer)
    if thing is None:
        raise Http404
    told = Notice.objects.filter(user=request.user, about_kind=notice.about_kind, about_id=notice.about_id)
    mark_read(told.filter(created_at__lte=notice.created_at))
    return redirect(address_of(notice.subject_kind, thing, reader_language()))


@require_POST
@login_required
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read, or what was told about one thing."""
    kind, _sign, public_id = request.POST.get("about", "").partition(" ")
    told = Notice.objects.filter(user=request.user, created_at__lte=timezone.now())
    mark_read(told.filter(about_kind=kind, about_id=public_id) if kind else told)
    if not kind:
        messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:inbox")

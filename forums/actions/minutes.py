"""What a session noted: typed item by item or as a file, approved, published, and built upon."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums import guards, workflow
from forums.actions.writing import Words, check_takes_posts, key_of, locked, write
from forums.errors import MoveRefused
from forums.models import MinuteItem, Minutes, Post, Session, Thread, WorkingTable
from forums.querysets import forums_run_by
from forums.signals import minutes_published
from portal.base.models import PortalDocument


@transaction.atomic
def draft_minutes(
    session: Session,
    *,
    by: User | None,
    language: str,
    items: Iterable[tuple[str, bool]] = (),
    document: PortalDocument | None = None,
) -> Minutes:
    """Minutes with numbered items (text, is it a decision), or a file; not yet to be read by others."""
    minutes = begun_minutes(session, by=by, language=language)
    for text, is_decision in items:
        add_item(minutes, by=by, text=text, is_decision=is_decision)
    if document:
        attach_file(minutes, by=by, document=document)
    return minutes


@transaction.atomic
def begun_minutes(session: Session, *, by: User | None, language: str = "") -> Minutes:
    """The minutes of the session as a draft; the ones already begun where there are some."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    minutes, is_new = Minutes.objects.get_or_create(
        session=session, defaults={"language": language or session.language or "en", "drafted_by": by}
    )
    if is_new:
        audit.record("draft", kind="minutes", public_id=minutes.public_id, by=by, to_state=minutes.state)
    return minutes


@transaction.atomic
def add_item(
    minutes: Minutes,
    *,
    by: User | None,
    text: str,
    is_decision: bool = False,
    agenda_number: int | None = None,
    table: WorkingTable | None = None,
    form_key: str | None = None,
) -> MinuteItem:
    """One item more at the end of the draft; the same form sent twice gives the first item back."""
    minutes = locked_draft(minutes)
    if by and form_key and (first := MinuteItem.objects.filter(form_key=key_of(by, form_key)).first()):
        return first
    return MinuteItem.objects.create(
        minutes=minutes,
        number=next_number(minutes),
        text=text,
        is_decision=is_decision,
        agenda_number=agenda_number,
        table=table,
        form_key=key_of(by, form_key) if by else None,
    )


@transaction.atomic
def change_item(item: MinuteItem, *, by: User, **words) -> MinuteItem:
    """The item with other words; only in a draft."""
    locked_draft(item.minutes)
    for name, value in words.items():
        setattr(item, name, value)
    item.save(update_fields=list(words))
    return item


@transaction.atomic
def remove_item(item: MinuteItem, *, by: User) -> None:
    """The item taken out of the draft, unless something was built on it."""
    locked_draft(item.minutes)
    if item.post_id or item.position_sources.exists():
        raise MoveRefused(_("Something was built on this item already. Change its words instead."))
    item.delete()


@transaction.atomic
def attach_file(minutes: Minutes, *, by: User | None, document: PortalDocument) -> Minutes:
    """The minutes as a file; what was decided is listed beside it."""
    minutes = locked_draft(minutes)
    minutes.document = document
    minutes.save(update_fields=["document"])
    details = {"title": document.title}
    audit.record("attach_file", kind="minutes", public_id=minutes.public_id, by=by, details=details)
    return minutes


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: User | None, at: datetime.datetime | None = None) -> Minutes:
    """The draft as the facilitator stands by it; nothing is written into it any more."""
    at = at or timezone.now()
    workflow.move(minutes, "approve", by=by, at=at, approved_by=by, approved_at=at)
    return minutes


@transaction.atomic
def reopen_minutes(minutes: Minutes, *, by: User, reason: str, at: datetime.datetime | None = None) -> Minutes:
    """Approved minutes as a draft again, because something in them is wrong."""
    workflow.move(minutes, "reopen", by=by, reason=reason, at=at, approved_by=None, approved_at=None)
    return minutes


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User | None, at: datetime.datetime | None = None) -> Minutes:
    """Minutes that everybody who sees the forum can read; the session is closed with them. A draft is approved
    with the same step."""
    at = at or timezone.now()
    if reasons := guards.missing("minutes.publish", minutes):
        raise MoveRefused(*reasons)
    if minutes.state == Minutes.State.DRAFT:
        approve_minutes(minutes, by=by, at=at)
    workflow.move(minutes, "publish", by=by, at=at, published_at=at)
    workflow.move(minutes.session, "close", by=by, at=at)
    minutes_published.send(sender=Minutes, minutes=minutes)
    return minutes


@transaction.atomic
def item_to_post(item: MinuteItem, thread: Thread, *, by: User, at: datetime.datetime | None = None) -> Post:
    """The item as a contribution to that conversation, said in the room; pressed twice, the first one stands.

    What a rapporteur takes from minutes that are still a draft waits for the facilitator.
    """
    at = at or timezone.now()
    thread = locked(thread)
    item = MinuteItem.objects.select_for_update(of=("self",)).select_related("minutes", "table", "post").get(pk=item.pk)
    if item.post:
        return item.post
    check_takes_posts(thread)
    is_approved = item.minutes.state != Minutes.State.DRAFT or thread.forum_id in forums_run_by(by)
    words = Words(
        body=item.text,
        language=item.minutes.language,
        kind=Post.Kind.ROOM_RECORD,
        channel=Post.Channel.ROOM,
        recorded_by=by,
        table=item.table,
    )
    item.post = write(thread, words, waits=Post.Waits.NO if is_approved else Post.Waits.RECORDED, at=at)
    item.save(update_fields=["post"])
    return item.post


def locked_draft(minutes: Minutes) -> Minutes:
    """The draft as it stands, held by this transaction; refused once it is approved."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("session").get(pk=minutes.pk)
    if minutes.state != Minutes.State.DRAFT:
        raise MoveRefused(_("These minutes are approved. The facilitator can open them for changes again."))
    if minutes.session.state == Session.State.CANCELLED:
        raise MoveRefused(_("This session was called off."))
    return minutes


def next_number(minutes: Minutes) -> int:
    """The number after the last one; the caller holds the lock of the minutes."""
    last = minutes.items.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1

"""What somebody was writing, kept on the server until it is published or thrown away."""

from django.db import transaction

from accounts.models import User
from forums.errors import DraftTooLong
from forums.models import Attachment, Draft, Forum, Thread

#: Twice the longest post, so that a text that must be shortened is not lost meanwhile.
LONGEST_DRAFT = 40_000
#: The other fields of the composer that are worth keeping, and how much of each.
KEPT_CHOICES = ("title", "language", "kind", "thread_kind", "reply_to", "audience")
LONGEST_CHOICE = 200


@transaction.atomic
def save_draft(place: Thread | Forum, *, by: User, body: str, choices: dict[str, str] | None = None) -> Draft | None:
    """Keep what somebody was writing in a thread, or as a new one in a forum; ``None`` when nothing is left of it."""
    if len(body) > LONGEST_DRAFT:
        raise DraftTooLong
    kept = {name: value[:LONGEST_CHOICE] for name, value in (choices or {}).items() if name in KEPT_CHOICES and value}
    if not body.strip() and not kept.get("title") and not has_files(place, by):
        forget_draft(place, by=by)
        return None
    draft = draft_in(place, by=by)
    draft.body = body
    if choices is not None:
        draft.choices = {**kept, "files": draft.choices.get("files", [])}
    draft.save()
    return draft


def draft_in(place: Thread | Forum, *, by: User) -> Draft:
    """What the person is writing there, begun now when there is nothing yet."""
    return Draft.objects.get_or_create(user=by, **where(place))[0]  # type: ignore[arg-type]  # one of its two places


def forget_draft(place: Thread | Forum, *, by: User) -> None:
    """Throw away what was being written there, with its files."""
    Draft.objects.filter(user=by, **where(place)).delete()


def has_files(place: Thread | Forum, by: User) -> bool:
    path = "draft__thread" if isinstance(place, Thread) else "draft__forum"
    return Attachment.objects.filter(**{path: place, "draft__user": by}).exists()


def where(place: Thread | Forum) -> dict[str, Thread | Forum]:
    """The one place of a draft, as its fields."""
    return {"thread": place} if isinstance(place, Thread) else {"forum": place}

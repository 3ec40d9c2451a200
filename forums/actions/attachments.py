"""Files that go with a post: kept with the draft while it is written, with the post from then on."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from forums.errors import TooManyFiles
from forums.files import MOST_FILES, CheckedFile
from forums.models import Attachment, Draft, Post


def attach(place: Draft | Post, *, by: User, files: Iterable[CheckedFile]) -> list[Attachment]:
    """Keep checked files with a draft or a post, or ``TooManyFiles``; the caller holds the transaction."""
    files = list(files)
    own = Q(draft=place) if isinstance(place, Draft) else Q(post=place)
    if files and Attachment.objects.filter(own).count() + len(files) > MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    kept = [keep(place, file, by=by) for file in files]
    if kept:
        show_files(place)
    return kept


def show_files(place: Draft | Post) -> None:
    """Write onto the post or draft what a page says of its files, so that reading asks nothing more."""
    shown = [
        {"id": file.public_id, "path": file.path, "name": file.name, "type": file.content_type, "size": file.size}
        | ({"width": file.width, "height": file.height} if file.is_picture else {})
        for file in place.attachments.all()
    ]
    if isinstance(place, Draft):
        place.choices = {**place.choices, "files": shown}
        place.save(update_fields=["choices", "saved_at"])
    else:
        place.shown_files = shown or None
        place.save(update_fields=["shown_files"])


def keep(place: Draft | Post, file: CheckedFile, *, by: User) -> Attachment:
    attachment = Attachment(
        draft=place if isinstance(place, Draft) else None,
        post=place if isinstance(place, Post) else None,
        name=file.name,
        content_type=file.content_type,
        size=file.content.size,
        width=file.width,
        height=file.height,
        uploaded_by=by,
    )
    attachment.file.save(file.content.name or "file", file.content, save=False)
    attachment.save()
    return attachment


def hand_over_files(draft: Draft | None, post: Post) -> None:
    """What waited with the draft goes with the post."""
    if draft and Attachment.objects.filter(draft=draft).update(draft=None, post=post):
        show_files(post)


def remove_attachment(attachment: Attachment) -> None:
    """Take a file away; its bytes go when the transaction is done."""
    place = attachment.post or attachment.draft
    attachment.delete()
    if place:
        show_files(place)


def erase_attachments(post: Post) -> None:
    """Take away every file of a post whose words are erased."""
    post.attachments.all().delete()
    show_files(post)

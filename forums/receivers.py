"""What the forum does when something happened in it: dated rows in conversations, files that go with their row."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.signals import page_unpublished

from forums.actions.events import record_event
from forums.models import Attachment, Forum, ForumPage, Measure, Thread, ThreadEvent
from forums.signals import measure_taken

#: Measures about a whole conversation that everybody reading it sees as a dated row.
SHOWN_MEASURES = {Measure.Kind.LOCK: ThreadEvent.Kind.LOCKED, Measure.Kind.UNLOCK: ThreadEvent.Kind.UNLOCKED}


def connect() -> None:
    """Listen; called once, from ``ForumsConfig.ready``."""
    measure_taken.connect(on_measure, dispatch_uid="forums")
    post_delete.connect(on_attachment_deleted, sender=Attachment, dispatch_uid="forums")
    pre_save.connect(before_text_saved, sender=ForumPage, dispatch_uid="forums")
    post_save.connect(on_text_changed, sender=ForumPage, dispatch_uid="forums")
    post_delete.connect(on_text_changed, sender=ForumPage, dispatch_uid="forums")
    page_unpublished.connect(on_text_withdrawn, sender=ForumPage, dispatch_uid="forums")


def on_measure(*, measure: Measure, **kwargs) -> None:
    kind = SHOWN_MEASURES.get(Measure.Kind(measure.kind))
    if kind and measure.subject_kind == "thread":
        thread = Thread.objects.get(public_id=measure.subject_id)
        record_event(thread, kind, at=measure.taken_at, note=measure.statement)


def on_attachment_deleted(*, instance: Attachment, **kwargs) -> None:
    """The bytes go once the row is gone for good."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def before_text_saved(*, instance: ForumPage, **kwargs) -> None:
    """Remember whose text it was, for the forum that loses it."""
    texts = ForumPage.objects.filter(pk=instance.pk) if instance.pk else ForumPage.objects.none()
    instance.forums_before = list(texts.values_list("forum_id", flat=True))


def on_text_changed(*, instance: ForumPage, **kwargs) -> None:
    """The titles of a forum stand on its row, so that no page looks them up among the texts."""
    for forum_id in {instance.forum_id, *getattr(instance, "forums_before", ())}:
        write_titles(forum_id)
    instance.forum.refresh_from_db(fields=["titles"])


def on_text_withdrawn(*, instance: ForumPage, **kwargs) -> None:
    """Withdrawn from a list of pages, or by its date: Wagtail then saves it as a plain page."""
    write_titles(instance.forum_id)


@transaction.atomic
def write_titles(forum_id: int) -> None:
    """One after the other: two texts published at once would each forget the other."""
    Forum.objects.select_for_update().filter(pk=forum_id).values_list("pk").first()
    live = ForumPage.objects.live().filter(forum=forum_id).order_by("pk")
    Forum.objects.filter(pk=forum_id).update(titles=dict(live.values_list("language", "title")) or None)

"""What the forum does when something happened in it: dated rows in conversations, files that go with their row."""

from django.db import transaction
from django.db.models.signals import post_delete

from forums.actions.events import record_event
from forums.models import Attachment, Measure, Thread, ThreadEvent
from forums.signals import measure_taken

#: Measures about a whole conversation that everybody reading it sees as a dated row.
SHOWN_MEASURES = {Measure.Kind.LOCK: ThreadEvent.Kind.LOCKED, Measure.Kind.UNLOCK: ThreadEvent.Kind.UNLOCKED}


def connect() -> None:
    """Listen; called once, from ``ForumsConfig.ready``."""
    measure_taken.connect(on_measure, dispatch_uid="forums")
    post_delete.connect(on_attachment_deleted, sender=Attachment, dispatch_uid="forums")


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

"""Appeals: somebody who did not decide first decides again."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.moderation import approve_post, lift_suspension, put_words_back, restore_post, unlock_thread
from forums.errors import DecidedFirst, NoAppeal
from forums.models import Appeal, Measure, Post, Thread
from forums.querysets import decided_first
from forums.signals import appeal_decided, appeal_lodged, thread_changed


@transaction.atomic
def lodge_appeal(
    measure: Measure, *, by: User, words: str, language: str, at: datetime.datetime | None = None
) -> Appeal:
    """The person concerned asks that somebody else decides; ``NoAppeal`` when there is nothing to appeal against."""
    at = at or timezone.now()
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if not measure.stands_at(at) or Appeal.objects.filter(measure=measure).exists():
        raise NoAppeal
    appeal = Appeal.objects.create(measure=measure, lodged_by=by, words=words, language=language, lodged_at=at)
    audit.record("appeal", kind="measure", public_id=measure.public_id, by=by, to_state=appeal.state)
    appeal_lodged.send(sender=Appeal, appeal=appeal)
    return appeal


@transaction.atomic
def decide_appeal(
    appeal: Appeal, *, by: User, overturns: bool, reason: str, at: datetime.datetime | None = None
) -> Appeal:
    """The decision stands, or is taken back at once; ``DecidedFirst`` for whoever took part in the first one."""
    at = at or timezone.now()
    if decided_first(by, appeal.measure):
        raise DecidedFirst
    appeal.state = Appeal.objects.select_for_update().values_list("state", flat=True).get(pk=appeal.pk)
    verb = "overturn" if overturns else "confirm"
    Appeal.objects.filter(pk=appeal.pk).update(reason=reason)
    appeal.reason = reason
    workflow.move(appeal, verb, by=by, reason=reason, at=at, decided_by=by, decided_at=at)
    if overturns:
        measure = Measure.objects.select_related("forum").get(pk=appeal.measure_id)  # what still stands of it
        take_back(measure, by=by, statement=reason, at=at)
    appeal_decided.send(sender=Appeal, appeal=appeal)
    return appeal


def take_back(measure: Measure, **how: Any) -> None:
    """Undo what the measure did, as far as it still stands; ``how``: ``by``, ``statement``, ``at``."""
    if not measure.stands_at(how["at"]):
        return
    if measure.kind == Measure.Kind.SUSPEND:
        lift_suspension(measure, **how)
    elif measure.kind == Measure.Kind.LOCK:
        unlock_thread(Thread.objects.select_related("forum").get(public_id=measure.subject_id), **how)
    elif measure.kind == Measure.Kind.REDACT:
        put_words_back(measure, **how)
    else:
        show_again(Post.objects.select_related("thread__forum").get(public_id=measure.subject_id), **how)


def show_again(post: Post, **how: Any) -> None:
    """The post in its place, or, where it never had one, published after all with the conversation it opens."""
    if post.state != Post.State.REFUSED:
        restore_post(post, **how)
        return
    if post.thread.state == Thread.State.HIDDEN:
        workflow.move(post.thread, "restore", by=how["by"], reason=how["statement"], at=how["at"])
        thread_changed.send(sender=Thread, thread=post.thread)
    workflow.move(post, "reconsider", by=how["by"], reason=how["statement"], at=how["at"])
    approve_post(post, **how)
    Measure.objects.filter(subject_kind="post", subject_id=post.public_id, undone_at=None, kind="hide").update(
        undone_at=how["at"]
    )

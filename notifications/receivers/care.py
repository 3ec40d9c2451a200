"""Care of the discussion: the person concerned, who reported something, and who can decide again are told."""

from collections.abc import Sequence
from typing import Any

from accounts.models import StaffRole, User
from forums import signals as forums
from forums.models import Appeal, Flag, Forum, ForumRole, Measure, Post, Thread
from notifications.subjects import group_of
from notifications.telling import tell
from notifications.words import EVENTS


def connect() -> None:
    """Listen to what is decided about contributions, conversations and people."""
    forums.measure_taken.connect(on_measure, dispatch_uid="notifications")
    forums.flag_changed.connect(on_flag, dispatch_uid="notifications")
    forums.appeal_lodged.connect(on_appeal_lodged, dispatch_uid="notifications")
    forums.appeal_decided.connect(on_appeal, dispatch_uid="notifications")


def on_measure(*, measure: Measure, author, **kwargs) -> None:
    """The person concerned by a measure, with the statement of who took it."""
    event = f"{measure.subject_kind}_{measure.kind}"
    kind, thing = subject_of(measure)
    about = group_of(kind, thing)
    # Approving follows publishing, whose moment may lie in the past; nothing else does.
    at = thing.published_at if isinstance(thing, Post) and measure.kind == Measure.Kind.APPROVE else None
    tell(
        [author],
        event if event in EVENTS else "measure",
        reason="wrote",
        kind="measure" if measure.kind in Measure.RESTRICTING else kind,
        thing=measure if measure.kind in Measure.RESTRICTING else thing,
        about=about,
        note=measure.statement,
        when=measure.until,
        at=at or measure.taken_at,
    )


def subject_of(measure: Measure) -> tuple[str, Post | Thread | Forum]:
    """What a measure is about: a post, a conversation, or in the forum a person."""
    if measure.subject_kind == "post":
        post = Post.objects.select_related("thread__forum").filter(public_id=measure.subject_id).first()
        return ("post", post) if post else ("forum", measure.forum)  # its author has erased it
    if measure.subject_kind == "thread":
        return "thread", Thread.objects.select_related("forum").get(public_id=measure.subject_id)
    return "forum", measure.forum


def on_flag(*, flag: Flag, **kwargs) -> None:
    """Who reported a contribution: that it was looked at, and whether something was done."""
    if flag.state == Flag.State.RAISED:
        return  # it waits for the facilitators, who find it where everything that waits for them stands
    post = Post.objects.filter(public_id=flag.subject_id).select_related("thread__forum").first()
    tell(
        [flag.raised_by],
        f"flag_{flag.state}",
        reason="reported",
        kind="thread" if post else "forum",
        thing=post.thread if post else flag.forum,
        at=flag.settled_at,
    )


def on_appeal_lodged(*, appeal: Appeal, **kwargs) -> None:
    """Who can decide again: other facilitators of the forum; where there are none, administrators."""
    people = who_can_decide(appeal)
    tell_of_appeal(appeal, people, "appeal_lodged", reason="decides", note=appeal.words, at=appeal.lodged_at)


def who_can_decide(appeal: Appeal) -> list[User]:
    """Facilitators who hold the right; else the administrators who do."""
    here = {"forum_roles__forum": appeal.measure.forum_id, "forum_roles__role": ForumRole.Role.FACILITATOR}
    staff = {"staff_roles__role": StaffRole.Role.ADMINISTRATOR}
    for place in (here, staff):
        active = User.objects.filter(is_active=True, **place).distinct()
        if found := [person for person in active if person.has_perm("forums.decide_appeal", appeal)]:
            return found
    return []


def on_appeal(*, appeal: Appeal, **kwargs) -> None:
    """Who objected, what somebody else decided."""
    people, event = [appeal.lodged_by], f"appeal_{appeal.state}"
    tell_of_appeal(appeal, people, event, reason="wrote", note=appeal.reason, at=appeal.decided_at)


def tell_of_appeal(appeal: Appeal, people: Sequence[User | None], event: str, **fields: Any) -> None:
    """A notice that leads to the measure and stands with what that is about; ``fields`` as for ``tell``."""
    about = group_of(*subject_of(appeal.measure))
    tell(people, event, kind="measure", thing=appeal.measure, about=about, language=appeal.language, **fields)

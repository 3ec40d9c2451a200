"""What each kind of stage allows, and when. Docs: docs/permissions.md, "Stages"."""

import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from forums.models import Cycle, Stage, Thread

#: Verbs that no stage closes.
ALWAYS = frozenset({"ask", "report", "sense_check", "prioritise"})

STAGES: dict[str, frozenset[str]] = {
    Stage.Kind.PREPARE: frozenset(),
    Stage.Kind.CONSTITUTE: frozenset({"join", "comment"}),
    Stage.Kind.EXPLORE: frozenset({"join", "comment", "propose", "support"}),
    Stage.Kind.PROPOSE: frozenset({"comment", "propose", "support"}),
    Stage.Kind.DRAFT: frozenset({"comment", "support", "amend"}),
    Stage.Kind.DECIDE: frozenset({"ballot"}),
    Stage.Kind.HAND_OVER: frozenset({"respond", "commit"}),
    Stage.Kind.FOLLOW_UP: frozenset({"comment", "respond", "commit", "verify"}),
}


def allows(kind: str | None, verb: str) -> bool:
    """Whether a stage of that kind (``None``: no stage is open) allows the verb."""
    return verb in ALWAYS or (kind is not None and verb in STAGES[kind])


def kinds_allowing(verb: str) -> list[str]:
    """The kinds of stage in which the verb is open, in their order."""
    return [kind for kind, verbs in STAGES.items() if verb in verbs]


def open_stage(cycle: Cycle, at: datetime.datetime) -> Stage | None:
    """The stage open at that moment; prefetch ``stages`` where this is asked more than once.

    One that came with the thread (``with_open_stage``) is believed until it closes.
    """
    known = cycle.__dict__.get("known_stage")
    if known is not None and known.is_open_at(at):
        return known
    return next((stage for stage in cycle.stages.all() if stage.is_open_at(at)), None)


def is_allowed(cycle: Cycle, verb: str, at: datetime.datetime) -> bool:
    """Whether the cycle's open stage allows the verb at that moment."""
    if verb in ALWAYS:
        return True
    stage = open_stage(cycle, at)
    return stage is not None and allows(stage.kind, verb)


def with_open_stage(threads: QuerySet[Thread], at: datetime.datetime) -> QuerySet[Thread]:
    """The threads with what ``remember_stage`` needs, in the same query; select their cycle too."""
    stages = Stage.objects.filter(cycle=OuterRef("cycle"), opens_at__lte=at, closes_at__gt=at).order_by()
    return threads.annotate(
        open_kind=Subquery(stages.values("kind")[:1]), open_until=Subquery(stages.values("closes_at")[:1])
    )


def remember_stage(thread: Thread, at: datetime.datetime) -> Thread:
    """The thread loaded so at that moment; its cycle knows the stage that is open, and asks for none while that is."""
    if kind := thread.open_kind:  # type: ignore[attr-defined]  # of ``with_open_stage``
        stage = Stage(kind=kind, opens_at=at, closes_at=thread.open_until)  # type: ignore[attr-defined]
        thread.cycle.known_stage = stage  # type: ignore[attr-defined]  # for ``open_stage`` alone
    return thread


def next_opening(cycle: Cycle, verb: str, at: datetime.datetime) -> datetime.datetime | None:
    """When the next stage that allows the verb opens; ``None`` when none is planned."""
    coming = (stage.opens_at for stage in cycle.stages.all() if stage.opens_at > at and allows(stage.kind, verb))
    return min(coming, default=None)

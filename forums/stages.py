"""What each kind of stage allows. Docs: docs/permissions.md, "Stages"."""

from forums.models import Stage

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

"""Proposed changes: made against the text one reads, settled with a reason, taken over into the next version."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from recommendations import drafting
from recommendations.errors import AmendmentRefused
from recommendations.models import Amendment, Clause, Recommendation, Version, VersionClause
from recommendations.workflow import OPEN_AMENDMENTS, lock

State, Kind = Amendment.State, Amendment.Kind
TAKEN = (State.ACCEPTED, State.ACCEPTED_MODIFIED)


@transaction.atomic
def propose_amendment(
    entry: VersionClause,
    *,
    by: User | None,
    kind: str,
    justification: str,
    text: str = "",
    language: str = "",
    on_behalf_of: Organisation | None = None,
    at: datetime | None = None,
) -> Amendment:
    """A proposed change to one point of the version that is open for comments, or ``AmendmentRefused``."""
    recommendation = lock(entry.version.recommendation)
    if recommendation.state != Recommendation.State.CONSULTATION:
        raise AmendmentRefused(_("The document is not open for comments now."))
    if not justification.strip():
        raise AmendmentRefused(_("Say why you propose it."))
    if kind != Kind.DELETE and not text.strip():
        raise AmendmentRefused(_("Write the text you propose."))
    authentic = entry.texts.get(language=recommendation.authentic_language)
    amendment = Amendment.objects.create(
        clause=entry.clause,
        base_version=entry.version,
        base_text=authentic.text,
        kind=kind,
        state=State.SUBMITTED,
        language=language or recommendation.authentic_language,
        text=text,
        justification=justification,
        proposed_by=by,
        on_behalf_of=on_behalf_of,
        submitted_at=at or timezone.now(),
    )
    record("propose_amendment", kind="clause", public_id=entry.clause.public_id, by=by, to_state=State.SUBMITTED, at=at)
    return amendment


@transaction.atomic
def settle_amendment(
    amendment: Amendment,
    *,
    by: User | None,
    state: str,
    resolution: str = "",
    text: str = "",
    at: datetime | None = None,
) -> Amendment:
    """The change accepted, accepted with changes (``text``) or rejected (``resolution`` says why).

    What is taken goes into the draft of the next version; the version people commented on stays as it is.
    Other open changes of the same point are marked ``needs_rebase``.
    """
    amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if amendment.state not in OPEN_AMENDMENTS:
        raise AmendmentRefused(_("This proposed change has been settled already."))
    if state not in (*TAKEN, State.REJECTED):
        raise AmendmentRefused(_("Accept it, accept it with changes, or do not accept it."))
    if state == State.REJECTED and not resolution.strip():
        raise AmendmentRefused(_("Say why it is not accepted."))
    if state in TAKEN and not _is_authentic(amendment) and amendment.kind != Kind.DELETE and not text.strip():
        raise AmendmentRefused(_("Write the accepted text in the authentic language of the document."))
    amendment.state, amendment.resolution = state, resolution
    amendment.settled_by, amendment.settled_at = by, at or timezone.now()
    amendment.save()
    if state in TAKEN:
        _take_over(amendment, text=text or amendment.text, by=by, at=at)
    record(
        "settle_amendment",
        kind="clause",
        public_id=amendment.clause.public_id,
        by=by,
        from_state=State.SUBMITTED,
        to_state=state,
        reason=resolution,
        at=at,
    )
    return amendment


def _is_authentic(amendment: Amendment) -> bool:
    return amendment.language == amendment.clause.recommendation.authentic_language


def _take_over(amendment: Amendment, *, text: str, by: User | None, at: datetime | None) -> None:
    """Write the change into the draft that follows the fixed version."""
    draft = drafting.open_draft(amendment.clause.recommendation, at=at)
    entry = _entry_in(draft, amendment.clause)
    if amendment.kind == Kind.DELETE:
        drafting.leave_out_clause(entry, by=by, at=at)
    elif amendment.kind == Kind.INSERT_AFTER:
        drafting.draft_clause(
            draft,
            by=by,
            text=text,
            kind=entry.kind,
            level=entry.level,
            addressee=entry.addressee,
            after=entry,
            at=at,
        )
    else:
        drafting.edit_clause(entry, by=by, text=text, at=at)
    others = Amendment.objects.filter(clause=amendment.clause, state__in=OPEN_AMENDMENTS)
    others.exclude(pk=amendment.pk).update(needs_rebase=True)


def _entry_in(draft: Version, clause: Clause) -> VersionClause:
    entry = draft.clauses.filter(clause=clause).first()
    if entry is None:
        raise AmendmentRefused(_("The point is no longer in the draft."))
    return entry

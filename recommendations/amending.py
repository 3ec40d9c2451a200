"""Proposed changes: made against the text one reads, answered by the rapporteur, settled, taken over."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from portal.base.models import PortalDocument
from recommendations import documents, drafting
from recommendations.errors import AmendmentRefused
from recommendations.models import Amendment, Clause, Recommendation, Version, VersionClause
from recommendations.signals import amendment_changed
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
    **letter,
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
        number=_next_number(recommendation),
        clause=entry.clause,
        base_version=entry.version,
        base_text=authentic.text,
        kind=kind,
        state=State.SUBMITTED,
        language=language or recommendation.authentic_language,
        text=documents.plain(text),
        justification=justification,
        proposed_by=by,
        on_behalf_of=on_behalf_of,
        submitted_at=at or timezone.now(),
        needs_rebase=_has_moved_on(entry, authentic.text),
        **letter,
    )
    record("propose_amendment", kind="clause", public_id=entry.clause.public_id, by=by, to_state=State.SUBMITTED, at=at)
    amendment_changed.send(sender=Amendment, amendment=amendment)
    return amendment


def enter_amendment(
    entry: VersionClause,
    *,
    by: User,
    on_behalf_of: Organisation,
    letter: PortalDocument,
    letter_from: str = "",
    **fields,
) -> Amendment:
    """The same for an association that wrote a letter or a Word file, which stays attached; ``by`` typed it in."""
    return propose_amendment(
        entry,
        by=None,
        on_behalf_of=on_behalf_of,
        letter=letter,
        letter_from=letter_from,
        entered_by=by,
        **fields,
    )


def _next_number(recommendation: Recommendation) -> int:
    """The number of the next proposed change of a document; its row is locked."""
    numbered = Amendment.objects.filter(clause__recommendation=recommendation)
    return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1


def _has_moved_on(entry: VersionClause, text: str) -> bool:
    """Whether a draft behind the version people read has other words already."""
    present = present_text(entry.clause)
    return present is not None and present != text


def present_text(clause: Clause) -> str | None:
    """The authentic words of a point in the version being worked on; ``None`` where it is left out."""
    recommendation = clause.recommendation
    texts = documents.latest_version(recommendation).clauses.filter(
        clause=clause, texts__language=recommendation.authentic_language
    )
    return texts.values_list("texts__text", flat=True).first()


@transaction.atomic
def rebase_amendment(
    amendment: Amendment, *, by: User | None, text: str, justification: str, at: datetime | None = None
) -> Amendment:
    """The change anew against the words of today; the old one stays as it was, and says what overtook it."""
    lock(amendment.clause.recommendation)
    amendment = _open(amendment)
    draft = documents.latest_version(amendment.clause.recommendation)
    base = present_text(amendment.clause)
    if base is None:
        raise AmendmentRefused(_("The point is no longer in the draft."))
    if amendment.kind != Kind.DELETE and not text.strip():
        raise AmendmentRefused(_("Write the text you propose."))
    anew = Amendment.objects.create(
        number=_next_number(amendment.clause.recommendation),
        clause=amendment.clause,
        base_version=draft,
        base_text=base,
        kind=amendment.kind,
        state=State.SUBMITTED,
        language=amendment.language,
        text=documents.plain(text),
        justification=justification or amendment.justification,
        proposed_by=amendment.proposed_by,
        on_behalf_of=amendment.on_behalf_of,
        letter=amendment.letter,
        letter_from=amendment.letter_from,
        entered_by=amendment.entered_by,
        submitted_at=at or timezone.now(),
    )
    _moved(amendment, State.SUPERSEDED, by=by, at=at, superseded_by=anew)
    return anew


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: User | None, at: datetime | None = None) -> Amendment:
    """The change taken back by its proposer; it stays readable."""
    return _moved(_open(amendment), State.WITHDRAWN, by=by, at=at)


@transaction.atomic
def propose_settlement(
    amendment: Amendment,
    *,
    by: User | None,
    state: str,
    text: str = "",
    resolution: str = "",
    at: datetime | None = None,
) -> Amendment:
    """What the rapporteur would do, published; the proposer is asked, and earlier answers no longer count."""
    amendment = _open(amendment)
    _check_settlement(amendment, state, text, resolution)
    return _moved(
        amendment,
        State.UNDER_REVIEW,
        by=by,
        at=at,
        proposed_state=state,
        proposed_text=documents.plain(text) if state == State.ACCEPTED_MODIFIED else "",
        proposed_reason=resolution,
        proposal_by=by,
        proposal_at=at or timezone.now(),
        proposer_agrees=None,
        proposer_answer="",
        proposer_answered_at=None,
    )


@transaction.atomic
def answer_settlement(
    amendment: Amendment, *, by: User | None, agrees: bool, answer: str = "", at: datetime | None = None
) -> Amendment:
    """Whether the proposer agrees with what the rapporteur proposes."""
    amendment = _open(amendment)
    if not amendment.proposed_state:
        raise AmendmentRefused(_("The rapporteur has not proposed anything yet."))
    if not agrees and not answer.strip():
        raise AmendmentRefused(_("Say why you do not agree."))
    return _moved(
        amendment,
        amendment.state,
        by=by,
        at=at,
        proposer_agrees=agrees,
        proposer_answer=answer,
        proposer_answered_at=at or timezone.now(),
    )


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
    Other open changes of the same point are marked ``needs_rebase``. One that needs it is taken over only with the
    words it is to have now.
    """
    amendment = _open(amendment)
    _check_settlement(amendment, state, text, resolution)
    if state in TAKEN and amendment.needs_rebase and amendment.kind == Kind.REPLACE and not text.strip():
        raise AmendmentRefused(_("The point has changed since this was written. Write the text it is to have now."))
    amendment = _settled(amendment, state, by=by, resolution=resolution, at=at)
    if state in TAKEN:
        _take_over(amendment, text=text or amendment.text, by=by, at=at)
    return amendment


@transaction.atomic
def consolidate(
    clause: Clause,
    *,
    by: User | None,
    text: str,
    states: Mapping[Amendment, str],
    resolution: str = "",
    at: datetime | None = None,
) -> VersionClause:
    """One text for a point out of several proposed changes, each of them settled with it.

    ``states``: what becomes of each; those taken are ``accepted_modified`` where the text is not theirs word by word.
    """
    taken = [one for one, state in states.items() if state in TAKEN]
    if not taken:
        raise AmendmentRefused(_("Choose at least one change that the new text takes over."))
    if not text.strip():
        raise AmendmentRefused(_("Write the text the point is to have."))
    for amendment, state in states.items():
        amendment = _open(amendment)
        if amendment.clause_id != clause.pk:
            raise AmendmentRefused(_("The changes belong to different points."))
        if state in TAKEN:
            state = State.ACCEPTED if documents.plain(text) == amendment.text else State.ACCEPTED_MODIFIED
        elif not resolution.strip():
            raise AmendmentRefused(_("Say why it is not accepted."))
        _settled(amendment, state, by=by, resolution=resolution, at=at)
    draft = drafting.open_draft(clause.recommendation, at=at)
    return drafting.edit_clause(_entry_in(draft, clause), by=by, text=text, at=at)


def _open(amendment: Amendment) -> Amendment:
    """The change under a lock, or ``AmendmentRefused`` when it has been settled."""
    found = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if found.state not in OPEN_AMENDMENTS:
        raise AmendmentRefused(_("This proposed change has been settled already."))
    found.clause = amendment.clause
    return found


def _check_settlement(amendment: Amendment, state: str, text: str, resolution: str) -> None:
    if state not in Amendment.SETTLEMENTS:
        raise AmendmentRefused(_("Accept it, accept it with changes, or do not accept it."))
    if state == State.REJECTED and not resolution.strip():
        raise AmendmentRefused(_("Say why it is not accepted."))
    needs_words = not _is_authentic(amendment) or state == State.ACCEPTED_MODIFIED
    if state in TAKEN and needs_words and amendment.kind != Kind.DELETE and not text.strip():
        raise AmendmentRefused(_("Write the accepted text in the authentic language of the document."))


def _settled(amendment: Amendment, state: str, *, by: User | None, resolution: str, at: datetime | None) -> Amendment:
    at = at or timezone.now()
    return _moved(amendment, state, by=by, at=at, resolution=resolution, settled_by=by, settled_at=at)


def _moved(amendment: Amendment, state: str, *, by: User | None, at: datetime | None, **fields) -> Amendment:
    """The change in another state, with an audit row and the signal that tells its proposer."""
    origin, amendment.state = amendment.state, state
    for name, value in fields.items():
        setattr(amendment, name, value)
    amendment.save()
    record(
        "settle_amendment" if state in Amendment.SETTLEMENTS else "move_amendment",
        kind="clause",
        public_id=amendment.clause.public_id,
        by=by,
        from_state=origin,
        to_state=state,
        reason=amendment.resolution,
        at=at,
    )
    amendment_changed.send(sender=Amendment, amendment=amendment)
    return amendment


def _is_authentic(amendment: Amendment) -> bool:
    return amendment.language == amendment.clause.recommendation.authentic_language


def _take_over(amendment: Amendment, *, text: str, by: User | None, at: datetime | None) -> None:
    """Write the change into the draft that follows the fixed version; others of the point need a rebase then."""
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


def _entry_in(draft: Version, clause: Clause) -> VersionClause:
    entry = draft.clauses.filter(clause=clause).first()
    if entry is None:
        raise AmendmentRefused(_("The point is no longer in the draft."))
    return entry

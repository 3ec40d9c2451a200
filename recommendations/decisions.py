"""Rounds: opened on a frozen version with a frozen electorate, cast under a lock, certified once.

Nobody is shown an interim result: nothing here counts ballots before ``certify_round``.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from forums.models import Seat, WorkingTable
from recommendations import documents, workflow
from recommendations.errors import BallotRefused, RoundRefused, SignOffRefused
from recommendations.models import (
    Ballot,
    DecisionRound,
    Elector,
    ElectorPerson,
    GroupMember,
    MinorityOpinion,
    Recommendation,
    SignOff,
    Version,
)
from recommendations.results import ADVISORY, Method, Result, Vote, result
from recommendations.signals import round_certified, round_opened

State = DecisionRound.State
#: Choices that are not counted without a reason.
REASONED = (Ballot.Choice.RESERVATION, Ballot.Choice.OBJECT)


# ------------------------------------------------------------------------------------------------ the electorate


def seats_of(recommendation: Recommendation) -> list[dict]:
    """Every held place at a table with a vote, table by table."""
    seats = Seat.objects.filter(forum=_forum_of(recommendation), state=Seat.State.HELD, table__has_vote=True)
    seats = seats.exclude(role=Seat.Role.SUBSTITUTE).select_related("table").order_by("table__number", "pk")
    return [{"table": seat.table, "user_id": seat.user_id, "seat": seat} for seat in seats]


def tables_of(recommendation: Recommendation) -> list[dict]:
    """Every table with a vote; its rapporteur casts it."""
    tables = WorkingTable.objects.filter(forum=_forum_of(recommendation), has_vote=True).order_by("number")
    rapporteurs = {
        seat.table_id: seat
        for seat in Seat.objects.filter(table__in=tables, role=Seat.Role.RAPPORTEUR, state=Seat.State.HELD)
    }
    return [_table_elector(table, rapporteurs.get(table.pk)) for table in tables]


def organisations_of(recommendation: Recommendation) -> list[dict]:
    """Every member organisation of the group, its secretariat left out; whoever holds its mandate casts."""
    members = GroupMember.objects.filter(group=recommendation.group, until=None, organisation__isnull=False)
    members = members.exclude(role=GroupMember.Role.SECRETARIAT).order_by("organisation__slug")
    bodies = Organisation.objects.filter(pk__in=members.values("organisation")).order_by("slug")
    return [{"organisation": body, "user_id": None} for body in bodies]


def members_of(recommendation: Recommendation) -> list[dict]:
    """Every person in the group, its secretariat left out."""
    members = GroupMember.objects.filter(group=recommendation.group, until=None, user__isnull=False)
    members = members.exclude(role=GroupMember.Role.SECRETARIAT).order_by("pk")
    return [{"organisation_id": member.organisation_id, "user_id": member.user_id} for member in members]


ELECTORATES: dict[str, Callable[[Recommendation], list[dict]]] = {
    "seats": seats_of,
    "tables": tables_of,
    "organisations": organisations_of,
    "members": members_of,
}
#: Who decides, where the one who opens the round does not say: in a forum, and in a group without one.
USUAL_ELECTORATE: dict[str, tuple[str, str]] = {
    DecisionRound.Method.CONSENT: ("seats", "organisations"),
    DecisionRound.Method.TABLE_VOTE: ("tables", "organisations"),
    DecisionRound.Method.ORGANISATIONS: ("organisations", "organisations"),
    DecisionRound.Method.WRITTEN: ("tables", "organisations"),
    DecisionRound.Method.SENSE_CHECK: ("seats", "members"),
    DecisionRound.Method.PRIORITIES: ("seats", "members"),
}


def _forum_of(recommendation: Recommendation):
    return recommendation.cycle.forum if recommendation.cycle else recommendation.group.forum


def _table_elector(table: WorkingTable, rapporteur: Seat | None) -> dict:
    return {"table": table, "user_id": rapporteur.user_id if rapporteur else None, "seat": rapporteur}


def _freeze_electorate(round_: DecisionRound, rows: Iterable[dict]) -> None:
    for ordinal, row in enumerate(rows, start=1):
        person, seat = row.pop("user_id"), row.pop("seat", None)
        elector = Elector.objects.create(round=round_, ordinal=ordinal, **row)
        ElectorPerson.objects.create(elector=elector, user_id=person, seat=seat)


# ------------------------------------------------------------------------------------------------ the round


@transaction.atomic
def open_round(
    version: Version,
    *,
    by: User | None,
    method: str,
    closes_at: datetime,
    electorate: str = "",
    quorum: Decimal | None = None,
    threshold: Decimal = Decimal("0.5"),
    proceeds_with_minority: bool = False,
    shows_names: bool = True,
    at: datetime | None = None,
) -> DecisionRound:
    """An open round on the frozen version, or ``RoundRefused`` / ``MoveRefused``.

    A binding round takes the document from comments into the decision; an advisory one leaves its state alone.
    ``electorate``: ``seats``, ``tables``, ``organisations`` or ``members``; the usual one of the method when empty.
    """
    at = at or timezone.now()
    recommendation = workflow.lock(version.recommendation)
    _may_open(version, method=method, closes_at=closes_at, at=at)
    if method not in ADVISORY and recommendation.state == Recommendation.State.CONSULTATION:
        workflow.move(recommendation, Recommendation.State.DECISION, by=by, at=at)
    rows = ELECTORATES[electorate or _usual_electorate(recommendation, method)](recommendation)
    if not rows:
        raise RoundRefused(_("There is nobody who could decide: the list of electors is empty."))
    if quorum is None:
        quorum = Decimal(0) if method == DecisionRound.Method.WRITTEN else Decimal("0.5")
    round_ = DecisionRound.objects.create(
        version=documents.freeze(version, at=at),
        method=method,
        opens_at=at,
        closes_at=closes_at,
        quorum=quorum,
        threshold=threshold,
        proceeds_with_minority=proceeds_with_minority,
        shows_names=shows_names,
        opened_by=by,
    )
    _freeze_electorate(round_, rows)
    _audit("open_round", round_, by=by, at=at)
    round_opened.send(sender=DecisionRound, round=round_)
    return round_


def _may_open(version: Version, *, method: str, closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise RoundRefused(_("The closing time has to be after the opening."))
    if version != documents.latest_version(version.recommendation):
        raise RoundRefused(_("There is a newer version; decide on that one."))
    if method in ADVISORY:
        return
    states = (Recommendation.State.CONSULTATION, Recommendation.State.DECISION)
    if version.recommendation.state not in states:
        raise RoundRefused(_("A decision follows the comments; the document is not there yet."))
    if version.rounds.filter(state__in=[State.OPEN, State.CLOSED]).exclude(method__in=ADVISORY).exists():
        raise RoundRefused(_("A decision on this version is under way already."))


def _usual_electorate(recommendation: Recommendation, method: str) -> str:
    in_forum, without = USUAL_ELECTORATE[method]
    return in_forum if _forum_of(recommendation) else without


@transaction.atomic
def cast_ballot(
    elector: Elector,
    *,
    by: User | None,
    choice: str,
    reason: str = "",
    language: str = "",
    head_count: int | None = None,
    channel: str = "web",
    at: datetime | None = None,
) -> Ballot:
    """A new ballot for the elector; until closing the last one counts. Returned means counted."""
    at = at or timezone.now()
    round_ = DecisionRound.objects.select_for_update().get(pk=elector.round_id)
    if round_.state != State.OPEN or at >= round_.closes_at:
        raise BallotRefused(_("The decision is closed; your choice was not counted."))
    if at < round_.opens_at:
        raise BallotRefused(_("The decision has not begun yet."))
    if choice in REASONED and not reason.strip():
        raise BallotRefused(_("Write your reason: it is printed with the document."))
    ballot = Ballot.objects.create(
        elector=elector,
        choice=choice,
        reason=reason.strip(),
        language=language,
        head_count=head_count,
        channel=channel,
        cast_at=at,
    )
    # The audit says that somebody cast, not what: interim results are shown to nobody.
    _audit("cast_ballot", round_, by=by, at=at)
    return ballot


@transaction.atomic
def close_round(round_: DecisionRound, *, by: User | None, at: datetime | None = None) -> DecisionRound:
    """The round without further ballots, at its time or before it."""
    round_ = _locked(round_, State.OPEN, _("This decision is closed already."))
    round_.state = State.CLOSED
    moment = at or timezone.now()
    if round_.opens_at < moment < round_.closes_at:
        round_.closes_at = moment
    round_.save(update_fields=["state", "closes_at"])
    _audit("close_round", round_, by=by, at=at)
    return round_


@transaction.atomic
def certify_round(round_: DecisionRound, *, by: User | None, at: datetime | None = None) -> DecisionRound:
    """The round with its result for good, and the document in the state that follows from it.

    Errors: ``RoundRefused`` while it is open.
    """
    at = at or timezone.now()
    round_ = _locked(round_, State.CLOSED, _("Close the decision first, then certify its result."))
    certified = result_of(round_)
    content = certificate(round_, certified)
    round_.state, round_.certified_by, round_.certified_at = State.CERTIFIED, by, at
    round_.result = content
    round_.result_sha256 = hashlib.sha256(canonical(content).encode()).hexdigest()
    round_.save()
    _audit("certify_round", round_, by=by, to_state=certified.outcome, at=at)
    if certified.outcome:
        workflow.move(round_.version.recommendation, certified.outcome, by=by, at=at)
    round_certified.send(sender=DecisionRound, round=round_)
    return round_


@transaction.atomic
def void_round(round_: DecisionRound, *, by: User | None, reason: str, at: datetime | None = None) -> DecisionRound:
    """The round set aside with its reason; the document goes back to the group."""
    if not reason.strip():
        raise RoundRefused(_("Say why the decision is void."))
    round_ = DecisionRound.objects.select_for_update().select_related("version__recommendation").get(pk=round_.pk)
    if round_.state not in (State.OPEN, State.CLOSED):
        raise RoundRefused(_("A certified result never changes."))
    round_.state, round_.void_reason = State.VOID, reason
    round_.save(update_fields=["state", "void_reason"])
    _audit("void_round", round_, by=by, reason=reason, at=at)
    if round_.method not in ADVISORY:
        workflow.move(round_.version.recommendation, Recommendation.State.REVIEW, by=by, reason=reason, at=at)
    return round_


def result_of(round_: DecisionRound) -> Result:
    """What the ballots of a closed round say; never asked while it is open."""
    if round_.state == State.OPEN:
        raise RoundRefused(_("Nobody sees a result while the decision is open."))
    electors = list(round_.electors.values_list("pk", flat=True))
    ballots = Ballot.objects.filter(elector__round=round_).order_by("pk")
    rows = ballots.values_list("elector_id", "choice", "head_count")
    votes = [Vote(elector, choice, head_count) for elector, choice, head_count in rows]
    return result(method_of(round_), electors, votes)


def method_of(round_: DecisionRound) -> Method:
    """The rules of the round as it was opened."""
    return Method(round_.method, round_.quorum, round_.threshold, round_.proceeds_with_minority)


def certificate(round_: DecisionRound, certified: Result) -> dict[str, object]:
    """What is certified: the version by its hash, the result, and who chose what where the vote is open.

    Reasons of remarks and objections are printed in either case; without names where only totals were promised.
    """
    last = last_ballots(round_)
    choices = [_choice_row(elector, last.get(elector.pk), round_.shows_names) for elector in _electors(round_)]
    return {
        "reference": round_.version.recommendation.reference,
        "version": round_.version.number,
        "version_sha256": round_.version.sha256,
        "round": round_.public_id,
        "closed_at": round_.closes_at.astimezone(UTC).isoformat(),
        "result": certified.as_json(),
        "choices": [row for row in choices if row] if round_.shows_names else [],
        "reasons": _reasons(last.values()),
    }


def last_ballots(round_: DecisionRound) -> dict[int, Ballot]:
    """The ballot that counts, by elector; for the certificate and the page of a certified round."""
    return {ballot.elector_id: ballot for ballot in Ballot.objects.filter(elector__round=round_).order_by("pk")}


def canonical(content: dict[str, object]) -> str:
    """JSON in the one form that is hashed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _choice_row(elector: Elector, ballot: Ballot | None, shows_names: bool) -> dict[str, object] | None:
    if not shows_names:
        return None
    return {
        "elector": elector.ordinal,
        "table": elector.table.number if elector.table else None,
        "organisation": elector.organisation.public_id if elector.organisation else None,
        "choice": ballot.choice if ballot else "silent",
        "head_count": ballot.head_count if ballot else None,
    }


def _reasons(ballots: Iterable[Ballot]) -> list[dict[str, str]]:
    """What was written beside a remark or an objection, in an order that does not tell who wrote it."""
    rows = [
        {"choice": ballot.choice, "language": ballot.language, "reason": ballot.reason}
        for ballot in ballots
        if ballot.choice in REASONED
    ]
    return sorted(rows, key=lambda row: (row["choice"], row["reason"]))


def _electors(round_: DecisionRound) -> list[Elector]:
    return list(round_.electors.select_related("table", "organisation"))


def _locked(round_: DecisionRound, state: str, otherwise) -> DecisionRound:
    rows = DecisionRound.objects.select_for_update(of=("self",)).select_related("version__recommendation")
    round_ = rows.get(pk=round_.pk)
    if round_.state != state:
        raise RoundRefused(otherwise)
    return round_


def _audit(
    verb: str,
    round_: DecisionRound,
    *,
    by: User | None,
    to_state: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> None:
    recommendation = round_.version.recommendation
    record(
        verb,
        kind="recommendation",
        public_id=recommendation.public_id,
        by=by,
        to_state=to_state,
        reason=reason,
        details={"round": round_.public_id, "version": round_.version.number},
        at=at,
    )


# ------------------------------------------------------------------------------------------------ around the round


@transaction.atomic
def write_minority_opinion(
    elector: Elector, *, by: User | None, text: str, language: str, at: datetime | None = None
) -> MinorityOpinion:
    """A separate opinion of an elector, printed with the document; a second one replaces the first until signing."""
    recommendation = workflow.lock(elector.round.version.recommendation)
    if recommendation.state not in (*workflow.AGREED, Recommendation.State.DECISION, Recommendation.State.NOT_AGREED):
        raise RoundRefused(_("Separate opinions are written between the decision and the signatures."))
    opinion, _created = MinorityOpinion.objects.update_or_create(
        round=elector.round, elector=elector, defaults={"text": text, "language": language}
    )
    _audit("write_minority_opinion", elector.round, by=by, at=at)
    return opinion


@transaction.atomic
def sign_off(
    version: Version,
    *,
    by: User | None,
    capacity: str,
    table: WorkingTable | None = None,
    organisation: Organisation | None = None,
    at: datetime | None = None,
) -> SignOff:
    """A signature in a capacity on the hash of the agreed version; with the last required one it is ``signed``."""
    recommendation = workflow.lock(version.recommendation)
    if recommendation.state not in workflow.AGREED:
        raise SignOffRefused(_("Only an agreed document is signed."))
    if version != documents.agreed_version(recommendation):
        raise SignOffRefused(_("This is not the version that was agreed."))
    if version.sign_offs.filter(capacity=capacity).exists():
        raise SignOffRefused(_("It has been signed in this capacity already."))
    signature = SignOff.objects.create(
        version=version,
        capacity=capacity,
        table=table,
        organisation=organisation,
        user=by,
        sha256=version.sha256,
        signed_at=at or timezone.now(),
    )
    record("sign_off", kind="recommendation", public_id=recommendation.public_id, by=by, reason=capacity, at=at)
    if not workflow.unsigned_by(version):
        workflow.move(recommendation, Recommendation.State.SIGNED, by=by, at=at)
    return signature

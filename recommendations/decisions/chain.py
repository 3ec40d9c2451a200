"""Certificates: what is certified, its fingerprint, and the chain in which each result holds the one before it.

``check_chain`` proves three things of every certified result: nobody changed it, nobody took one out, and it is what
the ballots say. ``manage.py check_decisions`` prints it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from recommendations import documents
from recommendations.decisions.ballots import REASONED, last_ballots
from recommendations.errors import RoundRefused
from recommendations.models import Ballot, DecisionRound, Elector, ReferenceCounter
from recommendations.results import Method, Result, Vote, result

State = DecisionRound.State
#: The counter of certified results, beside those of the references.
CHAIN = "decisions"


def result_of(round_: DecisionRound) -> Result:
    """What the ballots of a closed round say; never asked while it is open."""
    if round_.state == State.OPEN:
        raise RoundRefused(_("Nobody sees a result while the decision is open."))
    electors = list(round_.electors.values_list("pk", flat=True))
    ballots = Ballot.objects.filter(elector__round=round_).order_by("pk")
    rows = ballots.values_list("elector_id", "choice", "head_count", "objection__state", "dots")
    votes = [Vote(elector, choice, count, objection or "", dots) for elector, choice, count, objection, dots in rows]
    return result(method_of(round_), electors, votes)


def method_of(round_: DecisionRound) -> Method:
    """The rules of the round as it was opened."""
    return Method(round_.method, round_.quorum, round_.threshold, round_.proceeds_with_minority)


def certificate(round_: DecisionRound, certified: Result) -> dict[str, object]:
    """What is certified: the version by its hash, the result, and who chose what where the vote is open.

    Reasons of remarks and objections are printed in either case; without names where only totals were promised.
    """
    last = last_ballots(round_)
    electors = round_.electors.select_related("table", "organisation")
    choices = [_choice_row(elector, last.get(elector.pk)) for elector in electors] if round_.shows_names else []
    return {
        "reference": round_.version.recommendation.reference,
        "version": round_.version.number,
        "version_sha256": round_.version.sha256,
        "round": round_.public_id,
        "question": round_.question,
        "closed_at": round_.closes_at.astimezone(UTC).isoformat(),
        "result": certified.as_json(),
        "choices": choices,
        "reasons": _reasons(last.values()),
    }


def certified(round_: DecisionRound) -> dict[str, Any]:
    """What was certified; ``RoundRefused`` for a round that was not."""
    if round_.result is None:
        raise RoundRefused(_("This decision has not been certified."))
    return round_.result


def link_to_chain(round_: DecisionRound, content: dict[str, object]) -> None:
    """Give the certificate its number and the fingerprint of the one before it; the caller saves the round."""
    ReferenceCounter.objects.get_or_create(prefix=CHAIN)
    counter = ReferenceCounter.objects.select_for_update().get(prefix=CHAIN)
    before = DecisionRound.objects.filter(chain_number=counter.last).values_list("result_sha256", flat=True).first()
    counter.last += 1
    counter.save(update_fields=["last"])
    round_.chain_number, round_.previous_sha256 = counter.last, before or ""
    round_.result = content | {"number": round_.chain_number, "previous": round_.previous_sha256}
    round_.result_sha256 = fingerprint(round_.result)


def fingerprint(content: dict[str, object]) -> str:
    """The sha256 of a certificate in its canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: dict[str, object]) -> str:
    """JSON in the one form that is hashed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Break:
    """Something that does not hold: the number of the result in the chain, its round, and what is wrong."""

    number: int
    round: str
    words: str


def check_chain() -> list[Break]:
    """Everything in the chain of certified results that does not hold; empty when all is as it was certified."""
    found, previous, expected = [], "", 1
    for round_ in certified_rounds():
        found += [Break(round_.chain_number or 0, round_.public_id, words) for words in _faults(round_, previous)]
        if round_.chain_number != expected:
            found.append(Break(expected, "", "a certified result is missing"))
        previous, expected = round_.result_sha256, (round_.chain_number or 0) + 1
    last = ReferenceCounter.objects.filter(prefix=CHAIN).aggregate(last=Max("last"))["last"] or 0
    if last >= expected:
        found.append(Break(expected, "", "the end of the chain is missing"))
    return found


def certified_rounds() -> Iterable[DecisionRound]:
    """Every certified round in the order of the chain."""
    rounds = DecisionRound.objects.filter(state=State.CERTIFIED).select_related("version__recommendation")
    return rounds.order_by("chain_number")


def _faults(round_: DecisionRound, previous: str) -> Iterator[str]:
    content = round_.result or {}
    if fingerprint(content) != round_.result_sha256:
        yield "the result does not have the fingerprint it was certified with"
    if (content.get("previous"), round_.previous_sha256) != (previous, previous):
        yield "it does not follow the result before it"
    if content.get("result") != json.loads(canonical(result_of(round_).as_json())):
        yield "the ballots say something else"
    if content.get("version_sha256") != documents.hash_of(round_.version):
        yield "the text decided on has changed"


def _choice_row(elector: Elector, ballot: Ballot | None) -> dict[str, object]:
    return {
        "elector": elector.ordinal,
        "table": elector.table.number if elector.table else None,
        "organisation": elector.organisation.public_id if elector.organisation else None,
        "choice": ballot.choice if ballot else "silent",
        "head_count": ballot.head_count if ballot else None,
    }


def _reasons(ballots: Iterable[Ballot]) -> list[dict[str, str]]:
    """What was written beside a remark or an objection, in an order that does not tell who wrote it."""
    rows = [_reason_row(ballot) for ballot in ballots if ballot.choice in REASONED]
    return sorted(rows, key=lambda row: (row["choice"], row["reason"]))


def _reason_row(ballot: Ballot) -> dict[str, str]:
    row = {"choice": ballot.choice, "language": ballot.language, "reason": ballot.reason}
    objection = getattr(ballot, "objection", None)
    if objection is None:
        return row
    return row | {
        "objection": objection.state,
        "judgement": objection.judgement,
        "settlement": objection.settlement,
    }

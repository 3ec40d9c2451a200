"""What a round decided: one pure function of the rules, the frozen electorate and the ballots (foundations 9)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

AGREED = "agreed"
AGREED_WITH_RESERVATIONS = "agreed_with_reservations"
NOT_AGREED = "not_agreed"

#: Methods that only take the temperature: they never change a state.
ADVISORY = ("sense_check", "priorities")
#: Methods that decide.
BINDING = ("consent", "table_vote", "organisations", "written")
#: A threshold is stored with three digits: 0.667 means two thirds.
LARGEST_SHARE, ROUNDING = 12, Fraction(1, 2000)


@dataclass(frozen=True)
class Method:
    """How a round decides, as it was opened."""

    name: str
    quorum: Decimal = Decimal("0.5")
    threshold: Decimal = Decimal("0.5")
    proceeds_with_minority: bool = False


@dataclass(frozen=True)
class Vote:
    """A ballot as it was cast; of several by one elector the last counts.

    ``choice``: ``agree``, ``reservation``, ``object``, ``stand_aside`` or ``dots``; ``head_count``: people behind a
    table; ``objection``: what became of an objection after closing; ``dots``: by public id of a point.
    """

    elector: int
    choice: str
    head_count: int | None = None
    objection: str = ""
    dots: Mapping[str, int] | None = None

    @property
    def counts_as(self) -> str:
        """The choice it counts as: an objection that was settled is an agreement with a remark."""
        return "reservation" if self.choice == "object" and self.objection == "integrated" else self.choice


@dataclass(frozen=True)
class Result:
    """What came out. ``share``: 0 to 1, agreeing electors among those who agreed or objected.

    ``silent``: electors who cast nothing; where silence counts as agreement they are in ``agree_by_silence`` too.
    ``standing``: objections that stop it or are outvoted; ``not_valid`` ones are in ``object`` and stop nothing,
    ``settled`` ones are in ``reservation``. ``priorities``: points with their dots, most first.
    ``outcome``: ``agreed``, ``agreed_with_reservations``, ``not_agreed``, or empty for an advisory round.
    """

    method: str
    electors: int
    cast: int
    silent: int
    agree: int
    reservation: int
    object: int
    stand_aside: int
    standing: int
    not_valid: int
    settled: int
    agree_by_silence: int
    head_count: int
    quorum: str
    quorum_reached: bool
    threshold: str
    share: str
    threshold_reached: bool
    outcome: str
    priorities: Sequence[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """The fields by name, as they are certified."""
        return asdict(self)


def result(method: Method, electorate: Sequence[int], ballots: Iterable[Vote]) -> Result:
    """The result of a round.

    Quorum counts electors who cast anything. The threshold is compared with agree / (agree + object), a reservation
    counting as agreement, standing aside only for the quorum; a tie fails. An objection that stands makes it
    ``not_agreed``, unless the round was opened to proceed with a minority opinion and reaches its threshold; one that
    was judged not valid still counts as a no, one that was settled as an agreement with a remark.
    In a written procedure silence counts as agreement and is shown apart.

    Shape: ``electorate`` are the numbers of the frozen electors, ``ballots`` in the order they were cast; one of
    somebody outside the electorate is not counted.
    """
    last = last_votes(electorate, ballots)
    counts = Counter(vote.counts_as for vote in last.values())
    objections = Counter(vote.objection for vote in last.values() if vote.choice == "object")
    standing = counts["object"] - objections["not_valid"]
    silent = len(set(electorate)) - len(last)
    by_silence = silent if method.name == "written" else 0
    agreeing = counts["agree"] + counts["reservation"] + by_silence
    quorum_reached = len(last) >= exact(method.quorum) * len(set(electorate)) and bool(electorate)
    threshold_reached = passes(agreeing, counts["object"], method.threshold)
    return Result(
        method=method.name,
        electors=len(set(electorate)),
        cast=len(last),
        silent=silent,
        agree=counts["agree"],
        reservation=counts["reservation"],
        object=counts["object"],
        stand_aside=counts["stand_aside"],
        standing=standing,
        not_valid=objections["not_valid"],
        settled=objections["integrated"],
        agree_by_silence=by_silence,
        head_count=sum(vote.head_count or 0 for vote in last.values()),
        quorum=f"{method.quorum:.3f}",
        quorum_reached=quorum_reached,
        threshold=f"{method.threshold:.3f}",
        share=f"{float(share(agreeing, counts['object'])):.3f}",
        threshold_reached=threshold_reached,
        outcome=outcome(method, counts, standing=standing, decided=quorum_reached and threshold_reached),
        priorities=priorities(last.values()),
    )


def outcome(method: Method, counts: Counter, *, standing: int, decided: bool) -> str:
    """The state the document takes, or nothing for a round that only takes the temperature."""
    if method.name in ADVISORY:
        return ""
    if not decided or (standing and not method.proceeds_with_minority):
        return NOT_AGREED
    return AGREED_WITH_RESERVATIONS if counts["object"] or counts["reservation"] else AGREED


def priorities(votes: Iterable[Vote]) -> list[dict[str, Any]]:
    """The points that were given dots, most dots first, with how many electors gave them any."""
    dots: Counter[str] = Counter()
    electors: Counter[str] = Counter()
    for vote in votes:
        dots.update(vote.dots or {})
        electors.update(point for point in vote.dots or {})
    order = sorted(dots, key=lambda point: (-dots[point], -electors[point], point))
    return [{"point": point, "dots": dots[point], "electors": electors[point]} for point in order]


def needed(electors: int, share_of: Decimal) -> int:
    """The smallest number of electors that reaches a share of them: what a quorum asks, said in people."""
    return -(-electors * exact(share_of).numerator // exact(share_of).denominator)


def last_votes(electorate: Sequence[int], ballots: Iterable[Vote]) -> dict[int, Vote]:
    """The vote that counts for each elector who cast one."""
    electors = set(electorate)
    return {vote.elector: vote for vote in ballots if vote.elector in electors}


def share(agreeing: int, objecting: int) -> Fraction:
    """Agreeing electors among those who said yes or no; 0 when nobody did."""
    return Fraction(agreeing, agreeing + objecting) if agreeing + objecting else Fraction(0)


def passes(agreeing: int, objecting: int, threshold: Decimal) -> bool:
    """Whether more agree than object, and enough of them."""
    return agreeing > objecting and share(agreeing, objecting) >= exact(threshold)


def exact(stored: Decimal) -> Fraction:
    """The share that three stored digits mean: the simple fraction they round, else the digits themselves."""
    digits = Fraction(stored)
    simple = digits.limit_denominator(LARGEST_SHARE)
    return simple if abs(simple - digits) <= ROUNDING else digits

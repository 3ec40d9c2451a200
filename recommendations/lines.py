"""The line of many things at once, from the stations written when they were reached: one query for all."""

from collections import defaultdict
from collections.abc import Iterable

from portal.base.cards import address
from portal.base.line import Station, whole_line
from portal.base.models import Station as ReachedStation
from recommendations.addresses import trace_path

Key = ReachedStation.Key

#: Kinds that have a trace page of their own.
TRACED = ("post", "position", "clause", "response", "commitment")


def lines_of(kind: str, public_ids: Iterable[str]) -> dict[str, list[Station]]:
    """The whole line of each thing of that kind, open stations included; each station leads to the trace."""
    wanted = list(public_ids)
    reached: dict[str, dict[str, ReachedStation]] = defaultdict(dict)
    for row in ReachedStation.objects.filter(subject_kind=kind, subject_id__in=wanted):
        reached[row.subject_id].setdefault(row.key, row)
    return {
        public_id: whole_line(_drawn(kind, public_id, row) for row in reached[public_id].values())
        for public_id in wanted
    }


def _drawn(kind: str, public_id: str, row: ReachedStation) -> Station:
    return Station(
        key=row.key,
        label=Key(row.key).label,
        reached=True,
        on=row.reached_on,
        url=address(f"{trace_path(kind, public_id)}#{row.key}") if kind in TRACED else "",
    )

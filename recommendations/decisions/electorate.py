"""Who decides: the list is made when a round opens and never changes after that."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from directory.models import Organisation
from forums.models import Seat, WorkingTable
from recommendations.models import DecisionRound, Elector, ElectorPerson, GroupMember, Recommendation
from recommendations.terms import forum_of


def seats_of(recommendation: Recommendation) -> list[dict]:
    """Every held place at a table with a vote, table by table."""
    seats = Seat.objects.filter(forum=forum_of(recommendation), state=Seat.State.HELD, table__has_vote=True)
    seats = seats.exclude(role=Seat.Role.SUBSTITUTE).select_related("table").order_by("table__number", "pk")
    return [{"table": seat.table, "user_id": seat.user_id, "seat": seat} for seat in seats]


def tables_of(recommendation: Recommendation) -> list[dict]:
    """Every table with a vote; its rapporteur casts it."""
    tables = WorkingTable.objects.filter(forum=forum_of(recommendation), has_vote=True).order_by("number")
    rapporteurs = {
        seat.table_id: seat
        for seat in Seat.objects.filter(table__in=tables, role=Seat.Role.RAPPORTEUR, state=Seat.State.HELD)
    }
    return [_table_elector(table, rapporteurs.get(table.pk)) for table in tables]


def organisations_of(recommendation: Recommendation) -> list[dict]:
    """Every member organisation of the group, its secretariat left out; whoever holds its mandate casts."""
    members = deciding(recommendation).filter(organisation__isnull=False).order_by("organisation__slug")
    bodies = Organisation.objects.filter(pk__in=members.values("organisation")).order_by("slug")
    return [{"organisation": body, "user_id": None} for body in bodies]


def deciding(recommendation: Recommendation) -> QuerySet[GroupMember]:
    """The present members of the group, its secretariat left out."""
    present = recommendation.group.members.valid_on(timezone.localdate())
    return present.exclude(role=GroupMember.Role.SECRETARIAT)


def members_of(recommendation: Recommendation) -> list[dict]:
    """Every person in the group, its secretariat left out."""
    members = deciding(recommendation).filter(user__isnull=False).order_by("pk")
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


def electorate_for(recommendation: Recommendation, *, method: str, electorate: str = "") -> list[dict]:
    """The rows to be frozen: of the electorate named, or of the usual one of the method."""
    in_forum, without = USUAL_ELECTORATE[method]
    usual = in_forum if forum_of(recommendation) else without
    return ELECTORATES[electorate or usual](recommendation)


def freeze_electorate(round_: DecisionRound, rows: Iterable[dict]) -> None:
    """Write the list down, numbered, who may cast apart from it."""
    for ordinal, row in enumerate(rows, start=1):
        person, seat = row.pop("user_id"), row.pop("seat", None)
        elector = Elector.objects.create(round=round_, ordinal=ordinal, **row)
        ElectorPerson.objects.create(elector=elector, user_id=person, seat=seat)


def _table_elector(table: WorkingTable, rapporteur: Seat | None) -> dict:
    return {"table": table, "user_id": rapporteur.user_id if rapporteur else None, "seat": rapporteur}

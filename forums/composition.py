"""Who sits around the forum, in counts, and what a coordinator should look at. Warnings, never refusals."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.models import Forum, Seat, WorkingTable


@dataclass(frozen=True)
class TableCount:
    """One table in figures: held places, women and men among those who said so, different organisations."""

    table: WorkingTable
    held: int
    women: int
    men: int
    organisations: int
    of_no_organisation: int
    has_rapporteur: bool


@dataclass(frozen=True)
class Composition:
    """All tables in figures, and one sentence for each thing that is not as the rules of the forum aim at."""

    tables: list[TableCount]
    warnings: list[str]

    @property
    def held(self) -> int:
        return sum(one.held for one in self.tables)


def composition_of(forum: Forum) -> Composition:
    """The tables of the forum as they are now; one query for the tables and one for their texts."""
    held = Q(seats__state=Seat.State.HELD)
    tables = forum.tables.prefetch_related("texts").annotate(
        held=Count("seats", filter=held),
        women=Count("seats", filter=held & Q(seats__sex=Seat.Sex.WOMAN)),
        men=Count("seats", filter=held & Q(seats__sex=Seat.Sex.MAN)),
        organisations=Count("seats__organisation", filter=held, distinct=True),
        of_none=Count("seats", filter=held & Q(seats__organisation=None)),
        rapporteurs=Count("seats", filter=held & Q(seats__role=Seat.Role.RAPPORTEUR)),
    )
    counts = [
        TableCount(
            table, table.held, table.women, table.men, table.organisations, table.of_none, bool(table.rapporteurs)
        )
        for table in tables
    ]
    return Composition(counts, [*warnings_about(forum, counts)])


def warnings_about(forum: Forum, tables: list[TableCount]) -> Iterable[str]:
    """What differs from the rules of the forum, the whole first, then table by table."""
    if len(tables) > forum.most_tables:
        yield _("There are %(count)d tables; the rules say at most %(most)d.") % {
            "count": len(tables),
            "most": forum.most_tables,
        }
    yield from about_women(forum, tables)
    for one in tables:
        yield from about_table(forum, one)


def about_women(forum: Forum, tables: list[TableCount]) -> Iterable[str]:
    """The share of women among those who said what they are."""
    women, men = sum(one.women for one in tables), sum(one.men for one in tables)
    if not women + men:
        return
    share = round(100 * women / (women + men))
    if share < forum.women_share_aim:
        yield _("Women are %(share)d%% of those who said what they are; the forum aims at %(aim)d%%.") % {
            "share": share,
            "aim": forum.women_share_aim,
        }


def about_table(forum: Forum, one: TableCount) -> Iterable[str]:
    """Too few or too many places, one organisation alone, nobody who writes."""
    words = {"number": one.table.number, "held": one.held}
    if one.held < forum.fewest_seats:
        yield ngettext(
            "Table %(number)d has %(held)d person; the rules say at least %(fewest)d.",
            "Table %(number)d has %(held)d people; the rules say at least %(fewest)d.",
            one.held,
        ) % {**words, "fewest": forum.fewest_seats}
    if one.held > forum.most_seats:
        yield ngettext(
            "Table %(number)d has %(held)d person; the rules say at most %(most)d.",
            "Table %(number)d has %(held)d people; the rules say at most %(most)d.",
            one.held,
        ) % {**words, "most": forum.most_seats}
    if one.held > 1 and one.organisations == 1 and not one.of_no_organisation:
        yield _("Everybody at table %(number)d comes from one organisation.") % words
    if one.held and not one.has_rapporteur:
        yield _("Table %(number)d has no rapporteur.") % words

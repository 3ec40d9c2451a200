"""Proposed changes and votes as CSV: nothing in a cell ever runs as a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.naming import attach_names
from portal.languages.reading import readable, reader_language
from recommendations.decisions.chain import certified
from recommendations.models import Amendment, Ballot, DecisionRound, Elector, Recommendation

#: What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet runs."""
    text = "" if cell is None else str(cell).replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table that spreadsheets open in the right letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def amendments_csv(recommendation: Recommendation) -> str:
    """Every proposed change with what was decided about it, point by point; drafts are nobody's business."""
    found = Amendment.objects.filter(clause__recommendation=recommendation).exclude(state=Amendment.State.DRAFT)
    found = found.select_related("clause", "base_version", "on_behalf_of").order_by("clause", "submitted_at", "pk")
    amendments = list(found)
    attach_names(amendment.on_behalf_of for amendment in amendments)
    headings = (
        *(
            pgettext("a proposed change", "Change"),
            _("Point"),
            _("Version"),
            _("What is proposed"),
            _("Text"),
            _("Why"),
            _("Language"),
        ),
        *(_("For"), _("State"), _("What was decided about it"), _("Proposed on"), _("Settled on")),
    )
    return as_csv(headings, (_amendment_row(one, recommendation) for one in amendments))


def _amendment_row(amendment: Amendment, recommendation: Recommendation) -> list[object]:
    language = amendment.language
    return [
        amendment.public_id,
        amendment.clause.public_id,
        amendment.base_version.number,
        amendment.get_kind_display(),
        readable(amendment.text, language),
        readable(amendment.justification, language),
        language,
        _name(amendment.on_behalf_of),
        amendment.get_state_display(),
        readable(amendment.resolution, recommendation.authentic_language),
        _day(amendment.submitted_at),
        _day(amendment.settled_at),
    ]


def votes_csv(recommendation: Recommendation) -> str:
    """Every certified decision: who chose what in an open vote, the totals in any."""
    rounds = DecisionRound.objects.filter(
        version__recommendation=recommendation, state=DecisionRound.State.CERTIFIED
    ).select_related("version")
    rows: list[list[object]] = []
    for round_ in rounds.order_by("chain_number"):
        rows += [*_choices(round_), *_totals(round_)]
    headings = (
        *(_("Decision"), _("How"), _("Version"), _("Closed on"), _("Who")),
        *(_("Choice"), _("Number"), _("People behind it"), _("Fingerprint of the result")),
    )
    return as_csv(headings, rows)


def _choices(round_: DecisionRound) -> list[list[object]]:
    electors = list(round_.electors.select_related("table", "organisation"))
    attach_names(elector.organisation for elector in electors)
    names = {elector.ordinal: _elector(elector) for elector in electors}
    words = dict(Ballot.Choice.choices) | {"silent": _("no answer")}
    rows = certified(round_)["choices"]
    return [_row(round_, names[row["elector"]], words[row["choice"]], 1, row["head_count"]) for row in rows]


def _totals(round_: DecisionRound) -> list[list[object]]:
    result = certified(round_)["result"]
    words = {name: label for name, label in Ballot.Choice.choices if name in result} | {"silent": _("no answer")}
    return [_row(round_, _("all together"), label, result[name], None) for name, label in words.items()]


def _row(round_: DecisionRound, who: str, choice: object, number: int, head_count: int | None) -> list[object]:
    return [
        round_.public_id,
        round_.get_method_display(),
        round_.version.number,
        _day(round_.closes_at),
        who,
        choice,
        number,
        head_count,
        round_.result_sha256,
    ]


def _elector(elector: Elector) -> str:
    if elector.table:
        return _("table %(number)s") % {"number": elector.table.number}
    return _name(elector.organisation) or _("a member of the group")


def _name(body) -> str:
    name = body.best_name(reader_language()) if body else None
    return readable(name.text, name.language) if name else ""


def _day(moment) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""

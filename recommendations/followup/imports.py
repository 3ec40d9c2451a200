"""News about many commitments from one table (CSV): tried first, every bad row named, all of it or nothing."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal.languages import CONTENT_LANGUAGE_CHOICES
from recommendations.errors import CommitmentRefused, RecommendationError
from recommendations.followup.commitments import update_commitment
from recommendations.models import Commitment

COLUMNS = (
    *("commitment", "state", "text", "language", "next_update_on", "suspended_until", "evidence_address"),
    *("act_title", "act_state", "gazette_number"),
)
DATES = ("next_update_on", "suspended_until")
MOST_ROWS, MOST_BYTES = 1000, 500_000
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y.")


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken over, by its line in the file (the headings are line 1), and why."""

    line: int
    words: str


@dataclass(frozen=True)
class NewsRow:
    """A row as it was read: its line, the commitment it is about, and what is reported."""

    line: int
    commitment: Commitment
    fields: dict[str, object]


class RowsRefused(RecommendationError):
    """Nothing was taken over; ``faults`` names every bad row."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = list(faults)
        super().__init__(_("Nothing was taken over: some rows have mistakes."))


def import_news(
    content: bytes | str, *, by: User | None, may: Callable[[Commitment], bool], at: datetime | None = None
) -> list[NewsRow]:
    """The rows taken over as news, in one transaction; ``RowsRefused`` names every bad row and changes nothing."""
    with transaction.atomic():
        rows, faults = _tried(content, by=by, may=may, at=at)
        if faults:
            raise RowsRefused(faults)
    return rows


def try_news(
    content: bytes | str, *, by: User | None, may: Callable[[Commitment], bool], at: datetime | None = None
) -> list[NewsRow]:
    """The same without leaving anything behind: what would be taken over, or ``RowsRefused``."""
    with transaction.atomic():
        rows, faults = _tried(content, by=by, may=may, at=at)
        transaction.set_rollback(True)
    if faults:
        raise RowsRefused(faults)
    return rows


def _tried(
    content: bytes | str, *, by: User | None, may: Callable[[Commitment], bool], at: datetime | None
) -> tuple[list[NewsRow], list[Fault]]:
    taken: list[NewsRow] = []
    faults: list[Fault] = []
    for line, values in _lines(content):
        try:
            row = _row(line, values, may)
            with transaction.atomic():
                update_commitment(row.commitment, by=by, at=at, **row.fields)  # type: ignore[arg-type]
            taken.append(row)
        except RecommendationError as refused:
            faults.append(Fault(line, str(refused)))
    if not taken and not faults:
        faults.append(Fault(1, _("There is no row below the headings.")))
    return taken, faults


def _lines(content: bytes | str) -> Iterable[tuple[int, dict[str, str]]]:
    """Each row with its line, by column; what is no table at all is refused as a whole."""
    text = _text(content)
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
        headings = [heading.strip() for heading in reader.fieldnames or []]
        if missing := [column for column in ("commitment",) if column not in headings]:
            raise RowsRefused([Fault(1, _("The column “%(name)s” is missing.") % {"name": missing[0]})])
        if unknown := [heading for heading in headings if heading not in COLUMNS]:
            raise RowsRefused([Fault(1, _("There is no column “%(name)s”.") % {"name": unknown[0]})])
        reader.fieldnames = headings
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise RowsRefused([Fault(1, _("This is not a table with columns (CSV)."))]) from error
    if len(rows) > MOST_ROWS:
        raise RowsRefused([Fault(MOST_ROWS + 2, _("At most %(count)s rows at once.") % {"count": MOST_ROWS})])
    return [(line, {name: _bare(value) for name, value in row.items() if name}) for line, row in rows]


def _text(content: bytes | str) -> str:
    if len(content) > MOST_BYTES:
        raise RowsRefused([Fault(1, _("The file is too large."))])
    try:
        return content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RowsRefused([Fault(1, _("Save the table as “CSV UTF-8” and send it again."))]) from error


def _bare(value: object) -> str:
    """A cell without blanks around it, and without the mark that kept a formula from running."""
    text = str(value or "").replace("\x00", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _row(line: int, values: dict[str, str], may: Callable[[Commitment], bool]) -> NewsRow:
    found = Commitment.objects.select_related("recommendation__group__forum", "recommendation__cycle__forum", "owner")
    commitment = found.filter(public_id=values["commitment"]).first()
    if commitment is None or not may(commitment):
        raise CommitmentRefused(_("“%(id)s” is not a commitment of yours.") % {"id": values["commitment"][:40]})
    fields: dict[str, object] = {name: values.get(name, "") for name in ("text", "act_title", "gazette_number")}
    fields |= {name: _day(values.get(name, "")) for name in DATES}
    fields["state"] = _code(values.get("state", ""), Commitment.State.choices)
    fields["act_state"] = _code(values.get("act_state", ""), Commitment.ActState.choices)
    fields["language"] = _code(values.get("language", ""), CONTENT_LANGUAGE_CHOICES) or commitment.language
    fields["evidence_address"] = _address(values.get("evidence_address", ""))
    return NewsRow(line, commitment, fields)


def _day(text: str) -> date | None:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise CommitmentRefused(_("“%(text)s” is not a day. Write it as 2026-12-31 or 31.12.2026.") % {"text": text[:40]})


def _code(text: str, choices: Iterable[tuple[str, object]]) -> str:
    """The code behind a code or its words in the reader's language; empty stays empty."""
    for code, label in choices:
        if text.casefold() in (str(code).casefold(), str(label).casefold()):
            return str(code)
    if text:
        raise CommitmentRefused(_("“%(text)s” is not one of the values of this column.") % {"text": text[:40]})
    return ""


def _address(text: str) -> str:
    try:
        return URLValidator(schemes=["http", "https"])(text) or text if text else ""
    except ValidationError as error:
        raise CommitmentRefused(_("“%(text)s” is not a web address.") % {"text": text[:60]}) from error

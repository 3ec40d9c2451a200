"""A document as DOCX, clean or with changes as real revisions that a word processor accepts or takes back."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.text import without_invisible
from portal.languages import UI_TAGS
from recommendations.exports.document import Printed, PrintedDecision, PrintedPoint, Words
from recommendations.marked import ITEMS, Block, Run, blocks_of

#: Who a revision is by: the group that wrote the next version.
AUTHOR = "Sofra"
FONT = "Calibri"
MONOSPACED = "Courier New"
#: The elements of the format for words, and ends of paragraphs, with a fate.
MARKS = {"inserted": "w:ins", "deleted": "w:del"}
#: Its styles for items as deep in their list as it knows them; a numbered item brings its number.
LISTS = {"item": "List Bullet", "numbered": "List"}
DEEPEST = 3


def as_docx(document: Printed, *, address: str = "", at: datetime | None = None) -> bytes:
    """The document for a word processor; ``at`` is the time its revisions carry."""
    from docx import Document

    file = Document()
    writer = Writer(file, at or datetime.now(UTC))
    file.core_properties.title = f"{document.title.source} · {document.reference}"
    file.core_properties.author = AUTHOR
    file.core_properties.language = UI_TAGS.get(document.language, "en")
    file.styles["Normal"].font.name = FONT
    _on_a4(file)
    _head(writer, document, address)
    writer.heading(_("Points"))
    for point in document.points:
        _point(writer, point, has_changes=bool(document.compared_with))
    if document.decision:
        _decision(writer, document.decision)
    _after(writer, document)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def _on_a4(file) -> None:
    """The paper of the region; the template of the library is cut for American letters."""
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)


class Writer:
    """Paragraphs with the language of their words; python-docx knows neither languages nor revisions."""

    def __init__(self, file, at: datetime):
        self.file, self.at, self.revisions = file, at, 0

    def heading(self, text: str, level: int = 1) -> None:
        self.file.add_heading(text, level)

    def text(self, words: Words, style: str = "", before: str = "") -> None:
        """A paragraph for each line; what stands ``before`` the first is in the language of the menus."""
        for number, line in enumerate(words.plain.split("\n")):
            paragraph = self.file.add_paragraph(style=style or None)
            if before and not number:
                paragraph.add_run(before)
            self._tagged(paragraph.add_run(line), words.lang)

    def line(self, text: str, style: str = "", *, leads_in: bool = False) -> None:
        """A paragraph in the language of the menus; one that ``leads_in`` stands on the page of what follows."""
        paragraph = self.file.add_paragraph(text, style=style or None)
        paragraph.paragraph_format.keep_with_next = leads_in or None

    def figures(self, rows: Sequence[tuple[str, int]]) -> None:
        """A table of words and numbers, a row each, so that no word is broken."""
        table = self.file.add_table(rows=len(rows), cols=2, style="Table Grid")
        for row, (label, number) in zip(table.rows, rows, strict=True):
            row.cells[0].text, row.cells[1].text = label, str(number)

    def marked(self, blocks: Iterable[Block], lang: str, before: str = "") -> None:
        """Paragraphs with their marks, in which what was inserted and deleted can be accepted or taken back."""
        for number, block in enumerate(blocks):
            paragraph = self.file.add_paragraph(before if not number else "", style=style_of(block))
            if block.kind == "heading":
                paragraph.paragraph_format.keep_with_next = True
            for run in block.runs:
                self._written(paragraph, run, lang, is_bold=block.kind == "heading")
            if block.end != "same":
                self._ended(paragraph, block.end)

    def _written(self, paragraph, run: Run, lang: str, *, is_bold: bool) -> None:
        """One run with its marks, its link and its fate."""
        written = paragraph.add_run(run.text)
        written.bold = is_bold or "bold" in run.marks or None
        written.italic = "italic" in run.marks or None
        written.font.strike = "struck" in run.marks or None
        written.font.name = MONOSPACED if "code" in run.marks else None
        self._tagged(written, lang)
        outside = written._r
        if run.fate != "same":
            outside = self._wrapped(outside, MARKS[run.fate])
            self._signed(outside)
            if run.fate == "deleted":
                _as_deleted(written)
        if run.address:
            self._linked(self._wrapped(outside, "w:hyperlink"), written, run.address)

    def _wrapped(self, inner, tag: str):
        """The element with another one around it."""
        from docx.oxml import OxmlElement

        outer = OxmlElement(tag)
        inner.getparent().replace(inner, outer)
        outer.append(inner)
        return outer

    def _linked(self, link, written, address: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        link.set(qn("r:id"), self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        written.font.underline = True

    def _ended(self, paragraph, fate: str) -> None:
        """The end of a paragraph is new, or gone: the next one was parted from it, or belongs to it now."""
        from docx.oxml import OxmlElement

        marks = OxmlElement("w:rPr")
        mark = OxmlElement(MARKS[fate])
        self._signed(mark)
        marks.append(mark)
        paragraph._p.get_or_add_pPr().append(marks)

    def _signed(self, mark) -> None:
        from docx.oxml.ns import qn

        self.revisions += 1
        mark.set(qn("w:id"), str(self.revisions))
        mark.set(qn("w:author"), AUTHOR)
        mark.set(qn("w:date"), self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    def _tagged(self, run, lang: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if lang:
            tag = OxmlElement("w:lang")
            tag.set(qn("w:val"), lang)
            run._r.get_or_add_rPr().append(tag)


def style_of(block: Block) -> str | None:
    """The style of the format for a paragraph; the usual one where there is none of its own."""
    if block.kind not in ITEMS:
        return "Quote" if block.kind == "quote" else None
    depth = min(block.level + 1, DEEPEST)
    return LISTS[block.kind] if depth == 1 else f"{LISTS[block.kind]} {depth}"


def _as_deleted(run) -> None:
    """The text of a deleted run is kept in elements of their own."""
    from docx.oxml.ns import qn

    for text in run._r.findall(qn("w:t")):
        text.tag = qn("w:delText")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _head(writer: Writer, document: Printed, address: str) -> None:
    writer.line(f"{document.reference} · {document.kind} · {document.state}")
    writer.heading(document.title.source, 0)
    if document.summary.source:
        writer.text(document.summary)
    if document.is_demo:
        writer.line(_("Invented for the demonstration."))
    version = _("Version %(number)s") % {"number": document.version}
    writer.line(f"{version}, sha256 {document.sha256}" if document.sha256 else version)
    if document.compared_with:
        writer.line(_("With the changes since version %(number)s.") % {"number": document.compared_with})
    if address:
        writer.line(address)


def _point(writer: Writer, point: PrintedPoint, *, has_changes: bool) -> None:
    writer.heading(_("Point %(number)s") % {"number": point.number}, 2)
    sources = "".join(f" [{number}]" for number in point.sources)
    facts = [point.kind, point.level, f"{_('asked')}: {point.addressee}" if point.addressee else ""]
    writer.line(" · ".join(fact for fact in facts if fact) + sources, leads_in=True)
    writer.marked(point.blocks if has_changes else blocks_of(point.text.source), point.text.lang)
    for fact in point.facts:
        said = [Run(without_invisible(piece.text), fate=piece.kind) for piece in fact.pieces]
        said = said if has_changes else [Run(without_invisible(fact.words))]
        writer.marked([Block(said)], point.text.lang, before=f"{capfirst(fact.name)}: ")
    for answer in point.answers:
        writer.text(answer.reason, "Intense Quote", f"{answer.answer}, {answer.by}, {answer.on}: ")
        if answer.until:
            writer.line(_("Answer promised by %(day)s") % {"day": answer.until}, "Intense Quote")
        if answer.forwarded_to:
            writer.text(answer.forwarded_to, "Intense Quote", f"{_('Forwarded to')}: ")
    for promise in point.promises:
        until = _("until %(day)s") % {"day": promise.due}
        writer.text(promise.text, "Quote", f"{promise.state}, {promise.by}, {until}: ")


def _decision(writer: Writer, decision: PrintedDecision) -> None:
    writer.heading(_("How it was decided"))
    writer.line(f"{decision.method}, {decision.on}: {decision.outcome}")
    writer.figures(decision.figures)
    for heading, reasons in ((_("Remarks"), decision.remarks), (_("Objections"), decision.objections)):
        if reasons:
            writer.heading(heading, 2)
        for reason in reasons:
            writer.text(reason.words, "List Bullet", f"({reason.outcome}) " if reason.outcome else "")
    for who, text in decision.opinions:
        writer.heading(f"{_('Separate opinion')}: {who}", 2)
        writer.text(text)
    if decision.endorsements:
        writer.heading(_("Who stands behind it"), 2)
    for body, on in decision.endorsements:
        writer.text(body, "List Bullet", f"{on}: ")
    writer.line(f"{_('Fingerprint of the result')}: {decision.sha256}")


def _after(writer: Writer, document: Printed) -> None:
    if document.signatures:
        writer.heading(_("Signatures"))
    for capacity, who, on in document.signatures:
        writer.text(capacity, "List Bullet", f"{on}, {who}: " if who else f"{on}: ")
    if document.deliveries:
        writer.heading(_("Sent to"))
    for name, on, number, due in document.deliveries:
        writer.line(", ".join(part for part in (name, on, number, due) if part), "List Bullet")
    if document.traced:
        writer.heading(_("The way of each point"))
    for point in document.traced:
        _way(writer, point)
    if document.sources:
        writer.heading(_("Where it comes from"))
    for source in document.sources:
        by = f" ({source.by})" if source.by else ""
        words = [Run(source.text.plain), *_link(source.address)]
        writer.marked([Block(words)], source.text.lang, before=f"[{source.number}] {source.words}{by}: ")


def _link(address: str) -> list[Run]:
    """An address on a line of its own that leads there; nothing where there is none."""
    return [Run("\n"), Run(address, address=address)] if address else []


def _way(writer: Writer, point: PrintedPoint) -> None:
    """What was said before a point, and what followed it, a line each."""
    writer.heading(_("Point %(number)s") % {"number": point.number}, 2)
    for voice in point.voices:
        said = ", ".join(part for part in (voice.words, voice.by, voice.on) if part)
        writer.marked([Block([Run(said), *_link(voice.address)], "item")], "")
    if point.more_voices:
        more = ngettext("and %(number)s more contribution", "and %(number)s more contributions", point.more_voices)
        writer.line(more % {"number": point.more_voices}, "List Bullet")
    if point.sources:
        numbers = ", ".join(f"[{number}]" for number in point.sources)
        writer.line(f"{_('Where it comes from')}: {numbers}", "List Bullet")
    for answer in point.answers:
        writer.line(f"{answer.answer}, {answer.by}, {answer.on}", "List Bullet")
    for promise in point.promises:
        until = _("until %(day)s") % {"day": promise.due}
        writer.line(f"{promise.state}, {promise.by}, {until}", "List Bullet")

"""A Word file as points: its headings become points, as with a pasted text; what is tracked in it is never guessed.

Nothing in the file is trusted: its size packed and unpacked is looked at before it is opened, and only words leave it.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.base.text import without_invisible
from recommendations.errors import FileUnreadable
from recommendations.pasting import Block, Pasted, points_from

MEGABYTE = 1024 * 1024
#: A text of three hundred points is far below one megabyte; pictures are what makes a file large.
MOST_BYTES, MOST_UNPACKED, MOST_MEMBERS = 10 * MEGABYTE, 60 * MEGABYTE, 2_000
#: Old Word files, and new ones behind a password, begin with these bytes.
OLE = b"\xd0\xcf\x11\xe0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDED, REMOVED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True)
class TrackedChanges:
    """What is tracked in a file: how many changes, and by whom."""

    count: int
    authors: tuple[str, ...]

    def __str__(self) -> str:
        if not self.authors:
            return ngettext(
                "There is %(count)s tracked change in the file.",
                "There are %(count)s tracked changes in the file.",
                self.count,
            ) % {"count": self.count}
        return ngettext(
            "There is %(count)s tracked change in the file, by %(names)s.",
            "There are %(count)s tracked changes in the file, by %(names)s.",
            self.count,
        ) % {"count": self.count, "names": ", ".join(self.authors)}


@dataclass(frozen=True)
class WordFile:
    """The words of a file, its changes unsettled yet."""

    changes: TrackedChanges
    _body: object
    _levels: dict[str, int]

    def points(self, *, with_changes: bool = True) -> list[Pasted]:
        """The points it makes, once its changes are all accepted, or all taken back."""
        gone = REMOVED if with_changes else ADDED
        return points_from([_block(one, self._levels, gone) for one in _paragraphs(self._body)])


def read_word_file(file: BinaryIO) -> WordFile:
    """The file opened, or ``FileUnreadable`` with what is wrong with it."""
    from docx import Document

    _check(file)
    try:
        document = Document(file)
    except Exception as broken:  # the library fails in as many ways as a file can be wrong
        raise FileUnreadable(
            _("The file is damaged: open it in Word, save it once more and choose it again.")
        ) from broken
    body = document.element.body
    return WordFile(_changes_in(body), body, dict(_heading_levels(document)))


def _check(file: BinaryIO) -> None:
    """Refuse what is no Word file, and what would not fit into memory, before anything is unpacked."""
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise FileUnreadable(_("The file is larger than 10 MB. Take the pictures out of it, and choose it again."))
    file.seek(0)
    start = file.read(4)
    if start == OLE:
        raise FileUnreadable(
            _("This is an old Word file, or one behind a password. Save it as .docx without a password.")
        )
    if start == b"%PDF":
        raise FileUnreadable(_("This is a PDF. Choose the Word file (.docx) it was made from, or paste its text."))
    if not zipfile.is_zipfile(file):
        raise FileUnreadable(_("This is no Word file. Save the text as .docx, or paste it."))
    with zipfile.ZipFile(file) as package:
        members = package.infolist()
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise FileUnreadable(_("This is no Word file. Save the text as .docx, or paste it."))
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise FileUnreadable(_("The file is far larger than a text when unpacked. Paste its text instead."))
    file.seek(0)


def _heading_levels(document) -> Iterator[tuple[str, int]]:
    """The level of every style of headings by its id; Word keeps their English names whatever it shows."""
    for style in document.styles:
        name, _space, level = (style.name or "").rpartition(" ")
        if name.lower() == "heading" and level.isdecimal():
            yield style.style_id, int(level)


def _changes_in(body) -> TrackedChanges:
    marks = [one for one in body.iter(*ADDED, *REMOVED) if one.find(f".//{W}r") is not None]
    authors = {author.strip() for one in marks if (author := one.get(f"{W}author"))}
    return TrackedChanges(len(marks), tuple(sorted(filter(None, authors))))


def _paragraphs(body) -> Iterator:
    """Every paragraph in order, those of tables too; a text box stands in the file twice and is left out."""
    for paragraph in body.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
            yield paragraph


def _block(paragraph, levels: dict[str, int], gone: tuple[str, ...]) -> Block:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    level = levels.get(style.get(f"{W}val"), 0) if style is not None else 0
    words = without_invisible("".join(_words(paragraph, gone))).strip()
    is_item = not level and paragraph.find(f"{W}pPr/{W}numPr") is not None
    return Block(level, f"- {words}" if is_item and words else words)


def _words(paragraph, gone: tuple[str, ...]) -> Iterator[str]:
    """The words of a paragraph without those in ``gone``; breaks stay, tabulators become spaces."""
    for run in paragraph.iter(f"{W}r"):
        above = {one.tag for one in run.iterancestors()}
        if above.intersection(gone) or f"{W}txbxContent" in above:
            continue
        for part in run:
            if part.tag in (f"{W}t", f"{W}delText"):
                yield part.text or ""
            elif part.tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif part.tag == f"{W}tab":
                yield " "

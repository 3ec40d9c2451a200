"""A text from elsewhere (Word, a web page, Markdown) as points: its headings become points, what is unsafe is gone."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

from portal.base.text import without_invisible

#: The most points one paste makes; beyond it the text is taken in two goes.
MOST_PASTED = 300
MARKUP = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|table|br|span|html|body)\b", re.IGNORECASE)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
#: A number or bullet that a heading or an item begins with: points have numbers of their own.
NUMBERING = re.compile(r"^\s*(?:\(?\d+(?:\.\d+)*[.)]|[IVXLC]+\.|[•·▪–-])\s+")
BLOCKS = {"p", "div", "li", "tr", "blockquote", "pre", "br", *(f"h{level}" for level in range(1, 7))}
MARKS = {"strong": "**", "b": "**", "em": "_", "i": "_"}


@dataclass
class Pasted:
    """One point to be: its heading, if it had one, and its text, both in the Markdown that people write."""

    heading: str
    text: str

    @property
    def words(self) -> str:
        """Heading and text as the text of a point."""
        heading = f"**{self.heading}**" if self.heading else ""
        return "\n\n".join(part for part in (heading, self.text) if part)


@dataclass
class Block:
    level: int
    text: str


def points_in(source: str) -> list[Pasted]:
    """The points that a pasted text makes: one for each heading, or for each paragraph where it has no headings."""
    source = without_invisible(source.replace("\r\n", "\n").replace("\r", "\n"))
    return points_from(html_blocks(source) if MARKUP.search(source) else markdown_blocks(source))


def points_from(blocks: list[Block]) -> list[Pasted]:
    """The points that headings and paragraphs make, wherever they come from."""
    blocks = [Block(block.level, block.text.strip()) for block in blocks if block.text.strip()]
    if any(block.level for block in blocks):
        return _by_heading(blocks)[:MOST_PASTED]
    return [Pasted("", NUMBERING.sub("", block.text)) for block in blocks][:MOST_PASTED]


def _by_heading(blocks: list[Block]) -> list[Pasted]:
    found: list[Pasted] = []
    for block in blocks:
        if block.level:
            found.append(Pasted(NUMBERING.sub("", block.text).replace("**", ""), ""))
        elif found:
            found[-1].text = "\n\n".join(part for part in (found[-1].text, block.text) if part)
        else:
            found.append(Pasted("", block.text))
    return found


def markdown_blocks(source: str) -> list[Block]:
    """Headings and paragraphs of a Markdown or plain text."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", source):
        lines = part.strip("\n").split("\n")
        heading = HEADING.match(lines[0].strip())
        if heading:
            blocks.append(Block(len(heading[1]), heading[2]))
            lines = lines[1:]
        blocks.append(Block(0, "\n".join(lines)))
    return blocks


def html_blocks(source: str) -> list[Block]:
    """The same of HTML, as Word and browsers put it on the clipboard; scripts, styles and comments are gone."""
    tags = BLOCKS | set(MARKS) | {"ul", "ol", "table", "tbody", "td", "th", "a", "span"}
    safe = nh3.clean(
        source,
        tags=tags,
        attributes={"p": {"class"}, "a": {"href"}},
        clean_content_tags={"script", "style", "title"},
        url_schemes={"http", "https", "mailto"},
    )
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return [*reader.blocks, Block(0, "".join(reader.parts))]


class _Reader(HTMLParser):
    """Collects blocks with their heading level; bold and italics stay as Markdown."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
            self.level = _level_of(tag, dict(attrs).get("class") or "")
            if tag == "li":
                self.parts.append("- ")
        elif tag in MARKS and not self.level:
            self.parts.append(MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        elif tag in MARKS and not self.level:
            self.parts.append(MARKS[tag])

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))

    def end_block(self) -> None:
        text = "".join(self.parts).strip()
        if text and text != "-":
            self.blocks.append(Block(self.level, text))
        self.parts, self.level = [], 0


def _level_of(tag: str, style: str) -> int:
    """The heading level of a block: by its tag, or by the style that Word gives a heading."""
    if re.fullmatch(r"h[1-6]", tag):
        return int(tag[1])
    named = re.search(r"(?:Mso)?(?:Heading|Naslov|Titull?i?)\s?(\d)?", style, re.IGNORECASE)
    return int(named[1] or 1) if named and "MsoTitle" not in style else 0

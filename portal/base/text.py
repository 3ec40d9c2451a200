"""What people write, made safe to show: Markdown in, a small set of HTML out."""

import html as entities
import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    *("p", "br", "hr", "blockquote", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_REL = "nofollow ugc noopener"
# A text of a page stands below its h1 and, in a thread, below the h2 of the post.
HEADINGS_BELOW = 2

# Direction marks turn "payment to A" into what looks like "payment to B"; the other controls have no use in a text.
INVISIBLE = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"
)
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)
BLOCK_END = re.compile(
    r"</(?:p|li|h[1-6]|div|blockquote|pre|tr|td|th|ul|ol|table|section|figure|dd|dt)\s*>|<br\s*/?>|<hr\s*/?>", re.I
)
BLANKS = re.compile(r"[^\S\n]+")


def render_user_text(source: str) -> str:
    """A contributor's Markdown as HTML that is safe on any page.

    Raw HTML shows as the letters it is made of, pictures are links, bare addresses become links, and headings
    begin at h3 so that the page keeps its one h1.
    """
    rendered = _markdown().render(without_invisible(source))
    return without_invisible(clean(rendered))


def clean(html: str) -> str:
    """HTML with everything outside the allowlist gone and every link marked as written by a contributor."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)


def plain_text(html: str) -> str:
    """The words of an HTML text, one line a block, without markup, scripts or entities."""
    separated = BLOCK_END.sub(lambda end: end[0] + "\n", html)
    bare = nh3.clean(separated, tags=set(), attributes={}, clean_content_tags={"script", "style"})
    text = without_invisible(entities.unescape(bare))
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def without_invisible(text: str) -> str:
    """The text without direction marks and control characters; lines and tabs stay."""
    return INVISIBLE.sub("", text)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    markdown.disable("image")
    markdown.core.ruler.push("headings_below", _demote_headings)
    markdown.core.ruler.push("bare_addresses", _link_bare_addresses)
    return markdown


def _demote_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + HEADINGS_BELOW, 6)}"


def _link_bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = [new for child in _outside_links(token.children) for new in child]


def _outside_links(children: list[Token]) -> list[list[Token]]:
    depth, parts = 0, []
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        parts.append(_split_at_addresses(child) if child.type == "text" and not depth else [child])
    return parts


def _split_at_addresses(text: Token) -> list[Token]:
    parts, last = [], 0
    for address in ADDRESS.finditer(text.content):
        link = Token("link_open", "a", 1, attrs={"href": address[0]})
        parts += [_text(text.content[last : address.start()]), link, _text(address[0]), Token("link_close", "a", -1)]
        last = address.end()
    return [*parts, _text(text.content[last:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)

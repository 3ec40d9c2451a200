"""What somebody wrote in a mail, without what their program put around it: quotations, headers, signatures.

No table of "On ... wrote:" in thirty languages: the portal's own mails begin with a line that comes back in every
quotation, and what introduces one looks alike everywhere: it ends in a colon, with an address or an hour in it.
Every pattern is matched line by line, so that no text, however long or strange, takes long.
"""

import re

from notifications.letters import MARKER

QUOTED = re.compile(r"\s*>")
SIGNATURE = re.compile(r"--\s?$")
RULE = re.compile(r"\s*(?:_{8,}|-{8,}|={8,})\s*$|\s*-{3,}[^-]{3,60}-{3,}\s*$")
HEADER = re.compile(r"\s*\*?[^\W\d_][^:]{0,24}:\*?\s+\S")
INTRODUCES = re.compile(r"@|\d{1,2}[:.]\d{2}")
#: What telephones add, in the languages of the portal.
GADGET = re.compile(
    r"(?:sent from|get outlook|послато са|послато из|poslato sa|poslato iz|poslano s|poslano iz|испратено од|"
    r"dërguar nga|wysłane z|von meinem)\b.{0,60}$",
    re.IGNORECASE,
)
STARTS = re.compile(r"\s*([-*>#]|\d+[.)])\s")  # a list, a quotation, a heading
WRAPPED = 60  # letters from which on a line was probably broken by a program
HEADERS_IN_A_ROW, INTRODUCTION_LINES = 3, 3


def own_words(text: str) -> str:
    """The text that its writer added, paragraphs kept; "" when there is nothing but quotation."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    above = without_tail(lines[: first(lines, lambda line: MARKER in line)])
    if not any(line.strip() for line in above):  # written below the quotation
        above = without_tail(below_quotation(lines))
    return unwrapped(above).strip()


def first(lines: list[str], is_found) -> int:
    """The index of the first line of that kind, or how many lines there are."""
    return next((index for index, line in enumerate(lines) if is_found(line)), len(lines))


def below_quotation(lines: list[str]) -> list[str]:
    """What stands between and below quoted lines, without what introduces them."""
    start = first(lines, QUOTED.match)
    own = [line for line in lines[start:] if not QUOTED.match(line)]
    return own if start < len(lines) else []


def without_tail(lines: list[str]) -> list[str]:
    """The lines before the signature, the headers of an older mail and the quotation at the end."""
    lines = lines[: first(lines, SIGNATURE.match)]
    lines = lines[: first(lines, RULE.match)]
    lines = lines[: start_of_headers(lines)]
    lines = without_last(lines, lambda line: not line.strip() or QUOTED.match(line))
    return without_last(without_introduction(lines), lambda line: not line.strip() or GADGET.match(line.strip()))


def without_last(lines: list[str], is_one) -> list[str]:
    """The lines without those of that kind at their end."""
    end = len(lines)
    while end and is_one(lines[end - 1]):
        end -= 1
    return lines[:end]


def start_of_headers(lines: list[str]) -> int:
    """Where "From: ..., Sent: ..., To: ..." of an older mail begins, whatever the language."""
    for index in range(len(lines) - HEADERS_IN_A_ROW + 1):
        block = lines[index : index + HEADERS_IN_A_ROW]
        if all(HEADER.match(line) for line in block) and any("@" in line or INTRODUCES.search(line) for line in block):
            return index
    return len(lines)


def without_introduction(lines: list[str]) -> list[str]:
    """Without "On Monday at 10:00 so-and-so wrote:" at the end, which programs break into two or three lines."""
    if not lines or not lines[-1].endswith(":"):
        return lines
    for count in range(1, INTRODUCTION_LINES + 1):
        block = lines[-count:]
        if not block[0].strip():
            return lines
        if INTRODUCES.search(" ".join(block)):
            return lines[:-count]
    return lines


def unwrapped(lines: list[str]) -> str:
    """The lines as paragraphs: what a program broke at the edge of its window is one line again."""
    joined: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if len(before) >= WRAPPED and line.strip() and not STARTS.match(line):
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined))

"""Finished documents are kept under the hash of their version and of every word in them, and made once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from recommendations.exports.content import printed
from recommendations.exports.document import Printed
from recommendations.exports.docx import as_docx
from recommendations.exports.pdf import as_pdf
from recommendations.models import Recommendation, Version

MAKERS: dict[str, Callable[..., bytes]] = {"pdf": as_pdf, "docx": as_docx}
#: Points up to which a document is made while somebody waits: a DOCX of 60 takes a third of a second, any PDF two.
QUICK = {"pdf": 0, "docx": 60}
#: Where the files of drafts lie until they are old.
DRAFTS = "exports/draft"


@dataclass(frozen=True)
class Wanted:
    """A document somebody asks for: which version, as what, compared with which older one."""

    recommendation: Recommendation
    version: Version
    ending: str
    compared_with: Version | None = None
    address: str = ""

    def content(self) -> Printed:
        """What stands in it, in the active language."""
        return printed(self.recommendation, self.version, compared_with=self.compared_with)


def kept_name(content: Printed, ending: str) -> str:
    """Where it is kept: what changes a word of it changes its name."""
    folder = f"exports/{content.sha256}" if content.sha256 else DRAFTS
    return f"{folder}/{content.digest}.{ending}"


def is_quick(content: Printed, ending: str) -> bool:
    """Whether it may be made while somebody waits for the page."""
    return len(content.points) <= QUICK[ending]


def keep(content: Printed, ending: str, address: str) -> str:
    """Make the document and keep it; the name under which it lies, its own or that of one made meanwhile."""
    name = kept_name(content, ending)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(MAKERS[ending](content, address=address)))
    return name


def forget_kept(sha256: str) -> None:
    """Delete the files of a version; whoever asks has them made anew, from what stands in it then."""
    folder = f"exports/{sha256}"
    if sha256 and default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")

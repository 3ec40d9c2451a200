"""Finished documents are kept under the hash of their version and of every word in them, and made once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django_tasks import task

from recommendations.exports.content import Printed, printed
from recommendations.exports.docx import as_docx
from recommendations.exports.pdf import as_pdf
from recommendations.models import Recommendation, Version

#: Points from which a document is made by the worker and not while somebody waits.
LONG = 60
MAKERS: dict[str, Callable[..., bytes]] = {"pdf": as_pdf, "docx": as_docx}


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
    return f"exports/{content.sha256 or 'draft'}/{content.digest}.{ending}"


def made(wanted: Wanted) -> str | None:
    """The name under which the finished document lies, or ``None`` while the worker is at it.

    A short one is made at once, a long one by the task queue.
    """
    content = wanted.content()
    name = kept_name(content, wanted.ending)
    if default_storage.exists(name):
        return name
    if len(content.points) < LONG:
        return keep(name, content, wanted.ending, wanted.address)
    compared = wanted.compared_with.pk if wanted.compared_with else None
    make_later.enqueue(wanted.version.pk, wanted.ending, content.language, compared, wanted.address)
    return name if default_storage.exists(name) else None


def keep(name: str, content: Printed, ending: str, address: str) -> str:
    """Make the document and keep it."""
    return default_storage.save(name, ContentFile(MAKERS[ending](content, address=address)))


@task()
def make_later(version: int, ending: str, language: str, compared_with: int | None, address: str) -> None:
    """Make a long document; asked for twice, it is made once."""
    versions = Version.objects.select_related("recommendation__group", "recommendation__cycle")
    with translation.override(language):
        asked = versions.get(pk=version)
        older = versions.get(pk=compared_with) if compared_with else None
        wanted = Wanted(asked.recommendation, asked, ending, older, address)
        content = wanted.content()
        name = kept_name(content, ending)
        if not default_storage.exists(name):
            keep(name, content, ending, address)

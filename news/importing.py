"""Existing articles brought in: one JSON object a line, each checked before anything of it is kept."""

import datetime
import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from news.models import NewsIndexPage, NewsPage
from portal.base.text import clean, without_invisible
from portal.languages import CONTENT_LANGUAGES, UI_TAGS
from portal.languages.latin import to_latin
from portal.taxonomies import vocabulary
from portal.taxonomies.models import Country, Theme

MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|strong|em|b|i|blockquote|table|span|figure|img)\b", re.I)
BLANK_LINES = re.compile(r"\n\s*\n")
TITLE_LENGTH = 255


class BadLine(Exception):
    """What is wrong with one line, for the person who made the file."""


@dataclass
class Report:
    """What an import did: how many came in, how many were there already, and what was wrong by line number."""

    added: int = 0
    known: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Article:
    """One article as the file gives it, checked."""

    title: str
    body: str
    language: str
    date: datetime.date
    source_url: str
    countries: list[int]
    themes: list[int]

    @property
    def fingerprint(self) -> str:
        """The same for the same article, however often and in whatever order the file is brought in."""
        named_by = self.source_url or f"{self.title}\0{self.date}"
        return hashlib.sha256(f"{self.language}\0{named_by}".encode()).hexdigest()[:8]


def import_news(lines: Iterable[str]) -> Report:
    """Bring in every good line that is not here yet, and report the bad ones; a second run adds nothing."""
    report = Report()
    rows = NewsPage.objects.values_list("language", "source_url", "title", "published_on")
    known = {identity(*row) for row in rows}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            article = read_line(line)
        except BadLine as error:
            report.bad.append((number, str(error)))
            continue
        identified = identity(article.language, article.source_url, article.title, article.date)
        if identified in known:
            report.known += 1
            continue
        known.add(identified)
        add_article(article)
        report.added += 1
    return report


def identity(language: str, source_url: str, title: str, day: datetime.date) -> tuple:
    """What two articles do not share: the source, or title and day where none is named."""
    return (language, source_url) if source_url else (language, title, day)


def read_line(line: str) -> Article:
    """The article of one line, or ``BadLine``."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLine("not a JSON object")
    return Article(
        title=text_of(row, "title", required=True)[:TITLE_LENGTH],
        body=safe_body(text_of(row, "body", required=True)),
        language=language_of(row),
        date=date_of(row),
        source_url=address_of(row),
        countries=terms_of(row, "countries", "country"),
        themes=terms_of(row, "themes", "theme"),
    )


def text_of(row: dict, name: str, *, required: bool = False) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise BadLine(f"{name}: not a text")
    value = without_invisible(value).strip()
    if required and not value:
        raise BadLine(f"{name}: missing")
    return value


def language_of(row: dict) -> str:
    """The content tag; plain ``sr`` is Serbian in Cyrillic."""
    tag = text_of(row, "language", required=True)
    tag = UI_TAGS.get(tag, tag)
    if tag not in CONTENT_LANGUAGES:
        raise BadLine(f"language: unknown tag {tag!r}")
    return tag


def date_of(row: dict) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text_of(row, "date", required=True)[:10])
    except ValueError as error:
        raise BadLine(f"date: {row.get('date')!r} is not a day like 2021-02-18") from error


def address_of(row: dict) -> str:
    url = text_of(row, "source_url")
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or len(url) > 200):
        raise BadLine(f"source_url: {url!r} is not a web address")
    return url


def terms_of(row: dict, name: str, vocabulary_name: str) -> list[int]:
    """The keys of the terms behind a list of codes; a deprecated code acts as its replacement."""
    codes = row.get(name) or []
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise BadLine(f"{name}: not a list of codes")
    terms = {code: vocabulary.term(vocabulary_name, code) for code in codes}
    unknown = sorted(code for code, term in terms.items() if term is None)
    if unknown:
        raise BadLine(f"{name}: unknown {', '.join(unknown)}")
    return [term.pk for term in terms.values() if term is not None]


def safe_body(text: str) -> str:
    """HTML that is safe to store: what came as HTML without what the portal does not show, plain text in paragraphs."""
    if MARKUP.search(text):
        return clean(text)
    paragraphs = (html.escape(paragraph.strip()).replace("\n", "<br>") for paragraph in BLANK_LINES.split(text))
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)


@transaction.atomic
def add_article(article: Article) -> NewsPage:
    """The article as a live page in the tree of its language."""
    tree = next((ui for ui, tag in UI_TAGS.items() if tag == article.language and ui != "sr-latn"), None)
    locale = Locale.objects.get(language_code=tree or ("sr" if article.language in ("sr-Latn", "cnr") else "en"))
    page = NewsPage(
        title=article.title,
        slug=f"{slugify(to_latin(article.title))[:60].strip('-') or 'news'}-{article.fingerprint}",
        language=article.language,
        locale=locale,
        published_on=article.date,
        source_url=article.source_url,
        body=[("paragraph", article.body)],
    )
    page.countries = list(Country.objects.filter(pk__in=article.countries))
    page.themes = list(Theme.objects.filter(pk__in=article.themes))
    return NewsIndexPage.objects.get(locale=locale).add_child(instance=page)

"""Things whose texts are pages: practices, events, forums, projects, calls, news, editorial pages."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Min, Model, QuerySet
from django.utils import timezone

from events.models import Event, EventPage
from forums.models import Forum, ForumPage
from news.models import Call, CallPage, NewsPage, Project, ProjectPage
from portal.base.pages import PortalPage
from portal.base.text import plain_text, render_user_text
from practices.models import Practice, PracticePage
from practices.querysets import PUBLIC_STATES
from search.entries import Adapter
from search.writing import Draft, Text


def subject_of(page: PortalPage) -> Model:
    """The thing that a page is a text of: a practice, an event ..., or the page itself."""
    for model, attribute in (
        (PracticePage, "practice"),
        (EventPage, "event"),
        (ForumPage, "forum"),
        (ProjectPage, "project"),
        (CallPage, "call"),
    ):
        if isinstance(page, model):
            return getattr(page, attribute)
    return page


def texts(pages: Any, body: Callable[[Any], Iterable[str]]) -> list[Text]:
    """The pages that everybody may read, as texts; of two in one language the first."""
    readable = pages.live().public().order_by("pk")
    by_language: dict[str, Text] = {}
    for page in readable:
        text = Text(page.language, page.title, "\n".join(part for part in body(page) if part), page.pk)
        by_language.setdefault(page.language, text)
    return list(by_language.values())


def tags(thing) -> dict[str, list[str]]:
    """Countries, themes and target groups of what is tagged with them."""
    return {
        "country": codes(thing.countries.all()),
        "theme": codes(thing.themes.all()),
        "target_group": codes(thing.target_groups.all()),
    }


def codes(terms: Iterable) -> list[str]:
    return [term.code for term in terms]


def midnight(day: datetime.date | None) -> datetime.datetime | None:
    """A date as an instant: noon, so that no zone makes it another day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12))) if day else None


def practice(thing: Practice) -> Draft | None:
    found = texts(thing.pages.all(), practice_body)
    if thing.state not in PUBLIC_STATES or not found:
        return None
    facets = tags(thing)
    facets["country"] = sorted({*facets["country"], thing.municipality.country.code})
    facets["approach"] = [thing.approach.code] if thing.approach else []
    return Draft(
        "practice",
        thing.public_id,
        found,
        facets,
        dated_at=thing.published_at,
        state=thing.state,
        parent_kind="municipality",
        parent_id=thing.municipality.public_id,
    )


def practice_body(page: PracticePage) -> Iterable[str]:
    yield page.summary
    for name in PracticePage.SECTIONS:
        yield plain_text(render_user_text(getattr(page, name)))
    for block in page.blocks.all():
        yield f"{block.title}. {block.description}"
    for row in page.evidence_rows.all():
        yield row.claim
    yield ", ".join(keyword.name for keyword in page.keywords.all())


def event(thing: Event) -> Draft | None:
    found = texts(thing.pages.all(), lambda page: (page.summary, plain_text(page.body)))
    if thing.state == Event.State.DRAFT or not found:
        return None
    host = thing.municipality or min(thing.hosts.all(), key=lambda body: body.pk, default=None)
    return Draft(
        "event",
        thing.public_id,
        found,
        tags(thing),
        dated_at=thing.starts_at,
        state=thing.state,
        parent_kind=("municipality" if thing.municipality else "organisation") if host else "",
        parent_id=host.public_id if host else "",
    )


def forum(thing: Forum) -> Draft | None:
    found = texts(thing.pages.all(), forum_body)
    if thing.state == Forum.State.DRAFT or not found:
        return None
    dated_at = thing.announced_at or thing.created_at
    return Draft(
        "forum",
        thing.public_id,
        found,
        tags(thing),
        scope=f"forum:{thing.pk}",
        dated_at=dated_at,
        state=thing.state,
        parent_kind="municipality" if thing.municipality else "organisation",
        parent_id=(thing.municipality or thing.host).public_id,
    )


def forum_body(page: ForumPage) -> Iterable[str]:
    return page.summary, page.question, plain_text(page.body), plain_text(page.charter)


def project(thing: Project) -> Draft | None:
    found = texts(thing.pages.all(), lambda page: (page.summary, page.budget_note, *story(page.body)))
    return Draft("project", thing.public_id, found, tags(thing), dated_at=midnight(thing.starts_on)) if found else None


def call(thing: Call) -> Draft | None:
    found = texts(thing.pages.all(), lambda page: (page.summary, page.who, page.how, *story(page.body), page.result))
    return Draft("call", thing.public_id, found, tags(thing), dated_at=midnight(thing.closes_on)) if found else None


def news(page: NewsPage) -> Draft | None:
    """One entry for all translations of a piece of news."""
    translations = NewsPage.objects.filter(translation_key=page.translation_key)
    found = texts(translations, lambda page: (page.summary, *story(page.body), page.credit))
    if not found:
        return None
    first = translations.get(pk=min(text.page_id for text in found if text.page_id))
    return Draft("news", translation_id(page), found, tags(first), dated_at=midnight(first.published_on))


def editorial_pages(kind: str, model: type[PortalPage]) -> Adapter:
    """The adapter of a page type that is nothing but a text with a ``body`` of blocks; for apps above this one."""

    def draft(page: PortalPage) -> Draft | None:
        translations = model.objects.filter(translation_key=page.translation_key)
        found = texts(translations, lambda page: (page.summary, *story(page.body)))
        return Draft(kind, translation_id(page), found) if found else None

    return Adapter(kind, model, draft, lambda: first_translations(model), translation_id, "translation_key")


def story(body) -> Iterable[str]:
    """The words of an editorial text."""
    return (plain_text(part) for part in body.stream_block.get_searchable_content(body))


def translation_id(page: PortalPage) -> str:
    """What all translations of a page share, as an id."""
    return page.translation_key.hex


def first_translations(model: type[PortalPage]) -> QuerySet:
    """One page of each set of translations."""
    firsts = model.objects.values("translation_key").annotate(first=Min("pk")).values("first")
    return model.objects.filter(pk__in=firsts)


def tagged(model: type[Model]) -> QuerySet:
    return model._default_manager.prefetch_related("countries", "themes", "target_groups")


ADAPTERS = (
    Adapter(
        "practice",
        Practice,
        practice,
        lambda: tagged(Practice).select_related("municipality__country", "approach"),
        is_open=lambda thing: thing.state in PUBLIC_STATES,
    ),
    Adapter(
        "event",
        Event,
        event,
        lambda: tagged(Event).select_related("municipality").prefetch_related("hosts"),
        is_open=lambda thing: thing.state != Event.State.DRAFT,
    ),
    Adapter("forum", Forum, forum, lambda: tagged(Forum).select_related("municipality", "host")),
    Adapter("project", Project, project, lambda: tagged(Project)),
    Adapter("call", Call, call, lambda: tagged(Call)),
    Adapter("news", NewsPage, news, lambda: first_translations(NewsPage), translation_id, "translation_key"),
)

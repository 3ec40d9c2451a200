"""News, projects and open calls for tests."""

import datetime

import factory
from factory.django import DjangoModelFactory

from news.models import (
    Call,
    CallIndexPage,
    CallPage,
    NewsIndexPage,
    NewsPage,
    Project,
    ProjectIndexPage,
    ProjectPage,
)
from portal.taxonomies.models import Theme
from tests.factories.directory import country
from tests.factories.pages import publish_below
from tests.factories.practices import TREES


def news_page(title: str, language: str = "en", *, countries=("RS",), themes=(), **fields) -> NewsPage:
    """A live piece of news; ``translation_key`` makes it the translation of another."""
    values = {"published_on": datetime.date(2026, 3, 12), "body": [("paragraph", f"<p>{title}</p>")], **fields}
    page = NewsPage(title=title, language=language, **values)
    page.countries = [country(code) for code in countries]
    page.themes = list(Theme.objects.filter(code__in=themes))
    return publish_below(NewsIndexPage, page, TREES.get(language, "en"))


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"project-{number}")

    @factory.post_generation
    def countries(self, create, codes, **kwargs):
        self.countries.set([country(code) for code in codes or ["RS"]])


def project_text(project: Project, language: str = "en", **fields) -> ProjectPage:
    """One more live text of a project."""
    values = {"title": f"{project.slug} in {language}", "slug": f"{project.slug}-{language.lower()}", **fields}
    page = ProjectPage(project=project, language=language, **values)
    return publish_below(ProjectIndexPage, page, TREES.get(language, "en"))


def told_project(language: str = "en", **fields) -> Project:
    """A project with a text in one language."""
    project = ProjectFactory(**fields)
    project_text(project, language)
    return project


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"call-{number}")
    opens_on = datetime.date(2026, 3, 1)
    closes_on = datetime.date(2026, 3, 31)

    @factory.post_generation
    def countries(self, create, codes, **kwargs):
        self.countries.set([country(code) for code in codes or ["RS"]])


def call_text(call: Call, language: str = "en", **fields) -> CallPage:
    """One more live text of a call."""
    values = {"title": f"{call.slug} in {language}", "slug": f"{call.slug}-{language.lower()}", **fields}
    page = CallPage(call=call, language=language, **{"who": "Everybody", "how": "By post", **values})
    return publish_below(CallIndexPage, page, TREES.get(language, "en"))


def told_call(language: str = "en", **fields) -> Call:
    """A call with a text in one language."""
    call = CallFactory(**fields)
    call_text(call, language)
    return call

"""The editors' side: every screen opens, and what must not change does not."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from accounts.models import User
from events.models import EventIndexPage
from news.models import CallIndexPage, NewsIndexPage, NewsPage, ProjectIndexPage
from portal.home.models import HomePage
from portal.taxonomies.models import Theme
from practices.models import PracticeIndexPage
from tests.factories.directory import MunicipalityFactory, OrganisationFactory
from tests.factories.events import told_event
from tests.factories.news import news_page, told_call, told_project
from tests.factories.pages import index_of
from tests.factories.practices import told_practice

OURS = {"practices", "events", "news", "directory", "indicators", "taxonomies"}


@pytest.fixture
def editor(client, db):
    user = User.objects.create_superuser("chief@example.org", "a long password", display_name="Chief")
    client.force_login(user)
    return client


def our_snippets() -> list:
    return [model for model in get_snippet_models() if model._meta.app_label in OURS]


@pytest.mark.once  # what a screen of Wagtail asks, its makers try on each database
@pytest.mark.parametrize("model", our_snippets(), ids=lambda model: model._meta.label_lower)
def test_the_list_and_the_form_of_every_kind_of_thing_open(editor, model):
    MunicipalityFactory(name="Pirot")
    OrganisationFactory(name="Centre")
    told_practice()
    told_event()
    told_project()
    viewset = model.snippet_viewset

    opened = [editor.get(reverse(viewset.get_url_name(name))).status_code for name in ("list", "add")]
    thing = model.objects.first()
    if thing:
        opened.append(editor.get(reverse(viewset.get_url_name("edit"), args=[thing.pk])).status_code)

    assert set(opened) == {200}


@pytest.mark.once  # what a screen of Wagtail asks, its makers try on each database
@pytest.mark.parametrize(
    ("index", "kind"),
    [
        (PracticeIndexPage, "practices/practicepage"),
        (EventIndexPage, "events/eventpage"),
        (NewsIndexPage, "news/newspage"),
        (ProjectIndexPage, "news/projectpage"),
        (CallIndexPage, "news/callpage"),
        (HomePage, "home/standardpage"),
    ],
)
def test_a_page_of_every_kind_can_be_begun(editor, index, kind):
    address = f"/cms/pages/add/{kind}/{index_of(index).pk}/"

    assert editor.get(address).status_code == 200


@pytest.mark.once  # what a screen of Wagtail asks, its makers try on each database
def test_every_page_can_be_edited(editor):
    told_practice()
    told_event()
    told_project()
    told_call()
    news_page("A meeting")

    opened = {
        editor.get(f"/cms/pages/{pk}/edit/").status_code
        for pk in Page.objects.filter(depth__gt=1, locale__language_code="en").values_list("pk", flat=True)
    }

    assert opened == {200}


def test_a_code_never_changes_once_it_is_made(editor):
    theme = Theme.objects.get(code="housing")
    address = reverse(Theme.snippet_viewset.get_url_name("edit"), args=[theme.pk])
    form = editor.get(address).context["form"]
    sent = {"code": "homes", "sort": theme.sort, "broader": "", "replaced_by": ""}
    sent |= {f"labels-{name}": value for name, value in form.formsets["labels"].management_form.initial.items()}
    for number, row in enumerate(form.formsets["labels"].forms):
        sent |= {f"labels-{number}-{name}": row.initial.get(name, "") or "" for name in row.fields}
        sent |= {f"labels-{number}-id": row.instance.pk or "", f"labels-{number}-ORDER": number}

    response = editor.post(address, sent)

    theme.refresh_from_db()
    assert theme.code == "housing"
    assert response.context["form"].errors == {
        "code": ["A code never changes. Make a new term and let this one be replaced by it."]
    }


def test_a_preview_shows_the_text_before_it_is_public(editor):
    page = news_page("A meeting")

    response = editor.get(f"/cms/pages/{page.pk}/view_draft/")

    assert response.status_code == 200
    assert isinstance(page, NewsPage)

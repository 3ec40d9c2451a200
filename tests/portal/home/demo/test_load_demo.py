import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events.models import Event
from forums.models import Forum, Post, Thread
from news.models import NewsPage, Project
from notifications.models import OutgoingMail
from portal.base.models import Station
from portal.home.models import DemoItem
from practices.models import Practice, PracticePage
from recommendations.models import Recommendation
from recommendations.trace import trace_of
from search.models import SearchEntry
from tests.portal.home.demo.conftest import load_demo

#: The demonstration runs on SQLite.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("loaded")]


def public_id(kind: str, key: str) -> str:
    return DemoItem.objects.get(kind=kind, key=key).public_id


def rows_of_every_table() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_no_list_of_the_demonstration_looks_empty():
    anybody = AnonymousUser()

    assert {
        "practices": Practice.objects.filter(state="published").count(),
        "events": Event.objects.count(),
        "news": NewsPage.objects.values("translation_key").distinct().count(),
        "projects": Project.objects.count(),
        "forums": Forum.objects.visible_to(anybody).count(),
        "conversations": Thread.objects.count(),
        "conversations for everybody": Thread.objects.visible_to(anybody).count(),
        "posts": Post.objects.filter(state="published").count(),
    } == {
        "practices": 30,
        "events": 12,
        "news": 15,
        "projects": 5,
        "forums": 2,
        "conversations": 60,
        "conversations for everybody": 56,
        "posts": 602,
    }


def test_recommendations_stand_at_different_states():
    states = dict(Recommendation.objects.values_list("reference", "state"))

    assert sorted(states.values()) == ["consultation", "delivered", "draft", "following_up"]
    assert {reference.split("-")[1] for reference in states} == {"RS", "MK", "RG", "ME"}


def test_loading_again_changes_nothing():
    before = rows_of_every_table()

    again = load_demo()

    assert set(again.values()) == {0}
    assert rows_of_every_table() == before


def test_loading_again_keeps_what_was_entered():
    page = PracticePage.objects.filter(language="en").first()
    page.summary = "Written by somebody since"
    page.save()
    Thread.objects.filter(public_id=public_id("thread", "firewood")).delete()

    load_demo()

    page.refresh_from_db()
    assert page.summary == "Written by somebody since"
    assert not Thread.objects.filter(public_id=public_id("thread", "firewood")).exists()


def test_the_words_about_the_night_lead_to_evidence():
    post_id = public_id("post", "night-help-1")

    stations = set(Station.objects.filter(subject_kind="post", subject_id=post_id).values_list("key", flat=True))
    trace = trace_of("post", post_id, User.objects.get(email="citizen@demo.test"))

    assert stations == {"position", "clause", "response", "commitment", "evidence"}
    assert trace is not None
    assert all(links for _key, _label, links in trace.columns)


def test_everybody_with_a_demo_account_signs_in_and_the_cast_does_not():
    accounts = User.objects.filter(email__endswith="@demo.test")
    cast = User.objects.filter(email__endswith="@example.invalid")

    assert {account.email.removesuffix("@demo.test") for account in accounts} == {
        *("citizen", "ngo", "officer", "facilitator", "coordinator", "rapporteur"),
        *("secretariat", "expert", "desk", "editor", "admin"),
    }
    assert all(authenticate(username=account.email, password="a table for ten") == account for account in accounts)
    assert accounts.filter(emailaddress__verified=True, emailaddress__primary=True).count() == accounts.count()
    assert cast.count() > 30
    assert not any(person.has_usable_password() for person in cast)


def test_another_password_in_the_environment_takes_the_place_of_the_first(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "a table for eleven")

    load_demo()

    citizen = User.objects.get(email="citizen@demo.test")
    assert authenticate(username="citizen@demo.test", password="a table for eleven") == citizen
    assert authenticate(username="citizen@demo.test", password="a table for ten") is None


def test_what_the_files_invent_is_marked():
    marked = {
        model._meta.label: model.objects.filter(is_demo=True).count()
        for model in (Forum, Recommendation, apps.get_model("indicators.Value"))
    }

    assert marked == {"forums.Forum": 2, "recommendations.Recommendation": 4, "indicators.Value": 40}
    assert not Practice.objects.filter(is_demo=True, municipality__is_demo=False).exists()


def test_every_kind_of_thing_is_found():
    kinds = set(SearchEntry.objects.filter(is_visible=True).values_list("kind", flat=True))

    assert kinds >= {
        "practice", "event", "news", "project", "call", "forum", "thread", "post", "minutes", "recommendation",
        "clause", "municipality", "organisation", "indicator",
    }  # fmt: skip


def test_nobody_gets_mail_about_the_past():
    assert list(OutgoingMail.objects.values_list("subject", flat=True)) == []

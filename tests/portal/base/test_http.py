import pytest
import rules
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from portal.base.http import Refused, require, respond
from tests.factories.accounts import UserFactory


@pytest.fixture
def page(tmp_path, settings):
    """A page of two parts, of which ``part`` may be asked for alone."""
    (tmp_path / "page.html").write_text("around {% partialdef part inline %}part of {{ name }}{% endpartialdef %}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    return "page.html#part"


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/en/", headers=headers)
    request.htmx = HtmxDetails(request)
    request.user = None
    return request


HTMX = {"HX-Request": "true"}


def test_a_browser_without_scripts_gets_the_page_and_htmx_its_part(page):
    whole = respond(asked(), page, {"name": "Ana"})
    part = respond(asked(**HTMX), page, {"name": "Ana"})

    assert (whole.content, part.content) == (b"around part of Ana", b"part of Ana")
    assert [response.headers["Vary"] for response in (whole, part)] == ["HX-Request"] * 2


def test_after_an_act_a_browser_without_scripts_is_sent_on_and_htmx_stays(page):
    sent_on = respond(asked(), page, {"name": "Ana"}, otherwise="/en/forums/")
    stays = respond(asked(**HTMX), page, {"name": "Ana"}, otherwise="/en/forums/")

    assert (sent_on.status_code, sent_on.url, stays.status_code) == (302, "/en/forums/", 200)


def test_a_refused_form_keeps_its_status_in_both(page):
    answers = [respond(request, page, {"name": "Ana"}, status=422) for request in (asked(), asked(**HTMX))]

    assert [answer.status_code for answer in answers] == [422, 422]


@pytest.mark.django_db
def test_requiring_a_right_goes_on_or_says_why_not():
    rules.add_perm("base.be_asked", rules.predicate(lambda user, thing: thing == "open"))
    user = UserFactory(is_superuser=True)

    try:
        require(user, "base.be_asked", "open")
        with pytest.raises(Refused, match=r"^You may not do this here\.$"):
            require(user, "base.be_asked", "shut")
        with pytest.raises(Refused, match=r"^The stage is over\.$"):
            require(user, "base.be_asked", "shut", reason="The stage is over.")
    finally:
        rules.remove_perm("base.be_asked")

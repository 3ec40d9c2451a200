"""The address says which page, the reader's choice says in which language its menus are."""

import re

import pytest
from django.conf import settings

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
#: A page that Wagtail finds in its tree, one that a view finds, and one that is no page.
ADDRESSES = ["", "events/", "account/login/"]


def html_lang(response) -> str:
    return re.search(r'<html lang="([^"]*)"', response.content.decode())[1]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("prefix", "tag"),
    [("en", "en"), ("sr", "sr-Cyrl"), ("sr-latn", "sr-Latn"), ("bs", "bs"), ("mk", "mk"), ("sq", "sq")],
)
def test_without_a_choice_the_menus_speak_the_language_of_the_address(client, address, prefix, tag):
    response = client.get(f"/{prefix}/{address}", headers={"Accept-Language": "de,hr"})

    assert (response.status_code, html_lang(response)) == (200, tag)
    assert response.headers["Content-Language"] == prefix


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_chose_albanian_menus_keeps_them_on_a_serbian_address(client, address):
    client.cookies["ui_language"] = "sq"

    response = client.get(f"/sr/{address}")

    assert (response.status_code, html_lang(response)) == (200, "sq")
    assert response.headers["Content-Language"] == "sq"


@pytest.mark.parametrize("address", ["", "events/"])
@pytest.mark.parametrize(("prefix", "tree"), [("sr", "sr"), ("sr-latn", "sr"), ("mk", "mk")])
def test_the_page_is_that_of_the_address_whatever_menus_were_chosen(client, address, prefix, tree):
    client.cookies["ui_language"] = "sq"

    response = client.get(f"/{prefix}/{address}")

    assert response.context["page"].locale.language_code == tree


def test_a_made_up_choice_is_no_choice(client):
    client.cookies["ui_language"] = "../../etc"

    assert html_lang(client.get("/mk/account/login/")) == "mk"


@pytest.mark.parametrize("address", ["nothing-here/", "forums/nothing/", "language/?language=xx"])
@pytest.mark.parametrize(("cookie", "tag"), [(None, "mk"), ("sq", "sq"), ("sr-latn", "sr-Latn")])
def test_a_page_that_is_not_there_says_so_in_the_readers_language(client, address, cookie, tag):
    if cookie:
        client.cookies["ui_language"] = cookie

    response = client.get(f"/mk/{address}")

    assert (response.status_code, html_lang(response)) == (404, tag)


@pytest.mark.parametrize(("wished", "language"), [("sr-ME", "sr-latn"), ("mk-MK", "mk"), ("fr", "en")])
def test_an_address_without_a_language_leads_to_the_one_the_browser_wishes(client, wished, language):
    response = client.get("/events/", headers={"Accept-Language": wished})

    assert (response.status_code, response.url) == (302, f"/{language}/events/")


def test_caches_keep_pages_with_different_menus_apart(client):
    page, health = client.get("/en/account/login/"), client.get("/healthz")

    assert "Cookie" in re.split(r",\s*", page.headers["Vary"])
    assert "Cookie" not in re.split(r",\s*", health.headers.get("Vary", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_works_without_scripts(client, language):
    page = client.get(f"/{language}/account/login/?next=/en/").content.decode()

    form = re.search(r'<form[^>]*action="/[^"]*/language/"[^>]*>.*?</form>', page, re.DOTALL)[0]
    assert "post" not in form.partition(">")[0].lower()
    assert re.findall(r'name="next" value="([^"]*)"', form) == [f"/{language}/account/login/?next=/en/"]
    assert re.findall(r'name="language" value="([^"]*)"', form) == LANGUAGES


@pytest.mark.parametrize(
    "address", ["/en/practices/?theme=%00", "/en/a%00b/", "/en/language/?language=sr&next=/en/%00"]
)
def test_a_nul_in_the_address_is_refused_before_any_query(client, address):
    assert client.get(address).status_code == 400


def test_a_nul_in_a_form_is_refused_before_any_query(client):
    assert client.post("/en/account/login/", {"login": "a\0b", "password": "x"}).status_code == 400


def test_pages_of_signed_in_people_stay_out_of_caches(client):
    client.force_login(UserFactory())

    assert client.get("/en/events/")["Cache-Control"] == "private, no-store"

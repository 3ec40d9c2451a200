import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale

from portal.base.pages import PortalPage
from portal.base.views import address_in
from portal.home.models import HomePage, StandardPage
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db


def about(tree: str, slug: str, **fields) -> PortalPage:
    """A page below the home of that tree."""
    home = HomePage.objects.get(locale__language_code=tree)
    page = StandardPage(title=slug, slug=slug, locale=Locale.objects.get(language_code=tree), **fields)
    return home.add_child(instance=page)


@pytest.fixture
def o_mrezi():
    """A page "our network" in English, with a Serbian text at another address and no Macedonian one."""
    english = about("en", "our-network")
    return about("sr", "o-mrezi", translation_key=english.translation_key)


@pytest.mark.parametrize(
    ("address", "language", "there"),
    [
        ("/en/our-network/", "sr", "/sr/o-mrezi/"),
        ("/en/our-network/", "sr-latn", "/sr-latn/o-mrezi/"),
        ("/sr/o-mrezi/", "sr-latn", "/sr-latn/o-mrezi/"),
        ("/sr-latn/o-mrezi/", "en", "/en/our-network/"),
        ("/en/our-network/", "mk", "/en/our-network/"),  # no Macedonian text: the page stays, the menus change
        ("/sr/o-mrezi/", "sq", "/sr/o-mrezi/"),
        ("/en/our-network/?page=2&theme=roma-inclusion", "sr", "/sr/o-mrezi/?page=2&theme=roma-inclusion"),
        ("/en/", "mk", "/mk/"),
        ("/en/?from=mail", "sr-latn", "/sr-latn/?from=mail"),
        ("/en/forums/?country=RS", "sq", "/sq/forums/?country=RS"),
        ("/en/search/?q=mobilni+timovi", "mk", "/mk/search/?q=mobilni+timovi"),
        ("/en/account/login/?next=/en/account/", "bs", "/bs/account/login/?next=/en/account/"),
        ("/", "mk", "/mk/"),
        ("/en", "mk", "/mk/"),
        ("/healthz", "mk", "/healthz"),
    ],
)
def test_the_same_page_in_another_language_is_where_its_text_stands(o_mrezi, address, language, there):
    assert address_in(address, language) == there


def test_a_text_that_is_not_published_is_nowhere_to_go(o_mrezi):
    o_mrezi.unpublish()

    assert address_in("/en/our-network/", "sr") == "/en/our-network/"


def test_choosing_a_language_is_remembered_and_leads_to_the_page(client, o_mrezi):
    response = client.get("/en/language/", {"language": "sr", "next": "/en/our-network/?page=2"})

    assert (response.status_code, response.url) == (302, "/sr/o-mrezi/?page=2")
    cookie = response.cookies["ui_language"]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("sr", "Lax", 365 * 24 * 3600)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/en/",
        "//elsewhere.example/en/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "http:elsewhere.example",
        "",
    ],
)
def test_choosing_a_language_never_leads_to_another_site(client, elsewhere):
    response = client.get("/en/language/", {"language": "mk", "next": elsewhere})

    assert (response.status_code, response.url) == (302, "/mk/")


@hypothesis_settings(max_examples=50)
@given(path=st.text(alphabet="/\\@:.en?#% \t", max_size=20))
def test_wherever_a_reader_comes_from_they_stay_on_the_site(path):
    response = Client().get("/en/language/", {"language": "mk", "next": f"/{path}"})

    assert response.status_code == 302
    assert response.url.startswith("/")
    assert not response.url.startswith(("//", "/\\"))


@pytest.mark.parametrize("language", ["xx", "", "cnr"])
def test_a_language_the_site_does_not_speak_is_not_found(client, language):
    response = client.get("/en/language/", {"language": language, "next": "/en/"})

    assert (response.status_code, "ui_language" in response.cookies) == (404, False)


def test_a_language_is_chosen_by_a_link_not_by_a_form_that_posts(client):
    assert client.post("/en/language/", {"language": "sr"}).status_code == 405


def test_a_refusal_gives_back_what_was_typed(client):
    client.force_login(UserFactory())
    mandate = MandateFactory(state="requested")

    response = client.post(f"/en/account/authorisations/{mandate.public_id}/", {"reason": "my words <b>here</b>"})

    assert response.status_code == 403
    assert "my words &lt;b&gt;here&lt;/b&gt;</textarea>" in response.content.decode()

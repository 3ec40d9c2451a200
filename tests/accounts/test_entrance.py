"""Opening an account and signing in with nothing but forms and mail, as a browser without scripts does."""

import html
import re

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.cache import cache

from accounts.models import Consent, User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "display_name": "Мирјана Поповић",
    "email": "mirjana@example.org",
    "password1": "sofra-pod-lipom-7",
    "terms": "on",
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def controls(page: str) -> dict[str, str]:
    """The names of the form's visible controls with what stands in them."""
    main = page[page.index("<main") : page.index("</main")]
    found = {}
    for attributes in re.findall(r"<input([^>]*)>", main):
        named = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        if named.get("type") != "hidden" and "name" in named:
            found[named["name"]] = html.unescape(named.get("value", ""))
    return found


def code_in_the_mail() -> str:
    """The code on a line of its own in the last mail."""
    return re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def is_signed_in(client) -> bool:
    return SESSION_KEY in client.session


def test_an_account_is_opened_with_a_name_an_address_a_password_and_an_agreement(client):
    page = client.get("/en/account/signup/").content.decode()

    assert list(controls(page)) == ["display_name", "email", "password1", "terms"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_enters_the_mailed_code_is_signed_in(client, language):
    asked = client.post(f"/{language}/account/signup/", ANSWERS)
    before = is_signed_in(client)

    welcomed = client.post(asked.url, {"code": code_in_the_mail()})

    user = User.objects.get()
    assert (before, is_signed_in(client)) == (False, True)
    assert (welcomed.status_code, welcomed.url) == (302, f"/{language}/")
    assert (user.display_name, user.email, user.ui_language) == ("Мирјана Поповић", "mirjana@example.org", language)
    assert list(Consent.objects.values_list("user", "purpose")) == [(user.pk, "publication")]
    assert user.emailaddress_set.get().verified is True


def test_a_wrong_code_opens_nothing(client):
    asked = client.post("/en/account/signup/", ANSWERS)

    client.post(asked.url, {"code": "WRONG-1"})

    assert is_signed_in(client) is False


def test_whoever_never_entered_the_code_cannot_sign_in(client):
    client.post("/en/account/signup/", ANSWERS)
    client.cookies.clear()
    cache.clear()  # some minutes later: another code may be mailed

    answer = client.post("/en/account/login/", {"login": ANSWERS["email"], "password": ANSWERS["password1"]})

    assert is_signed_in(client) is False
    assert (answer.status_code, answer.url) == (302, "/en/account/confirm-email/")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"display_name": "Мирjана"}, "Please write each word of the name in one script, Cyrillic or Latin."),
        ({"terms": ""}, "This field is required."),
        ({"password1": "1234567890"}, "This password is entirely numeric."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, answer, reason):
    answers = ANSWERS | answer

    page = client.post("/en/account/signup/", answers).content.decode()

    kept = controls(page)
    assert (kept["display_name"], kept["email"]) == (answers["display_name"], answers["email"])
    assert reason in html.unescape(page)
    assert (User.objects.count(), mail.outbox) == (0, [])


def test_an_address_that_has_an_account_gets_a_mail_and_the_page_says_nothing(client):
    UserFactory(email=ANSWERS["email"])
    known = client.post("/en/account/signup/", ANSWERS)
    client.cookies.clear()

    new = client.post("/en/account/signup/", ANSWERS | {"email": "ana@example.org"})

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert [message.to for message in mail.outbox] == [["mirjana@example.org"], ["ana@example.org"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_in_takes_login_and_password_in_every_language(client, language):
    user = UserFactory()
    address = f"/{language}/account/login/"

    asked = controls(client.get(address).content.decode())
    answer = client.post(address, {"login": user.email, "password": PASSWORD})

    assert list(asked)[:2] == ["login", "password"]
    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, f"/{language}/", True)


def test_whoever_signs_out_is_back_on_the_first_page_in_their_language(client):
    client.force_login(UserFactory())

    answer = client.post("/mk/account/logout/")

    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, "/mk/", False)


def test_an_address_may_be_typed_in_capitals(client):
    UserFactory(email="mirjana@example.org")

    client.post("/en/account/login/", {"login": "Mirjana@Example.ORG", "password": PASSWORD})

    assert is_signed_in(client) is True


def test_a_suspended_person_cannot_sign_in(client):
    user = UserFactory(is_active=False)

    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert is_signed_in(client) is False


def test_a_mailed_code_signs_in_without_a_password(client):
    user = UserFactory()
    asked = client.post("/en/account/login/code/", {"email": user.email})

    client.post(asked.url, {"code": code_in_the_mail()})

    assert is_signed_in(client) is True


def test_after_signing_in_people_come_back_to_where_they_were_and_never_to_another_site(client):
    user = UserFactory()
    sign_in = {"login": user.email, "password": PASSWORD}

    back = client.post("/en/account/login/", sign_in | {"next": "/en/account/"}).url
    client.logout()
    away = client.post("/en/account/login/", sign_in | {"next": "https://elsewhere.example/"}).url

    assert (back, away) == ("/en/account/", "/en/")


def test_while_the_mail_server_is_away_the_page_says_so_and_signing_in_later_sends_the_code(client, settings):
    own, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    opened = client.post("/en/account/signup/", ANSWERS, follow=True).content.decode()
    settings.EMAIL_BACKEND = own
    client.cookies.clear()
    cache.clear()  # a few minutes later: codes are not sent more often
    client.post("/en/account/login/", {"login": ANSWERS["email"], "password": ANSWERS["password1"]})

    assert "The mail could not be sent just now. Wait a few minutes, then sign in: we send it again." in opened
    assert [message.to for message in mail.outbox] == [[ANSWERS["email"]]]
    assert code_in_the_mail()

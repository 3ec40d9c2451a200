"""Signing up and in, in the portal's own words and look."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

PAGES = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]


def labels(html: str) -> list[str]:
    main = html[html.index("<main") : html.index("</main")]
    return [re.sub(r"\s+", " ", label).strip() for label in re.findall(r"<label[^>]*>(.*?)</label>", main, re.DOTALL)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_entrance_has_one_heading_and_names_every_control(client: Client, name: str):
    html = client.get(reverse(name)).content.decode()

    named = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    controls = set(re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"', html))
    assert html.count("<h1") == 1
    assert controls - named == set()


def test_signing_in_asks_for_an_address_and_a_password(client: Client):
    html = client.get(reverse("account_login")).content.decode()

    assert labels(html) == ["E-mail address", "Password", "Keep me signed in on this device"]
    assert re.findall(r'<input[^>]* name="(login|password)"', html) == ["login", "password"]


def test_a_refused_sign_in_says_why_first(client: Client):
    html = client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"}).content.decode()

    assert html.index("data-error-summary") < html.index("<h1")


def test_the_code_of_a_new_account_comes_in_a_short_mail(client: Client):
    answers = {
        "email": "mirjana@example.org",
        "password1": "sofra-pod-lipom-7",
        "display_name": "Mirjana",
        "terms": "on",
    }

    response = client.post(reverse("account_signup"), answers)

    assert response.status_code == 302
    assert [message.subject for message in mail.outbox] == ["Your code for Sofra"]
    assert mail.outbox[0].body.startswith("Hello.\n\nThis is the code that confirms your e-mail address:\n\n")


@pytest.mark.parametrize(
    ("name", "answers", "labels"),
    [
        ("account_login", {}, ["E-mail address", "Password"]),
        ("account_signup", {"display_name": "Ana", "terms": "on"}, ["E-mail address", "Password"]),
        ("account_reset_password", {}, ["E-mail address"]),
        ("account_request_login_code", {}, ["E-mail address"]),
    ],
)
def test_what_is_wrong_is_named_as_the_field_is(client: Client, name: str, answers: dict, labels: list[str]):
    html = client.post(reverse(name), answers).content.decode()

    summary = re.search(r"data-error-summary.*?</ul>", html, re.DOTALL)[0]
    assert [line.partition(":")[0] for line in re.findall(r'<a href="#[^"]+">(.*?)</a>', summary)] == labels

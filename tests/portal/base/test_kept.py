"""Whoever wrote before signing in finds the words again on the page where they were typed."""

from urllib.parse import parse_qs, urlsplit

import pytest

from portal.base.kept import page_before
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.forums import ForumFactory, thread_in

pytestmark = pytest.mark.django_db


def test_a_visitor_signs_in_from_the_refusal_and_is_back_with_the_words(client):
    thread, person = thread_in(ForumFactory()), UserFactory()
    page = thread.get_absolute_url()

    refused = client.post(
        f"/en/t/{thread.public_id}/reply/", {"body": "I know a case."}, headers={"referer": f"http://testserver{page}"}
    )
    sign_in = refused.context["sign_in_url"]
    back = client.post(sign_in, {"login": person.email, "password": PASSWORD})
    found, again = [client.get(back.url).context for _time in range(2)]

    assert (refused.status_code, parse_qs(urlsplit(sign_in).query)["next"]) == (403, [page])
    assert back.url == page
    assert (found["form"].initial["body"], "blank" in again) == ("I know a case.", True)


def test_nobody_is_led_away_from_the_portal(rf):
    addresses = [
        "https://elsewhere.example/en/",
        "javascript:alert(1)",
        "//elsewhere.example",
        "",
        "http://testserver/en/?a=1",
    ]

    backs = [page_before(rf.post("/en/", headers={"referer": address})) for address in addresses]

    assert backs == ["/", "/", "/", "/", "/en/?a=1"]


def test_somebody_signed_in_is_not_asked_to_sign_in(client):
    client.force_login(UserFactory())

    refused = client.post("/en/p/0000000000/measure/")

    assert "sign_in_url" not in (refused.context or {})

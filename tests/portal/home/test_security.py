import datetime

import pytest
from django.utils import timezone

NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("security@sofra.example", "mailto:security@sofra.example"),
        ("https://sofra.example/security", "https://sofra.example/security"),
    ],
)
def test_who_found_a_weakness_reads_whom_to_tell_in_which_language_and_until_when(
    client, settings, monkeypatch, contact, shown
):
    settings.SECURITY_CONTACT = contact
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        f"Contact: {shown}",
        "Expires: 2026-08-28T12:00:00+00:00",
        "Preferred-Languages: en, sr, bs, mk, sq",
    ]


@pytest.mark.django_db
def test_without_an_address_there_is_no_such_file(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404

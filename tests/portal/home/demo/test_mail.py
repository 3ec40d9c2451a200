import pytest
from django.core.mail import get_connection, send_mail
from django.test import override_settings


@pytest.fixture
def folder(tmp_path):
    with override_settings(EMAIL_FILE_PATH=tmp_path):
        yield tmp_path


def store(folder, subject: str, body: str) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
    send_mail(subject, body, "sofra@demo.test", ["new@demo.test"], connection=backend)


@override_settings(DEMO=True)
def test_the_code_for_signing_up_is_shown_newest_first(client, folder, db):
    store(folder, "Прва", "Код: 111111")
    store(folder, "Друга", "Код: 222222")

    page = client.get("/demo/mail/")

    words = page.content.decode()
    assert page.status_code == 200
    assert words.index("Код: 222222") < words.index("Код: 111111")
    assert page["Cache-Control"] == "private, no-store"


@override_settings(DEMO=True)
def test_before_the_first_mail_the_page_says_so(client, folder, db):
    page = client.get("/demo/mail/")

    assert "No mail yet" in page.content.decode()


def test_stored_mail_does_not_exist_outside_the_demonstration(client, folder, db):
    store(folder, "Тајна", "Код: 333333")

    page = client.get("/demo/mail/", follow=True)

    assert page.status_code == 404
    assert "333333" not in page.content.decode()

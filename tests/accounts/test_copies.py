"""The copy of one's own data: all of one's own, nothing of others, fetched by oneself alone, gone after a week."""

import datetime
import json

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.copies import KEPT_FOR, ask_for_copy, copy_of, forget_copies, make_waiting
from accounts.models import DataCopy
from notifications.models import OutgoingMail
from tests.accounts.somebody import OWN, somebody
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/account/copy/"
SECOND = datetime.timedelta(seconds=1)


def text_of(copy: DataCopy, ending: str) -> str:
    with default_storage.open(getattr(copy, ending).name) as file:
        return file.read().decode()


def made_for(person) -> DataCopy:
    ask_for_copy(person)
    make_waiting()
    return copy_of(person)


def test_a_copy_holds_every_own_thing_and_no_word_of_others():
    forum = ForumFactory()
    person = somebody("brzopleta", forum)
    somebody("krivudava", forum)

    copy = made_for(person)

    data, page = text_of(copy, "data"), text_of(copy, "page")
    assert [word for word in OWN if f"brzopleta{word}" not in data] == []
    assert [word for word in OWN if f"brzopleta{word}" not in page] == []
    assert "krivudava" not in data + page


def test_the_file_for_programs_says_what_it_is():
    person = UserFactory(display_name="Ана Анић", email="ana@example.org")

    content = json.loads(text_of(made_for(person), "data"))

    assert (content["format"], content["person"]) == (1, person.public_id)
    assert content["profile"][0]["display_name"] == "Ана Анић"
    assert content["addresses"] == [{"email": "ana@example.org", "verified": True, "primary": True}]
    assert content["posts"] == content["ballots"] == content["notices"] == []


def test_asking_makes_nothing_within_the_request(client):
    person = UserFactory()
    client.force_login(person)

    response = client.post(PAGE, follow=True)

    assert "It is being made" in response.content.decode()
    assert copy_of(person).made_at is None


def test_asking_again_while_one_is_made_asks_for_no_second():
    person = UserFactory()

    assert ask_for_copy(person) == ask_for_copy(person)


def test_the_person_learns_by_mail_where_the_copy_is():
    person = UserFactory()

    made_for(person)

    mail = OutgoingMail.objects.get(user=person)
    assert mail.subject == "Your copy is there"
    assert PAGE in mail.body


def test_only_the_person_fetches_the_copy(client):
    person, other = UserFactory(), UserFactory(is_superuser=True)
    copy = made_for(person)
    addresses = [f"{PAGE}{copy.public_id}/{ending}/" for ending in ("data", "page", "other")]

    answers = {}
    for name, reader in (("visitor", None), ("other", other), ("person", person)):
        client.logout()
        if reader:
            client.force_login(reader)
        answers[name] = [client.get(address).status_code for address in addresses]

    assert answers == {"visitor": [302] * 3, "other": [404] * 3, "person": [200, 200, 404]}


def test_a_copy_leaves_as_a_file_that_nobody_keeps(client):
    person = UserFactory()
    copy = made_for(person)
    client.force_login(person)

    response = client.get(f"{PAGE}{copy.public_id}/data/")

    assert response["Content-Disposition"].startswith('attachment; filename="sofra-')
    assert response["Cache-Control"] == "private, no-store"


def test_after_a_week_the_copy_and_its_files_are_gone(client, django_capture_on_commit_callbacks):
    person = UserFactory()
    copy = made_for(person)
    DataCopy.objects.update(made_at=timezone.now() - KEPT_FOR - SECOND)
    client.force_login(person)

    status = client.get(f"{PAGE}{copy.public_id}/data/").status_code
    with django_capture_on_commit_callbacks(execute=True):
        gone = forget_copies(timezone.now())

    assert (status, gone, DataCopy.objects.count()) == (404, 1, 0)
    assert [default_storage.exists(file.name) for file in (copy.data, copy.page)] == [False, False]


def test_a_worker_that_died_holds_up_no_copy():
    person = UserFactory()
    ask_for_copy(person)
    DataCopy.objects.update(claimed_at=timezone.now())

    at_once = make_waiting()
    later = make_waiting(now=timezone.now() + datetime.timedelta(minutes=16))

    assert (at_once, later) == (0, 1)

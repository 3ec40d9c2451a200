"""Who sends too much is told when to try again, keeps the words, and holds up nobody else."""

import datetime
import re

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from forums.models import Post
from portal.base import limits
from portal.base.limits import Limit
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, reply_in, thread_in

pytestmark = pytest.mark.django_db

CACHE_IN_THE_DATABASE = {"default": {"BACKEND": "portal.base.shared_cache.CountingDatabaseCache", "LOCATION": "cache"}}


@pytest.fixture
def two_a_day(monkeypatch):
    """Two of each a day and person, three a day and address."""
    for name in ("write", "write_new", "flag"):
        monkeypatch.setitem(limits.PER_PERSON, name, Limit(2, 86_400))
        monkeypatch.setitem(limits.PER_ADDRESS, name, Limit(3, 86_400))


def test_a_third_reply_is_refused_in_plain_words_and_nothing_is_lost(client, two_a_day):
    person, thread = UserFactory(), thread_in(ForumFactory())
    client.force_login(person)
    address = f"/en/t/{thread.public_id}/reply/"

    answers = [client.post(address, {"body": f"Opinion {number}.", "language": "en"}) for number in range(3)]

    refused = answers[2].content.decode()
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 86_400
    assert re.search(r"This was a lot in a short time. Please send it again after .+; what you wrote is kept.", refused)
    assert "Opinion 2." in refused
    assert person.drafts.get().body == "Opinion 2."


def test_a_form_sent_again_after_a_lost_answer_is_not_counted_twice(client, two_a_day):
    thread = thread_in(ForumFactory())
    client.force_login(UserFactory())
    form = {"body": "Once.", "language": "en", "form_key": "the-same"}

    answers = {client.post(f"/en/t/{thread.public_id}/reply/", form).status_code for _number in range(5)}

    assert answers == {302}
    assert Post.objects.filter(body="Once.").count() == 1


def test_people_of_one_address_count_together_more_generously_and_others_not_at_all(client, two_a_day):
    forum = ForumFactory()
    posts = [reply_in(thread_in(forum)) for _number in range(4)]

    answers = []
    for number, post in enumerate(posts):
        client.force_login(UserFactory())
        here = "10.0.0.9" if number < 4 else "10.0.0.10"
        answers.append(client.post(f"/en/p/{post.public_id}/report/", {"reason": "insult"}, REMOTE_ADDR=here))
    elsewhere = client.post(f"/en/p/{posts[0].public_id}/report/", {"reason": "insult"}, REMOTE_ADDR="10.0.0.10")

    assert [answer.status_code for answer in [*answers, elsewhere]] == [302, 302, 302, 429, 302]


def test_what_is_counted_names_nobody(client, two_a_day):
    person, post = UserFactory(), reply_in(thread_in(ForumFactory()))
    client.force_login(person)

    client.post(f"/en/p/{post.public_id}/report/", {"reason": "insult"}, REMOTE_ADDR="10.0.0.9")

    keys = [key.rpartition(":")[2] for key in caches["default"]._cache]
    assert len([key for key in keys if re.fullmatch(r"[0-9a-f]{64}", key)]) == 2
    assert not any("10.0.0.9" in key for key in keys)


def test_what_is_counted_in_the_database_is_kept_for_the_whole_stretch(db, settings):
    settings.CACHES = CACHE_IN_THE_DATABASE
    call_command("createcachetable", "cache")
    long = Limit(2, 86_400)

    waits = [limits.seconds_to_wait("write", {"person 1": long}) for _number in range(3)]

    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(expires) FROM cache")
        expires = str(cursor.fetchone()[0])[:19]
    assert [wait > 0 for wait in waits] == [False, False, True]
    assert datetime.datetime.fromisoformat(expires) > datetime.datetime.now() + datetime.timedelta(hours=12)  # noqa: DTZ005


def test_too_many_accounts_from_one_address_are_told_the_same(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/h/ip"}

    answers = [client.post("/en/account/signup/", {"email": f"p{number}@example.org"}) for number in range(2)]

    assert answers[1].status_code == 429
    assert answers[1]["Retry-After"] == "600"

"""One's own words with what became of them: found, answered, counted, and only as far as one may still read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forums.models import Forum, Position, Thread
from recommendations.models import Amendment, Recommendation
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26


@pytest.fixture
def place():
    return made.forum_with_group()


def said_by(user, place, recommendation, numbers):
    """Posts and positions by the person, each written into a point; and a change they proposed to it."""
    entries = []
    for number in numbers:
        entry = made.point_from(place, recommendation, number=number)
        post = entry.clause.sources.get().position.sources.get().post
        type(post).objects.filter(pk=post.pk).update(author=user)
        Position.objects.filter(cited_in__clause=entry.clause).update(proposed_by=user)
        entries.append(entry)
    return entries


def change_to(entry, user):
    return Amendment.objects.create(
        clause=entry.clause,
        base_version=entry.version,
        base_text="Old",
        language="en",
        text="Twice a week.",
        justification="It is far.",
        proposed_by=user,
        state="rejected",
        resolution="There is no money for it.",
    )


def page_of(client, kind: str) -> str:
    return client.get(f"/en/my-words/?kind={kind}").content.decode()


@pytest.mark.parametrize("kind", ["posts", "positions", "changes"])
def test_a_person_reads_what_was_answered_to_their_words(place, client, kind):
    person, recommendation = UserFactory(), made.draft_of(place)
    (entry,) = said_by(person, place, recommendation, [1])
    change_to(entry, person)
    made.answered(place, made.delivered(place, recommendation), entry.clause)
    client.force_login(person)

    page = page_of(client, kind)

    told = {
        "posts": "The road is long.",
        "positions": "used in a point",
        "changes": "There is no money for it.",
    }
    wanted = [told[kind], "It will be in the next budget.", "Point 1 of REC"]
    assert [words for words in wanted if words not in page] == []


@pytest.mark.once  # it counts queries
@pytest.mark.parametrize("kind", ["posts", "positions", "changes"])
def test_a_page_of_words_costs_the_same_with_one_and_with_forty(place, client, kind):
    person, recommendation = UserFactory(), made.draft_of(place)
    entries = said_by(person, place, recommendation, [1])
    change_to(entries[0], person)
    client.force_login(person)
    Recommendation.objects.update(state="consultation")
    client.get("/en/my-words/")
    one = queries_of(client, kind)
    Recommendation.objects.update(state="draft")
    for entry in said_by(person, place, recommendation, range(2, 41)):
        change_to(entry, person)
    Recommendation.objects.update(state="consultation")

    assert (queries_of(client, kind), one <= MOST_QUERIES) == (one, True)


def queries_of(client, kind: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/en/my-words/?kind={kind}").status_code == 200
    return sum("taxonomies_vocabularyversion" not in one["sql"] for one in asked)


def test_words_in_a_forum_one_may_no_longer_read_are_not_told(place, client):
    person, recommendation = UserFactory(), made.draft_of(place)
    (entry,) = said_by(person, place, recommendation, [1])
    change_to(entry, person)
    Forum.objects.update(visibility="closed")
    Thread.objects.update(is_public=False)
    client.force_login(person)

    shown = {words: words in page_of(client, kind) for kind, words in SECRETS.items()}

    assert shown == dict.fromkeys(SECRETS.values(), False)


SECRETS = {"posts": "The road is long.", "positions": "Pay the travel", "changes": "Twice a week."}


def test_a_draft_that_one_may_not_read_says_nothing_about_ones_words(place, client):
    person, recommendation = UserFactory(), made.draft_of(place)
    said_by(person, place, recommendation, [1])
    client.force_login(person)

    page = page_of(client, "posts")

    assert ("The road is long." in page, recommendation.reference in page) == (True, False)


def test_nobody_reads_the_words_of_others_here(place, client):
    said_by(UserFactory(), place, made.draft_of(place), [1])
    client.force_login(UserFactory())

    assert ("The road is long." in page_of(client, "posts"), client.get("/en/my-words/?kind=x").status_code) == (
        False,
        400,
    )


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/en/my-words/").status_code == 302

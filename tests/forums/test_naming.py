"""Who is offered behind an @: those whose names one sees there anyway, and the tables."""

import pytest

from forums.actions.mentions import people_named
from forums.models import Forum, TableText
from forums.naming import can_be_called
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A forum with a facilitator, two tables with a person each, and a conversation in which somebody spoke."""
    forum = ForumFactory()
    tables = [TableFactory(forum=forum, number=number) for number in (1, 2)]
    facilitator(forum, display_name="Fatos Leka")
    seated(forum, table=tables[0], display_name="Ана Анић")
    seated(forum, table=tables[1], display_name="Branka Ilić")
    thread = thread_in(forum, by=UserFactory(display_name="Vesna Kos"))
    UserFactory(display_name="Zoran Elsewhere")
    return thread


def offered(user, thread, begun: str = "") -> list[str]:
    return [one.text for one in can_be_called(user, thread.forum, begun, thread=thread)]


def test_who_sits_at_a_table_is_offered_everybody_of_the_forum(place):
    reader = seated(place.forum, table=place.forum.tables.first(), display_name="Reader")

    assert offered(reader, place) == ["Ана Анић", "Branka Ilić", "Fatos Leka", "Vesna Kos", "table 1", "table 2"]


def test_others_are_offered_only_who_is_named_on_the_page(place):
    assert offered(UserFactory(), place) == ["Fatos Leka", "Vesna Kos", "table 1", "table 2"]


@pytest.mark.parametrize("begun", ["an", "Ani", "ана а", "ana an"])
def test_any_word_of_the_name_begins_it_in_either_script(place, begun):
    reader = seated(place.forum, table=place.forum.tables.first())

    assert offered(reader, place, begun) == ["Ана Анић"]


def test_in_a_tables_own_conversation_only_its_people_and_its_table_are_offered(place):
    table = place.forum.tables.first()
    reader = seated(place.forum, table=table, display_name="Reader")
    own = thread_in(place.forum, by=reader, table=table, audience="table")

    assert offered(reader, own) == ["Ана Анић", "Fatos Leka", "table 1"]


def test_a_table_is_offered_with_the_interest_it_stands_for(place):
    TableText.objects.filter(table=place.forum.tables.first()).update(language="en", interest="Families")

    words = {one.text: (str(one.words), one.lang) for one in can_be_called(UserFactory(), place.forum, "table 1")}

    assert words == {"table 1": ("Families", "en")}


def test_whatever_is_offered_is_understood_when_it_is_written(place):
    reader = seated(place.forum, table=place.forum.tables.first(), display_name="Reader")

    named = [len(people_named(f"Hello @{text}, come.", place)) for text in offered(reader, place)]

    assert named == [1, 1, 1, 1, 2, 1]


def test_the_list_is_for_those_who_may_write_there(client, place):
    address = f"/en/t/{place.public_id}/people/"
    closed = thread_in(ForumFactory(visibility=Forum.Visibility.CLOSED))
    stranger = UserFactory()

    visitor = client.get(address).status_code
    client.force_login(stranger)
    answer = client.get(address, {"q": "fat"})
    hidden = client.get(f"/en/t/{closed.public_id}/people/").status_code

    assert (visitor, hidden) == (302, 404)
    assert answer.json() == {
        "suggestions": [{"text": "Fatos Leka", "label": "facilitator", "label_lang": ""}],
        "message": "1 suggestion",
    }
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_costs_the_same_for_many(client, django_assert_max_num_queries, place, rows):
    for number in range(rows):
        seated(place.forum, table=TableFactory(forum=place.forum, number=number + 10))
        reply_in(place)
    client.force_login(UserFactory())
    address = f"/en/t/{place.public_id}/people/"
    client.get(address)

    with django_assert_max_num_queries(16):
        client.get(address)


def test_before_a_conversation_is_begun_the_forum_is_asked(client, place):
    client.force_login(UserFactory())

    found = client.get(f"/en/forums/{place.forum.slug}/call/").json()["suggestions"]

    assert [one["text"] for one in found] == ["Fatos Leka", "table 1", "table 2"]

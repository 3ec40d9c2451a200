import csv
import io

import pytest
from django.utils import timezone

from forums.actions.positions import record_table_voice
from forums.actions.sessions import call_session
from forums.models import TableVoice
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    coordinator,
    cycle_of,
    facilitator,
    position_in,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db


def grid(forum) -> str:
    return f"/en/forums/{forum.slug}/grid/"


def test_one_person_fills_the_grid_for_the_room(client):
    forum = ForumFactory()
    tables = [TableFactory(forum=forum, number=number) for number in (1, 2)]
    positions = [position_in(forum, by=facilitator(forum)) for _number in range(2)]
    client.force_login(coordinator(forum))
    first, second = positions

    client.post(
        grid(forum),
        {
            f"a-{first.pk}-{tables[0].pk}": "agree",
            f"h-{first.pk}-{tables[0].pk}": "6",
            f"a-{first.pk}-{tables[1].pk}": "disagree",
            f"a-{second.pk}-{tables[0].pk}": "not_discussed",
        },
    )

    said = TableVoice.objects.order_by("table__number").values_list("position", "table", "answer", "head_count")
    assert list(said) == [(first.pk, tables[0].pk, "agree", 6), (first.pk, tables[1].pk, "disagree", None)]


def test_a_cell_that_nobody_touched_keeps_its_word_and_its_time(client):
    forum = ForumFactory()
    table, leader = TableFactory(forum=forum), facilitator(forum)
    position = position_in(forum, by=leader)
    voice = record_table_voice(position, by=leader, table=table, answer="agree", head_count=4)
    client.force_login(coordinator(forum))

    client.post(grid(forum), {f"a-{position.pk}-{table.pk}": "agree", f"h-{position.pk}-{table.pk}": "4"})

    assert TableVoice.objects.get().recorded_at == voice.recorded_at


def test_a_rapporteur_fills_the_column_of_their_own_table_alone(client):
    forum = ForumFactory()
    own, other = (TableFactory(forum=forum, number=number) for number in (1, 2))
    position = position_in(forum, by=facilitator(forum))
    client.force_login(seated(forum, table=own, role="rapporteur"))

    client.post(grid(forum), {f"a-{position.pk}-{table.pk}": "agree" for table in (own, other)})

    assert TableVoice.objects.get().table == own


def test_the_grid_is_not_for_everybody_and_a_page_that_is_none_is_not_found(client):
    forum = ForumFactory()
    statuses = []
    for person in (seated(forum), coordinator(forum)):
        client.force_login(person)
        statuses.append(client.get(grid(forum)).status_code)

    assert [*statuses, client.get(f"{grid(forum)}?page=2").status_code] == [403, 200, 404]


def test_common_ground_is_a_page_and_the_same_figures_are_a_file(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    tables = [TableFactory(forum=forum, number=number, interest=f"Interest {number}") for number in (1, 2)]
    shared = position_in(forum, by=leader, text="A telephone.")
    position_in(forum, by=leader, text="=A bus.")
    for table in tables:
        record_table_voice(shared, by=leader, table=table, answer="agree")

    page = client.get(f"/en/forums/{forum.slug}/common-ground/").content.decode()
    file = client.get(f"/en/forums/{forum.slug}/common-ground.csv").content.decode("utf-8-sig")

    assert "Tables that agree: 2. Tables that do not: 0. Not discussed: 0." in page
    assert list(csv.reader(io.StringIO(file))) == [
        [
            *("No.", "Position", "Language", "Tables that agree", "Tables that do not", "Not discussed"),
            *("People who support it here", "Table 1", "Table 2"),
        ],
        ["1", "A telephone.", "en", "2", "0", "0", "0", "agrees", "agrees"],
        ["2", "'=A bus.", "en", "0", "0", "2", "0", "not discussed", "not discussed"],
    ]


def test_common_ground_of_a_closed_forum_is_not_found_by_others(client):
    forum = ForumFactory(visibility="closed")
    client.force_login(UserFactory())

    addresses = (f"/en/forums/{forum.slug}/common-ground/", f"/en/forums/{forum.slug}/common-ground.csv")

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_common_ground_costs_the_same_with_one_position_and_with_forty(client, query_count):
    forum = ForumFactory()
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    table, address = TableFactory(forum=forum), f"/en/forums/{forum.slug}/common-ground/"
    position_in(forum, by=leader, posts=[thread.posts.get()])
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(39):
        position = position_in(forum, by=leader, posts=[reply_in(thread, by=leader)])
        position.voices.create(table=table, answer="agree")

    assert query_count(lambda: client.get(address)) == with_one


def test_a_visitor_who_is_refused_the_grid_is_led_to_sign_in_and_back(client):
    forum = ForumFactory()

    refused = client.get(grid(forum))

    assert refused.status_code == 403
    assert f'href="/en/account/login/?next=%2Fen%2Fforums%2F{forum.slug}%2Fgrid%2F"' in refused.content.decode()


def test_every_table_has_its_sheet_with_the_positions_of_the_round(client):
    forum = ForumFactory()
    for number in (1, 2):
        TableFactory(forum=forum, number=number)
    position_in(forum, by=facilitator(forum), text="A telephone that answers at night.")
    session = call_session(cycle_of(forum), by=None, kind="decision", starts_at=timezone.now())
    client.force_login(coordinator(forum))

    page = client.get(f"{session.get_absolute_url()}sheets/").content.decode()

    assert page.count('<article class="sheet">') == 2
    assert page.count("A telephone that answers at night.") == 2

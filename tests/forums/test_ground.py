import pytest

from forums.actions.positions import accept_position, record_table_voice, support_position
from forums.ground import common_ground
from forums.models import Position, Seat
from tests.factories.forums import ForumFactory, TableFactory, facilitator, position_in, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """Three tables and three positions: two tables share the first, one the second, nobody the third."""
    forum = ForumFactory()
    leader = facilitator(forum)
    tables = [TableFactory(forum=forum, number=number) for number in (1, 2, 3)]
    shared, one, none = (position_in(forum, by=leader, text=text) for text in ("Shared", "One", "None"))
    for table in tables[:2]:
        record_table_voice(shared, by=leader, table=table, answer="agree", head_count=5)
    record_table_voice(shared, by=leader, table=tables[2], answer="disagree")
    record_table_voice(one, by=leader, table=tables[0], answer="agree", head_count=99)
    accept_position(none, by=leader)
    return forum


def test_what_most_tables_share_stands_first_however_many_heads_were_counted(forum):
    _tables, shared = common_ground(forum)

    assert [(one.position.text, one.agree, one.disagree, one.silent, one.heads) for one in shared] == [
        ("Shared", 2, 1, 0, 10),
        ("One", 1, 0, 2, 99),
        ("None", 0, 0, 3, 0),
    ]


def test_support_of_places_is_told_by_table_and_breaks_a_tie(forum):
    position_in(forum, by=facilitator(forum), text="Later")
    later = Position.objects.get(text="Later")
    person = seated(forum, table=forum.tables.get(number=3))
    support_position(later, by=person, seat=Seat.objects.get(user=person))

    shared = common_ground(forum)[1]

    assert [one.position.text for one in shared] == ["Shared", "One", "Later", "None"]
    assert [cell.supporters for cell in shared[2].cells] == [0, 0, 1]


def test_hidden_waiting_and_joined_positions_are_no_common_ground(forum):
    Position.objects.filter(text="Shared").update(state="hidden")
    Position.objects.filter(text="One").update(state="pending")

    assert [one.position.text for one in common_ground(forum)[1]] == ["None"]


def test_the_picture_has_one_mark_for_each_table(forum):
    shared = common_ground(forum)[1][0]

    assert [mark.answer for mark in shared.marks] == ["agree", "agree", "disagree"]
    assert shared.width == 60

import pytest
from django.utils import timezone

from forums.actions.minutes import approve_minutes
from forums.actions.sessions import call_session
from forums.models import MinuteItem, Minutes, Position, Session, TableVoice
from portal.base import limits
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator, cycle_of, facilitator, position_in, seated

pytestmark = pytest.mark.django_db

AS_DATA = {"HTTP_ACCEPT": "application/json"}
WORDS = {"agenda_number": "2", "text": "Nobody comes at night.", "form_key": "k1"}


@pytest.fixture
def session() -> Session:
    """A session called for now, with an agenda of two items, in a forum with one table."""
    forum = ForumFactory()
    TableFactory(forum=forum, number=3)
    return call_session(
        cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), agenda="Welcome\nNight", language="en"
    )


def desk(session: Session) -> str:
    return f"/en/forums/{session.cycle.forum.slug}/sessions/{session.public_id}/desk/"


def test_without_scripts_what_is_said_is_noted_and_item_and_table_stay_chosen(client, session):
    table = session.cycle.forum.tables.get()
    client.force_login(coordinator(session.cycle.forum))

    response = client.post(f"{desk(session)}said/", WORDS | {"table": table.pk}, follow=True)

    item = MinuteItem.objects.get()
    assert (item.text, item.agenda_number, item.table) == (WORDS["text"], 2, table)
    form = response.context["statement"]
    assert (form["agenda_number"].value(), form["table"].value()) == ("2", str(table.pk))
    assert WORDS["text"] in response.content.decode()


def test_what_is_sent_again_after_a_lost_connection_counts_once(client, session):
    client.force_login(coordinator(session.cycle.forum))
    words = WORDS | {"position": "A telephone that answers at night."}

    answers = [client.post(f"{desk(session)}said/", words, **AS_DATA) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert (MinuteItem.objects.count(), Position.objects.count()) == (1, 1)


def test_a_statement_becomes_a_position_the_table_can_speak_about(client, session):
    forum = session.cycle.forum
    client.force_login(facilitator(forum))
    client.post(f"{desk(session)}said/", WORDS | {"position": "A telephone that answers at night."}, **AS_DATA)
    position = Position.objects.get()

    answer = client.post(
        f"{desk(session)}voice/",
        {"position": position.pk, "table": forum.tables.get().pk, "answer": "agree", "head_count": "7"},
        **AS_DATA,
    )

    voice = TableVoice.objects.get()
    assert answer.status_code == 201
    assert (voice.position, voice.answer, voice.head_count, voice.session) == (position, "agree", 7, session)
    assert position.sources.get().minute_item == MinuteItem.objects.get()


def test_a_refusal_is_told_as_data_with_its_reason(client, session):
    minutes = Minutes.objects.create(session=session, language="en")
    minutes.items.create(number=1, text="Nobody.")
    approve_minutes(minutes, by=None)
    client.force_login(coordinator(session.cycle.forum))

    answer = client.post(f"{desk(session)}said/", WORDS, **AS_DATA)

    assert answer.status_code == 403
    assert answer.json() == {
        "reason": "These minutes are approved. The facilitator can open them for changes again.",
        "opens_at": None,
        "text": WORDS["text"],
    }


def test_outside_its_stage_a_rapporteur_is_told_when_proposing_opens_and_the_words_stay(client):
    forum = ForumFactory(stage="decide")
    session = call_session(cycle_of(forum), by=None, kind="working", starts_at=timezone.now(), agenda="a\nb")
    client.force_login(seated(forum, role="rapporteur"))
    words = WORDS | {"position": "A telephone that answers at night."}

    as_data = client.post(f"{desk(session)}said/", words, **AS_DATA)
    as_page = client.post(f"{desk(session)}said/", words)

    assert (as_data.status_code, as_page.status_code) == (403, 403)
    assert as_data.json()["reason"].startswith("The present stage of the forum does not allow this")
    assert WORDS["text"] in as_page.content.decode()
    assert not MinuteItem.objects.exists()


def test_a_form_with_gaps_is_told_as_data_and_as_page(client, session):
    client.force_login(coordinator(session.cycle.forum))

    as_data = client.post(f"{desk(session)}said/", WORDS | {"text": ""}, **AS_DATA)
    as_page = client.post(f"{desk(session)}said/", WORDS | {"text": ""})

    assert (as_data.status_code, as_page.status_code) == (422, 422)
    assert as_data.json() == {"reason": "This field is required."}


def test_a_rapporteur_records_what_their_own_table_says_and_no_other(client, session):
    forum = session.cycle.forum
    own, other = forum.tables.get(), TableFactory(forum=forum)
    position = position_in(forum, by=facilitator(forum))
    client.force_login(seated(forum, table=own, role="rapporteur"))
    said = {"position": position.pk, "answer": "agree"}

    statuses = [
        client.post(f"{desk(session)}voice/", said | {"table": table.pk}, **AS_DATA).status_code
        for table in (own, other)
    ]

    assert statuses == [201, 422]
    assert TableVoice.objects.get().table == own


def test_the_desk_is_for_those_who_write_the_minutes(client, session):
    statuses = []
    for person in (UserFactory(), seated(session.cycle.forum)):
        client.force_login(person)
        statuses += [client.get(desk(session)).status_code, client.post(f"{desk(session)}said/", WORDS).status_code]

    assert statuses == [403] * 4
    assert not Minutes.objects.exists()


def test_the_desk_of_a_closed_forum_is_not_found_by_others(client, session):
    forum = session.cycle.forum
    forum.visibility = "closed"
    forum.save()
    client.force_login(UserFactory())

    assert client.get(desk(session)).status_code == 404


def test_who_types_too_fast_is_asked_to_send_again_later_and_loses_nothing(client, session, monkeypatch):
    monkeypatch.setitem(limits.PER_PERSON, "record", limits.Limit(1, 600))
    client.force_login(facilitator(session.cycle.forum))

    answers = [
        client.post(f"{desk(session)}said/", WORDS | {"form_key": key}, headers={"accept": "application/json"})
        for key in ("k1", "k2")
    ]

    assert [answer.status_code for answer in answers] == [201, 429]
    assert (answers[1].json()["text"], int(answers[1]["Retry-After"]) > 0) == (WORDS["text"], True)

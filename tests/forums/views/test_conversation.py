"""Reading a conversation: what happened in it, branches, the first unread, changed words; and arranging it."""

import datetime

import pytest
from django.utils import timezone

from forums.actions.discussion import conclude_thread, edit_post, record_for_participant
from forums.actions.moderation import hide_post, lock_thread
from forums.actions.rearranging import merge_threads
from forums.models import ReadingHabit, ReadMarker, Rearrangement, Stage, Thread
from forums.views.branches import ANSWERS_SHOWN, BRANCHES_A_PAGE
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    StageFactory,
    TableFactory,
    coordinator,
    cycle_of,
    facilitator,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def signed_in(client, user=None):
    user = user or UserFactory()
    client.force_login(user)
    return user


# What happened ----------------------------------------------------------------------------------------------------


def test_what_happened_stands_between_the_posts_where_it_happened(client):
    forum = ForumFactory(stage=Stage.Kind.EXPLORE)
    now = timezone.now()
    thread = thread_in(forum, at=now - 9 * DAY)
    Stage.objects.update(closes_at=now - 5 * DAY)
    StageFactory(cycle=cycle_of(forum), kind=Stage.Kind.PROPOSE, opens_at=now - 5 * DAY, closes_at=now + DAY)
    reply_in(thread, at=now - 4 * DAY)
    leader = facilitator(forum)
    lock_thread(thread, by=leader, reason="other", statement="Until the session.")
    conclude_thread(thread, by=leader, kind="answered", reason="A telephone.", language="en")

    rows = client.get(thread.get_absolute_url()).context["rows"]

    told = [getattr(row, "number", None) or str(row.stage or row.words) for row in rows]
    assert told == [
        1,
        str(Stage.Kind.PROPOSE.label),
        2,
        "The facilitator closed the conversation for replies.",
        "The conversation was concluded. How it ended stands at its top.",
    ]


def test_a_joined_conversation_leads_on_and_its_posts_say_where_they_come_from(client):
    forum = ForumFactory()
    thread, into = thread_in(forum), thread_in(forum, title="Nights")
    post = reply_in(thread)
    merge_threads(thread, into=into, by=facilitator(forum), reason="Both ask who comes.")

    old_address = client.get(thread.get_absolute_url())
    old_post = client.get(post.get_absolute_url())
    page = client.get(into.get_absolute_url()).content.decode()

    assert (old_address.status_code, old_address["Location"]) == (302, into.get_absolute_url())
    assert old_post["Location"] == f"{into.get_absolute_url()}#post-{post.public_id}"
    assert f'id="post-{post.public_id}"' in page
    assert "formerly no. 2" in page
    assert "Both ask who comes." in page


# Branches ---------------------------------------------------------------------------------------------------------


def test_answers_stand_below_what_they_answer_and_the_reader_is_remembered(client):
    thread = thread_in(ForumFactory())
    first = reply_in(thread, body="first")
    reply_in(thread, body="second")
    answer = reply_in(thread, body="answer", reply_to=first)
    reply_in(thread, body="answer to the answer", reply_to=answer)
    reader = signed_in(client)

    client.get(f"{thread.get_absolute_url()}?view=threaded")
    found = client.get(thread.get_absolute_url()).context["branches"].branches

    assert [(branch.post.number, [post.number for post in branch.answers]) for branch in found] == [
        (1, []),
        (2, [4, 5]),
        (3, []),
    ]
    assert ReadingHabit.objects.get(user=reader).thread_view == "threaded"


def test_a_long_branch_is_cut_and_goes_on_on_its_own_page(client):
    thread = thread_in(ForumFactory())
    root = thread.posts.get()
    for _number in range(ANSWERS_SHOWN + 2):
        reply_in(thread, reply_to=root)

    branch = client.get(f"{thread.get_absolute_url()}?view=threaded").context["branches"].branches[0]
    rest = client.get(f"/en/t/{thread.public_id}/below/{root.public_id}/?after={branch.more_after}").context["branch"]

    assert (len(branch.answers), len(rest.answers), rest.more_after) == (ANSWERS_SHOWN, 2, 0)


def test_branches_go_on_behind_the_last_one_shown(client):
    thread = thread_in(ForumFactory())
    for _number in range(BRANCHES_A_PAGE):
        reply_in(thread)
    address = f"{thread.get_absolute_url()}?view=threaded"

    first = client.get(address).context["branches"]
    second = client.get(f"{address}&after={first.next_after}").context["branches"]

    numbers = [branch.post.number for page in (first, second) for branch in page.branches]
    assert numbers == list(range(1, BRANCHES_A_PAGE + 2))
    assert second.next_after == 0


@pytest.mark.parametrize(("is_signed_in", "ceiling"), [(False, 5), (True, 8)])
@pytest.mark.parametrize("view", ["flat", "threaded"])
def test_a_conversation_asks_the_same_with_one_post_and_with_forty(client, is_signed_in, ceiling, view, query_count):
    forum = ForumFactory()
    thread, leader = thread_in(forum), facilitator(forum)
    if is_signed_in:
        signed_in(client, seated(forum))
    address = f"{thread.get_absolute_url()}?view={view}"
    client.get(address)
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(39):
        reply_in(thread, reply_to=thread.posts.first())
        lock_thread(thread, by=leader, reason="other", statement="Wait.")
        Thread.objects.update(is_locked=False, lock_reason="")
    client.get(address)

    with_forty = query_count(lambda: client.get(address))

    assert with_forty == with_one
    assert with_one <= ceiling


# Where one was ----------------------------------------------------------------------------------------------------


def test_the_first_unread_is_found_on_its_page(client):
    thread = thread_in(ForumFactory())
    for _number in range(30):
        reply_in(thread)
    reader = signed_in(client)
    address = f"/en/t/{thread.public_id}/unread/"

    never = client.get(address)["Location"]
    ReadMarker.objects.create(user=reader, thread=thread, position=24)
    further = client.get(address)["Location"]
    ReadMarker.objects.update(position=31)
    all_read = client.get(address)["Location"]

    assert [where.removeprefix(thread.get_absolute_url()) for where in (never, further, all_read)] == [
        "#post-1",
        "?page=2#post-25",
        "?page=2#post-31",
    ]


@pytest.mark.parametrize(("is_signed_in", "ceiling"), [(False, 5), (True, 8)])
def test_the_first_unread_costs_the_same_with_one_post_and_with_forty(client, is_signed_in, ceiling, query_count):
    thread = thread_in(ForumFactory())
    reader = signed_in(client) if is_signed_in else None
    address = f"/en/t/{thread.public_id}/unread/"
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(39):
        reply_in(thread)
    if reader:
        ReadMarker.objects.update_or_create(user=reader, thread=thread, defaults={"position": 24})

    with_forty = query_count(lambda: client.get(address))

    assert with_forty == with_one
    assert with_one <= ceiling


def test_reading_what_was_read_writes_nothing(client, query_count):
    thread = thread_in(ForumFactory())
    signed_in(client)
    client.get(thread.get_absolute_url())
    ReadMarker.objects.all().delete()

    first = query_count(lambda: client.get(thread.get_absolute_url()))
    again = query_count(lambda: client.get(thread.get_absolute_url()))

    assert first > again


# Changed words ----------------------------------------------------------------------------------------------------


def test_changed_words_are_shown_as_they_were_and_are(client):
    author = UserFactory()
    post = reply_in(thread_in(ForumFactory()), by=author, body="Nobody comes at night.")
    edit_post(post, by=author, body="Somebody comes at night.")

    page = " ".join(client.get(f"/en/p/{post.public_id}/history/").content.decode().split())

    assert '<del><span class="visually-hidden" lang="en">deleted:</span> Nobody </del>' in page
    assert '<ins><span class="visually-hidden" lang="en">inserted:</span> Somebody </ins>' in page


def test_the_earlier_words_of_what_was_hidden_are_hidden_too(client):
    forum, author = ForumFactory(), UserFactory()
    post = reply_in(thread_in(forum), by=author, body="Mrs Ljubica is alone.")
    edit_post(post, by=author, body="She is alone.")
    hide_post(post, by=facilitator(forum), reason="names", statement="It named a client.")

    statuses = []
    for person in (UserFactory(), author):
        client.force_login(person)
        statuses.append(client.get(f"/en/p/{post.public_id}/history/").status_code)

    assert statuses == [404, 404]


# Arranging --------------------------------------------------------------------------------------------------------


def test_the_facilitator_joins_and_takes_it_back(client):
    forum = ForumFactory()
    thread, into = thread_in(forum), thread_in(forum, title="Nights")
    signed_in(client, facilitator(forum))

    joined = client.post(f"/en/t/{thread.public_id}/merge/", {"into": into.public_id, "reason": "Alike."})
    offered = client.get(f"/en/t/{into.public_id}/arrange/").content.decode()
    undo = f"/en/arranged/{Rearrangement.objects.get().public_id}/undo/"
    taken_back = client.post(undo)

    assert joined["Location"] == into.get_absolute_url()
    assert undo in offered
    assert taken_back["Location"] == thread.get_absolute_url()
    assert Thread.objects.get(pk=thread.pk).state == Thread.State.OPEN


def test_some_contributions_are_split_off(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    post = reply_in(thread)
    signed_in(client, facilitator(forum))

    words = {"posts": [post.public_id], "title": "Nights", "reason": "Another thing."}
    response = client.post(f"/en/t/{thread.public_id}/split/", words)

    new = Thread.objects.get(title="Nights")
    assert (response["Location"], list(new.posts.all())) == (new.get_absolute_url(), [post])


def test_a_conversation_is_moved_to_a_table_of_the_forum(client):
    forum = ForumFactory()
    table, thread = TableFactory(forum=forum), thread_in(forum)
    signed_in(client, facilitator(forum))

    client.post(f"/en/t/{thread.public_id}/move/", {"place": f"table:{table.pk}", "reason": "Theirs."})

    thread.refresh_from_db()
    assert (thread.table, thread.audience) == (table, Thread.Audience.FORUM)


def test_a_concluded_conversation_leaves_the_list_and_stands_in_the_archive(client):
    forum = ForumFactory()
    thread = thread_in(forum, title="Night help")
    leader = signed_in(client, facilitator(forum))
    conclude_thread(thread, by=leader, kind="answered", reason="A telephone.", language="en")

    client.post(f"/en/t/{thread.public_id}/archive/", {"reason": "Answered long ago."})

    address = f"/en/forums/{forum.slug}/conversations/"
    present, archive = client.get(address).context["threads"], client.get(f"{address}?archive=1").context["threads"]
    assert (present.rows, [row.public_id for row in archive.rows]) == ([], [thread.public_id])


def test_only_those_who_care_for_the_discussion_arrange_it(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    addresses = [f"/en/t/{thread.public_id}/{act}/" for act in ("move", "split", "merge", "archive", "arrange")]

    answers = {}
    for role, person in {"seat": seated(forum), "coordinator": coordinator(forum)}.items():
        client.force_login(person)
        answers[role] = [client.get(address).status_code for address in addresses]

    assert answers == {"seat": [403] * 5, "coordinator": [403, 403, 403, 200, 200]}


def test_what_was_said_in_the_room_is_said_so_once(client):
    forum = ForumFactory()
    leader, thread = facilitator(forum), thread_in(forum, body="Who comes?")
    words = {"body": "Nobody.", "language": "en", "has_consent": True, "kind": "room_record", "channel": "room"}
    record_for_participant(thread, by=leader, participant=None, **words)

    page = client.get(thread.get_absolute_url()).content.decode()

    assert page.lower().count("in the room") == 1

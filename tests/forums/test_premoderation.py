"""What waits before it appears: the rule of the forum, and the caution towards new accounts."""

import datetime

import pytest
from django.utils import timezone

from forums.actions.discussion import edit_post, record_for_participant
from forums.actions.moderation import approve_post
from forums.errors import ForumError
from forums.models import Post
from forums.premoderation import why_wait
from tests.factories.accounts import MandateFactory, UserFactory, ngo_worker
from tests.factories.forums import ForumFactory, coordinator, facilitator, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db


def newcomer(**fields):
    """A person who signed up an hour ago."""
    return UserFactory(joined_at=timezone.now() - datetime.timedelta(hours=1), **fields)


def test_the_first_contribution_of_a_new_account_waits_and_after_it_every_link():
    forum, person = ForumFactory(), newcomer()
    thread = thread_in(forum)

    first = reply_in(thread, by=person)
    approve_post(first, by=facilitator(forum))
    second = reply_in(thread, by=person, body="As I said.")
    third = reply_in(thread, by=person, body="See www.example.org for more.")

    states = [(post.state, post.waits_because) for post in (first, second, third)]
    assert states == [("published", "new"), ("published", ""), ("pending", "link")]


def test_nobody_waits_for_whom_somebody_vouches_or_whose_account_is_old():
    forum = ForumFactory()
    spokesman, sitting = newcomer(), seated(forum, joined_at=timezone.now())
    MandateFactory(user=spokesman)
    people = [spokesman, sitting, coordinator(forum, joined_at=timezone.now()), UserFactory()]

    assert [why_wait(forum, person, "https://example.org") for person in people] == ["", "", "", ""]


def test_a_new_account_does_not_bring_a_link_in_by_a_later_change():
    forum, person = ForumFactory(), newcomer()
    post = reply_in(thread_in(forum), by=person)
    approve_post(post, by=facilitator(forum))

    with pytest.raises(ForumError):
        edit_post(post, by=person, body="See https://example.org for more.")


@pytest.mark.parametrize("rule", ["off", "first", "all"])
def test_what_the_facilitator_approved_is_not_changed_by_the_one_who_wrote_it_down(client, rule):
    forum, worker = ForumFactory(premoderation=rule), ngo_worker()
    leader = facilitator(forum)
    words = {"participant": None, "body": "Table 3 asks.", "language": "en", "has_consent": True}
    post = record_for_participant(thread_in(forum, by=leader), by=worker, **words)
    before = worker.has_perm("forums.edit_post", post)
    approve_post(post, by=leader)

    post = Post.objects.get(pk=post.pk)
    client.force_login(worker)
    answer = client.post(f"/en/p/{post.public_id}/edit/", {"body": "Table 3 demands."})

    assert (before, worker.has_perm("forums.edit_post", post), answer.status_code) == (True, False, 403)
    assert Post.objects.get(pk=post.pk).body == "Table 3 asks."
    assert f"/p/{post.public_id}/edit/" not in client.get(post.thread.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("rule", "is_offered"), [("off", True), ("all", False)])
def test_a_change_is_offered_only_where_it_would_be_taken(client, rule, is_offered):
    forum, author = ForumFactory(premoderation=rule), UserFactory()
    leader = facilitator(forum)
    post = reply_in(thread_in(forum, by=leader), by=author)
    approve_post(post, by=leader)
    client.force_login(author)

    page = client.get(post.thread.get_absolute_url()).content.decode()

    assert (f"/p/{post.public_id}/edit/" in page, author.has_perm("forums.edit_post", post)) == (is_offered, is_offered)

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import AuditEntry, User
from forums.actions.appeals import decide_appeal, lodge_appeal
from forums.actions.attachments import attach
from forums.actions.discussion import edit_post
from forums.actions.erasing import erase_post
from forums.actions.moderation import hide_post, raise_flag, redact_post
from forums.errors import NothingTakenOut, StaysOnRecord, WordsGone
from forums.files import CheckedFile
from forums.models import Attachment, Flag, Forum, Measure, Mention, Post, PostRevision, Thread
from search.due import catch_up
from search.models import SearchEntry, SearchText
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, facilitator, reply_in, seated, thread_in
from tests.factories.recommendations import draft_of, forum_with_group, point_from, position_from, post_in

pytestmark = pytest.mark.django_db

WORDS = "Milica Petrović waits at night."


def everything_written(post: Post) -> list[str]:
    """Wherever the portal keeps words of a post."""
    kept = [post.body, post.body_html, *post.revisions.values_list("body", flat=True)]
    kept += SearchText.objects.filter(entry__kind="post", entry__source_id=post.public_id).values_list(
        "body", flat=True
    )
    for measure in Measure.objects.filter(subject_kind="post", subject_id=post.public_id):
        kept += measure.removed.values()
    return [text for text in kept if text]


def test_erased_words_are_gone_everywhere_and_the_number_stays():
    forum = ForumFactory()
    author, named = seated(forum), seated(forum, display_name="Besa")
    thread = thread_in(forum)
    post = reply_in(thread, by=author, body=f"{WORDS} @Besa")
    attach(post, by=author, files=[CheckedFile(ContentFile(b"%PDF", "letter.pdf"), "letter.pdf", "application/pdf")])
    edit_post(post, by=author, body=f"{WORDS} Still. @Besa")
    following = reply_in(thread, reply_to=post)
    catch_up()

    erase_post(post, by=author)

    post.refresh_from_db()
    following.refresh_from_db()
    entry = SearchEntry.objects.get(kind="post", source_id=post.public_id)
    assert everything_written(post) == []
    assert (post.state, post.number, post.position, post.edited_at) == (Post.State.ERASED, 2, 2, None)
    assert (following.number, following.reply_to, entry.is_visible) == (3, post, False)
    assert (Attachment.objects.count(), post.shown_files, Mention.objects.filter(user=named).count()) == (0, None, 0)


def test_erasing_leaves_a_row_without_words_in_the_audit_and_settles_what_was_reported():
    forum = ForumFactory()
    author = UserFactory()
    post = reply_in(thread_in(forum), by=author, body=WORDS)
    raise_flag(post, by=UserFactory(), reason="names")

    erase_post(post, by=author)

    row = AuditEntry.objects.get(subject_id=post.public_id, verb="erase")
    assert (row.from_state, row.to_state, row.reason, row.actor_link.user) == ("published", "erased", "", author)
    assert Flag.objects.get().state == Flag.State.FOLLOWED


def test_words_that_had_been_taken_out_go_too_and_never_come_back():
    forum = ForumFactory()
    author, leader = UserFactory(), facilitator(forum)
    post = reply_in(thread_in(forum), by=author, body=WORDS)
    measure = redact_post(post, by=leader, passages=["Milica Petrović"], reason="names", statement="A name.")
    appeal = lodge_appeal(measure, by=author, words="She agreed.", language="en")

    erase_post(post, by=author)
    decide_appeal(appeal, by=facilitator(forum), overturns=True, reason="She did.")

    post.refresh_from_db()
    assert (everything_written(post), post.state) == ([], Post.State.ERASED)


def test_a_hidden_contribution_can_be_erased_and_an_appeal_shows_nothing_again():
    forum = ForumFactory()
    author = UserFactory()
    post = reply_in(thread_in(forum), by=author, body=WORDS)
    measure = hide_post(post, by=facilitator(forum), reason="names", statement="A name.")
    appeal = lodge_appeal(measure, by=author, words="She agreed.", language="en")

    erase_post(post, by=author)
    decide_appeal(appeal, by=facilitator(forum), overturns=True, reason="She did.")

    post.refresh_from_db()
    assert (everything_written(post), post.state) == ([], Post.State.ERASED)


def test_a_contribution_that_waits_goes_whole_with_the_conversation_it_would_have_opened():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    author = UserFactory()
    running = thread_in(forum, by=facilitator(forum))
    waiting = [thread_in(forum, by=author, body=WORDS).posts.get(), reply_in(running, by=author, body=WORDS)]

    for post in waiting:
        erase_post(post, by=author)

    assert (list(Thread.objects.all()), Post.objects.filter(author=author).count()) == ([running], 0)
    assert AuditEntry.objects.filter(verb="erase", from_state="pending").count() == 2


def test_what_a_point_or_a_position_rests_on_keeps_its_place_without_words():
    place = forum_with_group()
    post = post_in(place.forum, place.cycle, body=WORDS)
    recommendation = draft_of(place)
    clause = point_from(place, recommendation).clause
    source = clause.sources.create(post_revision=post.revisions.get())
    position = position_from(post, number=2)

    erase_post(post, by=post.author)

    source.refresh_from_db()
    assert (source.post_revision.body, source.post_revision.post) == ("", post)
    assert (list(position.sources.values_list("post", flat=True)), everything_written(post)) == ([post.pk], [])


def test_erasing_twice_is_erasing_once():
    post = reply_in(thread_in(ForumFactory()))
    erase_post(post, by=post.author)

    erase_post(Post.objects.get(pk=post.pk), by=post.author)

    assert AuditEntry.objects.filter(subject_id=post.public_id, verb="erase").count() == 1


def test_an_official_reply_stays():
    forum = ForumFactory()
    post = reply_in(thread_in(forum), by=facilitator(forum), kind=Post.Kind.OFFICIAL_REPLY)

    with pytest.raises(StaysOnRecord):
        erase_post(post, by=post.author)

    assert post.revisions.count() == 1


def test_who_had_the_old_words_before_them_brings_none_back():
    forum = ForumFactory()
    author, leader = UserFactory(), facilitator(forum)
    post = reply_in(thread_in(forum), by=author, body=WORDS)
    in_another_window = Post.objects.get(pk=post.pk)
    erase_post(post, by=author)

    with pytest.raises(WordsGone):
        edit_post(in_another_window, by=author, body=f"{WORDS} Again.")
    with pytest.raises(NothingTakenOut):
        redact_post(in_another_window, by=leader, passages=["Milica"], reason="names", statement="A name.")

    post.refresh_from_db()
    assert everything_written(post) == []


def test_only_the_author_may_erase_whatever_the_stage_or_the_conversation():
    forum = ForumFactory(stage=False)
    author = facilitator(forum)
    post = reply_in(thread_in(forum, by=author), by=author)
    Forum.objects.update(state=Forum.State.CLOSED)
    Thread.objects.update(is_locked=True, lock_reason="Over.")
    people = [author, facilitator(forum), UserFactory(is_superuser=True)]

    allowed = [person.has_perm("forums.erase_post", Post.objects.get(pk=post.pk)) for person in people]

    assert allowed == [True, False, False]


# In the browser of the author -------------------------------------------------------------------------------------


def test_the_author_is_asked_once_more_and_told_what_stays(client):
    post = reply_in(thread_in(ForumFactory()), body=WORDS)
    client.force_login(post.author)

    asked = client.get(f"/en/p/{post.public_id}/erase/").content.decode()
    still = Post.objects.get(pk=post.pk).state
    done = client.post(f"/en/p/{post.public_id}/erase/", follow=True).content.decode()

    assert ("Number 2, with the sentence that its author erased it." in asked, still) == (True, "published")
    assert ("Your words are gone." in done, "No. 2 was erased by its author." in done, WORDS in done) == (
        True,
        True,
        False,
    )


def test_what_nobody_has_seen_yet_is_erased_from_its_own_page(client):
    author: User = UserFactory()
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    post = thread_in(forum, by=author, body=WORDS).posts.get()
    client.force_login(author)
    page = client.get(f"/en/p/{post.public_id}/").content.decode()

    answer = client.post(f"/en/p/{post.public_id}/erase/")

    assert f"/en/p/{post.public_id}/erase/" in page
    assert (answer.url, PostRevision.objects.count()) == (forum.get_absolute_url(), 0)


def test_others_are_not_asked(client):
    post = reply_in(thread_in(ForumFactory()), at=timezone.now() - datetime.timedelta(days=1))
    client.force_login(UserFactory())

    answer = client.post(f"/en/p/{post.public_id}/erase/")

    post.refresh_from_db()
    assert (answer.status_code, post.state) == (403, "published")

"""Who is told what, how, and that nobody is told what they may not see: whole tables, not examples."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from forums.models import Post, Seat, Thread
from notifications.digests import plan_digests
from notifications.emails import send_waiting
from notifications.models import MailSettings, Notice
from notifications.telling import tell
from notifications.words import EVENTS
from portal.languages import UI_TAGS
from tests.factories.accounts import UserFactory, officer
from tests.factories.forums import ForumFactory, TableFactory, reply_in, seated, thread_in
from tests.factories.recommendations import (
    answered,
    committed,
    delivered,
    draft_of,
    forum_with_group,
    point_from,
    position_from,
    post_in,
)
from tests.notifications.test_digests import at

pytestmark = pytest.mark.django_db

#: What a person chose for the forum and for the conversation -> what they hear of an answer to them, of an official
#: reply where they took part, and of anything else that is written there.
TOLD = {
    ("", ""): ("reply", "official_reply", None),
    ("", "follow"): ("reply", "official_reply", "new_post"),
    ("", "normal"): ("reply", "official_reply", None),
    ("", "mute"): (None, None, None),
    ("follow", ""): ("reply", "official_reply", "new_post"),
    ("normal", ""): ("reply", "official_reply", None),
    ("mute", ""): (None, None, None),
    ("follow", "normal"): ("reply", "official_reply", None),
    ("follow", "mute"): (None, None, None),
    ("mute", "follow"): ("reply", "official_reply", "new_post"),
}
NOTHING = dict.fromkeys(TOLD, (None, None, None))


def person_with(wish: tuple[str, str], forum, thread, table):
    """Somebody with these wishes who sits at the table and has written once."""
    person = User.objects.create(email=f"{'.'.join(wish)}@example.org", display_name="/".join(wish))
    Seat.objects.create(forum=forum, table=table, user=person)
    for kind, thing, level in zip(("forum", "thread"), (forum, thread), wish, strict=True):
        if level:
            person.subscriptions.create(subject_kind=kind, subject_id=thing.public_id, level=level)
    return person


def said_by(person, thread, number: int) -> Post:
    """A post as it stands in the conversation, without the action that would write it and tell others."""
    now = timezone.now()
    fields = {"created_at": now, "published_at": now, "number": number, "position": number, "language": "en"}
    return Post.objects.create(thread=thread, author=person, body="I was there.", body_html="I was there.", **fields)


@pytest.mark.parametrize(
    ("visibility", "seat", "expected"),
    [("public", "held", TOLD), ("public", "left", TOLD), ("closed", "held", TOLD), ("closed", "left", NOTHING)],
)
def test_who_hears_what_follows_from_their_wishes_and_their_rights(visibility, seat, expected):
    forum = ForumFactory(visibility=visibility, most_seats=20)
    table = TableFactory(forum=forum)
    writer, host = seated(forum, table=table), officer(forum.host)
    thread = thread_in(forum, by=writer)
    people = {wish: person_with(wish, forum, thread, table) for wish in TOLD}
    said = {wish: said_by(person, thread, number) for number, (wish, person) in enumerate(people.items(), start=2)}
    Thread.objects.update(post_count=len(said) + 1, last_number=len(said) + 1)
    Seat.objects.filter(user__in=people.values()).update(state=seat)
    Notice.objects.all().delete()

    answers = {wish: reply_in(thread, by=writer, reply_to=post) for wish, post in said.items()}
    official = reply_in(thread, by=host, kind=Post.Kind.OFFICIAL_REPLY, on_behalf_of=host.mandates.get())
    plain = reply_in(thread, by=writer)

    heard = {(row.user_id, row.subject_id): row.event for row in Notice.objects.all()}
    found = {
        wish: tuple(heard.get((person.pk, post.public_id)) for post in (answers[wish], official, plain))
        for wish, person in people.items()
    }
    assert found == expected


@pytest.mark.parametrize(
    ("at_once", "digest", "modes"),
    [
        (True, "daily", ("at_once", "digest")),
        (True, "off", ("at_once", "")),
        (False, "weekly", ("digest", "digest")),
        (False, "off", ("", "")),
    ],
)
def test_how_one_is_told_follows_from_the_mail_settings(at_once, digest, modes):
    person = UserFactory()
    MailSettings.objects.create(user=person, at_once=at_once, digest=digest)
    thread = thread_in(ForumFactory())

    tell([person], "reply", kind="thread", thing=thread)
    tell([person], "new_post", kind="thread", thing=thread)

    assert tuple(person.notices.order_by("pk").values_list("mail", flat=True)) == modes


# Nothing private --------------------------------------------------------------------------------------------------

MARK = "Zmijanje"


def closed_things():
    """A closed forum with a person at its table, and everything that could give away what is said there."""
    place = forum_with_group(visibility="closed")
    post = post_in(place.forum, place.cycle, body=f"Post {MARK}", author=place.rapporteurs[1])
    recommendation = draft_of(place, title=f"Document {MARK}")
    entry = point_from(place, recommendation)
    response = answered(place, delivered(place, recommendation), entry.clause)
    commitment = committed(place, response)
    position = position_from(post, text=f"Position {MARK}", number=9)
    things = {
        "forum": place.forum,
        "thread": post.thread,
        "post": post,
        "position": position,
        "recommendation": recommendation,
        "clause": entry.clause,
        "response": response,
        "commitment": commitment,
    }
    return place.rapporteurs[1], things


def shown_to(client, person) -> str:
    """Everything the person is shown and sent of what they were told."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    pages = [client.get(f"/en/account/{page}/").content.decode() for page in ("inbox", "following")]
    plan_digests(at(8, days=1))
    send_waiting(now=at(9, days=1))
    mails = [f"{sent.subject} {sent.body} {sent.alternatives[0].content}" for sent in mail.outbox]
    return "\n".join([*pages, *mails])


@pytest.mark.parametrize("stays", [True, False])
def test_nothing_private_is_shown_or_sent_once_the_place_at_the_table_is_given_up(client, stays):
    person, things = closed_things()
    Notice.objects.all().delete()
    for kind, thing in things.items():
        for event in ("mention", "position_used", "new_post"):  # at once, personal, in the digest
            tell([person], event, kind=kind, thing=thing, reason="seat", note=f"Note {MARK}", language="en")
        if kind in ("thread", "forum"):
            person.subscriptions.create(subject_kind=kind, subject_id=thing.public_id)
    if not stays:
        Seat.objects.filter(user=person).update(state="left")

    shown = shown_to(client, person)

    assert (MARK in shown) == stays
    assert len(mail.outbox) > 1


# Words in every language -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", UI_TAGS)
def test_a_mail_has_both_forms_in_its_readers_language_and_script(language, settings):
    settings.INBOUND_ADDRESS = "reply@sofra.example"
    person = UserFactory(ui_language=language)
    thread = thread_in(ForumFactory(), by=person, title="Ноћна помоћ", language="sr-Cyrl")
    reply_in(thread, reply_to=thread.posts.get(), body="Нико не долази.", language="sr-Cyrl")

    send_waiting()

    (sent,) = mail.outbox
    text, html = sent.body, sent.alternatives[0].content
    shown = "sr-Latn" if language == "sr-latn" else "sr-Cyrl"
    words = "Niko ne dolazi." if language == "sr-latn" else "Нико не долази."
    assert f'<html lang="{UI_TAGS[language]}">' in html
    assert f'<blockquote lang="{shown}"><p>{words}</p></blockquote>' in html
    assert set(re.findall(r"http://127\.0\.0\.1:8000/([\w-]+)/", text + html)) == {language}
    assert (words in text, "%(" in sent.subject + text, "\n" in sent.subject) == (True, False, False)
    if language == "sr-latn":
        assert not re.search(r"[\u0400-\u04ff]", sent.subject + text + html)


def test_every_event_has_its_words_in_the_readers_language():
    assert [
        code for code, event in EVENTS.items() if not str(event.sentence) or "%(title)s" not in str(event.subject)
    ] == []


def test_a_mail_about_something_personal_that_cannot_be_seen_says_so_much_and_no_more():
    person, things = closed_things()
    Seat.objects.filter(user=person).update(state="left")
    Notice.objects.all().delete()

    tell([person], "position_used", kind="clause", thing=things["clause"], note=f"Note {MARK}", at=timezone.now())
    send_waiting()

    (sent,) = mail.outbox
    assert "A position drawn from your words became part of a point." in sent.body
    assert MARK not in sent.subject + sent.body

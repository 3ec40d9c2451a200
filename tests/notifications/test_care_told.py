"""Who reported, who can decide again, whom an authorisation or a task is about: each is told, in inbox and mail."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions import request_mandate, settle_mandate
from accounts.models import Mandate, User
from forums.actions.appeals import decide_appeal, lodge_appeal
from forums.actions.erasing import erase_post
from forums.actions.forum import name_role
from forums.actions.moderation import hide_post, keep_post, raise_flag
from forums.actions.tables import give_seat, leave_seat, take_seat
from forums.models import Appeal, Forum, ForumRole, Post
from notifications.emails import send_waiting
from notifications.models import Notice
from tests.factories.accounts import MandateFactory, UserFactory, officer, staff
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db


def told(person: User) -> list[str]:
    return list(person.notices.order_by("pk").values_list("event", flat=True))


def mailed(person: User) -> list[tuple[str, str]]:
    """Subjects and bodies of the mails that leave now for that person."""
    send_waiting()
    return [(sent.subject, sent.body) for sent in mail.outbox if sent.to == [person.email]]


def inbox(client, person: User) -> str:
    client.force_login(person)
    return client.get(reverse("notifications:inbox")).content.decode()


# Reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_hidden", "event", "words"),
    [
        (True, "flag_followed", "What you reported was looked at, and something was done about it."),
        (False, "flag_kept", "What you reported was looked at. It stays as it is."),
    ],
)
def test_who_reported_a_contribution_learns_that_it_was_looked_at(client, is_hidden, event, words):
    forum, reporter = ForumFactory(), UserFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum))
    raise_flag(post, by=reporter, reason="names")
    before = told(reporter)

    if is_hidden:
        hide_post(post, by=leader, reason="names", statement="A name.")
    else:
        keep_post(post, by=leader)

    ((subject, body),) = mailed(reporter)
    assert (before, told(reporter)) == ([], [event])
    assert subject == "About what you reported in “Night help”"
    assert (words in body, "because you reported it" in body, words in inbox(client, reporter)) == (True, True, True)


def test_nobody_else_learns_who_reported():
    forum, reporter = ForumFactory(), UserFactory()
    post = reply_in(thread_in(forum))
    raise_flag(post, by=reporter, reason="names")

    keep_post(post, by=facilitator(forum))

    assert not Notice.objects.filter(event__startswith="flag").exclude(user=reporter).exists()


# Appeals ----------------------------------------------------------------------------------------------------------


def appealed(forum: Forum, by: User) -> Appeal:
    """The author of a hidden contribution objects."""
    post = reply_in(thread_in(forum))
    measure = hide_post(post, by=by, reason="names", statement="A name.")
    return lodge_appeal(measure, by=post.author, words="She agreed to be named.", language="en")


def test_another_facilitator_is_told_of_an_appeal_and_nobody_who_decided_first(client):
    forum = ForumFactory()
    first, other, administrator = facilitator(forum), facilitator(forum), staff("administrator")

    appeal = appealed(forum, by=first)

    ((subject, body),) = mailed(other)
    assert (told(first), told(other), told(administrator)) == ([], ["appeal_lodged"], [])
    assert subject == "An objection to decide about in “Night help”"
    assert ("She agreed to be named." in body, appeal.measure.path in body) == (True, True)
    assert "Somebody objects to a decision." in inbox(client, other)


def test_with_one_facilitator_the_administrators_are_told_but_not_who_speaks_for_the_host():
    forum = ForumFactory()
    administrator, of_the_host = staff("administrator"), staff("administrator")
    MandateFactory(user=of_the_host, organisation=forum.host)

    appealed(forum, by=facilitator(forum))

    assert (told(administrator), told(of_the_host)) == (["appeal_lodged"], [])


def test_an_appeal_about_words_that_their_author_erased_can_still_be_decided():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    author, leader = UserFactory(), facilitator(forum)
    post: Post = reply_in(thread_in(forum, by=leader), by=author)
    measure = hide_post(post, by=leader, reason="names", statement="A name.")
    appeal = lodge_appeal(measure, by=author, words="She agreed.", language="en")
    erase_post(post, by=author)

    decide_appeal(appeal, by=facilitator(forum), overturns=True, reason="She did.")

    assert told(author)[-1] == "appeal_overturned"


# Authorisations ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Mandate.State.VERIFIED, "You can speak for this organisation now."),
        (Mandate.State.REFUSED, "Your request to speak for this organisation was not granted."),
    ],
)
def test_who_asked_to_speak_for_an_organisation_is_told(client, state, words):
    person, body = UserFactory(), OrganisationFactory(name="Brezovica")
    mandate = request_mandate(person, organisation=body, role="adviser")

    settle_mandate(mandate, by=staff("editor"), state=state, reason="The letter of 3 May.")

    ((subject, text),) = mailed(person)
    assert told(person) == [f"mandate_{state}"]
    assert subject == "Your authorisation to speak for “Brezovica”"
    assert (words in text, "The letter of 3 May." in text, "/en/account/" in text) == (True, True, True)
    assert words in inbox(client, person)


def test_an_authorisation_that_is_ended_is_told_but_not_to_who_ended_their_own():
    person, other = officer(), officer()

    settle_mandate(person.mandates.get(), by=staff("editor"), state=Mandate.State.REVOKED, reason="Left the office.")
    settle_mandate(other.mandates.get(), by=other, state=Mandate.State.REVOKED)

    assert (told(person), told(other)) == (["mandate_revoked"], [])


# Tasks and places -------------------------------------------------------------------------------------------------


def test_who_is_named_to_run_a_forum_is_told_though_it_is_still_a_draft(client):
    forum, desk = ForumFactory(state=Forum.State.DRAFT), staff("editor")
    people = {role: UserFactory() for role in ForumRole.Role.values}

    for role, person in people.items():
        name_role(forum, by=desk, user=person, role=role)
    name_role(forum, by=desk, user=desk, role=ForumRole.Role.COORDINATOR)

    assert {role: told(person) for role, person in people.items()} == {
        "facilitator": ["role_facilitator"],
        "coordinator": ["role_coordinator"],
    }
    assert told(desk) == []
    assert "You were named to facilitate this forum." in inbox(client, people["facilitator"])


def test_who_asked_for_a_place_learns_either_answer():
    forum = ForumFactory()
    leader, table = facilitator(forum), TableFactory(forum=forum)
    given, refused, left = UserFactory(), UserFactory(), UserFactory()
    seats = {person: take_seat(table, by=person, user=person, state="asked") for person in (given, refused, left)}

    give_seat(seats[given], by=leader)
    leave_seat(seats[refused], by=leader)
    leave_seat(seats[left], by=left)
    leave_seat(seats[given], by=leader)

    assert (told(given), told(refused), told(left)) == (["seat_given", "seat_ended"], ["seat_not_given"], [])

"""What becomes of somebody's words leaves by mail at once, unless they chose otherwise."""

import pytest
from django.core import mail

from forums.actions.discussion import conclude_thread
from forums.actions.positions import accept_position, merge_position, support_position
from forums.models import Outcome
from notifications.emails import send_waiting
from notifications.models import MailSettings
from notifications.words import EVENTS
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, facilitator, position_in, reply_in, seated, thread_in
from tests.factories.recommendations import delivered, draft_of, forum_with_group, point_from

pytestmark = pytest.mark.django_db

#: What the portal mails at once by default; everything else waits for the digest.
AT_ONCE = {
    *("mention", "reply", "official_reply", "session_called", "session_cancelled", "decision_closing"),
    # moderation, objections and reports
    *("post_approve", "post_hide", "post_restore", "post_redact", "post_hold"),
    *("thread_lock", "thread_unlock", "thread_hide", "thread_restore", "thread_rearranged"),
    *("person_suspend", "person_lift", "measure", "comment_hidden"),
    *("appeal_lodged", "appeal_confirmed", "appeal_overturned", "flag_followed", "flag_kept"),
    # what became of one's words
    *("position_proposed", "position_accepted", "position_joined", "words_concluded", "words_decided", "words_sent"),
    *("position_used", "position_merged", "position_not_taken", "position_deferred"),
    *("point_answered", "commitment_taken", "commitment_news"),
    *("change_answer_asked", "change_accepted", "change_accepted_modified", "change_rejected"),
    # what somebody is and owes
    *("role_facilitator", "role_coordinator", "mandate_verified", "mandate_refused", "mandate_revoked"),
    *("reminder_answer_soon", "reminder_answer_late", "reminder_news_soon", "reminder_news_late"),
    *("reminder_due_soon", "reminder_overdue", "reminder_ballot_soon", "reminder_ballot_asked"),
}


def mails_to(*people) -> list[list[str]]:
    """The subjects that left for each of these people."""
    send_waiting()
    sent = [[one.subject for one in mail.outbox if one.to == [person.email]] for person in people]
    mail.outbox.clear()
    return sent


def test_what_is_mailed_at_once_is_this_list_and_nothing_else():
    assert {code for code, event in EVENTS.items() if event.at_once} == AT_ONCE


def test_who_wrote_in_a_conversation_is_mailed_at_once_how_it_ended_and_a_follower_in_the_digest():
    forum = ForumFactory()
    writer, follower, patient = seated(forum), UserFactory(), seated(forum)
    MailSettings.objects.create(user=patient, at_once=False)
    thread = thread_in(forum, by=writer, title="The night bus")
    reply_in(thread, by=patient)
    follower.subscriptions.create(subject_kind="thread", subject_id=thread.public_id, level="follow")
    mails_to()

    conclude_thread(
        thread, by=facilitator(forum), kind=Outcome.Kind.REFERRED, reason="The county decides.", language="en"
    )

    assert mails_to(writer, follower, patient) == [["What became of your words: “The night bus”"], [], []]
    modes = {
        person.pk: list(person.notices.filter(event__endswith="concluded").values_list("event", "mail"))
        for person in (writer, follower, patient)
    }
    assert modes == {
        writer.pk: [("words_concluded", "at_once")],
        follower.pk: [("thread_concluded", "digest")],
        patient.pk: [("words_concluded", "digest")],
    }


def test_the_writers_of_a_position_are_mailed_once_when_it_lies_on_the_table_and_when_it_is_joined():
    forum = ForumFactory()
    writer, proposer, supporter = seated(forum), seated(forum), seated(forum)
    post = reply_in(thread_in(forum, by=supporter), by=writer)
    position, other = position_in(forum, by=proposer, posts=[post]), position_in(forum)
    team = facilitator(forum)
    mails_to()

    accept_position(position, by=team)
    support_position(position, by=supporter, seat=supporter.seats.get())
    accepted = mails_to(writer, proposer, supporter)
    merge_position(position, into=other, by=team)
    joined = mails_to(writer, proposer, supporter)

    assert [[len(sent) for sent in told] for told in (accepted, joined)] == [[1, 1, 0], [1, 1, 0]]
    own = position_in(forum, by=team, posts=[post])
    accept_position(own, by=team)

    assert not team.notices.filter(event="position_accepted").exists()
    events = writer.notices.filter(subject_id=position.public_id).order_by("pk").values_list("event", flat=True)
    assert list(events) == ["position_proposed", "position_accepted", "position_joined"]


def test_a_decision_and_the_sending_of_a_recommendation_are_mailed_to_those_whose_words_it_holds():
    place = forum_with_group()
    recommendation = draft_of(place)
    author = point_from(place, recommendation).clause.sources.get().position.sources.get().post.author
    stranger = UserFactory()

    delivered(place, recommendation)

    events = author.notices.filter(event__startswith="words_").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["words_decided", "words_sent"]
    assert not stranger.notices.exists()

import io
import sys
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from forums.models import ForumRole, Post, Seat, Stage
from notifications.addresses import reply_address, revoke_all
from notifications.emails import send_waiting
from notifications.letters import MARKER
from notifications.models import MailSettings, Notice, OutgoingMail, ReceivedMail
from notifications.replying import MOST_ANSWERS_A_DAY, receive
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, reply_in, seated, thread_in
from tests.factories.recommendations import answered, committed, delivered, draft_of, forum_with_group, point_from

pytestmark = pytest.mark.django_db
WORDS = "Нико не долази ноћу."


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "reply@sofra.example"
    settings.DEFAULT_FROM_EMAIL = "Sofra <sofra@sofra.example>"


def milica(**fields):
    return UserFactory(email="milica@example.org", **({"ui_language": "sr"} | fields))


def address_for(person, thread) -> str:
    return reply_address(person, "thread", thread.public_id, at=timezone.now())


def written(to: str, text: str = WORDS, *, sender: str = "milica@example.org", number: int = 1, **headers) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Milica <{sender}>", to, "Re: Night help"
    message["Message-ID"] = f"<{number}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return bytes(message)


def outcome(received: ReceivedMail) -> tuple[str, str]:
    return received.outcome, received.reason


def answers() -> list[str]:
    """The bodies of the answers that leave now."""
    send_waiting(now=timezone.now() + timedelta(seconds=1))
    return [sent.body for sent in mail.outbox if "List-Unsubscribe" not in sent.extra_headers]


def test_an_answer_by_mail_is_published_and_its_writer_gets_the_address():
    person, thread = milica(), thread_in(ForumFactory())
    text = f"{WORDS}\n\nуто, 12. мар 2026. у 10:04 Sofra <sofra@sofra.example> је написао/ла:\n> {MARKER}\n> Ко долази?"

    received = receive(written(address_for(person, thread), text))

    post = thread.posts.get(channel=Post.Channel.MAIL)
    (answer,) = answers()
    assert (post.body, post.author, post.language, post.state) == (WORDS, person, "sr-Cyrl", "published")
    assert (*outcome(received), received.became_id) == ("posted", "", post.public_id)
    assert f"http://127.0.0.1:8000/sr/p/{post.public_id}/" in answer
    assert (mail.outbox[0].to, mail.outbox[0].reply_to) == (["milica@example.org"], [])
    assert mail.outbox[0].extra_headers["In-Reply-To"] == "<1@example.org>"


def test_the_mail_that_tells_of_an_answer_can_be_answered():
    person = milica()
    thread = thread_in(ForumFactory(), by=person)
    reply_in(thread, reply_to=thread.posts.get())
    send_waiting()

    received = receive(written(mail.outbox[0].reply_to[0].upper()))

    assert MARKER in mail.outbox[0].body
    assert outcome(received) == ("posted", "")


def test_the_same_mail_twice_counts_once():
    person, thread = milica(), thread_in(ForumFactory())
    to = address_for(person, thread)

    first, second = receive(written(to)), receive(written(to))

    assert (first, thread.posts.filter(channel="mail").count(), len(answers())) == (second, 1, 1)


def test_what_waits_for_the_facilitator_says_so():
    person, thread = milica(ui_language="en"), thread_in(ForumFactory(premoderation="all"))
    thread.state = "open"
    thread.save()

    received = receive(written(address_for(person, thread)))

    assert outcome(received) == ("waiting", "")
    assert thread.posts.get(channel="mail").state == "pending"
    assert "Your contribution appears when the facilitator has read it." in answers()[0]


REFUSALS = {
    "stage": ("rights", "The present stage of the forum does not allow this"),
    "locked": ("rights", "This conversation is closed for replies"),
    "expired": ("expired", "This mail is too old to be answered"),
    "revoked": ("expired", "This mail is too old to be answered"),
    "empty": ("empty", "There was no text of yours in it."),
    "long": ("long", "Your text is longer than 20000 letters."),
    "gone": ("gone", "What you answered cannot be read any more."),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_taken_comes_back_with_the_reason_and_the_text(case):
    person = milica(ui_language="en")
    forum = ForumFactory(stage=Stage.Kind.DECIDE if case == "stage" else Stage.Kind.EXPLORE, visibility="public")
    thread = open_to(forum, case)
    to, text = address_for(person, thread), {"empty": f"> {MARKER}\n> old", "long": "a" * 20_001}.get(case, WORDS)
    spoil(case, person, thread)

    received = receive(written(to, text))

    (answer,) = answers()
    reason, words = REFUSALS[case]
    assert outcome(received) == ("refused", reason)
    assert words in answer
    assert text.strip()[:100] in answer
    assert not thread.posts.filter(channel="mail").exists()


def open_to(forum, case):
    """A conversation of that forum, begun by its team where the stage would not let anybody else."""
    if case != "stage":
        return thread_in(forum)
    return thread_in(forum, by=ForumRole.objects.create(forum=forum, user=UserFactory(), role="facilitator").user)


def spoil(case: str, person, thread) -> None:
    """What stands in the way by the time the mail comes."""
    if case == "locked":
        thread.is_locked, thread.lock_reason = True, "Enough."
        thread.save()
    if case == "expired":
        person.reply_addresses.update(made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now())
    if case == "revoked":
        revoke_all(person, at=timezone.now())
    if case == "gone":
        thread.forum.visibility = "closed"
        thread.forum.save()


def test_a_table_left_is_a_conversation_that_cannot_be_answered_nor_seen():
    forum = ForumFactory(visibility="closed")
    person = seated(forum, table=TableFactory(forum=forum), email="milica@example.org")
    thread = thread_in(forum, by=person, title="Of the table alone")
    to = address_for(person, thread)
    Seat.objects.filter(user=person).update(state="left")

    received = receive(written(to))

    assert outcome(received) == ("refused", "gone")
    assert "Of the table alone" not in answers()[0]
    assert f"/t/{thread.public_id}" not in answers()[0]


def test_another_person_cannot_use_the_address_and_learns_nothing_of_it():
    thread = thread_in(ForumFactory(), title="Night help")
    to = address_for(milica(), thread)
    UserFactory(email="goran@example.org", ui_language="en")

    received = receive(written(to, sender="goran@example.org"))

    (answer,) = answers()
    assert outcome(received) == ("refused", "sender")
    assert mail.outbox[0].to == ["goran@example.org"]
    assert WORDS in answer
    assert "Night help" not in answer
    assert "milica" not in answer


def test_a_stranger_gets_one_short_answer_a_day_without_any_text():
    to = address_for(milica(), thread_in(ForumFactory()))

    received = [receive(written(to, sender="stranger@example.com", number=number)) for number in range(3)]

    assert [outcome(one) for one in received] == [("refused", "sender")] * 3
    assert len(answers()) == 1
    assert WORDS not in answers()[0]


@pytest.mark.parametrize("place", [0, 12, -20])
def test_an_address_with_one_sign_changed_is_worth_nothing(place):
    name, _plus, tag = address_for(milica(), thread_in(ForumFactory())).partition("+")
    local = tag.partition("@")[0]
    place = place % len(local)
    changed = local[:place] + ("z" if local[place] != "z" else "y") + local[place + 1 :]

    received = receive(written(f"{name}+{changed}@sofra.example"))

    assert outcome(received) == ("refused", "unknown")
    assert not Post.objects.filter(channel="mail").exists()


LOOPS = {
    "out of office": {"Auto_Submitted": "auto-replied"},
    "our own answer": {"sender": "sofra@sofra.example"},
    "our own address": {"sender": "reply+abc@sofra.example"},
    "a list": {"List_Id": "<all@example.org>"},
    "a daemon": {"sender": "MAILER-DAEMON@example.org"},
}


@pytest.mark.parametrize("case", LOOPS)
def test_machines_are_never_answered_and_never_published(case):
    to = address_for(milica(), thread_in(ForumFactory()))

    received = receive(written(to, **LOOPS[case]))

    assert received.outcome == "automatic"
    assert not OutgoingMail.objects.filter(kind="answer").exists()
    assert not Post.objects.filter(channel="mail").exists()


def test_two_machines_that_hide_what_they_are_stop_talking():
    to = address_for(milica(), thread_in(ForumFactory()))

    for number in range(MOST_ANSWERS_A_DAY + 5):
        receive(written(f"x{to}", number=number))

    assert OutgoingMail.objects.filter(kind="answer").count() == MOST_ANSWERS_A_DAY


def test_a_mail_that_comes_back_for_good_parks_its_address_and_is_not_answered():
    person = milica()
    sent = OutgoingMail.objects.create(key="one", user=person, subject="one", body="Read it.")
    send_waiting()
    report = (
        f"From: MAILER-DAEMON@mx.example.org\nTo: {mail.outbox[0].from_email}\nAuto-Submitted: auto-replied\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nNo such mailbox.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: failed\nStatus: 5.1.1\n\n--b--"
    )

    received = receive(report.encode())

    settings = MailSettings.objects.get(user=person)
    assert (*outcome(received), settings.parked_reason) == ("bounced", "5.1.1", "5.1.1")
    assert OutgoingMail.objects.get() == sent


def test_the_command_reads_a_mail_from_standard_input(monkeypatch, capsys):
    raw = written("somebody@sofra.example")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    to = address_for(milica(), thread_in(ForumFactory()))

    call_command("inbound_mail", to=[to])

    assert capsys.readouterr().out == "posted\n"


def test_files_are_left_out_and_their_sender_is_told():
    person, thread = milica(ui_language="en"), thread_in(ForumFactory())
    message = EmailMessage()
    message["From"], message["To"] = "milica@example.org", address_for(person, thread)
    message.set_content(WORDS)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")

    receive(bytes(message))

    assert thread.posts.get(channel="mail").body == WORDS
    assert "Files are not taken by mail. Please add them on the page." in answers()[0]


def test_an_answer_by_mail_tells_others_as_any_other_does():
    opener = UserFactory()
    person, thread = milica(), thread_in(ForumFactory(), by=opener)
    opener.subscriptions.create(subject_kind="thread", subject_id=thread.public_id)

    receive(written(address_for(person, thread)))

    assert list(Notice.objects.filter(user=opener).values_list("event", "reason")) == [("new_post", "thread")]


def test_no_change_by_mail_counts_as_news_about_a_commitment():
    place = forum_with_group()
    recommendation = draft_of(place)
    entry = point_from(place, recommendation)
    commitment = committed(place, answered(place, delivered(place, recommendation), entry.clause))
    officer = place.host_officer
    to = reply_address(officer, "commitment", commitment.public_id, at=timezone.now())

    received = receive(written(to, "No change, ask me in 90 days.", sender=officer.email))

    commitment.refresh_from_db()
    update = commitment.updates.get()
    assert outcome(received) == ("posted", "")
    assert (update.text, update.state, update.reported_by) == ("No change, ask me in 90 days.", "planned", officer)
    assert commitment.next_update_on == timezone.localdate() + timedelta(days=90)


def test_news_by_mail_from_somebody_who_no_longer_speaks_for_the_owner_is_refused():
    place = forum_with_group()
    recommendation = draft_of(place)
    entry = point_from(place, recommendation)
    commitment = committed(place, answered(place, delivered(place, recommendation), entry.clause))
    officer = place.host_officer
    to = reply_address(officer, "commitment", commitment.public_id, at=timezone.now())
    officer.mandates.update(ends_on=timezone.localdate() - timedelta(days=1))

    received = receive(written(to, "No change.", sender=officer.email))

    assert outcome(received) == ("refused", "rights")
    assert not commitment.updates.exists()

"""A received mail becomes a contribution or is refused, and its writer is told which (docs/mail.md).

Whoever answers is known twice over: by the address they write to, which is signed for one person and one thing, and by
the address they write from, which must be one of that person's own. Neither alone is enough.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from notifications.addresses import bounced_mail_in, reply_address_in
from notifications.emails import mail_domain, park
from notifications.letters import absolute
from notifications.models import OutgoingMail, ReceivedMail, ReplyAddress
from notifications.received import Received, read_mail
from notifications.subjects import readable_things
from portal.base.mail_replies import Replied, ReplyRefused, handler_of
from portal.base.registry import address_of
from portal.languages import UI_TAGS, best_site_language
from portal.languages.reading import reader_language

LARGEST = 10_000_000  # bytes
LONGEST_TEXT = 20_000
#: Mails of one sender an hour that become something; answers to one sender a day, so that no two machines talk.
MOST_AN_HOUR, MOST_ANSWERS_A_DAY = 30, 20
#: Answers a day to people who are not known here, all together: forged senders must not make this portal write spam.
MOST_TO_STRANGERS_A_DAY = 50
UNREADABLE_SHARE = 20  # one in so many letters without meaning: the alphabet was not what the mail says

Outcome = ReceivedMail.Outcome


@dataclass(frozen=True)
class Verdict:
    """What became of a mail, and the sentence for its writer; ``gives_back``: with the text they wrote."""

    outcome: str
    reason: str = ""
    words: str = ""
    gives_back: bool = True
    became: tuple[str, str] = ("", "")


@transaction.atomic
def receive(raw: bytes, *, recipients: Iterable[str] = (), at: datetime.datetime | None = None) -> ReceivedMail:
    """What became of a mail: the row says it, and an answer waits to leave. The same mail again changes nothing."""
    at = at or timezone.now()
    mail = read_mail(raw[:LARGEST], recipients=recipients)
    known = ReceivedMail.objects.filter(fingerprint=mail.fingerprint).first()
    if known:
        return known
    right = reply_address_in(mail.recipients)
    if bounced(mail, at):
        verdict = Verdict(Outcome.BOUNCED, mail.bounce_status)
    elif mail.is_automatic or is_our_own(mail):
        verdict = Verdict(Outcome.AUTOMATIC)
    else:
        verdict = answered(mail, right, is_too_large=len(raw) > LARGEST, at=at)
    return ReceivedMail.objects.create(
        fingerprint=mail.fingerprint,
        received_at=at,
        sender=mail.sender,
        reply_address=right,
        outcome=verdict.outcome,
        reason=verdict.reason,
        became_kind=verdict.became[0],
        became_id=verdict.became[1],
    )


# Machines ---------------------------------------------------------------------------------------------------------


def bounced(mail: Received, at: datetime.datetime) -> bool:
    """Whether it says that a mail of ours came back; for good (5.x.x) parks the address it went to."""
    sent = bounced_mail_in(mail.recipients)
    if sent is None or not mail.bounce_status:
        return False
    if mail.bounce_status.startswith("5") and sent.user and not sent.address:
        park(sent.user, mail.bounce_status, at=at)
    return True


def is_our_own(mail: Received) -> bool:
    """Whether this portal wrote it: a loop."""
    name, _at, domain = settings.INBOUND_ADDRESS.lower().partition("@")
    local, _sign, host = mail.sender.partition("@")
    own_sender = host == domain and local.partition("+")[0] == name
    return (
        own_sender
        or mail.sender in settings.DEFAULT_FROM_EMAIL.lower()
        or (mail.message_id.startswith("<mail.") and mail.message_id.endswith(f"@{mail_domain()}>"))
    )


# People -----------------------------------------------------------------------------------------------------------


def answered(mail: Received, right: ReplyAddress | None, *, is_too_large: bool, at: datetime.datetime) -> Verdict:
    """The verdict on a mail that somebody wrote, with the answer to them put into the outbox."""
    sender = owner_of(mail.sender)
    language = sender.ui_language if sender else best_site_language([mail.language])
    with override(language):
        verdict = judge(mail, right, sender, is_too_large=is_too_large, at=at)
        write_answer(mail, sender, verdict, at=at)
    return verdict


def owner_of(address: str) -> User | None:
    """The person whose verified address it is."""
    verified = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found = verified.select_related("user").first()
    return found.user if found else User.objects.filter(email__iexact=address, is_active=True).first()


def judge(
    mail: Received, right: ReplyAddress | None, sender: User | None, *, is_too_large: bool, at: datetime.datetime
) -> Verdict:
    """What becomes of the mail, in the active language of its writer."""
    if right is None:
        return refused("unknown", _("Nothing is received at the address you wrote to."), gives_back=sender is not None)
    if sender is None or sender.pk != right.user_id:
        return refused(
            "sender",
            _("Only the person who got the mail can answer it, and only from the address they sign in with."),
            gives_back=sender is not None,
        )
    if not right.is_valid_at(at):
        return refused("expired", _("This mail is too old to be answered, or you took the right back. Answer here:"))
    if came_too_often(mail, at):
        return refused("often", _("Too many mails came from you within an hour. Please wait a little."))
    if is_too_large:
        return refused("large", _("The mail is too large."))
    return judge_text(mail, right, sender, at=at)


def refused(reason: str, words: str, *, gives_back: bool = True) -> Verdict:
    return Verdict(Outcome.REFUSED, reason, words, gives_back)


def came_too_often(mail: Received, at: datetime.datetime) -> bool:
    since = at - datetime.timedelta(hours=1)
    return ReceivedMail.objects.filter(sender=mail.sender, received_at__gt=since).count() >= MOST_AN_HOUR


def judge_text(mail: Received, right: ReplyAddress, sender: User, *, at: datetime.datetime) -> Verdict:
    """The same for a mail whose writer is known: is there something to take, and may they say it there?"""
    if mail.text.count("\ufffd") * UNREADABLE_SHARE > len(mail.text) > 0:
        return refused("unreadable", _("The letters of your mail could not be read. Please write here:"))
    if not mail.text:
        words = _("There was nothing but a file in it.") if mail.has_files else _("There was no text of yours in it.")
        return refused("empty", words)
    if len(mail.text) > LONGEST_TEXT:
        return refused("long", _("Your text is longer than %(number)s letters.") % {"number": LONGEST_TEXT})
    pointer = (right.subject_kind, right.subject_id)
    thing = readable_things([pointer], sender).get(pointer)
    handler = handler_of(right.subject_kind)
    if thing is None or handler is None:
        return refused("gone", _("What you answered cannot be read any more."))
    try:
        with transaction.atomic():
            replied = handler(
                sender,
                thing,
                text=mail.text,
                language=written_in(mail.text, sender),
                key=f"mail-{mail.fingerprint[:20]}",
                at=at,
            )
    except ReplyRefused as error:
        return refused("rights", str(error))
    return taken(replied, mail)


def taken(replied: Replied, mail: Received) -> Verdict:
    words = [replied.words, absolute(replied.address)]
    if mail.has_files:
        words.append(_("Files are not taken by mail. Please add them on the page."))
    outcome = Outcome.WAITING if replied.is_waiting else Outcome.POSTED
    return Verdict(outcome, "", "\n\n".join(words), False, (replied.kind, replied.public_id))


def written_in(text: str, sender: User) -> str:
    """The content language of a text: that of its writer's menus, Serbian in the script it is written in."""
    tag = UI_TAGS.get(sender.ui_language, "en")
    if not tag.startswith("sr-"):
        return tag
    letters = [letter for letter in text if letter.isalpha()]
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    return "sr-Cyrl" if cyrillic * 2 > len(letters) else "sr-Latn"


# The answer -------------------------------------------------------------------------------------------------------


def write_answer(mail: Received, sender: User | None, verdict: Verdict, *, at: datetime.datetime) -> None:
    """Put the answer into the outbox: posted and where, or why not, with what they wrote.

    Nobody gets more than a few a day, and whoever is not known here only one, without any text of a stranger in it:
    the sender of a mail is easily forged.
    """
    if not mail.sender or had_enough_answers(mail.sender, sender, at):
        return
    is_taken = verdict.outcome in (Outcome.POSTED, Outcome.WAITING)
    OutgoingMail.objects.create(
        key=f"answer {mail.fingerprint}",
        kind=OutgoingMail.Kind.ANSWER,
        user=sender,
        address=mail.sender,
        subject=_("Your mail to Sofra is published") if is_taken else _("Your mail to Sofra was not published"),
        body=body_of(mail, verdict),
        language=reader_language(),
        in_reply_to=mail.message_id,
        created_at=at,
        next_try_at=at,
    )


def had_enough_answers(address: str, sender: User | None, at: datetime.datetime) -> bool:
    """Whether a further answer that day would rather feed a machine, or somebody whose address was forged."""
    since = at - datetime.timedelta(days=1)
    own = ReceivedMail.objects.filter(sender=address, received_at__gt=since).count()
    if sender:
        return own >= MOST_ANSWERS_A_DAY
    strangers = OutgoingMail.objects.filter(kind=OutgoingMail.Kind.ANSWER, user=None, created_at__gt=since)
    return own >= 1 or strangers.count() >= MOST_TO_STRANGERS_A_DAY


def body_of(mail: Received, verdict: Verdict) -> str:
    parts = [verdict.words]
    if verdict.outcome == Outcome.REFUSED and verdict.reason not in ("unknown", "sender"):
        parts.append(where_instead(mail))
    if verdict.gives_back and verdict.outcome == Outcome.REFUSED:
        parts += [_("This is what you wrote:"), (mail.text or mail.whole_text)[:LONGEST_TEXT]]
    parts.append(_("A machine wrote this answer. It is not read when you answer it."))
    return "\n\n".join(part for part in parts if part)


def where_instead(mail: Received) -> str:
    """The address of what was answered, where its writer may still read it."""
    right = reply_address_in(mail.recipients)
    if right is None:
        return ""
    pointer = (right.subject_kind, right.subject_id)
    thing = readable_things([pointer], right.user).get(pointer)
    return absolute(address_of(right.subject_kind, thing, reader_language())) if thing else ""

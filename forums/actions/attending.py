"""What experts tell a session, and who stands by name among those who came."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums.errors import MoveRefused
from forums.models import ExpertInput, NamedAttendance, Session

#: More than these and nobody at the tables gets a word in.
MOST_INPUTS = 12


@transaction.atomic
def add_input(session: Session, *, by: User, **words) -> ExpertInput:
    """One input more; ``words``: subject, speaker ("" unless they agreed to be named), is_named, summary, language."""
    session = locked(session)
    last = session.inputs.order_by("-number").values_list("number", flat=True).first() or 0
    if session.inputs.count() >= MOST_INPUTS:
        raise MoveRefused(_("Twelve inputs are the most a session can hear."))
    added = ExpertInput.objects.create(session=session, number=last + 1, **words)
    on_record(added, "add_input", by=by)
    return added


@transaction.atomic
def change_input(told: ExpertInput, *, by: User, **words) -> ExpertInput:
    """The input in other words."""
    locked(told.session)
    for name, value in words.items():
        setattr(told, name, value)
    told.save(update_fields=list(words))
    on_record(told, "change_input", by=by)
    return told


@transaction.atomic
def take_speaker_out(told: ExpertInput, *, by: User) -> ExpertInput:
    """The input without the name of who spoke, also long after the session: consent may be taken back at any time."""
    told.speaker, told.is_named = "", False
    told.save(update_fields=["speaker", "is_named"])
    on_record(told, "take_speaker_out", by=by)
    return told


@transaction.atomic
def remove_input(told: ExpertInput, *, by: User) -> None:
    """An input that is not heard after all."""
    locked(told.session)
    on_record(told, "remove_input", by=by)
    told.delete()


def on_record(told: ExpertInput, verb: str, *, by: User) -> None:
    """The subject and not the speaker: a record outlives a name that is taken back."""
    details = {"number": told.number, "subject": told.subject}
    audit.record(verb, kind="session", public_id=told.session.public_id, by=by, details=details)


def locked(session: Session) -> Session:
    """The session as it stands, while something may still be written about it."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.state in (Session.State.CLOSED, Session.State.CANCELLED):
        raise MoveRefused(_("This session is over. What was noted stands in its minutes."))
    return session


def name_oneself(session: Session, *, by: User) -> NamedAttendance:
    """The person in the list of those who came, by their own wish; once, however often they say so."""
    if session.state == Session.State.CANCELLED or session.starts_at > timezone.now():
        raise MoveRefused(_("You can say so once the session has begun."))
    return NamedAttendance.objects.get_or_create(session=session, user=by)[0]


def take_name_back(session: Session, *, by: User) -> None:
    """The person out of the list again, at any time."""
    NamedAttendance.objects.filter(session=session, user=by).delete()

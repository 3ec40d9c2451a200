"""Tables and who sits there, with an account or with a participation card."""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Mandate, User
from directory.models import Organisation
from forums.errors import NoConsent, NotYourMandate, SeatTaken
from forums.models import Forum, Participant, Seat, TableText, WorkingTable
from forums.querysets import forget_facts, forums_run_by
from forums.signals import seat_changed
from portal.base.ids import ALPHABET

CODE_LENGTH = 6
PIN_DIGITS = 6


@dataclass(frozen=True)
class Card:
    """A participation card as handed over. The PIN is shown here once; only its hash is kept."""

    participant: Participant
    code: str
    pin: str


@transaction.atomic
def add_table(
    forum: Forum, *, by: User | None, number: int, interests: Mapping[str, str], has_vote: bool = True
) -> WorkingTable:
    """A table with its interest in each language (content tag to words)."""
    table = WorkingTable.objects.create(forum=forum, number=number, has_vote=has_vote)
    TableText.objects.bulk_create(
        TableText(table=table, language=language, interest=interest) for language, interest in interests.items()
    )
    audit.record("add_table", kind="forum", public_id=forum.public_id, by=by, details={"table": number})
    return table


@transaction.atomic
def take_seat(
    table: WorkingTable,
    *,
    by: User | None,
    user: User | None = None,
    participant: Participant | None = None,
    role: str = Seat.Role.MEMBER,
    sex: str = Seat.Sex.UNSTATED,
    organisation: Organisation | None = None,
    state: str = Seat.State.HELD,
) -> Seat:
    """A place at the table for a person or a participant; with ``state="asked"`` it waits for the coordinator.

    ``SeatTaken`` when there is one already, also when both were asked for in the same moment.
    """
    taken = Seat.objects.filter(forum_id=table.forum_id, user=user, participant=participant)
    if taken.exclude(state=Seat.State.LEFT).exists():
        raise SeatTaken
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                forum_id=table.forum_id,
                table=table,
                user=user,
                participant=participant,
                role=role,
                sex=sex,
                organisation=organisation,
                state=state,
            )
    except IntegrityError as error:
        raise SeatTaken from error
    changed(seat, "take_seat" if state == Seat.State.HELD else "ask_for_seat", by=by, before="")
    return seat


@transaction.atomic
def ask_for_seat(
    table: WorkingTable, *, by: User, sex: str = Seat.Sex.UNSTATED, on_behalf_of: Mandate | None = None
) -> Seat:
    """A place asked for by the person themself, for an organisation where they name their authorisation.

    ``NotYourMandate`` when it is not theirs, or not valid today.
    """
    if on_behalf_of and (on_behalf_of.user_id != by.pk or not on_behalf_of.is_valid_on(timezone.localdate())):
        raise NotYourMandate
    organisation = on_behalf_of.organisation if on_behalf_of else None
    return take_seat(table, by=by, user=by, sex=sex, organisation=organisation, state=Seat.State.ASKED)


@transaction.atomic
def give_seat(seat: Seat, *, by: User) -> Seat:
    """The place that was asked for, held from now on."""
    before, seat.state = seat.state, Seat.State.HELD
    seat.save(update_fields=["state"])
    changed(seat, "give_seat", by=by, before=before)
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, by: User) -> Seat:
    """The place is free; what was said from it stays with its table."""
    before, seat.state = seat.state, Seat.State.LEFT
    seat.save(update_fields=["state"])
    changed(seat, "leave_seat", by=by, before=before)
    return seat


@transaction.atomic
def move_seat(seat: Seat, table: WorkingTable, *, by: User) -> Seat:
    """The place at another table of the forum; a rapporteur becomes a member there."""
    before = seat.table.number
    seat.table = table
    seat.role = Seat.Role.MEMBER if seat.role == Seat.Role.RAPPORTEUR else seat.role
    seat.save(update_fields=["table", "role"])
    changed(seat, "move_seat", by=by, before=seat.state, details={"from": before, "to": table.number})
    return seat


@transaction.atomic
def give_role(seat: Seat, role: str, *, by: User) -> Seat:
    """The person as member, substitute or rapporteur of the table; a table has one rapporteur, the last named."""
    table = WorkingTable.objects.select_for_update().get(pk=seat.table_id)
    if role == Seat.Role.RAPPORTEUR:
        for other in table.seats.filter(role=role, state=Seat.State.HELD).exclude(pk=seat.pk):
            other.role = Seat.Role.MEMBER
            other.save(update_fields=["role"])
            changed(other, "give_role", by=by, before=other.state, details={"role": other.role})
    seat.role = role
    seat.save(update_fields=["role"])
    changed(seat, "give_role", by=by, before=seat.state, details={"role": role})
    return seat


@transaction.atomic
def name_interest(table: WorkingTable, *, by: User, language: str, interest: str, has_vote: bool) -> WorkingTable:
    """What the table stands for, in one language, and whether it has a vote; every vote has the same weight."""
    TableText.objects.update_or_create(table=table, language=language, defaults={"interest": interest})
    table.has_vote = has_vote
    table.save(update_fields=["has_vote"])
    details = {"table": table.number, "language": language, "has_vote": has_vote}
    audit.record("name_interest", kind="forum", public_id=table.forum.public_id, by=by, details=details)
    return table


@transaction.atomic
def create_participant(
    forum: Forum,
    *,
    by: User | None,
    has_consent: bool,
    consent_wording: str,
    table: WorkingTable | None = None,
    shows_table: bool = True,
    code: str = "",
    role: str = Seat.Role.MEMBER,
    sex: str = Seat.Sex.UNSTATED,
    organisation: Organisation | None = None,
    at: datetime.datetime | None = None,
) -> Card:
    """A person without an account and the card to hand over; a place at the table, when one is named, is held
    if the forum's team gives it and waits for the coordinator if anybody else asks."""
    if not has_consent:
        raise NoConsent
    pin = new_pin()
    participant = Participant.objects.create(
        forum=forum,
        code=code or new_code(forum),
        pin_hash=make_password(pin),
        shows_table=shows_table,
        consent_wording=consent_wording,
        consented_at=at or timezone.now(),
        recorded_by=by,
    )
    if table:
        gives = by is None or forum.pk in forums_run_by(by)
        state = Seat.State.HELD if gives else Seat.State.ASKED
        take_seat(table, by=by, participant=participant, role=role, sex=sex, organisation=organisation, state=state)
    return Card(participant, participant.code, pin)


@transaction.atomic
def renew_card(participant: Participant, *, by: User) -> Card:
    """A card with a new PIN for somebody who lost theirs; the old PIN opens nothing any more."""
    pin = new_pin()
    participant.pin_hash = make_password(pin)
    participant.save(update_fields=["pin_hash"])
    details = {"participant": participant.public_id}
    audit.record("renew_card", kind="forum", public_id=participant.forum.public_id, by=by, details=details)
    return Card(participant, participant.code, pin)


def new_pin() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))


def new_code(forum: Forum) -> str:
    """A code that nobody in the forum has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)).upper()
        if not forum.participants.filter(code=code).exists():
            return code


def changed(seat: Seat, verb: str, *, by: User | None, before: str, details: dict | None = None) -> None:
    """Tell the audit, the listeners, and what is remembered of the person in this request."""
    if seat.user:
        forget_facts(seat.user)
    audit.record(
        verb, kind="seat", public_id=seat.public_id, by=by, from_state=before, to_state=seat.state, details=details
    )
    seat_changed.send(sender=Seat, seat=seat, before=before, by=by)

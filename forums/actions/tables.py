"""Tables and who sits there, with an account or with a participation card."""

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from directory.models import Organisation
from forums.errors import NoConsent, SeatTaken
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
    """A place at the table for a person or a participant; with ``state="asked"`` it waits for the coordinator."""
    taken = Seat.objects.filter(forum_id=table.forum_id, user=user, participant=participant)
    if taken.exclude(state=Seat.State.LEFT).exists():
        raise SeatTaken
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
    changed(seat, "take_seat" if state == Seat.State.HELD else "ask_for_seat", by=by, before="")
    return seat


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
    pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
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


def new_code(forum: Forum) -> str:
    """A code that nobody in the forum has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)).upper()
        if not forum.participants.filter(code=code).exists():
            return code


def changed(seat: Seat, verb: str, *, by: User | None, before: str) -> None:
    """Tell the audit, the listeners, and what is remembered of the person in this request."""
    if seat.user:
        forget_facts(seat.user)
    audit.record(verb, kind="seat", public_id=seat.public_id, by=by, from_state=before, to_state=seat.state)
    seat_changed.send(sender=Seat, seat=seat)

"""A person with a participation card has the same say over what the portal holds of them as one with an account."""

import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts import audit
from forums.actions.erasing import erase_post
from forums.models import Participant, Post, Seat


def held_about(participant: Participant) -> dict:
    """All that the portal holds about the person of a card, as plain values; nobody knows their name."""
    posts = participant.posts.order_by("created_at")
    said = ("public_id", "thread__public_id", "number", "kind", "state", "channel", "language", "body", "created_at")
    seats = participant.seats.order_by("pk")
    return {
        "card": {
            "code": participant.code,
            "shown_as_participant_of_table": participant.shows_table,
            "consent_wording": participant.consent_wording,
            "consented_at": participant.consented_at,
        },
        "places": list(seats.values("public_id", "table__number", "organisation__slug", "role", "state", "sex")),
        "words": list(posts.values(*said)),
        "earlier_words": list(
            posts.filter(revisions__isnull=False).values("public_id", "revisions__number", "revisions__body")
        ),
        "files": list(posts.filter(attachments__isnull=False).values("public_id", "attachments__name")),
        "supports": list(
            Seat.objects.filter(participant=participant, supports__isnull=False).values(
                "supports__position__public_id", "supports__given_at"
            )
        ),
    }


@transaction.atomic
def erase_words(participant: Participant, post: Post, *, at: datetime.datetime | None = None) -> None:
    """Words of the person, gone as if an author with an account had erased them."""
    if post.participant_id != participant.pk:
        raise ValueError("somebody else said this")
    erase_post(post, by=None, at=at)


@transaction.atomic
def give_card_back(participant: Participant, *, with_texts: bool, at: datetime.datetime | None = None) -> None:
    """The card opens nothing any more and the person sits nowhere; ``with_texts``: their words go too.

    Words that nobody ever read go in any case. What stays says "a participant" and leads to nobody.
    """
    at = at or timezone.now()
    participant = Participant.objects.select_for_update(of=("self",)).select_related("forum").get(pk=participant.pk)
    posts = participant.posts.exclude(state=Post.State.ERASED).select_related("thread__forum")
    for post in posts if with_texts else posts.filter(number=None):
        erase_post(post, by=None, at=at)
    for seat in participant.seats.all():
        give_up(seat)
    audit.record("give_card_back", kind="forum", public_id=participant.forum.public_id, by=None, at=at)
    forget(participant)


def give_up(seat: Seat) -> None:
    """Deleted; one whose voice was counted stays, free and saying nothing of the person."""
    try:
        with transaction.atomic():
            if not seat.supports.exists():
                seat.delete()
                return
    except ProtectedError:
        pass
    seat.state, seat.sex, seat.role = Seat.State.LEFT, Seat.Sex.UNSTATED, Seat.Role.MEMBER
    seat.save(update_fields=["state", "sex", "role"])


def forget(participant: Participant) -> None:
    """Without a card; the row goes where nothing rests on it, and holds nothing of the person where something does."""
    if not participant.seats.exists() and not participant.posts.exclude(state=Post.State.ERASED).exists():
        participant.delete()
        return
    participant.code, participant.pin_hash = f"-{participant.public_id}", ""
    participant.recorded_by = None
    participant.save(update_fields=["code", "pin_hash", "recorded_by"])

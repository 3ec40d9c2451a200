"""Actions: people register, wait for a place, withdraw."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.errors import RegistrationClosed
from events.models import Event, Registration
from events.signals import registration_changed


@transaction.atomic
def register(event: Event, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """A place for the person, or the next one on the waiting list; asked twice, the first answer stands.

    ``RegistrationClosed`` when the event takes nobody (any more).
    """
    moment = at or timezone.now()
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not event.takes_registrations_at(moment):
        raise RegistrationClosed
    registration = event.registrations.filter(user=by).first() or Registration(event=event, user=by)
    if registration.pk and registration.state != Registration.State.WITHDRAWN:
        return registration
    registration.state = Registration.State.CONFIRMED if has_room(event) else Registration.State.WAITING
    registration.registered_at = moment
    registration.save()
    registration_changed.send(sender=Registration, registration=registration)
    return registration


@transaction.atomic
def withdraw(registration: Registration) -> None:
    """Give the place back; the first on the waiting list gets it."""
    event = Event.objects.select_for_update().get(pk=registration.event_id)
    registration.state = Registration.State.WITHDRAWN
    registration.save(update_fields=["state"])
    registration_changed.send(sender=Registration, registration=registration)
    following = event.registrations.filter(state=Registration.State.WAITING).order_by("registered_at", "pk").first()
    if following and has_room(event):
        following.state = Registration.State.CONFIRMED
        following.save(update_fields=["state"])
        registration_changed.send(sender=Registration, registration=following)


def has_room(event: Event) -> bool:
    """Whether one more person can come; people who wait go first."""
    if event.capacity is None:
        return True
    return event.registrations.filter(state=Registration.State.CONFIRMED).count() < event.capacity

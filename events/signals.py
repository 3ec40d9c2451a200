"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``event``: its state, date, place or conclusions changed.
event_changed = Signal()
#: ``registration``: a person registered, moved up from the waiting list, or withdrew.
registration_changed = Signal()

"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``mandate``, ``by``: it was verified, refused or ended; the person is told unless they did it.
mandate_settled = Signal()

"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``mandate``, ``by``: it was verified, refused or ended; the person is told unless they did it.
mandate_settled = Signal()
#: ``copy``: everything the portal holds about a person lies ready for them.
copy_made = Signal()
#: ``departure``: a person wishes to be erased and is told until when they may take it back.
departure_asked = Signal()

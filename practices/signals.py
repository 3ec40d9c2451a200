"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``practice``: its state, place or tags changed; what readers may see of it may have changed with it.
practice_changed = Signal()
#: ``adoption``: an organisation said that it wants this practice too.
practice_wanted = Signal()

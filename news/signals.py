"""Sent inside the transaction of what happened; receivers only write rows, and their failure fails the action."""

from django.dispatch import Signal

#: ``project``: its facts changed, and with them what readers find.
project_changed = Signal()

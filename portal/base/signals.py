"""Sent inside the transaction of what happened; receivers only write rows."""

from django.dispatch import Signal

#: ``page``: a portal page was saved, which publishing and unpublishing do too; its readers may have changed.
#: Moves and deletions are told by Wagtail's and Django's own signals.
page_changed = Signal()

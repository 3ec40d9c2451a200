"""Sent inside the transaction of what happened; receivers only write rows."""

from django.dispatch import Signal

#: ``page``: a portal page was saved, published, unpublished, moved or deleted; its readers may have changed.
page_changed = Signal()

"""Counting changes of the vocabularies, so that copies in other processes are renewed."""

from django.db.models import F

from portal.taxonomies.models import VocabularyVersion
from portal.taxonomies.vocabulary import forget


def count_change(raw: bool = False, **kwargs) -> None:
    """Count one change, in the transaction that makes it."""
    if not raw:
        VocabularyVersion.objects.filter(pk=1).update(number=F("number") + 1)
        forget()

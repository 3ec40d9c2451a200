"""What waits for a person here: first checks for desks, changes asked of authors."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import desk_associations, mandates_of
from portal.base.cards import best_texts
from portal.base.waiting import WaitingItem
from practices.models import Practice, PracticePage


def practices_to_check(user, at: datetime.datetime) -> list[WaitingItem]:
    """Practices sent to the person's desk, and the person's own that came back; two queries, none for others."""
    associations = desk_associations(user)
    own = [mandate.organisation_id for mandate in mandates_of(user)]
    if not associations and not own:
        return []
    to_check = Q(state=Practice.State.SUBMITTED, organisation__memberships__body__in=associations)
    came_back = Q(state=Practice.State.CHANGES_REQUESTED, organisation__in=own)
    practices = list(Practice.objects.filter(to_check | came_back).distinct())
    texts = best_texts(PracticePage.objects.filter(practice__in=practices), "practice_id")
    return [_item(practice, texts[practice.pk]) for practice in practices if practice.pk in texts]


def _item(practice: Practice, text) -> WaitingItem:
    if practice.state == Practice.State.SUBMITTED:
        address, kind = reverse("practices:practice-checks"), _("Read a practice and publish it")
    else:
        address = reverse("practices:practice-edit", kwargs={"slug": practice.slug})
        kind = _("Your association asks for changes")
    return WaitingItem(text.title, None, address, kind, text.language)

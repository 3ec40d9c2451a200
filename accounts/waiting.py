"""What waits for a person here: authorisations that they may verify."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import mandates_to_settle
from portal.base.waiting import WaitingItem


def mandates_to_verify(user, at: datetime.datetime) -> list[WaitingItem]:
    """One item for each request that this person may verify, the oldest first."""
    address, kind = reverse("accounts:mandate-list"), _("Verify an authorisation")
    requests = mandates_to_settle(user).select_related("user").order_by("pk")
    return [WaitingItem(mandate.user.display_name, None, address, kind) for mandate in requests]

"""What the search holds about a person; what is searched for is kept nowhere."""

from django.utils.translation import gettext_lazy as _

from portal.base.own_data import Erasing, Held

HELD = (
    Held(
        "saved_searches",
        "search.SavedSearch",
        "user",
        Erasing.GOES,
        ("public_id", "name", "address", "frequency", "created_at"),
        _("Searches you saved"),
    ),
)

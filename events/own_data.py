"""What events hold about a person."""

from django.utils.translation import gettext_lazy as _

from portal.base.own_data import Erasing, Held

HELD = (
    Held(
        "registrations",
        "events.Registration",
        "user",
        Erasing.GOES,
        ("public_id", "event__public_id", "state", "registered_at"),
        _("Events you come to"),
    ),
)

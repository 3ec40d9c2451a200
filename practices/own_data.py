"""What the library holds about a person."""

from django.utils.translation import gettext_lazy as _

from portal.base.own_data import Erasing, Held

NAMELESS = Erasing.NAMELESS

HELD = (
    Held(
        "practices",
        "practices.Practice",
        "contact",
        NAMELESS,
        ("public_id", "state", "organisation__slug", "published_at"),
        _("Practices you are asked about"),
    ),
    Held(
        "practices_wanted",
        "practices.Adoption",
        "by",
        NAMELESS,
        ("public_id", "practice__public_id", "organisation__slug", "state", "since"),
        _("Practices you want too"),
    ),
)

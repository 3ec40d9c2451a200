"""Words for the readable copy of a person's data."""

import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

#: Columns in words; any other is shown as the file for programs calls it.
WORDS = {
    "address": gettext_lazy("Address"),
    "asked_at": gettext_lazy("Asked on"),
    "body": gettext_lazy("Text"),
    "created_at": gettext_lazy("Written on"),
    "display_name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "entry_happened_at": gettext_lazy("When"),
    "entry_reason": gettext_lazy("Reason"),
    "forum_slug": gettext_lazy("Forum"),
    "given_at": gettext_lazy("Given on"),
    "joined_at": gettext_lazy("Here since"),
    "justification": gettext_lazy("Why"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "last_login": gettext_lazy("Signed in last"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("In your words"),
    "number": gettext_lazy("Number"),
    "organisation_slug": gettext_lazy("Organisation"),
    "published_at": gettext_lazy("Published on"),
    "reason": gettext_lazy("Reason"),
    "registered_at": gettext_lazy("Registered on"),
    "role": gettext_lazy("Role"),
    "saved_at": gettext_lazy("Saved on"),
    "state": gettext_lazy("State"),
    "table_number": gettext_lazy("Table"),
    "text": gettext_lazy("Text"),
    "thread": gettext_lazy("Conversation"),
    "title": gettext_lazy("Title"),
    "ui_language": gettext_lazy("Language of the menus"),
    "written_at": gettext_lazy("Written on"),
}
#: What people wrote, in the language of its row.
TEXTS = {"body", "text", "title", "reason", "justification", "words", "statement"}


@register.filter
def key_words(key: str) -> str:
    return str(WORDS.get(key, key.replace("_", " ")))


@register.filter
def is_text(key: str) -> bool:
    return key in TEXTS


@register.filter
def value_words(value: Any) -> str:
    """Dates and yes or no as people write them, everything else as it stands."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "DATE_FORMAT")
    return str(value)

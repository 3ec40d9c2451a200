"""When an event is, in words: as exactly as it is known, with its time zone by the name of a city."""

import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event

ZONES = {
    "Europe/Belgrade": gettext_lazy("Belgrade time"),
    "Europe/Bucharest": gettext_lazy("Bucharest time"),
    "Europe/Chisinau": gettext_lazy("Chișinău time"),
    "Europe/Istanbul": gettext_lazy("Istanbul time"),
    "Europe/Ljubljana": gettext_lazy("Ljubljana time"),
    "Europe/Podgorica": gettext_lazy("Podgorica time"),
    "Europe/Sarajevo": gettext_lazy("Sarajevo time"),
    "Europe/Skopje": gettext_lazy("Skopje time"),
    "Europe/Sofia": gettext_lazy("Sofia time"),
    "Europe/Tirane": gettext_lazy("Tirana time"),
    "Europe/Zagreb": gettext_lazy("Zagreb time"),
}


def local_span(event: Event) -> tuple[datetime.datetime, datetime.datetime]:
    """Beginning and end where the event takes place."""
    zone = ZoneInfo(event.zone)
    return event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)


def when(event: Event) -> str:
    """ "April 2021", "18 February 2021", "11 to 13 September 2023" or "3 May 2026, 10:00 to 12:00 (Skopje time)"."""
    begins, ends = local_span(event)
    if event.date_precision == Event.Precision.MONTH:
        return date_format(begins, "YEAR_MONTH_FORMAT")
    if begins.date() != ends.date():
        return _("%(first)s to %(last)s") % {"first": date_format(begins.date()), "last": date_format(ends.date())}
    if event.date_precision == Event.Precision.DAY:
        return date_format(begins.date())
    return _("%(day)s, %(begins)s to %(ends)s (%(zone)s)") % {
        "day": date_format(begins.date()),
        "begins": time_format(begins.time()),
        "ends": time_format(ends.time()),
        "zone": ZONES.get(event.zone, event.zone),
    }

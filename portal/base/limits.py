"""How much one person, or one address of the network, may send in a while; counted in the cache all processes share.

    within_limits(request, "write")     in the view, before the action; raises ``TooMany``

An address counts far more than a person: fifty people of one session sit behind one line of the hall.
"""

import datetime
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from portal.base.http import Refused
from portal.base.shared_cache import counted


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds."""

    times: int
    seconds: int


TEN_MINUTES, HOUR = 600, 3600
PER_PERSON = {
    "write": Limit(30, TEN_MINUTES),
    "write_new": Limit(5, TEN_MINUTES),  # an account that nobody vouches for yet
    "record": Limit(200, TEN_MINUTES),  # what is said in the room, typed as it is said
    "flag": Limit(20, HOUR),
    "appeal": Limit(10, HOUR),
    "ask_mandate": Limit(10, HOUR),
    "save_search": Limit(30, HOUR),
    "name_people": Limit(300, TEN_MINUTES),  # asked while one types a name
    "copy": Limit(5, HOUR),
    "leave": Limit(10, HOUR),
}
PER_ADDRESS = {
    "write": Limit(400, TEN_MINUTES),
    "write_new": Limit(100, TEN_MINUTES),
    "record": Limit(1000, TEN_MINUTES),
    "flag": Limit(200, HOUR),
    "appeal": Limit(100, HOUR),
    "ask_mandate": Limit(100, HOUR),
    "save_search": Limit(300, HOUR),
    "name_people": Limit(6000, TEN_MINUTES),
    "copy": Limit(100, HOUR),
    "leave": Limit(100, HOUR),
}


class TooMany(Refused):
    """Too much was sent; ``retry_after``: in how many seconds it may be tried again."""

    def __init__(self, retry_after: int):
        self.retry_after = retry_after
        super().__init__(why_not_now(retry_after))


def within_limits(request: HttpRequest, doing: str) -> None:
    """Count this once for the person and once for the address, or raise ``TooMany``."""
    if not settings.RATE_LIMITS:
        return
    limits = {f"address {address_of(request)}": PER_ADDRESS[doing]}
    if request.user.is_authenticated:
        limits[f"person {request.user.pk}"] = PER_PERSON[doing]
    if wait := seconds_to_wait(doing, limits):
        raise TooMany(wait)


def seconds_to_wait(doing: str, limits: dict[str, Limit]) -> int:
    """0 when this one still fits into the present stretch of time for everybody, else the seconds until it does."""
    now = int(time.time())
    keys = {who: key_of(doing, who, now // limit.seconds) for who, limit in limits.items()}
    counts = counted({keys[who]: limit.seconds for who, limit in limits.items()})
    full = (limit for who, limit in limits.items() if counts[keys[who]] > limit.times)
    return max((limit.seconds - now % limit.seconds for limit in full), default=0)


def key_of(doing: str, who: str, stretch: int) -> str:
    """What is counted under: the same for the same person in that stretch of time, and tells nobody who it is."""
    return salted_hmac("portal.base.limits", f"{doing} {who} {stretch}", algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address that counts as one: of IPv6 the part that a household or an office has."""
    return truncate_ip(get_adapter(request).get_client_ip(request))


def why_not_now(retry_after: int) -> str:
    """That it was too much, and when to try again, by the clock of the portal."""
    at = timezone.localtime(timezone.now() + datetime.timedelta(seconds=retry_after + 59))
    return _("This was a lot in a short time. Please send it again after %(time)s; what you wrote is kept.") % {
        "time": time_format(at, "TIME_FORMAT")
    }

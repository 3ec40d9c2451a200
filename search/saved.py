"""Searches that people keep: saving, changing, stopping, and what is new to them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from portal.languages import shown_tag
from search.due import catch_up_for_reader
from search.engines import database_engine
from search.engines.base import FACETS
from search.errors import SearchRefused, TooManySearches
from search.highlighting import in_readers_script
from search.models import SavedSearch, SearchEntry
from search.permissions import readable_scopes
from search.queries import BadQuery, Search, question, read
from search.results import address, addresses_of, best_texts

MOST_SAVED, MOST_NEW, LONGEST_ADDRESS = 50, 10, 2_000
#: Entries by which ids may come late: those of a transaction that others overtook.
OVERLAP = 300
HOUR = datetime.time(6)  # of the portal's own day, from which on the searches of that day are asked
WEEK = datetime.timedelta(days=7)
STOP_SALT = "search.stop"


@dataclass(frozen=True)
class News:
    """Something new, as its reader sees it; ``path`` is its address on the portal, ``lang`` what its title is in."""

    entry_id: int
    kind: str
    title: str
    lang: str
    path: str


def asked_of(parameters: QueryDict) -> str:
    """The part of an address that says what is searched for: words and filters, no page, no order."""
    kept = QueryDict(mutable=True)
    for name in ("q", *FACETS, "concepts"):
        values = [value for value in parameters.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


@transaction.atomic
def save_search(asked: str, *, by: User, name: str, frequency: str, at: datetime.datetime | None = None) -> SavedSearch:
    """Keep a question; what is found now counts as known. ``SearchRefused`` for what cannot be asked."""
    if not asked or len(asked) > LONGEST_ADDRESS:
        raise SearchRefused
    read_saved(asked)
    if by.saved_searches.count() >= MOST_SAVED:
        raise TooManySearches
    saved = SavedSearch(user=by, name=name, address=asked, frequency=frequency)
    saved.asked_on = timezone.localdate(at)
    catch_up_for_reader()
    _remember(saved)
    saved.save()
    return saved


def change_search(saved: SavedSearch, *, name: str, frequency: str, at: datetime.datetime | None = None) -> None:
    """Another name or frequency; who switches mails on again is not told of what came while they were off."""
    if saved.frequency == SavedSearch.Frequency.OFF and frequency != SavedSearch.Frequency.OFF:
        saved.asked_on = timezone.localdate(at)
        catch_up_for_reader()
        _remember(saved)
    saved.name, saved.frequency = name, frequency
    saved.save()


def stop_token(saved: SavedSearch) -> str:
    """What a mail carries so that its reader can stop this search without signing in."""
    return signing.dumps(saved.public_id, salt=STOP_SALT)


def stopped_by(token: str) -> SavedSearch | None:
    """The search that a link from a mail is about; ``None`` for a made-up link and a deleted search."""
    try:
        public_id = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(public_id=public_id).first()


def due(now: datetime.datetime) -> QuerySet[SavedSearch]:
    """The searches to be asked now: daily ones once a day, weekly ones after seven days, in the morning."""
    today = timezone.localdate(now)
    if timezone.localtime(now).time() < HOUR:
        return SavedSearch.objects.none()
    daily = Q(frequency=SavedSearch.Frequency.DAILY, asked_on__lt=today)
    weekly = Q(frequency=SavedSearch.Frequency.WEEKLY, asked_on__lte=today - WEEK)
    return SavedSearch.objects.filter(daily | weekly, user__is_active=True).order_by("pk")


def take_news(saved: SavedSearch, *, at: datetime.datetime) -> list[News]:
    """What is new to the search since it was asked last, the latest first; from now on it is known.

    Asked with what the person may read at this moment, of the database itself, so that no index lags behind.
    Stands in the caller's transaction, with whatever is done about the news.
    """
    catch_up_for_reader()
    found = _found(saved, above=saved.known_until)
    known = set(saved.known)
    new = [entry_id for entry_id in found if entry_id not in known]
    saved.asked_on = timezone.localdate(at)
    _remember(saved)
    saved.save()
    return still_news(new[:MOST_NEW], saved.user)


def read_saved(asked: str) -> Search:
    """The question of a saved search, or ``SearchRefused`` where it cannot be asked (any more)."""
    try:
        return replace(read(QueryDict(asked)), sort="newest")
    except BadQuery as bad:
        raise SearchRefused from bad


def _found(saved: SavedSearch, *, above: int) -> list[int]:
    try:
        request = question(read_saved(saved.address), readable_scopes(saved.user))
    except SearchRefused:  # a value that no longer exists
        return []
    return database_engine().younger(request, than=above, most=OVERLAP + MOST_NEW)


def _remember(saved: SavedSearch) -> None:
    """What there is now is known: everything up to some entries ago, and those found among these.

    The caller has caught up: what came in between its own question and this one would be known and never told.
    """
    newest = SearchEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    saved.known_until = max(saved.known_until, newest - OVERLAP)
    saved.known = _found(saved, above=saved.known_until)


def still_news(entry_ids: Sequence[int], user: User | AnonymousUser) -> list[News]:
    """Those of these entries that the person may read at this moment, in their language and this order."""
    language = getattr(user, "ui_language", "en")
    entries = SearchEntry.objects.readable_with(readable_scopes(user)).filter(pk__in=entry_ids)
    texts = best_texts(entries, None, language)
    addresses = addresses_of(texts.values(), language)
    shown = [texts[entry_id] for entry_id in entry_ids if entry_id in texts]
    return [
        News(
            text.entry_id,
            text.entry.kind,
            in_readers_script(text.title, text.title_language, language),
            shown_tag(text.title_language, language),
            address(text, addresses, language),
        )
        for text in shown
    ]

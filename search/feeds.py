"""A search as a feed: what everybody may read of it, the newest first."""

import datetime
import re
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.languages import UI_TAGS
from portal.languages.reading import reader_language
from search.queries import BadQuery, Results, read, run
from search.results import Hit
from search.saved import asked_of

ENTRIES, GOOD_FOR = 30, 600  # seconds
#: What XML cannot hold, in any spelling.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The newest results as Atom, in the language of the reader; whoever asks gets what a visitor may read."""
    try:
        asked = replace(read(request.GET), sort="newest", page=1, page_size=ENTRIES, cursor="")
    except BadQuery as bad:
        return HttpResponse(str(bad), status=400, content_type="text/plain; charset=utf-8")
    results = run(asked, user=AnonymousUser(), ui_language=reader_language())
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed_of(results, request).write(response, "utf-8")
    patch_cache_control(response, public=True, max_age=GOOD_FOR)
    patch_vary_headers(response, ["Cookie"])
    return response


def feed_of(results: Results, request: HttpRequest) -> Atom1Feed:
    """The results as a feed."""
    words, address = results.search.query.text, f"{reverse('search:search')}?{asked_of(request.GET)}"
    feed = Atom1Feed(
        title=clean(_("Sofra: %(words)s") % {"words": words} if words else _("Sofra: everything new")),
        link=request.build_absolute_uri(address),
        description=None,
        feed_url=request.build_absolute_uri(),
        language=UI_TAGS[reader_language()],
    )
    for hit in results.hits:
        day = noon(hit)
        feed.add_item(
            title=clean(hit.title),
            link=request.build_absolute_uri(hit.url),
            description=clean(hit.snippet_html),
            unique_id=f"tag:{request.get_host().partition(':')[0]},2026:{hit.kind}/{hit.id}",
            pubdate=day,
            updateddate=day,
        )
    return feed


def clean(text: str) -> str:
    return NO_XML.sub(" ", text)


def noon(hit: Hit) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(hit.date, datetime.time(12))) if hit.date else None

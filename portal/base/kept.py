"""What a visitor had typed when they were asked to sign in: kept in their session until they are back on the page."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "kept_words"
LONGEST = 20_000


def keep_words(request: HttpRequest, words: str) -> str:
    """Keep them for the page they were typed on, and say where that is; the words themselves leave no other trace."""
    back = page_before(request)
    if words:
        request.session[KEY] = {"path": urlsplit(back).path, "words": words[:LONGEST]}
    return back


def kept_words(request: HttpRequest) -> str:
    """The words that were kept for this page, handed out once, to somebody who has signed in meanwhile."""
    kept = request.session.get(KEY) if request.user.is_authenticated else None
    if not kept or kept["path"] != request.path:
        return ""
    del request.session[KEY]
    return kept["words"]


def page_before(request: HttpRequest) -> str:
    """The page of the portal that a form was sent from, without its host; the first page when it is not known."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

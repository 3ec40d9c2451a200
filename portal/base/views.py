"""Views that belong to no app: the reader's language, and what a refusal shows."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET
from wagtail.models import Page

from portal.base.http import Refused, asks_for_data
from portal.base.kept import keep_words
from portal.base.limits import TooMany
from portal.base.lists import BadFilter
from portal.base.middleware import activate_reader_language
from portal.languages import tree_of

#: Form fields that hold a person's own words.
TYPED_FIELDS = ("body", "text", "words", "note", "reason", "statement", "justification")
#: Seconds after which the parts for accounts have forgotten at least some of what they counted.
WAIT_FOR_ACCOUNTS = 600
ONE_YEAR = 365 * 24 * 3600


@require_GET
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the site language the reader chose, and go back to the page, in that language where it has one."""
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    return remember_language(redirect(address_in(back, language)), request, language)


def remember_language(response: HttpResponse, request: HttpRequest, language: str) -> HttpResponse:
    """The response with the cookie that keeps the reader's choice of menus."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


def address_in(address: str, language: str) -> str:
    """The same address on the site of another language; pages of Wagtail that have no such text keep theirs."""
    parts = urlsplit(address)
    here, _slash, path = parts.path.removeprefix("/").partition("/")
    if parts.path in ("", "/"):
        return f"/{language}/"
    if here not in dict(settings.LANGUAGES):
        return address
    there = translated_page_address(here, path, language) or f"/{language}/{path}"
    return urlunsplit(("", "", there, parts.query, ""))


def translated_page_address(here: str, path: str, language: str) -> str | None:
    """Where the page at ``/here/path`` stands in the other language; ``None`` when it is no page of Wagtail."""
    page = page_at(here, path)
    if page is None:
        return None
    if tree_of(here) == tree_of(language):
        return f"/{language}/{path}"
    other = page.get_translations().filter(locale__language_code=tree_of(language)).live().first()
    with override(language):
        return other.url if other else f"/{here}/{path}"


def page_at(language: str, path: str) -> Page | None:
    """The live page at that address below the tree of that language, or ``None``."""
    home = Page.objects.filter(depth=2, locale__language_code=tree_of(language)).first()
    if home is None:
        return None
    return Page.objects.live().filter(url_path=f"{home.url_path}{path}").first()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page, the same for what is not there and for what this reader may not know of."""
    activate_reader_language(request)
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 403 page: the reason in plain words, and what the person had typed, so that nothing is lost.

    A visitor is led to sign in and back to the page, where what they typed waits for them. Too much at once is a 429.
    A program that asks for JSON gets the reason, when it opens next and what it sent.
    """
    activate_reader_language(request)
    kept = next((request.POST[name] for name in TYPED_FIELDS if request.POST.get(name)), "")
    context = {"reason": str(exception) if isinstance(exception, Refused) else "", "kept_text": kept}
    if not request.user.is_authenticated:
        back = keep_words(request, kept) if request.method == "POST" else request.get_full_path()
        context["sign_in_url"] = f"{reverse('account_login')}?{urlencode({'next': back})}"
    status = 429 if isinstance(exception, TooMany) else 403
    if asks_for_data(request):
        opens_at = getattr(exception, "opens_at", None)
        response: HttpResponse = JsonResponse(
            {"reason": context["reason"], "opens_at": opens_at.isoformat() if opens_at else None, "text": kept},
            status=status,
        )
    else:
        response = render(request, "403.html", context, status=status)
    if isinstance(exception, TooMany):
        response["Retry-After"] = str(exception.retry_after)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """The same where the parts for accounts have counted: signing up, signing in, asking for codes."""
    return refused(request, TooMany(WAIT_FOR_ACCOUNTS))


def unknown_value(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page: what the address asks for and does not exist, and the way back to the whole list."""
    activate_reader_language(request)
    reason = str(exception) if isinstance(exception, BadFilter) else ""
    return render(request, "400.html", {"reason": reason, "list_url": request.path}, status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret is missing or old (cookies were off, or somebody signed in meanwhile): nothing is lost."""
    return refused(request, Refused(_("The page was open for too long, or cookies are off. Please send it again.")))

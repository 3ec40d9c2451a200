"""Views that belong to no app: the reader's language, and what a refusal shows."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_GET
from wagtail.models import Page

from portal.base.http import Refused
from portal.base.middleware import activate_reader_language
from portal.languages import tree_of

#: Form fields that hold a person's own words.
TYPED_FIELDS = ("body", "text", "reason", "statement", "justification")
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
    response = redirect(address_in(back, language))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


def address_in(address: str, language: str) -> str:
    """The same address on the site of another language; pages of Wagtail that have no such text keep theirs."""
    parts = address.split("/", 2)
    if len(parts) < 3 or parts[1] not in dict(settings.LANGUAGES):
        return f"/{language}/" if address == "/" else address
    return translated_page_address(parts[1], parts[2], language) or f"/{language}/{parts[2]}"


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
    url_path = f"{home.url_path}{path.partition('?')[0]}"
    return Page.objects.live().filter(url_path=url_path).first()


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 403 page: the reason in plain words, and what the person had typed, so that nothing is lost."""
    activate_reader_language(request)
    kept = next((request.POST[name] for name in TYPED_FIELDS if request.POST.get(name)), "")
    reason = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "403.html", {"reason": reason, "kept_text": kept}, status=403)

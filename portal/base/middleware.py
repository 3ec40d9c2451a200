"""Which language a request speaks: the address chooses the tree, the reader's cookie the menus."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail import hooks

from portal.languages import best_site_language


class ReaderLanguageMiddleware(LocaleMiddleware):
    """Django's language middleware, with the reader's own menus on pages of another language.

    The address prefix is active while Wagtail finds the page (it routes through the tree of the
    active language); the ``ui_language`` cookie takes over before anything is rendered. An address
    without a prefix speaks the language the reader wishes. ``request.address_language`` keeps what the
    address said.
    """

    def process_request(self, request):
        language = translation.get_language_from_path(request.path_info) or wished_language(request)
        speak(request, language)
        request.address_language = language

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Switch to the reader's language, except for Wagtail's serving view, which does so after routing."""
        if getattr(view_func, "__name__", "") != "serve":
            activate_reader_language(request)

    def process_response(self, request, response):
        """A page under a language prefix differs by the cookie, and says so to caches."""
        response = super().process_response(request, response)
        if translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Cookie"])
        return response


class PlainRequestMiddleware:
    """Refuses what no person types, and keeps pages of signed-in people out of every cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if holds_nul(request):
            raise BadRequest("NUL in the request")
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


def holds_nul(request) -> bool:
    """Whether the address or the form holds a NUL, which PostgreSQL takes in no text."""
    if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    return any("\0" in value for values in request.POST.lists() for value in values[1])


def speak(request, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def chosen_language(request) -> str | None:
    """The site language this reader chose before, if any."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else None


def wished_language(request) -> str:
    """The site language to greet this reader in: the one chosen before, else the browser's wish, else English."""
    wishes = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return chosen_language(request) or best_site_language(wish for wish, _weight in wishes)


def activate_reader_language(request) -> None:
    """Activate the language the reader chose for menus; without a choice the address stands."""
    if chosen := chosen_language(request):
        speak(request, chosen)


@hooks.register("before_serve_page")
def speak_the_readers_language(page, request, serve_args, serve_kwargs):
    """After Wagtail has found the page: menus in the reader's language."""
    activate_reader_language(request)

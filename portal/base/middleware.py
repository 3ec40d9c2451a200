"""Which language a request speaks: the address chooses the tree, the reader's cookie the menus."""

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from wagtail import hooks


class ReaderLanguageMiddleware(LocaleMiddleware):
    """Django's language middleware, with the reader's own menus on pages of another language.

    The address prefix is active while Wagtail finds the page (it routes through the tree of the
    active language); the ``ui_language`` cookie takes over before anything is rendered.
    ``request.address_language`` keeps the prefix.
    """

    def process_request(self, request):
        super().process_request(request)
        request.address_language = translation.get_language()

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Switch to the reader's language, except for Wagtail's serving view, which does so after routing."""
        if getattr(view_func, "__name__", "") != "serve":
            activate_reader_language(request)


def activate_reader_language(request) -> None:
    """Activate the language the reader chose for menus; without a choice the address stands."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    prefixed, _ = is_language_prefix_patterns_used(settings.ROOT_URLCONF)
    has_prefix = prefixed and translation.get_language_from_path(request.path_info)
    if has_prefix and chosen in dict(settings.LANGUAGES):
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen


@hooks.register("before_serve_page")
def speak_the_readers_language(page, request, serve_args, serve_kwargs):
    """After Wagtail has found the page: menus in the reader's language."""
    activate_reader_language(request)

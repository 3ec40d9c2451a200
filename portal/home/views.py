from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation.trans_real import parse_accept_lang_header

# Browsers ask for these; their readers read Serbian in Latin script with the least loss.
NEIGHBOUR_LANGUAGES = {"sr-me": "sr-latn", "sr-rs-latn": "sr-latn", "sh": "sr-latn", "cnr": "sr-latn", "me": "sr-latn"}
NEIGHBOUR_LANGUAGES |= {"hr": "sr-latn", "hr-hr": "sr-latn", "cnr-me": "sr-latn", "sr-cyrl": "sr"}


def best_language(request: HttpRequest) -> str:
    """The site language to greet this reader in: the one chosen before, else the browser's wish, else English."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return chosen
    for wished, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(NEIGHBOUR_LANGUAGES.get(wished, wished))
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def language_redirect(request: HttpRequest) -> HttpResponse:
    """Lead the bare address to the home page in the reader's language."""
    response = redirect(f"/{best_language(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def cms_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead editors to the portal's own sign-in, which knows the second factor, and back to where they were going."""
    with override(best_language(request)):
        address = reverse("account_login")
    return redirect(f"{address}?{urlencode({'next': request.GET.get('next', reverse('wagtailadmin_home'))})}")

"""Where the addresses without a language lead."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.base.http import Refused
from portal.base.middleware import wished_language
from portal.base.serving import serve_index
from portal.home.models import HomePage


def language_redirect(request: HttpRequest) -> HttpResponse:
    """Lead the bare address to the home page in the reader's language."""
    response = redirect(f"/{wished_language(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def cms_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead editors to the portal's own sign-in, which knows the second factor, and back to where they were going.

    Somebody signed in who may not work there is told so: the sign-in would only send them back here.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Refused(_("The editors' side is for the portal's editors. Your account does not include it."))
    with override(wished_language(request)):
        address = reverse("account_login")
    return redirect(f"{address}?{urlencode({'next': request.GET.get('next', reverse('wagtailadmin_home'))})}")


def home(request: HttpRequest) -> HttpResponse:
    """The first page of the tree that the address names."""
    return serve_index(request, HomePage)

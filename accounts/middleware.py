"""Who is asking."""

from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.sessions import lends_its_person


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, which checks the session as ever, without loading the person once more."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))  # type: ignore[assignment]  # as Django does


def person_of(request):
    """Whoever is signed in, the same object throughout the request."""
    if not hasattr(request, "_cached_user"):
        with lends_its_person(request.session):
            request._cached_user = auth.get_user(request)
    return request._cached_user

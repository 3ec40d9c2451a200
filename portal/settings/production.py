"""A public installation. Secrets and hosts come from the environment; without them it refuses to start."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import MIDDLEWARE, STORAGES, env

PLACEHOLDERS = ("insecure", "django-insecure", "change-me")


def required_secret() -> str:
    """The secret of this installation, or a refusal that says what to do."""
    secret = env("SECRET_KEY", default="")
    if not secret:
        raise ImproperlyConfigured("SECRET_KEY is missing: set it to a long random text that only this portal knows.")
    if secret.startswith(PLACEHOLDERS) or len(secret) < 32:
        raise ImproperlyConfigured("SECRET_KEY is a placeholder or too short: set it to 32 or more random characters.")
    return secret


def required_hosts() -> list[str]:
    """The names this portal answers to, or a refusal that says what to do."""
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if not hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS is missing: set it to the host names of this portal, with commas.")
    return hosts


if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is on: a public portal would show its inside to visitors. Remove DEBUG.")
SECRET_KEY = required_secret()
ALLOWED_HOSTS = required_hosts()

# A proxy in front ends TLS and sets this header; it must strip the header from what visitors send.
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # frames: the public site refuses them by its policy, the editors' preview needs its own
    "security.W021",  # the browsers' preload list is for each installation to ask for, it cannot be left again soon
]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = True

# Static files leave by the same server, compressed and under names that change with their content.
MIDDLEWARE = [MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "portal.base.static_files.CollectedStaticFiles"}}

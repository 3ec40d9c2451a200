"""The demonstration on one's own machine: production settings over plain http, with everything kept in ``DATA_DIR``."""

import os
import secrets
from pathlib import Path

from portal.settings.base import DATA_DIR


def kept_secret(path: Path) -> str:
    """The secret in ``path``, made on the first start, so that sign-ins survive a restart."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


os.environ["SECRET_KEY"] = kept_secret(DATA_DIR / "secret-key")
os.environ["ALLOWED_HOSTS"] = "127.0.0.1,localhost"

from portal.settings.production import *  # noqa: E402, F403

DEMO = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "sessionid"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
LANGUAGE_COOKIE_SECURE = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
INBOUND_ADDRESS = "reply@sofra.localhost"

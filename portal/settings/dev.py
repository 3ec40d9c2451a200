"""A developer's laptop: errors are shown, mail is printed."""

from portal.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "insecure-for-development-only"  # noqa: S105  production refuses whatever starts with "insecure"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

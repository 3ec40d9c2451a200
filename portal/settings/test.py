"""Settings under test: what production has, minus what only costs time."""

import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403

SECRET_KEY = "insecure-for-tests-only"  # noqa: S105  production refuses whatever starts with "insecure"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = Path(tempfile.gettempdir()) / "sofra-test-media"

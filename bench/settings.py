"""The settings of the demonstration, with the plain page that everything is measured against."""

from portal.settings.base import BASE_DIR
from portal.settings.demo import *  # noqa: F403
from portal.settings.demo import STORAGES, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Nobody fetches the files of a page here, so none are collected.
STORAGES["staticfiles"] = {"BACKEND": "portal.base.static_files.StaticFiles"}

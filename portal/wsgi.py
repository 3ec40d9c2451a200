"""The portal as a WSGI application, in production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

from search.warming import warm  # noqa: E402  the apps are there only now

warm()

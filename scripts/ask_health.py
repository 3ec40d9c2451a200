"""Ends well when the portal in this container answers /healthz, under the first name it is known by."""

import os
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")
request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
urllib.request.urlopen(request, timeout=4)  # noqa: S310  the container itself

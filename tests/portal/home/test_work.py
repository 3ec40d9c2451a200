"""The worker as a program of its own: what it does, and how it ends."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command

from notifications.models import OutgoingMail
from scripts.stamps import ROOT
from tests.factories.accounts import UserFactory

PATIENCE = 60  # seconds


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_waits_and_ends_when_told_to(database_url, tmp_path):
    call_command("createcachetable", "cache")  # the settings of tests need none
    OutgoingMail.objects.create(key="one", user=UserFactory(), subject="Waiting", body="Read it.")
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "EMAIL_URL": "dummymail://",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "work"]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as worker:  # noqa: S603
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and OutgoingMail.objects.filter(sent_at=None).exists():
            time.sleep(0.2)
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(PATIENCE)

    assert code == 0
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [1]
    assert not OutgoingMail.objects.filter(sent_at=None).exists()

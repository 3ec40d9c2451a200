import os
import subprocess
import sys

import pytest

from scripts.stamps import ROOT

COMPLETE = {"SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "sofra.example"}


def start(settings: str, environ: dict[str, str], code: str = "") -> subprocess.CompletedProcess:
    """Start the portal with these settings and this environment alone, then run the code."""
    own = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": settings, **environ}
    setup = "from django.conf import settings; settings.DEBUG; " + code
    return subprocess.run([sys.executable, "-c", setup], cwd=ROOT, env=own, capture_output=True, text=True)  # noqa: S603


@pytest.mark.parametrize(
    ("environ", "refusal"),
    [
        (
            {"ALLOWED_HOSTS": "sofra.example"},
            "SECRET_KEY is missing: set it to a long random text that only this portal knows.",
        ),
        (
            COMPLETE | {"SECRET_KEY": "insecure-for-development-only"},
            "SECRET_KEY is a placeholder or too short: set it to 32 or more random characters.",
        ),
        (
            COMPLETE | {"SECRET_KEY": "change-me-change-me-change-me-change-me"},
            "SECRET_KEY is a placeholder or too short: set it to 32 or more random characters.",
        ),
        (
            COMPLETE | {"DEBUG": "1"},
            "DEBUG is on: a public portal would show its inside to visitors. Remove DEBUG.",
        ),
        (
            {"SECRET_KEY": "k" * 50},
            "ALLOWED_HOSTS is missing: set it to the host names of this portal, with commas.",
        ),
    ],
)
def test_production_refuses_to_start_and_names_what_is_wrong(environ, refusal, tmp_path):
    result = start("portal.settings.production", environ | {"DATA_DIR": str(tmp_path)})

    last_words = result.stderr.strip().splitlines()[-1]
    assert (result.returncode, last_words) == (1, f"django.core.exceptions.ImproperlyConfigured: {refusal}")


def test_production_starts_with_a_secret_and_hosts(tmp_path):
    result = start(
        "portal.settings.production", COMPLETE | {"DATA_DIR": str(tmp_path)}, "print(settings.ALLOWED_HOSTS)"
    )

    assert (result.returncode, result.stdout) == (0, "['sofra.example']\n")


def test_production_cookies_travel_over_tls_only_and_belong_to_one_host(tmp_path):
    names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE"]
    code = f"print([getattr(settings, name) for name in {names}])"

    result = start("portal.settings.production", COMPLETE | {"DATA_DIR": str(tmp_path)}, code)

    assert result.stdout == "['__Host-sessionid', True, '__Host-csrftoken', True]\n"


def test_the_demo_keeps_its_secret_between_starts(tmp_path):
    environ = {"DATA_DIR": str(tmp_path / "a folder")}

    first, second = (start("portal.settings.demo", environ, "print(settings.SECRET_KEY)") for _ in range(2))

    assert len(first.stdout) > 50
    assert first.stdout == second.stdout
    assert (tmp_path / "a folder" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demo_answers_this_machine_only_and_stores_its_mail(tmp_path):
    code = "print(settings.DEBUG, settings.DEMO, settings.ALLOWED_HOSTS, settings.EMAIL_FILE_PATH.name)"

    result = start("portal.settings.demo", {"DATA_DIR": str(tmp_path)}, code)

    assert result.stdout == "False True ['127.0.0.1', 'localhost'] mail\n"


def test_the_embedded_database_is_found_in_a_folder_with_spaces(tmp_path):
    folder = tmp_path / "a folder+more%20"
    code = "print(settings.DATABASES['default']['NAME'])"

    result = start("portal.settings.dev", {"DATA_DIR": str(folder)}, code)

    assert result.stdout == f"{folder / 'sofra.sqlite3'}\n"

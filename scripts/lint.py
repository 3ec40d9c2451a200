"""Every check that runs no test; all of them run, so that one look shows all there is to mend."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.console import say, stop
from scripts.stamps import ROOT

TOOLS = Path(sys.executable).parent
CHECKS = {
    "style": [TOOLS / "ruff", "check"],
    "format": [TOOLS / "ruff", "format", "--check", "--quiet"],
    "templates": [TOOLS / "djlint", ".", "--lint", "--quiet"],
    "types": [TOOLS / "mypy", "."],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "production": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "messages": [sys.executable, "-m", "scripts.check_messages"],
}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",  # checked, never served
    "ALLOWED_HOSTS": "sofra.example",
    "BASE_URL": "https://sofra.example",
}


def main() -> None:
    """Run the checks named on the command line, or all."""
    names = sys.argv[1:] or list(CHECKS)
    failed = [name for name in names if not passes(name)]
    if failed:
        stop(f"To mend: {', '.join(failed)}")
    say("Nothing to mend")


def passes(name: str) -> bool:
    """Whether one check found nothing; what it found is printed."""
    say(f"Checking {name}")
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    if name == "production":
        environ |= PRODUCTION
    return not subprocess.run([str(part) for part in CHECKS[name]], cwd=ROOT, env=environ).returncode


if __name__ == "__main__":
    main()

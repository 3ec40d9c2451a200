"""Every check that runs no test; all of them run, so that one look shows all there is to mend."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.console import say, stop
from scripts.processes import keep_bytecode
from scripts.stamps import ROOT

TOOLS = Path(sys.executable).parent
CHECKS: dict[str, list[str]] = {
    "style": ["ruff", "check"],
    "format": ["ruff", "format", "--check", "--quiet"],
    "templates": ["djlint", ".", "--lint", "--quiet"],
    "types": ["mypy", "."],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "production": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "messages": ["python", "-m", "scripts.check_messages"],
}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",  # checked, never served
    "ALLOWED_HOSTS": "sofra.example",
    "BASE_URL": "https://sofra.example",
}


def main() -> None:
    """Run the checks named on the command line, or all."""
    keep_bytecode()
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
    program, *arguments = CHECKS[name]
    return not subprocess.run([str(TOOLS / program), *arguments], cwd=ROOT, env=environ).returncode


if __name__ == "__main__":
    main()

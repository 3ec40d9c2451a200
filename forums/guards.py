"""What a move of a state needs before it may be made, filled by whoever knows (``AppConfig.ready``).

A check returns the reasons why not, an empty list when all is well. A guarded move without any check
registered is refused: nothing is handed over because an app was forgotten.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

#: Asked about the one kind of thing that its guard is about.
Check = Callable[[Any], list[str]]

_checks: dict[str, list[Check]] = defaultdict(list)


def register(guard: str, check: Check) -> None:
    """Add a check to a guard, once."""
    if check not in _checks[guard]:
        _checks[guard].append(check)


def missing(guard: str, subject: Model) -> list[str]:
    """Every reason why the guard does not let the subject pass."""
    if not _checks[guard]:
        return [_("Nothing on this portal can check what this step needs.")]
    return [reason for check in _checks[guard] for reason in check(subject)]

"""What is due by the clock: each app registers its own duties, ``manage.py tick`` and the worker do them.

    register_duty("reminders written", remind)         in AppConfig.ready

A duty is called with the moment, every minute or hours late, and answers how much it did. It may be called again and
again: it looks for what is due and not yet done, and does each thing once (a unique key a thing and day).
"""

import datetime
from collections.abc import Callable

Duty = Callable[[datetime.datetime], int]
_duties: dict[str, Duty] = {}


def register_duty(words: str, duty: Duty) -> None:
    """Do this every minute; ``words`` name in the log what was done so many times ("decisions closed")."""
    _duties[words] = duty


def duties() -> dict[str, Duty]:
    """Every duty by its words, in the order of the apps."""
    return dict(_duties)

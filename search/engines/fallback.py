"""Elasticsearch while it answers, the database while it does not."""

import logging
import threading
import time
from dataclasses import dataclass, replace

from search.engines import database_engine, elasticsearch_engine
from search.engines.base import Answer, Engine, EngineError, Request
from search.outbox import narrowed

OPEN_FOR = 30  # seconds in which a failed engine is not asked again
TRIAL = 5  # seconds in which whoever tries it again has an answer, or knows that there is none

logger = logging.getLogger(__name__)


class Breaker:
    """Remembers, in this process, that the engine failed a moment ago, so that not every reader waits for it.

    When the time is over one reader tries it, and the others go on without it until that one knows.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tried_again_at = 0.0  # nothing failed, while it is 0

    def lets_through(self) -> bool:
        """Whether this reader is to ask the engine."""
        with self._lock:
            now = time.monotonic()
            if now < self._tried_again_at:
                return False
            if self._tried_again_at:
                self._tried_again_at = now + TRIAL
            return True

    def trip(self) -> None:
        """Ask nobody for a while."""
        with self._lock:
            self._tried_again_at = time.monotonic() + OPEN_FOR

    def reset(self) -> None:
        """Ask again at once."""
        with self._lock:
            self._tried_again_at = 0.0


breaker = Breaker()


@dataclass(frozen=True)
class Answered:
    """An answer, the engine that gave it, and whether it is a stand-in for the one that should have."""

    answer: Answer
    engine: str
    is_degraded: bool


def search(request: Request) -> Answered:
    """The answer of the engine in use; of the database, marked as degraded, where that one cannot answer."""
    wanted = elasticsearch_engine()
    if wanted is None:
        return _from_database(request, is_degraded=False)
    withheld = narrowed() if breaker.lets_through() else None
    if withheld is None:
        return _from_database(request, is_degraded=True)
    try:
        answer = _ask(wanted, replace(request, without_entries=withheld))
        breaker.reset()
        return Answered(answer, wanted.name, is_degraded=False)
    except EngineError as error:
        logger.warning("Elasticsearch does not answer, the database does for %s s: %s", OPEN_FOR, error)
        breaker.trip()
        return _from_database(request, is_degraded=True)


def _from_database(request: Request, *, is_degraded: bool) -> Answered:
    engine = database_engine()
    return Answered(_ask(engine, request), engine.name, is_degraded)


def _ask(engine: Engine, request: Request) -> Answer:
    """Ask from where the reader was; a place that another engine gave counts only by how far it was."""
    is_own = request.after is None or request.after_engine == engine.name
    return engine.search(request if is_own else replace(request, after=None))

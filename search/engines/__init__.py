"""Which engine answers: Elasticsearch where ``SEARCH_URL`` names one, the database in use everywhere else."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from search.engines.database import DatabaseEngine
from search.engines.postgresql import PostgresqlEngine
from search.engines.sqlite import SqliteEngine

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

DATABASES: dict[str, type[DatabaseEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


def database_engine() -> DatabaseEngine:
    """The engine of the database in use: it never has less than the database, because it is the database."""
    return DATABASES[connection.vendor]()


def elasticsearch_engine() -> "ElasticsearchEngine | None":
    """The Elasticsearch of ``SEARCH_URL``, or ``None``; one client for the life of the process."""
    url = getattr(settings, "SEARCH_URL", "")
    return _elasticsearch(url) if url else None


@cache
def _elasticsearch(url: str) -> "ElasticsearchEngine":
    from search.engines.elasticsearch import ElasticsearchEngine  # its client takes seconds to import

    return ElasticsearchEngine(url)

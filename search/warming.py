"""What a process reads once, read before its first reader asks."""

import logging

from django.db import DatabaseError, close_old_connections

from search import concepts
from search.analysis import analyse_query

log = logging.getLogger(__name__)


def warm() -> None:
    """Read the names of concepts and the dictionaries; a database that is not there yet is left to the first reader."""
    try:
        concepts.warm()
        analyse_query("социјална inclusion")
    except DatabaseError as error:
        log.warning("The search could not be prepared: %s", error)
    finally:
        close_old_connections()

"""What tests of the forum share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def query_count() -> Callable[[Callable], int]:
    """How many queries a call makes."""

    def count(call: Callable) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count

import pytest

from search.engines.fallback import breaker
from search.models import SearchDue, SearchEntry, SearchTally


@pytest.fixture(autouse=True)
def closed_breaker():
    """No test pays for a server that another one took away."""
    breaker.reset()


@pytest.fixture
def empty_search(db):
    """Nothing to be found but what the test writes from here on."""
    SearchEntry.objects.all().delete()
    SearchTally.objects.all().delete()
    SearchDue.objects.all().delete()

"""The search engine under test."""

import os

import pytest

from tests.missing import missing


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real Elasticsearch that tests may fill with indexes of their own."""
    url = os.environ.get("TEST_ELASTICSEARCH_URL")
    if not url:
        missing("Elasticsearch", "set TEST_ELASTICSEARCH_URL to the address of one, or run make test")
    return url

import uuid

import pytest
from django.test import override_settings

from search.engines import elasticsearch_engine
from search.rebuilding import drain
from tests.search.contract import EngineContract


@pytest.mark.once  # what is fed through the outbox is the same rows from either database
class TestElasticsearch(EngineContract):
    @pytest.fixture
    def engine(self, elasticsearch_url, empty_search, monkeypatch):
        """An index of this test's own, fed as everywhere: through the outbox."""
        monkeypatch.setattr("search.engines.elasticsearch.TIMEOUT", 30)  # a busy machine is no missing server
        with override_settings(SEARCH_URL=f"{elasticsearch_url}/test-{uuid.uuid4().hex}"):
            engine = elasticsearch_engine()
            yield engine
            engine.drop()

    @staticmethod
    def settle(engine):
        drain()
        engine.refresh()

    def found(self, engine, request):
        self.settle(engine)
        return super().found(engine, request)

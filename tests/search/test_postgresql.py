import pytest

from search.engines.postgresql import PostgresqlEngine
from tests.search.contract import EngineContract


@pytest.mark.postgresql
class TestPostgresql(EngineContract):
    @pytest.fixture
    def engine(self):
        return PostgresqlEngine()

import pytest

from search.engines.sqlite import SqliteEngine
from tests.search.contract import EngineContract


@pytest.mark.sqlite
class TestSqlite(EngineContract):
    @pytest.fixture
    def engine(self):
        return SqliteEngine()

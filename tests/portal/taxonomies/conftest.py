import pytest

from portal.taxonomies import vocabulary


@pytest.fixture(autouse=True)
def no_copy_of_what_is_rolled_back(monkeypatch):
    """Terms changed here leave no copy in the process: the database forgets them after the test."""
    monkeypatch.setattr(vocabulary, "_copy", None)
    yield
    vocabulary.forget()

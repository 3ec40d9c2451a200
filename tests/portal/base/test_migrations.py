"""A squashed migration makes what the files make that it stands for, so that both ways lead to one database."""

from functools import cache
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState

ROOT = Path(__file__).resolve().parents[3]
SQUASHED = sorted((path.parts[-3], path.stem) for path in ROOT.glob("*/migrations/*_squashed_*.py"))


@cache
def files() -> MigrationLoader:
    """Every migration as its file says it, the squashed beside those they stand for."""
    return MigrationLoader(None, replace_migrations=False)


def models_after(app: str, name: str) -> dict[str, ModelState]:
    """The app's models once the migration ``name`` and all before it are through."""
    models = files().project_state((app, name)).models
    return {model: state for (label, model), state in models.items() if label == app}


@pytest.mark.parametrize(("app", "name"), SQUASHED, ids=lambda part: part)
def test_a_squashed_migration_tells_the_same_models_as_the_files_it_stands_for(app, name):
    replaced = files().disk_migrations[app, name].replaces

    assert models_after(app, name) == models_after(*replaced[-1])

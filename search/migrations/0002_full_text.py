"""The full-text index of the database in use.

SQLite: an FTS5 table over ``search_searchkeys`` (external content), kept in step by triggers; they delete with the
old values first, or the index rots. PostgreSQL: a ``tsvector`` column that ``search/writing.py`` fills.
"""

from django.db import migrations

COLUMNS = ("title_stems", "body_stems", "title_keys", "body_keys")
NAMES = ", ".join(COLUMNS)


def values(row):
    return ", ".join(f"{row}.{column}" for column in COLUMNS)


FORGET = f"INSERT INTO search_index(search_index, rowid, {NAMES}) VALUES ('delete', old.entry_id, {values('old')});"
LEARN = f"INSERT INTO search_index(rowid, {NAMES}) VALUES (new.entry_id, {values('new')});"
SQLITE = [
    f"CREATE VIRTUAL TABLE search_index USING fts5({NAMES}, "
    "content='search_searchkeys', content_rowid='entry_id', tokenize='ascii')",
    f"CREATE TRIGGER search_keys_added AFTER INSERT ON search_searchkeys BEGIN {LEARN} END",
    f"CREATE TRIGGER search_keys_removed AFTER DELETE ON search_searchkeys BEGIN {FORGET} END",
    f"CREATE TRIGGER search_keys_changed AFTER UPDATE ON search_searchkeys BEGIN {FORGET} {LEARN} END",
]
SQLITE_BACK = [
    "DROP TRIGGER search_keys_changed",
    "DROP TRIGGER search_keys_removed",
    "DROP TRIGGER search_keys_added",
    "DROP TABLE search_index",
]
POSTGRESQL = [
    "ALTER TABLE search_searchkeys ADD COLUMN vector tsvector",
    "CREATE INDEX search_vector ON search_searchkeys USING gin (vector)",
]
POSTGRESQL_BACK = ["ALTER TABLE search_searchkeys DROP COLUMN vector"]


def build(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(build, remove)]

"""Sums for searches without a word, frequencies of keys, and in PostgreSQL the vectors beside what is filtered by.

PostgreSQL reads one table for total and counts instead of joining two; titles have a vector of their own, because an
index knows no weights. What is already there is taken over.
"""

from django.db import migrations, models

COUNT = (
    "INSERT INTO search_searchtally (scope, codes, entries) "
    "SELECT scope, codes, COUNT(*) FROM search_searchentry WHERE is_visible GROUP BY scope, codes"
)
POSTGRESQL = [
    "ALTER TABLE search_searchentry ADD COLUMN vector tsvector, ADD COLUMN title_vector tsvector",
    "UPDATE search_searchentry e SET vector = k.vector, title_vector = ts_filter(k.vector, '{a,b}') "
    "FROM search_searchkeys k WHERE k.entry_id = e.id",
    "ALTER TABLE search_searchkeys DROP COLUMN vector",
    # Without a list of pending changes, which every search would have to read through.
    "CREATE INDEX search_vector ON search_searchentry USING gin (vector) WITH (fastupdate = off)",
    "CREATE INDEX search_title_vector ON search_searchentry USING gin (title_vector) WITH (fastupdate = off)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_searchkeys ADD COLUMN vector tsvector",
    "UPDATE search_searchkeys k SET vector = e.vector FROM search_searchentry e WHERE k.entry_id = e.id",
    "ALTER TABLE search_searchentry DROP COLUMN vector, DROP COLUMN title_vector",
    "CREATE INDEX search_vector ON search_searchkeys USING gin (vector)",
]
QUICKLY_UNPACKED = [
    "ALTER TABLE search_searchentry ALTER COLUMN vector SET COMPRESSION lz4",
    *(
        f"ALTER TABLE search_searchkeys ALTER COLUMN {column} SET COMPRESSION lz4"
        for column in ("title_stems", "body_stems", "title_keys", "body_keys")
    ),
]
KNOWS_LZ4 = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"


def build(apps, schema_editor):
    schema_editor.execute(COUNT)
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(KNOWS_LZ4)
            statements = QUICKLY_UNPACKED if cursor.fetchone() else []
        for statement in statements:
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL_BACK:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_beginnings_and_saved_searches")]

    operations = [
        migrations.CreateModel(
            name="SearchTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=40)),
                ("codes", models.TextField()),
                ("entries", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["scope"], name="tallies_of_scope")]},
        ),
        migrations.CreateModel(
            name="SearchFrequency",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("entries", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(build, remove),
    ]

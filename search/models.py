"""The one projection that the public search queries: one entry per findable thing, with all its translations.

Written in the transaction of what it is about (``search/writing.py``), by nobody else. The database engines
search these tables; Elasticsearch is fed from them through the outbox.
"""

from django.db import models

from portal.base.fields import LanguageField
from search.querysets import SearchEntryQuerySet

PUBLIC = "public"

#: Letters that stand for facet values in ``SearchEntry.codes``: no name, number or sign of a text is among them.
FIRST_LETTER, SECOND_PLANE, LETTERS_OF_FIRST = 0x4E00, 0x20000, 20_000


class SearchScope(models.Model):
    """A circle of readers (``forum:12``, ``table:88``, ``group:7``) and whether everybody may read what is in it.

    ``public`` needs no row: everybody reads it. A scope without a row is readable only by those who belong to it.
    """

    name = models.CharField(max_length=40, unique=True)
    is_public = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SearchFacet(models.Model):
    """A value that entries are filtered by and counted under (facet ``country``, code ``RS``)."""

    name = models.CharField(max_length=16)
    code = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "code"], name="a_facet_value_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.code}"

    @property
    def letter(self) -> str:
        """The one character that says in ``codes`` that an entry has this value."""
        return chr((FIRST_LETTER if self.pk < LETTERS_OF_FIRST else SECOND_PLANE) + self.pk)


class SearchEntry(models.Model):
    """A findable thing. ``kind`` and ``source_id`` point to it; nothing here is the only copy of anything.

    ``codes`` is a string of facet letters, so that a database counts every facet of a result in one reading;
    ``order_key`` is its date as seconds, 0 without one; ``path`` is its address below the language, empty for
    things whose texts are pages; ``parent`` is what it stands under in a list: the thread of a post, the
    recommendation of a clause; ``digest`` says what it was written from, so that the same is not written twice.
    """

    kind = models.CharField(max_length=16)
    source_id = models.CharField(max_length=40)
    scope = models.CharField(max_length=40, default=PUBLIC)
    is_visible = models.BooleanField(default=True)
    dated_at = models.DateTimeField(null=True)
    order_key = models.BigIntegerField(default=0)
    codes = models.TextField(blank=True)
    state = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=32, blank=True)
    parent_kind = models.CharField(max_length=16, blank=True)
    parent_id = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveBigIntegerField(default=1)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "source_id"], name="one_entry_per_thing")]
        indexes = [
            models.Index(fields=["-order_key", "-id"], name="entries_newest_first"),
            models.Index(fields=["scope"], name="entries_of_scope"),
            models.Index(fields=["parent_kind", "parent_id"], name="entries_of_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}"


class SearchText(models.Model):
    """What is shown of an entry in one language.

    ``title_language`` differs where the title is another thing's (a post shows that of its thread); ``page_id`` is the
    page that carries this text, where one does.
    """

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="texts")
    language = LanguageField()
    title_language = LanguageField()
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    page_id = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="one_search_text_per_language")]

    def __str__(self) -> str:
        return self.title


class SearchKeys(models.Model):
    """What an entry is found by, all languages together, as space-separated keys (``search/analysis/tokens.py``).

    ``*_stems`` hold exactly one key a word, in order: phrases run there. ``*_keys`` hold every other key, in no order.
    SQLite indexes these columns with FTS5, PostgreSQL has a ``vector`` column beside them (migration 0002).
    """

    entry = models.OneToOneField(SearchEntry, models.CASCADE, primary_key=True, related_name="keys")
    title_stems = models.TextField(blank=True)
    body_stems = models.TextField(blank=True)
    title_keys = models.TextField(blank=True)
    body_keys = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.entry)


class SearchOutbox(models.Model):
    """An entry that Elasticsearch has yet to be told about; drained by ``search/outbox.py``.

    ``entry_id`` is no foreign key: a deleted entry still has to be deleted there. ``narrows`` marks a change after
    which fewer people may read it; until it has arrived such an entry is left out of every answer.
    """

    entry_id = models.PositiveBigIntegerField()
    version = models.PositiveBigIntegerField()
    narrows = models.BooleanField(default=False)
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["entry_id"], condition=models.Q(narrows=True), name="outbox_narrowed")]

    def __str__(self) -> str:
        return f"entry {self.entry_id}, version {self.version}"

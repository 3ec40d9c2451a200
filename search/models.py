"""The one projection that the public search queries: one entry per findable thing, with all its translations.

Written in the transaction of what it is about (``search/writing.py``), by nobody else. The database engines
search these tables; Elasticsearch is fed from them through the outbox.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
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


def letter_of(pk: int) -> str:
    """The one character that stands for the facet value with that key."""
    return chr((FIRST_LETTER if pk < LETTERS_OF_FIRST else SECOND_PLANE) + pk)


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
        return letter_of(self.pk)


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


class SearchTally(models.Model):
    """So many entries more, or fewer, of one scope with these facet letters; all rows together say how many there are.

    Rows are added with every change and never altered; the worker sums them up (``search/tallies.py``).
    """

    scope = models.CharField(max_length=40)
    codes = models.TextField()
    entries = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["scope"], name="tallies_of_scope")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.entries} of {self.codes}"


class SearchFrequency(models.Model):
    """About how many entries have a key, as the worker last counted (``search/frequencies.py``)."""

    key = models.CharField(max_length=64, primary_key=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.entries}"


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


class SearchDue(models.Model):
    """A thing that changed and whose entry is yet to be brought in line with it (``search/due.py``).

    Written with the change; done by the worker, or by whoever searches before it. Rows may repeat: writers do not wait
    for each other. ``anew``: the thing did not change, but what its words are found by.
    """

    model = models.CharField(max_length=64)
    thing_id = models.PositiveBigIntegerField()
    anew = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["anew", "due_at"], name="things_due")]

    def __str__(self) -> str:
        return f"{self.model} {self.thing_id}"


class SearchNames(models.Model):
    """The names of concepts that entries were last read for, as of this version of the vocabularies: one row."""

    number = models.PositiveIntegerField(default=0)
    names = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"version {self.number}"


class SearchWord(models.Model):
    """A word that stands in some entry, as it was written: a row for each ``hint`` by which a misspelt one finds it.

    It does not say where the word stands: whether a reader may be told of it is asked of the entries, each time
    (``search/spelling.py``). Rows may repeat: writers do not wait for each other over a word.
    """

    hint = models.CharField(max_length=8)
    word = models.CharField(max_length=40)
    shown = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["hint"], name="words_by_hint"),
            models.Index(fields=["word"], name="words_by_word"),
        ]

    def __str__(self) -> str:
        return self.shown


class SearchLostWord(models.Model):
    """A word that an entry has lost; the worker takes it out of ``SearchWord`` when no other entry has it."""

    word = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.word


class SearchBeginning(models.Model):
    """A word of an entry's title, for suggestions while somebody types; the rest is copied from the entry."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="beginnings", db_index=False)
    word = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    scope = models.CharField(max_length=40)
    order_key = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            # Everything that is asked of a beginning stands in the index; the first part serves LIKE in PostgreSQL.
            models.Index(
                fields=["word", "order_key", "kind", "scope", "entry"],
                opclasses=["varchar_pattern_ops", "int8_ops", "varchar_ops", "varchar_ops", "int8_ops"],
                name="beginnings_of_words",
            ),
            models.Index(
                fields=["entry", "word"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
                name="beginnings_of_entries",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class SavedSearch(models.Model):
    """A question somebody keeps, and wants to hear when there is something new to it.

    ``address`` is the query string that asks it. New is what is none of the ``known`` entries and has an id above
    ``known_until``: entries get their ids as they are written, not quite in the order in which others see them.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", _("every day, when there is something new")
        WEEKLY = "weekly", _("once a week, when there is something new")
        OFF = "off", _("never; I look myself")

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(max_length=2_000)
    frequency = models.CharField(
        _("mail me new results"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    created_at = models.DateTimeField(default=timezone.now)
    asked_on = models.DateField(default=timezone.localdate)
    known_until = models.PositiveBigIntegerField(default=0)
    known = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["frequency", "asked_on"], name="searches_to_ask")]

    def __str__(self) -> str:
        return self.name

"""Threads and posts: the discussion itself. Written by ``forums/actions``, never directly."""

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, User
from forums.models.forum import Cycle, Forum
from forums.models.tables import Participant, WorkingTable
from forums.querysets import PostQuerySet, ThreadQuerySet
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.languages.latin import to_latin
from portal.languages.reading import reader_language
from portal.taxonomies.models import Country, Theme


class Thread(models.Model):
    """A conversation; its first post is the opening. Counters and dates are kept by the actions."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        PROBLEM = "problem", _("problem")
        PROPOSAL = "proposal", _("proposal")
        OPEN = "open", _("open conversation")
        ANNOUNCEMENT = "announcement", _("announcement")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for the facilitator")
        OPEN = "open", _("open")
        SYNTHESIS = "synthesis", _("being summed up")
        CONCLUDED = "concluded", _("concluded")
        ARCHIVED = "archived", _("archived")
        HIDDEN = "hidden", _("hidden")
        MERGED = "merged", _("joined with another")

    #: Where replies may still be written, unless the thread is locked.
    TAKING_POSTS = (State.OPEN, State.SYNTHESIS)

    class Audience(models.TextChoices):
        FORUM = "forum", _("the whole forum")
        TABLE = "table", _("one table")

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="threads")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="threads")
    table = models.ForeignKey(WorkingTable, models.PROTECT, null=True, blank=True, related_name="threads")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OPEN)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.FORUM)
    is_public = models.BooleanField(default=True, help_text=_("readable by everybody; kept by the actions"))
    title = models.CharField(_("title"), max_length=140)
    language = LanguageField()
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="threads")
    opened_at = models.DateTimeField()
    is_locked = models.BooleanField(default=False)
    lock_reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged_from")
    post_count = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(fields=["forum", "-last_post_at", "-id"], name="thread_list"),
            models.Index(fields=["-last_post_at", "-id"], name="thread_list_everywhere"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="table") | Q(table__isnull=False), name="a_tables_thread_names_its_table"
            ),
            models.CheckConstraint(
                condition=~Q(audience="table") | Q(is_public=False), name="a_tables_thread_is_not_public"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged"),
                name="merged_thread_says_where",
            ),
            models.CheckConstraint(condition=Q(is_locked=False) | ~Q(lock_reason=""), name="locked_thread_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def kind_words(self) -> str:
        """Its kind in words, without the way through all kinds that ``get_kind_display`` takes for every row."""
        return str(self.Kind(self.kind).label)

    @property
    def slug(self) -> str:
        """The readable tail of its address; never looked up."""
        return slugify(to_latin(self.title)) or "t"

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.forum.slug}/t/{self.public_id}-{self.slug}/"


class Post(models.Model):
    """A contribution. ``number`` is printed and permanent, ``position`` is its place in the present thread."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("opinion")
        QUESTION = "question", _("question")
        EXPERIENCE = "experience", _("experience")
        EVIDENCE = "evidence", _("facts and evidence")
        OFFICIAL_REPLY = "official_reply", _("official reply")
        FACILITATOR_NOTE = "facilitator_note", _("note of the facilitator")
        ROOM_RECORD = "room_record", _("said in the room")

    class Alignment(models.TextChoices):
        FOR = "for", _("in favour")
        NEUTRAL = "neutral", _("neutral")
        AGAINST = "against", _("against")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for the facilitator")
        PUBLISHED = "published", _("published")
        REFUSED = "refused", _("not published")
        HELD = "held", _("held until it has been looked at")
        HIDDEN = "hidden", _("hidden")
        ERASED = "erased", _("erased by its author")

    class Waits(models.TextChoices):
        """Why a post waits for the facilitator."""

        NO = "", _("does not wait")
        RULE = "rule", _("the rules of this forum")
        NEW = "new", _("first contribution of a new account")
        LINK = "link", _("link of a new account")
        RECORDED = "recorded", _("written down for somebody")

    class Channel(models.TextChoices):
        WEB = "web", _("written here")
        MAIL = "mail", _("by e-mail")
        ASSISTED = "assisted", _("written down for a person without e-mail")
        ROOM = "room", _("in the room")
        PAPER = "paper", _("on paper")
        PHONE = "phone", _("by telephone")

    public_id = PublicIdField()
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(null=True, blank=True)
    moved_from = models.ForeignKey(
        Thread, models.SET_NULL, null=True, blank=True, related_name="+", help_text=_("where it was published first")
    )
    root = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="descendants")
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.CONTRIBUTION)
    alignment = models.CharField(max_length=8, choices=Alignment.choices, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PUBLISHED)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="posts")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, blank=True, related_name="posts")
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="recorded_posts")
    on_behalf_of = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="posts")
    table = models.ForeignKey(WorkingTable, models.PROTECT, null=True, blank=True, related_name="posts")
    language = LanguageField()
    body = models.TextField(_("text"))
    body_html = models.TextField(editable=False)
    shown_files = models.JSONField(
        null=True, blank=True, editable=False, help_text=_("its files as a page shows them; kept by the actions")
    )
    waits_because = models.CharField(max_length=10, choices=Waits.choices, blank=True, editable=False)
    form_key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [
            models.Index(fields=["thread", "position"], name="post_by_position"),
            models.Index(fields=["thread", "root", "position"], name="post_by_root"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(participant__isnull=True), name="post_has_one_author"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "refused"]) | Q(number__isnull=False, position__isnull=False),
                name="published_post_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}, no. {self.number}"

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def path(self) -> str:
        """Its permanent address without the language of the site."""
        return f"p/{self.public_id}/"

    @property
    def anchor(self) -> str:
        """Its place on the page; a number alone is no place among posts that came from elsewhere."""
        return f"post-{self.public_id if self.moved_from_id else self.number}"


class PostRevision(models.Model):
    """The text of a post as it stood; the first is made at writing, so a source can name exact words."""

    public_id = PublicIdField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revisions_are_numbered")]

    def __str__(self) -> str:
        return f"{self.post}, revision {self.number}"


class Outcome(models.Model):
    """How a thread ended and why; shown before anything else of it."""

    class Kind(models.TextChoices):
        TO_RECOMMENDATION = "to_recommendation", _("went into a recommendation")
        ANSWERED = "answered", _("answered")
        REFERRED = "referred", _("passed on to whoever decides it")
        NO_CONSENSUS = "no_consensus", _("no agreement")
        OUT_OF_SCOPE = "out_of_scope", _("not a matter for this forum")

    public_id = PublicIdField()
    thread = models.OneToOneField(Thread, models.CASCADE, related_name="outcome")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    language = LanguageField()
    concluded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    concluded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="outcome_gives_a_reason")]

    def __str__(self) -> str:
        return f"{self.thread}: {self.kind}"

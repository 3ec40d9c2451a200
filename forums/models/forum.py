"""Forum, its cycles, who runs it, and what editors publish about it in one language."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from accounts.models import User
from directory.models import Municipality, Organisation
from forums.querysets import ForumQuerySet
from portal.base.blocks import PARAGRAPH_FEATURES
from portal.base.ids import PublicIdField
from portal.base.pages import PortalPage
from portal.languages import reading_rank
from portal.languages.reading import reader_language
from portal.taxonomies.models import Tagged


class Forum(Tagged):
    """A Forum for Social Dialogue: a dialogue on one subject, as a series of sessions or standing."""

    class Format(models.TextChoices):
        SERIES = "series", _("cycle of sessions")
        STANDING = "standing", _("standing forum")

    class Kind(models.TextChoices):
        PROJECT = "project", _("about a project")
        BUDGET = "budget", _("about the budget")
        THEMATIC = "thematic", _("about one subject")
        INTER_MUNICIPAL = "inter-municipal", _("of several municipalities")
        REGIONAL = "regional", _("regional")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        ACTIVE = "active", _("under way")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody reads, everybody signed in takes part")
        PUBLIC_TO_READ = "public-to-read", _("everybody reads, people with a place at a table take part")
        CLOSED = "closed", _("only people with a place at a table read and take part")

    class Premoderation(models.TextChoices):
        OFF = "off", _("contributions appear at once")
        FIRST = "first", _("the first contributions of a new person wait for the facilitator")
        ALL = "all", _("every contribution waits for the facilitator")

    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    format = models.CharField(max_length=12, choices=Format.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.THEMATIC)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    visibility = models.CharField(max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted_forums", verbose_name=_("host"))
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partnered_forums")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="forums")
    most_tables = models.PositiveSmallIntegerField(default=10)
    fewest_seats = models.PositiveSmallIntegerField(default=3)
    most_seats = models.PositiveSmallIntegerField(default=10)
    women_share_aim = models.PositiveSmallIntegerField(_("share of women aimed at, per cent"), default=40)
    minimum_age = models.PositiveSmallIntegerField(default=16)
    operational_group_votes = models.BooleanField(default=False)
    response_due_days = models.PositiveSmallIntegerField(default=60)
    update_due_days = models.PositiveSmallIntegerField(default=90)
    premoderation = models.CharField(max_length=8, choices=Premoderation.choices, default=Premoderation.FIRST)
    premoderated_posts = models.PositiveSmallIntegerField(default=1)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)
    titles = models.JSONField(
        null=True, editable=False, help_text=_("title by language, of its live texts; kept by forums.receivers")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("Forum for Social Dialogue")
        verbose_name_plural = _("Forums for Social Dialogue")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_forum_says_why"
            ),
            models.CheckConstraint(condition=Q(fewest_seats__lte=F("most_seats")), name="forum_seat_limits_in_order"),
        ]

    def __str__(self) -> str:
        return self.slug

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs) -> None:
        """The forum with its conversations as public as it is: a forum that closes takes the earlier ones along.

        Its titles are left alone: they follow its texts, which may have been published since it was read.
        """
        if update_fields is None and not self._state.adding:
            kept = [field.name for field in self._meta.concrete_fields if field.name not in ("id", "titles")]
            super().save(*args, update_fields=kept, **kwargs)
        else:
            super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is not None and "visibility" not in update_fields:
            return
        is_public = self.visibility != self.Visibility.CLOSED
        self.threads.filter(audience="forum").exclude(is_public=is_public).update(is_public=is_public)

    @property
    def title(self) -> str:
        """The title that the present reader reads best, or the address where nobody has written one."""
        return self.titles[self.title_language] if self.titles else self.slug

    @property
    def title_language(self) -> str:
        """The language of that title."""
        reader = reader_language()
        return min(self.titles or ("en",), key=lambda tag: reading_rank(tag, reader))

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.slug}/"

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"


class ForumRole(models.Model):
    """Who runs a forum: its facilitators and coordinators, between two dates."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        COORDINATOR = "coordinator", _("coordinator")

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, models.CASCADE, related_name="forum_roles")
    role = models.CharField(max_length=12, choices=Role.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "user", "role"], name="a_forum_role_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} of {self.forum}"


class Cycle(models.Model):
    """One pass from needs to recommendations; a series has one, a standing forum as many as it needs."""

    class State(models.TextChoices):
        CONSTITUTING = "constituting", _("tables are being formed")
        DELIBERATING = "deliberating", _("discussing")
        DECIDING = "deciding", _("deciding")
        HANDED_OVER = "handed_over", _("handed over")
        FOLLOWING_UP = "following_up", _("being followed up")
        CLOSED = "closed", _("closed")

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.CONSTITUTING)
    no_agreement = models.TextField(_("published statement that no agreement was reached"), blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["forum", "number"], name="cycles_are_numbered")]

    def __str__(self) -> str:
        return f"{self.forum}, {self.number}"


class ForumIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["forums.ForumPage"]
    template = "forums/forum_index_page.html"

    class Meta:
        verbose_name = _("forums")

    def get_context(self, request, *args, **kwargs):
        """The forums that the address asks for."""
        from forums.views.forums import forum_list_context

        return {**super().get_context(request, *args, **kwargs), **forum_list_context(request)}


class ForumPage(PortalPage):
    """The text of a forum in one language: what it is about, and its charter."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="pages", verbose_name=_("forum"))
    question = models.CharField(_("the question on the table"), max_length=200, blank=True)
    body = RichTextField(_("text"), features=PARAGRAPH_FEATURES, blank=True)
    charter = RichTextField(_("charter"), features=PARAGRAPH_FEATURES, blank=True)
    charter_document = models.ForeignKey(
        "base.PortalDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("charter as a file"),
    )

    parent_page_types = ["forums.ForumIndexPage"]
    subpage_types: list[str] = []
    template = "forums/forum_page.html"
    content_panels = [
        FieldPanel("forum"),
        *PortalPage.content_panels,
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("charter"),
        FieldPanel("charter_document"),
    ]

    class Meta:
        verbose_name = _("text of a forum")
        constraints = [models.UniqueConstraint(fields=["forum", "language"], name="one_forum_text_per_language")]

    def get_context(self, request, *args, **kwargs):
        """The forum with its stage, tables and threads, as far as this reader may see them."""
        from forums.views.forums import forum_context

        return {**super().get_context(request, *args, **kwargs), **forum_context(request, self)}

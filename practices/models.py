"""Good practices: the practice itself (any language) and its text in one language."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from accounts.models import User
from directory.models import Municipality, Organisation
from portal.base.ids import PublicIdField
from portal.base.pages import PortalPage
from portal.taxonomies.models import Approach, Goal, Tagged
from practices.querysets import PracticeQuerySet


class Practice(Tagged):
    """One practice, told in any number of languages; its state is moved by ``practices/workflow.py`` alone."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for the first check")
        CHANGES_REQUESTED = "changes_requested", _("changes asked for")
        PUBLISHED = "published", _("published")
        NEEDS_CONFIRMATION = "needs_confirmation", _("waiting to be confirmed")
        ARCHIVED = "archived", _("archived")

    class Status(models.TextChoices):
        PILOT = "pilot", _("being tried out")
        RUNNING = "running", _("running")
        INSTITUTIONALISED = "institutionalised", _("part of the regular system")
        ENDED = "ended", _("ended")
        STOPPED = "stopped", _("stopped")

    class CostBand(models.TextChoices):
        NONE = "none", _("no extra cost")
        UNDER_10000 = "under-10000", _("under 10,000 euros a year")
        UNDER_50000 = "10000-50000", _("10,000 to 50,000 euros a year")
        UNDER_200000 = "50000-200000", _("50,000 to 200,000 euros a year")
        OVER_200000 = "over-200000", _("over 200,000 euros a year")
        UNKNOWN = "unknown", _("cost not known")

    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="practices", verbose_name=_("municipality")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="practices", verbose_name=_("lead organisation")
    )
    approach = models.ForeignKey(
        Approach, models.PROTECT, null=True, blank=True, related_name="practices", verbose_name=_("approach")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="+")
    status = models.CharField(_("state of the work"), max_length=20, choices=Status.choices, default=Status.RUNNING)
    started_year = models.PositiveSmallIntegerField(
        _("since"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    ended_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    cost_band = models.CharField(_("cost"), max_length=16, choices=CostBand.choices, default=CostBand.UNKNOWN)
    licence = models.CharField(_("licence"), max_length=40, default="CC BY 4.0")
    grew_out_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="led_to")
    contact = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        indexes = [models.Index(fields=["state", "-published_at", "-id"], name="practice_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_year=None) | Q(started_year=None) | Q(ended_year__gte=F("started_year")),
                name="practice_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "needs_confirmation"]) | Q(published_at__isnull=False),
                name="published_practice_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class PracticeIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    template = "practices/practice_index_page.html"

    class Meta:
        verbose_name = _("practice library")

    def get_context(self, request, *args, **kwargs):
        """The practices that the address asks for."""
        from practices.views import library_context

        return {**super().get_context(request, *args, **kwargs), **library_context(request)}


class PracticeKeyword(TaggedItemBase):
    content_object = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="tagged_items")


class PracticePage(PortalPage):
    """The text of a practice in one language: the short form, and what makes it stronger."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="pages", verbose_name=_("good practice"))
    problem = models.TextField(_("what was the problem"), blank=True)
    solution = models.TextField(_("what did you do"), blank=True)
    beneficiaries = models.TextField(_("for whom"), blank=True)
    cost_note = models.TextField(_("what did it roughly cost"), blank=True)
    results = models.TextField(_("what changed and how do you know"), blank=True)
    lessons = models.TextField(_("would you do it again"), blank=True)
    users_involved = models.TextField(_("how were users involved"), blank=True)
    transferability = models.TextField(_("could others do it"), blank=True)
    not_to_copy = models.TextField(_("what not to copy"), blank=True)
    keywords = ClusterTaggableManager(through=PracticeKeyword, blank=True, verbose_name=_("keywords"))

    #: The parts of the text in reading order; markdown, shown through ``render_user_text``.
    SECTIONS = (
        "problem",
        "solution",
        "beneficiaries",
        "users_involved",
        "cost_note",
        "results",
        "lessons",
        "transferability",
        "not_to_copy",
    )

    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []
    template = "practices/practice_page.html"
    content_panels = [
        FieldPanel("practice"),
        *PortalPage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in SECTIONS], heading=_("the practice")),
        InlinePanel("blocks", label=_("building block"), max_num=6),
        InlinePanel("evidence_rows", label=_("evidence")),
        FieldPanel("keywords"),
    ]

    class Meta:
        verbose_name = _("text of a practice")
        constraints = [models.UniqueConstraint(fields=["practice", "language"], name="one_practice_text_per_language")]

    def serve(self, request, *args, **kwargs):
        """Lead to the address of the practice, in this language: there its state decides who may read."""
        return redirect(f"/{get_language()}/practices/{self.practice.slug}/?text={self.language}")

    def get_context(self, request, *args, texts=None, **kwargs):
        """The text with what stands around it; ``texts`` are the practice's texts that the reader may see."""
        from practices.views import practice_context

        return {**super().get_context(request, *args, **kwargs), **practice_context(request, self, texts)}


class BuildingBlock(Orderable):
    """A part of a practice that somebody else could take over on its own."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="blocks")
    title = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    enabling_factors = models.TextField(_("what made it possible"), blank=True)


class EvidenceRow(Orderable):
    """One claim with what it rests on; "none yet" is an honest answer."""

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        SURVEY = "survey", _("survey")
        STUDY = "study", _("study")
        STORY = "story", _("account")
        NONE_YET = "none-yet", _("none yet")

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="evidence_rows")
    claim = models.CharField(_("what changed"), max_length=200)
    figure = models.CharField(_("figure"), max_length=40, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COUNT)


class Adoption(models.Model):
    """A practice taken up elsewhere; on screen "we want this too"."""

    class State(models.TextChoices):
        INTERESTED = "interested", _("interested")
        CONTACTED = "contacted", _("in contact")
        PLANNING = "planning", _("being planned")
        IMPLEMENTED = "implemented", _("done here too")
        ABANDONED = "abandoned", _("given up")

    public_id = PublicIdField()
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.INTERESTED)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation"], name="a_practice_taken_up_once_per_body")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.practice}"

"""Recommendations: versions made of clauses, where each clause comes from, what became of each position."""

from typing import TYPE_CHECKING

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from events.models import Conclusion
from forums.models import Cycle, MinuteItem, Outcome, Position, PostRevision
from indicators.models import Value
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.taxonomies.models import Tagged
from practices.models import Practice
from recommendations.models.groups import Level, WorkingGroup
from recommendations.querysets import RecommendationQuerySet


class Recommendation(Tagged):
    """A document drafted clause by clause; its state is moved by ``recommendations/workflow.py`` alone."""

    class Kind(models.TextChoices):
        RECOMMENDATIONS = "recommendations", _("recommendations")
        POSITION_PAPER = "position-paper", _("common position")
        ROADMAP = "roadmap", _("roadmap")
        GUIDELINES = "guidelines", _("guidelines")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("read over by the group")
        CONSULTATION = "consultation", _("open for comments")
        DECISION = "decision", _("being decided")
        AGREED = "agreed", _("agreed")
        AGREED_WITH_RESERVATIONS = "agreed_with_reservations", _("agreed with remarks")
        NOT_AGREED = "not_agreed", _("not agreed")
        SIGNED = "signed", _("signed")
        DELIVERED = "delivered", _("sent")
        ANSWERED = "answered", _("answered")
        FOLLOWING_UP = "following_up", _("being done")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("replaced by a newer one")

    public_id = PublicIdField()
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.RECOMMENDATIONS)
    state = models.CharField(max_length=26, choices=State.choices, default=State.DRAFT)
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="recommendations")
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="recommendations")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.MUNICIPAL)
    addressees = models.ManyToManyField(Organisation, blank=True, related_name="addressed_recommendations")
    authentic_language = LanguageField(verbose_name=_("authentic language"))
    derived_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="adaptations")
    consultation_ends_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        indexes = [models.Index(fields=["-changed_at", "-id"], name="recommendation_list")]

    def __str__(self) -> str:
        return self.reference


class ReferenceCounter(models.Model):
    """The last number given in ``REC-<country or RG>-<year>-<nnn>``; read under a lock."""

    prefix = models.CharField(max_length=12, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix}: {self.last}"


class Version(models.Model):
    """One version of a document; frozen when a decision begins, never changed after that."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    change_note = models.CharField(_("what changed"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="versions_are_numbered"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, sha256="") | (Q(frozen_at__isnull=False) & ~Q(sha256="")),
                name="a_frozen_version_has_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} v{self.number}"


class VersionText(models.Model):
    """Title and summary of a version in one language; a translation names its own hash."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="texts")
    language = LanguageField()
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("in short, in plain words"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_version_text_per_language")]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A point of a document, the same one in every version; its id is its permanent anchor."""

    public_id = PublicIdField()
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="clauses")
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="split_into")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged_from")
    derived_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="adapted_as")

    if TYPE_CHECKING:
        #: The point in the shown version of its document, where ``trace`` has loaded it.
        shown: list["VersionClause"]

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")

    def __str__(self) -> str:
        return f"{self.recommendation} #{self.public_id}"


class VersionClause(models.Model):
    """A point as it stands in one version."""

    class Kind(models.TextChoices):
        PREAMBLE = "preamble", _("introduction")
        FINDING = "finding", _("finding")
        MEASURE = "measure", _("measure")
        PROJECT = "project", _("project idea")
        INDICATOR = "indicator", _("indicator")
        BUDGET = "budget", _("budget")

    version = models.ForeignKey(Version, models.CASCADE, related_name="clauses")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="in_versions")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.MEASURE)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.MUNICIPAL)
    addressee = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="a_clause_once_per_version"),
            models.UniqueConstraint(fields=["version", "ordinal"], name="clauses_are_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.ordinal}"


class ClauseText(models.Model):
    """A point in one language; a translation remembers by its hash which authentic text it was made from.

    ``facts``: what a project idea says besides its text, by ``Fact``; only what is said, nothing where nothing is.
    """

    class Fact(models.TextChoices):
        COST = "cost", _("cost")
        PLACE = "place", _("place")
        WHO = "who", _("who carries it out")

    version_clause = models.ForeignKey(VersionClause, models.CASCADE, related_name="texts")
    language = LanguageField()
    text = models.TextField(_("text"), validators=[MinLengthValidator(1)])
    facts = models.JSONField(_("cost, place, who carries it out"), null=True, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version_clause", "language"], name="one_clause_text_per_language")
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def named_facts(self) -> list[tuple[str, str]]:
        """Each fact that is said, with its name for the reader, in the order of ``Fact``."""
        said = self.facts or {}
        return [(str(fact.label), said[fact.value]) for fact in self.Fact if fact.value in said]


SOURCE_KINDS = (
    "post_revision",
    "position",
    "outcome",
    "minute_item",
    "conclusion",
    "practice",
    "value",
    "document",
)


class Source(models.Model):
    """Where a clause comes from: exactly one thing, or the group's own expertise named in words."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="sources")
    post_revision = models.ForeignKey(PostRevision, models.PROTECT, null=True, blank=True, related_name="cited_in")
    position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="cited_in")
    outcome = models.ForeignKey(Outcome, models.PROTECT, null=True, blank=True, related_name="cited_in")
    minute_item = models.ForeignKey(MinuteItem, models.PROTECT, null=True, blank=True, related_name="cited_in")
    conclusion = models.ForeignKey(Conclusion, models.PROTECT, null=True, blank=True, related_name="cited_in")
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="cited_in")
    value = models.ForeignKey(Value, models.PROTECT, null=True, blank=True, related_name="cited_in")
    document = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    expertise = models.CharField(_("the group's expertise, meeting of"), max_length=200, blank=True)
    linked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[
                        Q(expertise="", **{f"{other}__isnull": other != own for other in SOURCE_KINDS})
                        for own in SOURCE_KINDS
                    ],
                    ~Q(expertise="") & Q(**{f"{kind}__isnull": True for kind in SOURCE_KINDS}),
                    _connector=Q.OR,
                ),
                name="source_is_exactly_one_thing",
            ),
            *[
                models.UniqueConstraint(fields=["clause", kind], name=f"a_{kind}_cited_once_per_clause")
                for kind in SOURCE_KINDS
            ],
        ]

    def __str__(self) -> str:
        return f"source of {self.clause}"


class Disposition(models.Model):
    """What became of a position in this document; its author is told."""

    class Kind(models.TextChoices):
        USED = "used", _("used in a point")
        MERGED = "merged", _("joined with another")
        NOT_TAKEN = "not_taken", _("not taken up")
        DEFERRED = "deferred", _("left for later")

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="dispositions")
    position = models.ForeignKey(Position, models.CASCADE, related_name="dispositions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="dispositions")
    merged_into = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    language = LanguageField(blank=True)
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "position"], name="one_disposition_per_position"),
            models.CheckConstraint(
                condition=~Q(kind="used") | Q(clause__isnull=False), name="a_used_position_names_its_clause"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["not_taken", "deferred"]) | ~Q(reason=""), name="a_refused_position_is_told_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind}"

"""After the hand-over: delivery, the official answer to each point, commitments and what was done."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, User
from directory.models import Organisation
from forums.models import Post, WorkingTable
from indicators.models import Indicator
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.base.models import Pointer
from recommendations.models.documents import Clause, Recommendation, Version


class Delivery(models.Model):
    """A signed version sent to one addressee, with its registry number and the day an answer is due."""

    public_id = PublicIdField()
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="deliveries")
    version = models.ForeignKey(Version, models.PROTECT, related_name="deliveries")
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="deliveries")
    delivered_on = models.DateField(_("sent on"))
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    due_on = models.DateField(_("answer due on"))
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["delivered_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "addressee"], name="delivered_once_per_addressee")]

    def __str__(self) -> str:
        return f"{self.version} to {self.addressee}"


class OfficialResponse(models.Model):
    """The addressee's answer to one point, given by its officer or entered from its letter."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        IN_PART = "in_part", _("accepted in part")
        REJECTED = "rejected", _("not accepted")
        NOT_COMPETENT = "not_competent", _("not ours to decide")
        CONSIDERING = "considering", _("being considered")

    public_id = PublicIdField()
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="responses")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="responses")
    answer = models.CharField(max_length=14, choices=Answer.choices)
    reason = models.TextField(_("reason"))
    language = LanguageField()
    considered_until = models.DateField(_("answer promised by"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"))
    on_behalf_of = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="responses")
    forwarded_to = models.CharField(_("forwarded to"), max_length=200, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    is_from_letter = models.BooleanField(_("entered from a letter"), default=False)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("official response")
        constraints = [
            models.UniqueConstraint(fields=["delivery", "clause"], name="one_response_per_point"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_response_gives_its_reason"),
            models.CheckConstraint(
                condition=~Q(answer="considering") | Q(considered_until__isnull=False),
                name="under_consideration_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(is_from_letter=True) | Q(on_behalf_of__isnull=False), name="an_answer_is_by_mandate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.answer}"


class Commitment(models.Model):
    """Who does what until when; overdue and silent are computed from the dates, never typed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        IN_PROGRESS = "in_progress", _("being done")
        REPORTED_DONE = "reported_done", _("reported done")
        VERIFIED = "verified", _("confirmed")
        DISPUTED = "disputed", _("disputed")
        PARTLY_DONE = "partly_done", _("done in part")
        SUSPENDED = "suspended", _("suspended")
        DROPPED = "dropped", _("given up")

    class ActState(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        ADOPTED = "adopted", _("adopted")
        PUBLISHED = "published", _("in the official gazette")

    FINAL_STATES = (State.VERIFIED, State.DROPPED)

    public_id = PublicIdField()
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="commitments")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="commitments")
    response = models.ForeignKey(OfficialResponse, models.PROTECT, null=True, blank=True, related_name="commitments")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments", verbose_name=_("who"))
    text = models.TextField(_("what"))
    language = LanguageField()
    state = models.CharField(max_length=14, choices=State.choices, default=State.PLANNED)
    due_on = models.DateField(_("until when"))
    next_update_on = models.DateField(_("next news by"))
    last_news_on = models.DateField(_("last news"))
    suspended_on = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    suspended_days = models.PositiveSmallIntegerField(default=0)
    budget_line = models.CharField(_("budget line"), max_length=80, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="commitments", verbose_name=_("indicator")
    )
    act_title = models.CharField(_("decision or act"), max_length=200, blank=True)
    act_state = models.CharField(_("how far the act is"), max_length=10, choices=ActState.choices, blank=True)
    gazette_number = models.CharField(_("number in the gazette"), max_length=60, blank=True)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="suspended") | Q(suspended_until__isnull=False), name="suspended_until_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def days_suspended(self, today: date) -> int:
        """Days for which the clock has stood still; a suspension counts to its last day, not beyond."""
        if self.suspended_on is None or self.suspended_until is None:
            return self.suspended_days
        return self.suspended_days + max((min(today, self.suspended_until) - self.suspended_on).days, 0)

    def days_overdue(self, today: date) -> int:
        """Days since the due date passed, those of a suspension left out.

        0 while it has not passed, while the clock stands still, and once the matter is final or reported done.
        """
        if self.state in (*self.FINAL_STATES, self.State.REPORTED_DONE):
            return 0
        if self.suspended_until and today <= self.suspended_until:
            return 0
        return max((today - self.due_on).days - self.days_suspended(today), 0)

    def days_silent(self, today: date) -> int:
        """Days since the last news; 0 once the matter is final."""
        return 0 if self.state in self.FINAL_STATES else max((today - self.last_news_on).days, 0)


class Milestone(models.Model):
    """A step on the way, with its own day."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    text = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("until when"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class CommitmentUpdate(models.Model):
    """News about a commitment; "no change" is news too. An evidence link or file may go with it."""

    public_id = PublicIdField()
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="updates")
    state = models.CharField(max_length=14, choices=Commitment.State.choices)
    text = models.TextField(_("what happened"), blank=True)
    language = LanguageField()
    evidence_address = models.URLField(_("address of the evidence"), blank=True)
    evidence = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    evidence_posts = models.ManyToManyField(Post, blank=True, related_name="evidence_for")
    reported_on = models.DateField()
    reported_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["reported_on", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.state}"


class Verification(models.Model):
    """What a table says about something reported done."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="verifications")
    table = models.ForeignKey(WorkingTable, models.CASCADE, null=True, blank=True, related_name="verifications")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "table"], name="verified_once_per_table"),
            models.UniqueConstraint(fields=["commitment", "organisation"], name="verified_once_per_body"),
            models.CheckConstraint(
                condition=Q(table__isnull=False, organisation__isnull=True)
                | Q(table__isnull=True, organisation__isnull=False),
                name="verified_by_a_table_or_a_body",
            ),
            models.CheckConstraint(condition=~Q(verdict="disputed") | ~Q(reason=""), name="a_dispute_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.verdict}"


class Reminder(Pointer):
    """Somebody was reminded of a day: once for each kind, thing and day, however often the clock asks."""

    class Kind(models.TextChoices):
        ANSWER_SOON = "answer_soon", _("an answer is due soon")
        ANSWER_LATE = "answer_late", _("an answer is late")
        NEWS_SOON = "news_soon", _("news is due soon")
        NEWS_LATE = "news_late", _("news is late")
        DUE_SOON = "due_soon", _("a commitment is due soon")
        OVERDUE = "overdue", _("a commitment is late")
        BALLOT_SOON = "ballot_soon", _("a decision closes soon")
        BALLOT_ASKED = "ballot_asked", _("somebody asks for an answer in a decision")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    due_on = models.DateField()
    reminded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_kind", "subject_id", "due_on"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject_kind} {self.subject_id}"

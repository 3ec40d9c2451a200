"""Rounds, their frozen electorate, ballots; who an elector is stands in a side table."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from forums.models import Seat, WorkingTable
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from recommendations.models.documents import Version

#: Dots an elector may give in all, where nobody says otherwise.
USUAL_DOTS = 3


class DecisionRound(models.Model):
    """One vote on one frozen version. Interim results are shown to nobody; a certified one never changes."""

    class Method(models.TextChoices):
        CONSENT = "consent", _("do we all agree?")
        TABLE_VOTE = "table_vote", _("by table")
        ORGANISATIONS = "organisations", _("one voice per organisation")
        WRITTEN = "written", _("by silence")
        SENSE_CHECK = "sense_check", _("sense of the room")
        PRIORITIES = "priorities", _("choosing priorities")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, to be certified")
        CERTIFIED = "certified", _("certified")
        VOID = "void", _("void")

    public_id = PublicIdField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="rounds")
    method = models.CharField(max_length=16, choices=Method.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    quorum = models.DecimalField(max_digits=4, decimal_places=3, default=0.5, help_text=_("share of electors"))
    threshold = models.DecimalField(max_digits=4, decimal_places=3, default=0.5)
    proceeds_with_minority = models.BooleanField(default=False)
    shows_names = models.BooleanField(_("open vote"), default=True)
    question = models.TextField(_("what is asked"), blank=True)
    language = LanguageField(blank=True)
    remind_on = models.DateField(_("remind those who have not answered on"), null=True, blank=True)
    dots_each = models.PositiveSmallIntegerField(_("dots each may give"), default=USUAL_DOTS)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    certified_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    certified_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    chain_number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state="open") & ~Q(method__in=["sense_check", "priorities"]),
                name="one_open_round_per_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="certified") | Q(certified_at__isnull=False, result__isnull=False),
                name="a_certified_round_has_its_result",
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="a_void_round_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.method}"


class Elector(models.Model):
    """A row of the electorate as frozen at opening: a seat, a table or an organisation, by its printed name."""

    public_id = PublicIdField()
    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="electors")
    ordinal = models.PositiveSmallIntegerField()
    table = models.ForeignKey(WorkingTable, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["round", "ordinal"], name="electors_are_numbered")]

    def __str__(self) -> str:
        return f"{self.round}, elector {self.ordinal}"


class ElectorPerson(models.Model):
    """Who may cast for an elector; emptied when that person is erased, the elector stays."""

    elector = models.OneToOneField(Elector, models.CASCADE, related_name="person_link")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="electors")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="electors")

    def __str__(self) -> str:
        return f"{self.elector}: {self.user}"


class Ballot(models.Model):
    """A choice cast for an elector; while the round is open the last one counts, nothing is overwritten."""

    class Choice(models.TextChoices):
        AGREE = "agree", _("I agree")
        RESERVATION = "reservation", _("I agree with a remark")
        OBJECT = "object", _("I do not agree")
        STAND_ASIDE = "stand_aside", _("I abstain")
        DOTS = "dots", _("I choose what matters most")

    elector = models.ForeignKey(Elector, models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=12, choices=Choice.choices)
    reason = models.TextField(_("reason"), blank=True)
    language = LanguageField(blank=True)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True)
    dots = models.JSONField(_("dots by point"), null=True, blank=True)
    channel = models.CharField(max_length=10, default="web")
    letter = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(choice__in=["reservation", "object"]) | ~Q(reason=""), name="a_remark_gives_its_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.elector}: {self.choice}"


class Objection(models.Model):
    """What became of an objection between the closing of a round and its result: judged, then settled or kept."""

    class State(models.TextChoices):
        RAISED = "raised", _("raised")
        VALID = "valid", _("valid")
        NOT_VALID = "not_valid", _("not valid")
        INTEGRATED = "integrated", _("settled")
        MAINTAINED = "maintained", _("upheld")

    public_id = PublicIdField()
    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="objection")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RAISED)
    judgement = models.TextField(_("why it is valid or not"), blank=True)
    settlement = models.TextField(_("how it was settled"), blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state="raised") | ~Q(judgement=""), name="a_judged_objection_says_why"),
            models.CheckConstraint(
                condition=~Q(state="integrated") | ~Q(settlement=""), name="a_settled_objection_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.state}"


class Endorsement(models.Model):
    """A body of the network stood behind what was agreed, on a day; entered with its number or file."""

    round = models.ForeignKey(DecisionRound, models.PROTECT, related_name="endorsements")
    body = models.CharField(_("which body"), max_length=200)
    language = LanguageField()
    endorsed_on = models.DateField(_("on which day"))
    reference = models.CharField(_("number of its decision"), max_length=80, blank=True)
    document = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["endorsed_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "body"], name="endorsed_once_by_a_body")]

    def __str__(self) -> str:
        return f"{self.round}: {self.body}"


class MinorityOpinion(models.Model):
    """A separate opinion, printed with the document."""

    round = models.ForeignKey(DecisionRound, models.CASCADE, related_name="minority_opinions")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="minority_opinions")
    language = LanguageField()
    text = models.TextField(_("separate opinion"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "elector"], name="one_minority_opinion_per_elector")]

    def __str__(self) -> str:
        return self.text[:60]


class SignOff(models.Model):
    """Agreed by signature, in a capacity, on one version hash."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="sign_offs")
    capacity = models.CharField(_("capacity"), max_length=160)
    table = models.ForeignKey(WorkingTable, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "capacity"], name="signed_once_per_capacity")]

    def __str__(self) -> str:
        return f"{self.version}: {self.capacity}"

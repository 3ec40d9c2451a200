"""Proposed changes to a clause, pinned to the text they were written against."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from recommendations.models.documents import Clause, Version


class Amendment(models.Model):
    class Kind(models.TextChoices):
        REPLACE = "replace", _("change the text")
        INSERT_AFTER = "insert_after", _("add a point after it")
        DELETE = "delete", _("leave the point out")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("proposed")
        UNDER_REVIEW = "under_review", _("being considered")
        ACCEPTED = "accepted", _("accepted")
        ACCEPTED_MODIFIED = "accepted_modified", _("accepted with changes")
        REJECTED = "rejected", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("overtaken by another change")

    #: What a rapporteur may propose, and decide.
    SETTLEMENTS = (State.ACCEPTED, State.ACCEPTED_MODIFIED, State.REJECTED)

    public_id = PublicIdField()
    number = models.PositiveIntegerField(null=True, blank=True, help_text=_("given once, when it is proposed"))
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="amendments")
    base_version = models.ForeignKey(Version, models.PROTECT, related_name="amendments")
    base_text = models.TextField()
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.REPLACE)
    state = models.CharField(max_length=18, choices=State.choices, default=State.DRAFT)
    language = LanguageField()
    text = models.TextField(_("proposed text"), blank=True)
    justification = models.TextField(_("why"))
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="amendments")
    on_behalf_of = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    needs_rebase = models.BooleanField(default=False)
    resolution = models.TextField(_("what was decided about it"), blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")
    # the rapporteur's proposal, and what the proposer says to it
    proposed_state = models.CharField(max_length=18, choices=State.choices, blank=True)
    proposed_text = models.TextField(_("text the rapporteur proposes"), blank=True)
    proposed_reason = models.TextField(_("why the rapporteur proposes it"), blank=True)
    proposal_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    proposal_at = models.DateTimeField(null=True, blank=True)
    proposer_agrees = models.BooleanField(null=True, blank=True)
    proposer_answer = models.TextField(_("what the proposer answers"), blank=True)
    proposer_answered_at = models.DateTimeField(null=True, blank=True)
    # a change that came as a letter or a tracked Word file
    letter = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    letter_from = models.CharField(_("who wrote the letter"), max_length=160, blank=True)
    entered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        constraints = [
            models.CheckConstraint(condition=~Q(justification=""), name="amendment_says_why"),
            models.CheckConstraint(condition=Q(kind="delete") | ~Q(text=""), name="amendment_has_a_text"),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(resolution=""), name="a_refusal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.clause}"

    @property
    def is_open(self) -> bool:
        """Nobody has settled it yet."""
        return self.state in (self.State.SUBMITTED, self.State.UNDER_REVIEW)

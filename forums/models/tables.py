"""Working tables: the interests around the forum, equal in weight, and who sits there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from forums.models.forum import Forum
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField


class WorkingTable(models.Model):
    """A table stands for an interest; each table has one vote of weight 1, or none."""

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    has_vote = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["forum", "number"], name="tables_are_numbered")]

    def __str__(self) -> str:
        return f"{self.forum}, table {self.number}"


class TableText(models.Model):
    """The interest a table stands for, in one language."""

    table = models.ForeignKey(WorkingTable, models.CASCADE, related_name="texts")
    language = LanguageField()
    interest = models.CharField(_("interest"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "language"], name="one_interest_per_language")]

    def __str__(self) -> str:
        return self.interest


class Participant(models.Model):
    """A person without an account, known by a code; takes part through those who write down what they say."""

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="participants")
    code = models.CharField(_("code"), max_length=12)
    pin_hash = models.CharField(max_length=128, blank=True)
    shows_table = models.BooleanField(_("may be shown as participant of the table"), default=True)
    consent_wording = models.CharField(max_length=20)
    consented_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "code"], name="a_code_once_per_forum")]

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """A place at a table, held by a person with an account or by a participant known by a code."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        SUBSTITUTE = "substitute", _("substitute")

    class Sex(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        UNSTATED = "unstated", _("not stated")

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        HELD = "held", _("held")
        LEFT = "left", _("left")

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="seats")
    table = models.ForeignKey(WorkingTable, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="seats")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=State.choices, default=State.HELD)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNSTATED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, participant__isnull=True)
                | Q(user__isnull=True, participant__isnull=False),
                name="seat_of_a_person_or_a_code",
            ),
            models.UniqueConstraint(
                fields=["forum", "user"], condition=~Q(state="left"), name="one_seat_per_person_and_forum"
            ),
            models.UniqueConstraint(
                fields=["forum", "participant"], condition=~Q(state="left"), name="one_seat_per_code_and_forum"
            ),
            models.UniqueConstraint(
                fields=["table"], condition=Q(role="rapporteur", state="held"), name="one_rapporteur_per_table"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.user or self.participant}"

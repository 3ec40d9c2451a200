"""Positions: what a table or a person wants, distilled from what was said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.discussion import Post
from forums.models.forum import Cycle, Forum
from forums.models.sessions import MinuteItem, Session
from forums.models.tables import Seat, WorkingTable
from forums.querysets import PositionQuerySet
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.languages.reading import reader_language


class Position(models.Model):
    """One sentence somebody stands for, with the posts or minute items it comes from."""

    class Kind(models.TextChoices):
        FOR = "for", _("in favour")
        AGAINST = "against", _("against")
        ALTERNATIVE = "alternative", _("another way")
        NEED = "need", _("need")
        CONCERN = "concern", _("worry")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("on the table")
        MERGED = "merged", _("joined with another")
        PENDING = "pending", _("waiting for the facilitator")
        REFUSED = "refused", _("not published")
        HIDDEN = "hidden", _("hidden")

    #: What everybody who sees the forum reads.
    SHOWN = (State.PROPOSED, State.ACCEPTED)

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="positions")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="positions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEED)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    text = models.CharField(_("position"), max_length=280)
    language = LanguageField()
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged_from")
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    form_key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="positions_are_numbered"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged"),
                name="merged_position_says_where",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.forum.slug}/positions/#{self.public_id}"


class PositionSource(models.Model):
    """Where a position comes from: a post or a minute item."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="sources")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="position_sources")
    minute_item = models.ForeignKey(MinuteItem, models.PROTECT, null=True, blank=True, related_name="position_sources")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, minute_item__isnull=True)
                | Q(post__isnull=True, minute_item__isnull=False),
                name="position_source_is_exactly_one_thing",
            ),
            models.UniqueConstraint(fields=["position", "post"], name="a_post_feeds_a_position_once"),
            models.UniqueConstraint(fields=["position", "minute_item"], name="an_item_feeds_a_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} from {self.post or self.minute_item}"


class Support(models.Model):
    """A seat stands behind a position; one voice per seat."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="supports")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "seat"], name="a_seat_supports_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.position}"


class TableVoice(models.Model):
    """What a table said in the room about a position: one cell of the grid."""

    class Answer(models.TextChoices):
        AGREE = "agree", _("agrees")
        DISAGREE = "disagree", _("does not agree")
        NOT_DISCUSSED = "not_discussed", _("not discussed")

    position = models.ForeignKey(Position, models.CASCADE, related_name="voices")
    table = models.ForeignKey(WorkingTable, models.CASCADE, related_name="voices")
    answer = models.CharField(max_length=14, choices=Answer.choices)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="voices")
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "table"], name="one_voice_per_table")]

    def __str__(self) -> str:
        return f"{self.table}: {self.answer}"

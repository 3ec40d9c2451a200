"""What was done with whole conversations: moved, split, joined, and the dated rows that say so inside them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.discussion import Post, Thread
from portal.base.ids import PublicIdField


class Rearrangement(models.Model):
    """One act on conversations, with what is needed to take it back."""

    class Kind(models.TextChoices):
        MOVE = "move", _("moved")
        SPLIT = "split", _("split")
        MERGE = "merge", _("joined")

    public_id = PublicIdField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.ForeignKey(Thread, models.CASCADE, related_name="rearrangements")
    target = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    posts = models.ManyToManyField(Post, blank=True, related_name="+")
    before = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_rearrangement_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(kind="move", source=models.F("target")) | ~Q(kind="move"),
                name="a_moved_thread_stays_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"


class ThreadEvent(models.Model):
    """Something that happened to a conversation, shown as a dated row after the post at ``after_position``."""

    class Kind(models.TextChoices):
        MOVED = "moved", _("moved")
        SPLIT_OFF = "split_off", _("a part went into a conversation of its own")
        SPLIT_FROM = "split_from", _("began in another conversation")
        JOINED = "joined", _("another conversation was joined with this one")
        CONCLUDED = "concluded", _("concluded")
        REOPENED = "reopened", _("opened again")
        ARCHIVED = "archived", _("put into the archive")
        LOCKED = "locked", _("closed for replies")
        UNLOCKED = "unlocked", _("opened for replies again")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_at = models.DateTimeField()
    after_position = models.PositiveIntegerField()
    other = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["thread", "after_position"], name="thread_event_by_position")]

    def __str__(self) -> str:
        return f"{self.thread}: {self.kind}"

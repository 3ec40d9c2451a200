"""What goes with writing and reading: drafts, files, people named, and how far somebody has read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.discussion import Post, Thread
from forums.models.forum import Forum
from portal.base.ids import PublicIdField


class Draft(models.Model):
    """What somebody was writing, a reply or a new conversation: kept through sign-outs, refusals, closed stages."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="drafts")
    forum = models.ForeignKey(Forum, models.CASCADE, null=True, blank=True, related_name="drafts")
    body = models.TextField(blank=True)
    choices = models.JSONField(default=dict, blank=True, help_text=_("the other fields of the form"))
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="one_draft_per_thread"),
            models.UniqueConstraint(fields=["user", "forum"], name="one_draft_per_forum"),
            models.CheckConstraint(
                condition=Q(thread__isnull=True, forum__isnull=False) | Q(thread__isnull=False, forum__isnull=True),
                name="a_draft_has_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.thread or self.forum}"


def attachment_file(attachment: "Attachment", name: str) -> str:
    """Where a file lies: under its own id, which nobody can guess; the name stays in the row."""
    return f"attachments/{attachment.public_id[:2]}/{attachment.public_id}.{name.rpartition('.')[2]}"


class Attachment(models.Model):
    """A picture, paper or voice note that goes with a post, or waits with a draft until there is one."""

    public_id = PublicIdField()
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="attachments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="attachments")
    file = models.FileField(upload_to=attachment_file)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(help_text=_("bytes"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True, post__isnull=False) | Q(draft__isnull=False, post__isnull=True),
                name="a_file_has_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.content_type.startswith("audio/")

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"files/{self.public_id}/"


class Mention(models.Model):
    """A person whom a post names; found when it is saved, told when it can be read."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="a_person_is_named_once")]

    def __str__(self) -> str:
        return f"{self.post}: {self.user}"


class ReadMarker(models.Model):
    """The last position a person has read in a thread."""

    user = models.ForeignKey(User, models.CASCADE, related_name="read_markers")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_markers")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="one_read_marker_per_thread")]

    def __str__(self) -> str:
        return f"{self.user}: {self.thread}, {self.position}"


class ReadingHabit(models.Model):
    """How a person likes to read conversations."""

    class View(models.TextChoices):
        FLAT = "flat", _("in the order in which people spoke")
        THREADED = "threaded", _("answers below what they answer")

    user = models.OneToOneField(User, models.CASCADE, related_name="reading_habit")
    thread_view = models.CharField(max_length=8, choices=View.choices, default=View.FLAT)

    def __str__(self) -> str:
        return f"{self.user}: {self.thread_view}"

"""What the forum holds about a person, what of it goes with them, and what they must hand over first."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.actions.erasing import erase_post
from forums.actions.giving_back import give_up
from forums.models import Forum, ForumRole, Post, Seat
from portal.base.own_data import Erasing, Held, Hindrance, acts
from portal.languages.reading import best

GOES, NAMELESS, STAYS = Erasing.GOES, Erasing.NAMELESS, Erasing.STAYS

HELD = (
    Held(
        "attended",
        "forums.NamedAttendance",
        "user",
        GOES,
        ("session__public_id", "session__cycle__forum__slug", "session__starts_at", "named_at"),
        _("Sessions where your name stands among those who came"),
    ),
    Held("forum_roles", "forums.ForumRole", "user", GOES, ("forum__slug", "role", "since", "until"), _("Your forums")),
    Held(
        "places",
        "forums.Seat",
        "user",
        STAYS,
        ("public_id", "forum__slug", "table__number", "organisation__slug", "role", "state", "sex"),
        _("Your places at tables"),
    ),
    Held(
        "threads",
        "forums.Thread",
        "opened_by",
        NAMELESS,
        ("public_id", "forum__slug", "kind", "state", "title", "language", "opened_at"),
        _("Conversations you started"),
    ),
    Held(
        "posts",
        "forums.Post",
        "author",
        NAMELESS,
        (
            "public_id",
            "thread__public_id",
            "number",
            "kind",
            "alignment",
            "state",
            "channel",
            "on_behalf_of__organisation__slug",
            "language",
            "body",
            "created_at",
            "published_at",
            "edited_at",
        ),
        _("Your contributions"),
    ),
    Held(
        "post_revisions",
        "forums.PostRevision",
        "post__author",
        None,
        ("post__public_id", "number", "body", "written_at"),
        _("Earlier texts of your contributions"),
    ),
    Held("drafts", "forums.Draft", "user", GOES, ("thread__public_id", "forum__slug", "body", "saved_at"), _("Drafts")),
    Held(
        "files",
        "forums.Attachment",
        "uploaded_by",
        NAMELESS,
        ("public_id", "post__public_id", "name", "content_type", "size", "uploaded_at"),
        _("Your files"),
    ),
    Held(
        "positions",
        "forums.Position",
        "proposed_by",
        NAMELESS,
        ("public_id", "forum__slug", "number", "kind", "state", "text", "language", "proposed_at"),
        _("Positions you proposed"),
    ),
    Held(
        "supports",
        "forums.Support",
        "seat__user",
        None,
        ("position__public_id", "given_at"),
        _("Positions you support"),
    ),
    Held(
        "flags",
        "forums.Flag",
        "raised_by",
        NAMELESS,
        ("public_id", "subject_kind", "subject_id", "reason", "note", "raised_at", "state", "settled_at"),
        _("What you reported"),
    ),
    Held(
        "measures",
        "forums.Measure",
        "concerns",
        NAMELESS,
        ("public_id", "forum__slug", "kind", "subject_kind", "subject_id", "reason", "statement", "taken_at", "until"),
        _("What was decided about your words"),
    ),
    Held(
        "appeals",
        "forums.Appeal",
        "lodged_by",
        NAMELESS,
        ("public_id", "measure__public_id", "words", "language", "lodged_at", "state", "reason", "decided_at"),
        _("Decisions you objected to"),
    ),
    Held("mentions", "forums.Mention", "user", GOES, ("post__public_id",), _("Where others named you")),
    Held("read", "forums.ReadMarker", "user", GOES, ("thread__public_id", "position"), _("How far you have read")),
    Held("reading", "forums.ReadingHabit", "user", GOES, ("thread_view",), _("How you read")),
    *acts("forums.Post", "recorded_by", shows=("public_id",)),
    *acts("forums.PostRevision", "written_by", shows=("public_id",)),
    *acts("forums.Participant", "recorded_by", shows=("public_id",)),
    *acts("forums.Outcome", "concluded_by", shows=("public_id",)),
    *acts("forums.Measure", "taken_by", shows=("public_id",)),
    *acts("forums.Flag", "settled_by", shows=("public_id",)),
    *acts("forums.Appeal", "decided_by", shows=("public_id",)),
    *acts("forums.Minutes", "drafted_by", "approved_by", shows=("public_id",)),
    *acts("forums.TableVoice", "recorded_by"),
    *acts("forums.Rearrangement", "done_by", "undone_by", shows=("public_id",)),
)


def before_erasing(user, *, with_texts: bool, at: datetime.datetime) -> None:
    """Words nobody ever read go, the others where the person wishes it; places at tables are given up."""
    posts = Post.objects.filter(author=user).exclude(kind=Post.Kind.OFFICIAL_REPLY).select_related("thread__forum")
    for post in posts if with_texts else posts.filter(number=None):
        erase_post(post, by=None, at=at)
    for seat in Seat.objects.filter(user=user):
        give_up(seat)


def forums_left_alone(user, leaving: set[int]) -> list[Hindrance]:
    """The forums under way that nobody else facilitates."""
    today = timezone.localdate()
    now_valid = Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today)
    facilitates = ForumRole.objects.filter(
        *now_valid, role=ForumRole.Role.FACILITATOR, forum__state__in=(Forum.State.ANNOUNCED, Forum.State.ACTIVE)
    )
    others = facilitates.filter(user__is_active=True).exclude(user__in={*leaving, user.pk})
    own = facilitates.filter(user=user).exclude(forum__in=others.values("forum")).select_related("forum")
    return [hindrance_of(role.forum) for role in own.order_by("forum__slug")]


def hindrance_of(forum: Forum) -> Hindrance:
    page = best(forum.pages.filter(live=True))
    return Hindrance(
        _now("Nobody else facilitates this forum. Have somebody named who does:"),
        page.title if page else forum.slug,
        page.language if page else "",
        reverse("forums:forum-run", args=[forum.slug]),
    )

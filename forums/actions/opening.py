"""Opening a forum from five answers: the forum, its text in one language, a plan of sessions and stages."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from directory.models import Organisation
from forums.actions.forum import name_role, open_cycle, open_forum
from forums.actions.sessions import plan_session
from forums.actions.stages import plan_stages
from forums.errors import MoveRefused
from forums.models import Cycle, Forum, ForumIndexPage, ForumPage, ForumRole
from forums.plans import plan_of
from forums.signals import forum_changed
from portal.base.text import plain_text, render_user_text
from portal.languages import TREES_OF_TAGS
from portal.languages.latin import to_latin

LONGEST_SLUG = 60
#: A forum opens for those who want a place as soon as it is announced; its stages begin the day after it was opened.
NOTICE = datetime.timedelta(days=1)
#: Addresses below the list of forums that are pages of their own.
RESERVED = {"new"}
#: Parts of a forum's text that are stored as HTML and written here in plain words.
RICH = ("body", "charter")


@transaction.atomic
def open_planned_forum(
    host: Organisation,
    *,
    by: User,
    title: str,
    language: str,
    plan: str,
    first_session: datetime.datetime,
    facilitator: User,
    place: str = "",
    summary: str = "",
    charter: str = "",
    at: datetime.datetime | None = None,
    **settings: Any,
) -> Forum:
    """A draft forum with its text, facilitator, sessions and stages; ``settings`` are further fields of ``Forum``.

    ``MoveRefused`` when the first session does not lie ahead.
    """
    at = at or timezone.now()
    if first_session <= at + NOTICE:
        raise MoveRefused(_("The first session must lie at least one day ahead."))
    standing = plan == "standing"
    forum = open_forum(
        host,
        by=by,
        slug=free_slug(title),
        format=Forum.Format.STANDING if standing else Forum.Format.SERIES,
        **settings,
    )
    add_text(forum, title=title, language=language, summary=summary, charter=charter)
    name_role(forum, by=by, user=facilitator, role=ForumRole.Role.FACILITATOR)
    plan_cycle(forum.cycles.get(), plan, by=by, first_session=first_session, place=place, language=language, at=at)
    return forum


@transaction.atomic
def begin_next_cycle(
    forum: Forum,
    *,
    by: User,
    first_session: datetime.datetime,
    place: str = "",
    language: str = "",
    at: datetime.datetime | None = None,
) -> Cycle:
    """The next round of a standing forum with its sessions and stages; the one before may still be followed up.

    ``MoveRefused`` for a series, for a date in the past, and while the tables of the round before still decide.
    """
    at = at or timezone.now()
    if first_session <= at + NOTICE:
        raise MoveRefused(_("The first session must lie at least one day ahead."))
    unfinished = (Cycle.State.CONSTITUTING, Cycle.State.DELIBERATING, Cycle.State.DECIDING)
    if forum.cycles.filter(state__in=unfinished).exists():
        raise MoveRefused(_("The present round has not decided yet. The next one begins after that."))
    cycle = open_cycle(forum, by=by)
    plan_cycle(cycle, "standing", by=by, first_session=first_session, place=place, language=language, at=at)
    return cycle


def plan_cycle(
    cycle: Cycle,
    plan: str,
    *,
    by: User,
    first_session: datetime.datetime,
    place: str,
    language: str,
    at: datetime.datetime,
) -> None:
    """The sessions and stages of that plan; nobody is called yet."""
    opens_at = max(at, first_session - 4 * datetime.timedelta(weeks=4)).replace(second=0, microsecond=0)
    planned = plan_of(
        plan, first_session=first_session, opens_at=opens_at, response_due_days=cycle.forum.response_due_days
    )
    plan_stages(cycle, by=by, stages=[(stage.kind, stage.opens_at, stage.closes_at) for stage in planned.stages])
    for session in planned.sessions:
        plan_session(
            cycle,
            by=by,
            kind=session.kind,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            place=place,
            language=language,
        )


@transaction.atomic
def write_text(forum: Forum, *, by: User, language: str, words: Mapping[str, Any]) -> ForumPage:
    """What editors and the forum's team say about it in one language: ``title``, ``summary``, ``question``, ``body``,
    ``charter`` in plain words, ``charter_document``. A language that has a text already has it changed."""
    page = forum.pages.filter(language=language).first()
    if page is None:
        page = add_text(forum, language=language, **words)
    else:
        for name, value in words.items():
            setattr(page, name, rewritten(getattr(page, name), value) if name in RICH else value)
        page.save_revision(user=by).publish()
    audit.record("write_text", kind="forum", public_id=forum.public_id, by=by, details={"language": language})
    forum_changed.send(sender=Forum, forum=forum)
    return page


def add_text(forum: Forum, *, language: str, **words: Any) -> ForumPage:
    """The text as a live page in the tree that its language belongs to, beside the forum's other texts."""
    index = index_for(language)
    fields = {name: rich(value) if name in RICH else value for name, value in words.items()}
    page = ForumPage(forum=forum, slug=slug_below(index, forum.slug, language), language=language, **fields)
    page.locale_id = index.locale_id
    return index.add_child(instance=page)


def rewritten(html: str, text: str) -> str:
    """The HTML of new words; what stands there stays as it is, markup included, where no word has changed."""
    return html if plain_text(html).split() == text.split() else rich(text)


def index_for(language: str) -> ForumIndexPage:
    """The list of forums in the tree of that content language, or in the English one."""
    trees = (TREES_OF_TAGS.get(language, "en"), "en")
    indexes = {index.locale.language_code: index for index in ForumIndexPage.objects.select_related("locale")}
    found = next((indexes[tree] for tree in trees if tree in indexes), None) or next(iter(indexes.values()), None)
    if found is None:
        raise MoveRefused(_("The portal has no page for forums yet. An editor makes it."))
    return found


def slug_below(index: ForumIndexPage, slug: str, language: str) -> str:
    """The forum's own slug, with the language where two texts stand in one tree."""
    taken = index.get_children().filter(slug=slug).exists()
    return f"{slug}-{language.lower()}" if taken else slug


def rich(text: str) -> str:
    """Plain words as paragraphs of a rich text field."""
    return render_user_text(text.strip()) if text.strip() else ""


def free_slug(title: str) -> str:
    """An address made of the title that no forum has."""
    base = slugify(to_latin(title))[:LONGEST_SLUG].strip("-") or "forum"
    taken = set(Forum.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 4))
    return next(slug for slug in (base, *numbered) if slug not in taken | RESERVED)

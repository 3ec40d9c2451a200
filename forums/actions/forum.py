"""Opening a forum, naming who runs it, and moving it and its cycles through their states."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from directory.models import Organisation
from forums import workflow
from forums.errors import MoveRefused
from forums.models import Cycle, Forum, ForumRole
from forums.querysets import forget_facts
from forums.signals import cycle_moved, forum_changed, role_named
from portal.taxonomies.models import Country, TargetGroup, Theme


@transaction.atomic
def open_forum(
    host: Organisation,
    *,
    by: User | None,
    slug: str,
    format: str,
    partners: Iterable[Organisation] = (),
    countries: Iterable[Country] = (),
    themes: Iterable[Theme] = (),
    target_groups: Iterable[TargetGroup] = (),
    **settings,
) -> Forum:
    """A forum in draft with its first cycle; ``settings`` are further fields of ``Forum``."""
    forum = Forum.objects.create(host=host, slug=slug, format=format, **settings)
    forum.partners.set(partners)
    forum.countries.set(countries)
    forum.themes.set(themes)
    forum.target_groups.set(target_groups)
    open_cycle(forum, by=by)
    audit.record("open", kind="forum", public_id=forum.public_id, by=by, to_state=forum.state)
    return forum


@transaction.atomic
def open_cycle(forum: Forum, *, by: User | None) -> Cycle:
    """The next cycle; a series has one only."""
    number = forum.cycles.count() + 1
    if number > 1 and forum.format == Forum.Format.SERIES:
        raise MoveRefused(_("A cycle of sessions has one round; a standing forum may begin another."))
    cycle = Cycle.objects.create(forum=forum, number=number)
    audit.record("open", kind="cycle", public_id=cycle.public_id, by=by, to_state=cycle.state)
    return cycle


@transaction.atomic
def name_role(
    forum: Forum,
    *,
    by: User | None,
    user: User,
    role: str,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> ForumRole:
    """The person facilitates or coordinates the forum between those days."""
    named, _is_new = ForumRole.objects.update_or_create(
        forum=forum, user=user, role=role, defaults={"since": since, "until": until}
    )
    forget_facts(user)
    details = {"role": role, "person": user.public_id}
    audit.record("name", kind="forum", public_id=forum.public_id, by=by, details=details)
    role_named.send(sender=ForumRole, role=named, by=by)
    return named


@transaction.atomic
def change_rules(
    forum: Forum,
    *,
    by: User | None,
    countries: Iterable[Country],
    themes: Iterable[Theme],
    target_groups: Iterable[TargetGroup],
    **rules,
) -> Forum:
    """The forum with other rules (fields of ``Forum``) and other terms it is found by."""
    details = {name: value for name, value in rules.items() if getattr(forum, name) != value}
    for name, value in rules.items():
        setattr(forum, name, value)
    forum.save(update_fields=list(rules))
    forum.countries.set(countries)
    forum.themes.set(themes)
    forum.target_groups.set(target_groups)
    audit.record("change_rules", kind="forum", public_id=forum.public_id, by=by, details=details)
    forum_changed.send(sender=Forum, forum=forum)
    return forum


@transaction.atomic
def announce_forum(forum: Forum, *, by: User | None, at: datetime.datetime | None = None) -> Forum:
    """The forum as everybody may see it; needs a charter, a facilitator and the date of the first session."""
    return moved(forum, "announce", by=by, at=at, announced_at=at or timezone.now())


@transaction.atomic
def start_forum(forum: Forum, *, by: User | None, at: datetime.datetime | None = None) -> Forum:
    """The forum under way."""
    return moved(forum, "start", by=by, at=at)


@transaction.atomic
def close_forum(forum: Forum, *, by: User | None, at: datetime.datetime | None = None) -> Forum:
    """The forum closed, once each of its cycles is."""
    return moved(forum, "close", by=by, at=at)


@transaction.atomic
def cancel_forum(forum: Forum, *, by: User | None, reason: str, at: datetime.datetime | None = None) -> Forum:
    """The forum called off, with the reason everybody reads."""
    return moved(forum, "cancel", by=by, at=at, reason=reason, cancel_reason=reason)


@transaction.atomic
def move_cycle(
    cycle: Cycle, verb: str, *, by: User | None, reason: str = "", at: datetime.datetime | None = None
) -> Cycle:
    """The cycle one state further; ``verb`` as in ``workflow.CYCLE_MOVES``."""
    before = cycle.state
    workflow.move(cycle, verb, by=by, reason=reason, at=at)
    cycle_moved.send(sender=Cycle, cycle=cycle, from_state=before, to_state=cycle.state)
    return cycle


def moved(
    forum: Forum, verb: str, *, by: User | None, at: datetime.datetime | None, reason: str = "", **fields
) -> Forum:
    workflow.move(forum, verb, by=by, reason=reason, at=at, **fields)
    forum_changed.send(sender=Forum, forum=forum)
    return forum

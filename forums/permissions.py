"""Who may do what in a forum, and nothing else. Docs: docs/permissions.md.

A right is asked of a forum or of anything inside one: a cycle, thread, post, position or table.
"""

import datetime

import rules
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import (
    desk_associations,
    is_administrator,
    is_desk,
    is_editor,
    is_member_of,
    is_signed_in,
    mandates_of,
    speaks_for,
)
from forums.distillers import distils
from forums.errors import closed_reason, ended_reason, locked_reason
from forums.models import Appeal, Cycle, Forum, ForumRole, Measure, Minutes, Position, Post, Seat, Thread, WorkingTable
from forums.premoderation import needs_approval_again
from forums.querysets import (
    READABLE_THREAD_STATES,
    Place,
    decided_first,
    forum_roles_of,
    forums_run_by,
    forums_suspending,
    inner_forums_of,
    seats_of,
)
from forums.stages import is_allowed, next_opening


def forum_of(thing) -> Forum | None:
    """The forum that a thing belongs to."""
    if thing is None or isinstance(thing, Forum):
        return thing
    return thing.thread.forum if isinstance(thing, Post) else thing.forum


def cycles_of(thing) -> list[Cycle]:
    """The cycles whose stages count for a thing: its own, or all of a forum's."""
    if isinstance(thing, Cycle):
        return [thing]
    if isinstance(thing, Forum):
        return list(thing.cycles.all())
    if isinstance(thing, Post):
        return [thing.thread.cycle]
    return [thing.cycle] if hasattr(thing, "cycle") else list(thing.forum.cycles.all())


def thread_of(thing) -> Thread | None:
    return thing.thread if isinstance(thing, Post) else thing if isinstance(thing, Thread) else None


# Facts about a person and a forum ---------------------------------------------------------------------------------


def has_forum_role(user, thing, role: str) -> bool:
    forum = forum_of(thing)
    return forum is not None and any(held.forum_id == forum.pk and held.role == role for held in forum_roles_of(user))


def seat_in(user, thing) -> Place | None:
    """The seat the person holds in the forum of that thing."""
    forum = forum_of(thing)
    return next((seat for seat in seats_of(user) if forum is not None and seat.forum_id == forum.pk), None)


@rules.predicate
def is_facilitator(user, thing=None) -> bool:
    return has_forum_role(user, thing, ForumRole.Role.FACILITATOR)


@rules.predicate
def is_coordinator(user, thing=None) -> bool:
    return has_forum_role(user, thing, ForumRole.Role.COORDINATOR)


@rules.predicate
def speaks_for_the_host(user, thing=None) -> bool:
    """Holds a mandate of the host, and therefore never moderates, records ballots or verifies there."""
    forum = forum_of(thing)
    return forum is not None and speaks_for(user, forum.host_id)


@rules.predicate
def has_seat(user, thing=None) -> bool:
    return seat_in(user, thing) is not None


@rules.predicate
def is_rapporteur(user, thing=None) -> bool:
    seat = seat_in(user, thing)
    return seat is not None and seat.role == Seat.Role.RAPPORTEUR


@rules.predicate
def is_rapporteur_of_its_table(user, thing=None) -> bool:
    """Is the rapporteur of that very table, or of the table that a thread or post belongs to."""
    seat = seat_in(user, thing)
    return seat is not None and seat.role == Seat.Role.RAPPORTEUR and seat.table_id == table_id_of(thing)


def table_id_of(thing) -> int | None:
    if isinstance(thing, WorkingTable):
        return thing.pk
    thread = thread_of(thing)
    return thread.table_id if thread else None


@rules.predicate
def has_a_mandate(user) -> bool:
    return bool(mandates_of(user))


@rules.predicate
def is_desk_of_the_host(user, thing=None) -> bool:
    """The desk of an association that hosts the forum, or that the host is a member of."""
    forum, desks = forum_of(thing), desk_associations(user)
    if forum is None or not desks:
        return False
    return forum.host_id in desks or is_member_of(forum.host, desks)


@rules.predicate
def is_suspended(user, thing=None) -> bool:
    """May read in that forum, but not write for a time."""
    forum = forum_of(thing)
    return forum is not None and forum.pk in forums_suspending(user)


@rules.predicate
def took_part_in_the_decision(user, appeal=None) -> bool:
    return isinstance(appeal, Appeal) and decided_first(user, appeal.measure)


@rules.predicate
def is_concerned(user, thing=None) -> bool:
    """The person whom a measure, or the measure of an appeal, is about."""
    measure = thing.measure if isinstance(thing, Appeal) else thing
    return isinstance(measure, Measure) and user.pk is not None and measure.concerns_id == user.pk


@rules.predicate
def distils_positions(user, thing=None) -> bool:
    """Writes for a group that drafts from what this forum says (``forums.distillers``)."""
    forum = forum_of(thing)
    return forum is not None and user.is_authenticated and distils(user, forum)


@rules.predicate
def wrote_it(user, post=None) -> bool:
    return isinstance(post, Post) and user.pk is not None and user.pk in (post.author_id, post.recorded_by_id)


@rules.predicate
def is_its_author(user, post=None) -> bool:
    """Said it themselves; whoever wrote it down for another is not its author."""
    return isinstance(post, Post) and user.pk is not None and user.pk == post.author_id


@rules.predicate
def may_be_erased(user, post=None) -> bool:
    """Not gone already, and not the word of an organisation."""
    return isinstance(post, Post) and post.state != Post.State.ERASED and post.kind != Post.Kind.OFFICIAL_REPLY


@rules.predicate
def has_words(user, post=None) -> bool:
    """A post that is shown or waits to be."""
    return isinstance(post, Post) and post.state in (Post.State.PUBLISHED, Post.State.PENDING)


@rules.predicate
def changes_freely(user, post=None) -> bool:
    """New words of the person would not stand in the place of words that somebody had to approve."""
    return isinstance(post, Post) and not needs_approval_again(post, by=user)


# Facts about the thing --------------------------------------------------------------------------------------------


@rules.predicate
def is_open_to_all(user, thing=None) -> bool:
    """Everybody signed in takes part."""
    forum = forum_of(thing)
    return forum is not None and forum.visibility == Forum.Visibility.PUBLIC


@rules.predicate
def is_over(user, thing=None) -> bool:
    forum = forum_of(thing)
    return forum is None or forum.state in (Forum.State.CLOSED, Forum.State.CANCELLED)


@rules.predicate
def is_under_way(user, thing=None) -> bool:
    forum = forum_of(thing)
    return forum is not None and forum.state in (Forum.State.ANNOUNCED, Forum.State.ACTIVE)


@rules.predicate
def is_readable_post(user, post=None) -> bool:
    return isinstance(post, Post) and post.state == Post.State.PUBLISHED


@rules.predicate
def still_stands(user, measure=None) -> bool:
    return isinstance(measure, Measure) and measure.stands_at(timezone.now())


@rules.predicate
def takes_posts(user, thing=None) -> bool:
    """Not a thread, or one that is open and not locked."""
    thread = thread_of(thing)
    return thread is None or (not thread.is_locked and thread.state in Thread.TAKING_POSTS)


@rules.predicate
def is_not_concluded(user, thing=None) -> bool:
    thread = thread_of(thing)
    return thread is not None and thread.state in Thread.TAKING_POSTS


def stage_allows(verb: str) -> rules.Predicate:
    """Whether the open stage of the thing's cycle allows the verb now."""

    def allowed(user, thing=None) -> bool:
        now = timezone.now()
        return thing is not None and any(is_allowed(cycle, verb, now) for cycle in cycles_of(thing))

    return rules.predicate(allowed, name=f"stage_allows_{verb}")


# Seeing: each has its twin in SQL (querysets.py, ``visible_to``) ---------------------------------------------------


@rules.predicate
def may_see_forum(user, forum=None) -> bool:
    """That forum; or, where the editors' screens ask about none in particular, all that editors write about."""
    if forum is None:
        return is_editor(user) or is_administrator(user)
    is_public = forum.state != Forum.State.DRAFT and forum.visibility != Forum.Visibility.CLOSED
    return is_public or forum.pk in inner_forums_of(user)


@rules.predicate
def may_see_thread(user, thread=None) -> bool:
    if thread.forum_id in forums_run_by(user):
        return True
    if thread.state == Thread.State.PENDING and user.is_authenticated:
        return thread.opened_by_id == user.pk
    return thread.state in READABLE_THREAD_STATES and (thread.is_public or is_of_its_audience(user, thread))


def is_of_its_audience(user, thread: Thread) -> bool:
    """Sits in the forum, or at the one table the thread is for."""
    if thread.audience == Thread.Audience.TABLE:
        return any(seat.table_id == thread.table_id for seat in seats_of(user))
    return thread.forum_id in inner_forums_of(user)


@rules.predicate
def may_see_post(user, post=None) -> bool:
    if not may_see_thread(user, post.thread):
        return False
    return post.state == Post.State.PUBLISHED or wrote_it(user, post) or post.thread.forum_id in forums_run_by(user)


@rules.predicate
def may_see_position(user, position=None) -> bool:
    if not may_see_forum(user, position.forum):
        return False
    is_shown = position.state in (*Position.SHOWN, Position.State.MERGED)
    is_own = user.pk is not None and position.proposed_by_id == user.pk
    return is_shown or is_own or position.forum_id in forums_run_by(user)


@rules.predicate
def may_see_minutes(user, minutes=None) -> bool:
    """Published ones of a forum the person sees; a draft is for those who write it."""
    forum = minutes.session.cycle.forum
    if minutes.state == Minutes.State.PUBLISHED:
        return may_see_forum(user, forum)
    return forum.pk in forums_run_by(user) or is_rapporteur(user, forum)


# Rights -----------------------------------------------------------------------------------------------------------

is_team = is_facilitator | is_coordinator
may_write = is_signed_in & ~is_suspended
may_take_part = may_write & (is_open_to_all | has_seat)
may_comment = (may_take_part & stage_allows("comment")) | is_team
may_moderate = (is_facilitator | is_administrator) & ~speaks_for_the_host
may_open = is_editor | is_administrator | is_desk

rules.add_perm("forums.view_forum", may_see_forum)
rules.add_perm("forums.view_thread", may_see_thread)
rules.add_perm("forums.view_post", may_see_post)
rules.add_perm("forums.view_measure", is_concerned | may_moderate)
rules.add_perm("forums.view_position", may_see_position)
rules.add_perm("forums.view_minutes", may_see_minutes)

rules.add_perm("forums.join", may_write & is_under_way & stage_allows("join") & ~has_seat & ~is_team)
rules.add_perm("forums.ask", may_write & is_under_way & takes_posts)
rules.add_perm("forums.open_thread", may_comment & is_under_way)
rules.add_perm("forums.reply_thread", may_comment & is_under_way & takes_posts)
rules.add_perm("forums.edit_post", wrote_it & has_words & may_write & is_under_way & takes_posts & changes_freely)
rules.add_perm("forums.erase_post", is_its_author & may_be_erased)
rules.add_perm(
    "forums.record_for_participant",
    (has_a_mandate | is_rapporteur | is_team) & may_write & is_under_way & takes_posts,
)
rules.add_perm("forums.conclude_thread", (is_facilitator | is_rapporteur_of_its_table) & is_not_concluded)

rules.add_perm("forums.propose_position", ((may_take_part & stage_allows("propose")) | is_facilitator) & is_under_way)
rules.add_perm("forums.accept_position", (is_facilitator | distils_positions) & is_under_way)
rules.add_perm(
    "forums.support_position",
    has_seat & ~is_facilitator & ~is_suspended & stage_allows("support") & is_under_way,
)
rules.add_perm("forums.record_table_voice", (is_rapporteur_of_its_table | is_team) & is_under_way)
rules.add_perm("forums.record_ballots", is_facilitator & ~speaks_for_the_host)

rules.add_perm("forums.moderate", may_moderate)
rules.add_perm("forums.rearrange_thread", may_moderate)
rules.add_perm("forums.archive_thread", is_team | is_administrator)
rules.add_perm("forums.flag_post", is_signed_in & is_readable_post & ~wrote_it)
rules.add_perm("forums.appeal", is_signed_in & is_concerned & still_stands)
rules.add_perm("forums.decide_appeal", may_moderate & ~took_part_in_the_decision & ~is_concerned)
rules.add_perm("forums.view_desk", is_team)
rules.add_perm("forums.look_into", is_administrator)
rules.add_perm("forums.run_forum", is_team | is_administrator)
rules.add_perm("forums.keep_seats", is_team)
rules.add_perm("forums.be_named", has_seat | is_team)
rules.add_perm("forums.draft_minutes", is_team | is_rapporteur)
rules.add_perm("forums.publish_minutes", is_facilitator)
rules.add_perm("forums.open_forum", may_open)
rules.add_perm("forums.set_up", (is_team | is_desk_of_the_host | is_editor | is_administrator) & ~is_over)
rules.add_perm("forums.add_forum", is_editor | is_administrator)  # the editors' screens ask by Django's names
rules.add_perm("forums.change_forum", is_editor | is_administrator)
rules.add_perm("forums.delete_forum", rules.always_false)
rules.add_perm("forums.name_roles", is_desk_of_the_host | is_editor | is_administrator)


# Why not ----------------------------------------------------------------------------------------------------------

#: What a right needs besides the person: the verb of the stage, and whether a place at a table is needed.
STAGE_VERBS = {
    "forums.join": "join",
    "forums.open_thread": "comment",
    "forums.reply_thread": "comment",
    "forums.propose_position": "propose",
    "forums.support_position": "support",
}
#: What a suspension takes.
WRITING = (
    "forums.join",
    "forums.ask",
    "forums.open_thread",
    "forums.reply_thread",
    "forums.edit_post",
    "forums.record_for_participant",
    "forums.propose_position",
    "forums.support_position",
)
NEEDS_SEAT_ALWAYS = ("forums.support_position",)
NEEDS_OPEN_THREAD = (
    "forums.ask",
    "forums.reply_thread",
    "forums.edit_post",
    "forums.record_for_participant",
    "forums.conclude_thread",
)


def why_not(user, perm: str, thing=None) -> str:
    """Why the person may not do this, in one sentence of their language; "" when they may."""
    if user.has_perm(perm, thing):
        return ""
    if reason := why_not_the_thing(perm, thing):
        return reason
    return why_not_the_person(user, perm, thing) if is_signed_in(user) else _("Sign in to do this.")


def why_not_the_thing(perm: str, thing) -> str:
    """What about the forum, thread or stage stands against it, whoever asks."""
    thread, forum = thread_of(thing), forum_of(thing)
    if forum is not None and forum.state in (Forum.State.CLOSED, Forum.State.CANCELLED):
        return _("This forum is closed. Everything said here can still be read.")
    if thread is not None and perm in NEEDS_OPEN_THREAD:
        if thread.is_locked:
            return locked_reason(thread)
        if thread.state not in Thread.TAKING_POSTS:
            return ended_reason(thread)
    return ""


def why_not_the_person(user, perm: str, thing) -> str:
    """What the person lacks: neutrality, a place at a table, the right stage, or the role."""
    verb = STAGE_VERBS.get(perm)
    if perm in WRITING and is_suspended(user, thing):
        return why_suspended(user, thing)
    if perm == "forums.edit_post" and wrote_it(user, thing):
        return _("The facilitator has approved these words. Add what has changed as a new contribution.")
    if perm == "forums.decide_appeal" and took_part_in_the_decision(user, thing):
        return _("Somebody else must decide about this appeal: you took part in the first decision.")
    if perm == "forums.support_position" and is_facilitator(user, thing):
        return _("Whoever facilitates the forum does not support positions.")
    needs_seat = perm in NEEDS_SEAT_ALWAYS or (verb not in (None, "join") and not is_open_to_all(user, thing))
    if needs_seat and not has_seat(user, thing):
        return _("People with a place at a table of this forum do this. You can ask for a place.")
    if verb and not stage_allows(verb)(user, thing):
        return closed_reason(opens_next(perm, thing))
    return who_does_it(perm)


def opens_next(perm: str, thing) -> datetime.datetime | None:
    """When a stage opens that allows it, where none does now; ``None`` when none is planned or none is needed."""
    verb, now = STAGE_VERBS.get(perm), timezone.now()
    if verb is None or thing is None or any(is_allowed(cycle, verb, now) for cycle in cycles_of(thing)):
        return None
    openings = (opening for cycle in cycles_of(thing) if (opening := next_opening(cycle, verb, now)))
    return min(openings, default=None)


def why_suspended(user, thing) -> str:
    """Until when the person writes nothing in that forum."""
    measure = user.measures_met.suspending(timezone.now()).filter(forum=forum_of(thing)).order_by("-until").first()
    if measure is None or measure.until is None:
        return _("You may not write in this forum now. Why, and how to appeal, stands among what you were told.")
    day = date_format(timezone.localtime(measure.until), "DATE_FORMAT")
    return _(
        "You may not write in this forum until %(day)s. Why, and how to appeal, stands among what you were told."
    ) % {"day": day}


def who_does_it(perm: str) -> str:
    """Whose task it is, where the person's role is what is missing."""
    sentences = {
        "forums.join": _("You have a place in this forum already."),
        "forums.record_for_participant": _(
            "People who speak for an organisation, rapporteurs and the forum's team write down what others say."
        ),
        "forums.conclude_thread": _("The facilitator concludes conversations, or the rapporteur of the table."),
        "forums.propose_position": _("Everybody who takes part in this forum may propose positions."),
        "forums.accept_position": _("The facilitator decides which positions lie on the table."),
        "forums.record_table_voice": _("The rapporteur of the table or the forum's team records what a table said."),
        "forums.edit_post": _("Only its author changes a contribution."),
        "forums.erase_post": _("Only its author erases a contribution; an official reply stays on record."),
        "forums.moderate": _(
            "Only the facilitator of this forum does this, and never somebody who speaks for its host."
        ),
        "forums.flag_post": _("What you wrote yourself, or what is not shown, cannot be reported."),
        "forums.appeal": _("Only the person concerned appeals, as long as the decision stands."),
        "forums.decide_appeal": _("Another facilitator of this forum decides this, or an administrator."),
        "forums.view_desk": _("The facilitators and coordinators of this forum work here."),
        "forums.keep_seats": _("The coordinator of the forum keeps the places at the tables."),
        "forums.be_named": _("People with a place at a table and the forum's team can stand by name in this list."),
        "forums.draft_minutes": _("Rapporteurs and the forum's team write the minutes."),
        "forums.publish_minutes": _("The facilitator approves and publishes the minutes."),
        "forums.run_forum": _("The facilitators and coordinators of this forum do this."),
        "forums.set_up": _("The forum's team and the desk of its association do this, until the forum is over."),
        "forums.open_forum": _("Association desks and editors open forums."),
        "forums.name_roles": _("The desk of the host's association names who runs a forum, or an editor."),
    }
    return sentences.get(perm) or _("Your account does not include this.")

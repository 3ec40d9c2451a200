"""The form to write with in a conversation: what was begun, what is quoted, why there is none."""

import secrets
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Mandate
from accounts.permissions import mandates_of
from forums.forms.writing import ReplyForm
from forums.models import Forum, Thread
from forums.permissions import seat_in, speaks_for_the_host, why_not
from forums.querysets import forums_run_by
from forums.views.post_rows import byline_of
from portal.base.cards import address
from portal.base.kept import kept_words

#: Characters of a quoted text that are carried over; whoever wants all of it follows its address.
LONGEST_QUOTE = 1200


def new_form_key() -> str:
    return secrets.token_urlsafe(12)


def rights_here(user, thread: Thread) -> dict:
    """What this reader may do beside replying, asked once for the whole page."""
    is_team = thread.forum_id in forums_run_by(user)
    return {
        "is_team": is_team,
        # where every word is approved first, only the team changes published ones
        "edits_freely": is_team or thread.forum.premoderation != Forum.Premoderation.ALL,
        "can_moderate": is_team and user.has_perm("forums.moderate", thread),
        "can_rearrange": is_team and user.has_perm("forums.rearrange_thread", thread),
        "can_conclude": user.is_authenticated and user.has_perm("forums.conclude_thread", thread),
        "can_propose": user.is_authenticated and user.has_perm("forums.propose_position", thread),
        "forums_url": address("forums/"),
    }


def composer_context(request: HttpRequest, thread: Thread, form: ReplyForm | None = None) -> dict:
    """The form to reply with, or why there is none."""
    user = request.user
    can_reply = user.has_perm("forums.reply_thread", thread)
    if not (can_reply or user.has_perm("forums.ask", thread)):
        return {"thread": thread, "why_not": why_not(user, "forums.reply_thread", thread)}
    begun = getattr(thread, "my_choices", None) or {}
    return {
        "thread": thread,
        "writes": True,
        **(form_or_blank(request, thread, begun) if form is None else {"form": form}),
        "kept_files": begun.get("files", []),
        "has_draft": bool(getattr(thread, "my_draft", "")),
        "only_always": "" if can_reply else why_not(user, "forums.reply_thread", thread),
        "can_record": user.has_perm("forums.record_for_participant", thread),
    }


class BlankReply(NamedTuple):
    """What the fields of a form in which nothing stands yet depend on."""

    only_always: bool
    official: bool


def form_or_blank(request: HttpRequest, thread: Thread, begun: dict) -> dict:
    """The form with what was begun; where nothing was, what its fields depend on, which are the same for nearly all."""
    initial = begun_reply(request, thread, begun)
    user = request.user
    if any(initial[name] for name in ("body", "reply_to")) or begun or mandates_of(user):
        return {"form": reply_form(request, thread, initial=initial)}
    blank = BlankReply(not user.has_perm("forums.reply_thread", thread), speaks_for_the_host(user, thread))
    return {"blank": blank, "form_key": initial["form_key"]}


def begun_reply(request: HttpRequest, thread: Thread, begun: dict) -> dict:
    """What the form starts with: the draft, and the post that is quoted or answered."""
    quoted, body = request.GET.get("quote", ""), kept_words(request) or getattr(thread, "my_draft", "") or ""
    if quoted:
        quote = quote_of(thread, quoted)
        body = body if quote in body else f"{body}\n\n{quote}".lstrip()
    kept = {name: begun[name] for name in ("language", "kind") if begun.get(name)}
    if mandate := mandate_of_seat(request.user, thread):
        kept["on_behalf_of"] = mandate.pk
    reply_to = quoted or request.GET.get("reply_to", "") or begun.get("reply_to", "")
    return {**kept, "form_key": new_form_key(), "body": body, "reply_to": reply_to[:10]}


def mandate_of_seat(user, thread: Thread) -> Mandate | None:
    """The valid authorisation by which the person sits at a table here, if they sit there for an organisation."""
    seat = seat_in(user, thread)
    if seat is None or seat.organisation_id is None:
        return None
    return next((one for one in mandates_of(user) if one.organisation_id == seat.organisation_id), None)


def quote_of(thread: Thread, public_id: str) -> str:
    """The words of a post as a quotation that says whose they are and where they stand; "" for what is not shown."""
    readable = thread.posts.readable().select_related("author", "participant", "table")
    post = readable.filter(public_id=public_id).first()
    if post is None:
        return ""
    own_words = "\n".join(line for line in post.body.splitlines() if not line.lstrip().startswith(">")).strip()
    if len(own_words) > LONGEST_QUOTE:
        own_words = f"{own_words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    who = _("%(name)s wrote in no. %(number)s:") % {"name": byline_of(post), "number": post.number}
    said = "\n".join(f"> {line}" for line in own_words.splitlines())
    return f"> [{who}](/{post.path})\n>\n{said}\n\n"


def reply_form(
    request: HttpRequest, thread: Thread, data=None, files=None, initial: dict | None = None, *, speaks_for_others=True
) -> ReplyForm:
    """The composer with the kinds that this person may use now, and for whom they may speak."""
    user = request.user
    return ReplyForm(
        data,
        files,
        initial=initial,
        only_always=not user.has_perm("forums.reply_thread", thread),
        official=speaks_for_others and speaks_for_the_host(user, thread),
        mandates=mandates_of(user) if speaks_for_others else [],
    )

"""Answers by mail: what ``portal.base.mail_replies`` asks for conversations and for commitments."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from forums.actions.discussion import reply_to_thread
from forums.errors import ForumError
from forums.models import Post, Thread
from forums.permissions import why_not
from portal.base.mail_replies import Replied, ReplyRefused
from portal.languages.reading import reader_language
from recommendations import reasons
from recommendations.addresses import commitment_path
from recommendations.errors import RecommendationError
from recommendations.followup import update_commitment
from recommendations.models import Commitment


def answer_thread(user: User, thread: Thread, *, text: str, language: str, key: str, at: datetime.datetime) -> Replied:
    """A reply in the conversation, as if it had been written there; ``ReplyRefused`` with the forum's own reason."""
    if reason := why_not(user, "forums.reply_thread", thread):
        raise ReplyRefused(reason)
    try:
        post = reply_to_thread(
            thread, by=user, body=text, language=language, channel=Post.Channel.MAIL, form_key=key, at=at
        )
    except ForumError as error:
        raise ReplyRefused(str(error)) from error
    is_waiting = post.state == Post.State.PENDING
    words = _("Thank you. Your contribution appears when the facilitator has read it.")
    return Replied(
        words=words if is_waiting else _("Thank you. Your contribution stands in the conversation now:"),
        address=f"/{reader_language()}/{post.path}",
        kind="post",
        public_id=post.public_id,
        is_waiting=is_waiting,
    )


def answer_commitment(
    user: User, commitment: Commitment, *, text: str, language: str, key: str, at: datetime.datetime
) -> Replied:
    """News about a commitment without a new state: "no change, ask me again" in the owner's own words."""
    if reason := reasons.why_not(user, "recommendations.update_commitment", commitment):
        raise ReplyRefused(reason)
    try:
        update = update_commitment(commitment, by=user, language=language, text=text, at=at)
    except RecommendationError as error:
        raise ReplyRefused(str(error)) from error
    day = date_format(update.commitment.next_update_on, "DATE_FORMAT")
    return Replied(
        words=_("Thank you. Your news stands with the commitment now; you will be asked again by %(day)s:")
        % {"day": day},
        address=f"/{reader_language()}/{commitment_path(commitment)}",
        kind="commitment",
        public_id=commitment.public_id,
    )

"""What a notice says, why it came and how fast; made when it is read, in the language of whoever reads it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Event:
    """One kind of news: its sentence in the inbox, the subject of its mail (``%(title)s``: of what it is about).

    ``at_once``: it is mailed at once, otherwise it waits for the digest. ``is_personal``: it concerns the person so
    much that muting a forum or a conversation does not keep it away.
    """

    sentence: str | Promise
    subject: str | Promise
    at_once: bool = False
    is_personal: bool = False


def of_my_words(sentence: str | Promise) -> Event:
    """What becomes of what somebody wrote."""
    return Event(sentence, _("What became of your words: “%(title)s”"), at_once=True, is_personal=True)


def of_my_conduct(sentence: str | Promise) -> Event:
    """What a facilitator decided about what somebody wrote."""
    return Event(sentence, _("About what you wrote in “%(title)s”"), at_once=True, is_personal=True)


def of_my_report(sentence: str | Promise) -> Event:
    """What became of something somebody reported."""
    return Event(sentence, _("About what you reported in “%(title)s”"), at_once=True, is_personal=True)


def of_my_authorisation(sentence: str | Promise) -> Event:
    """Whether somebody may speak for an organisation; the title is that organisation's name."""
    return Event(sentence, _("Your authorisation to speak for “%(title)s”"), at_once=True, is_personal=True)


def of_a_task(sentence: str | Promise) -> Event:
    """What somebody was named to do in a forum."""
    return Event(sentence, _("Your task in “%(title)s”"), at_once=True, is_personal=True)


def of_a_duty(sentence: str | Promise) -> Event:
    """What somebody is to do, told before and after its day."""
    return Event(sentence, _("A reminder: “%(title)s”"), at_once=True, is_personal=True)


def of_the_forum(sentence: str | Promise) -> Event:
    """News that can wait for the digest."""
    return Event(sentence, _("News from “%(title)s”"))


EVENTS: dict[str, Event] = {
    # answers
    "mention": Event(_("You were named in a conversation."), _("You were named in “%(title)s”"), at_once=True),
    "reply": Event(_("Somebody answered what you wrote."), _("An answer to you in “%(title)s”"), at_once=True),
    "official_reply": Event(
        _("The host answered in a conversation in which you took part."),
        _("An official answer in “%(title)s”"),
        at_once=True,
    ),
    # what a facilitator did
    "post_approve": of_my_conduct(_("What you wrote can be read now.")),
    "post_hide": of_my_conduct(_("What you wrote is no longer shown.")),
    "post_restore": of_my_conduct(_("What you wrote is shown again.")),
    "post_redact": of_my_conduct(_("Words were taken out of what you wrote.")),
    "post_hold": of_my_conduct(_("What you wrote is held until it has been looked at.")),
    "thread_lock": of_my_conduct(_("The conversation you began is closed for replies.")),
    "thread_unlock": of_my_conduct(_("The conversation you began is open for replies again.")),
    "thread_hide": of_my_conduct(_("The conversation you began is no longer shown.")),
    "thread_restore": of_my_conduct(_("The conversation you began is shown again.")),
    "person_suspend": of_my_conduct(_("For a time you cannot write in this forum.")),
    "person_lift": of_my_conduct(_("You can write in this forum again.")),
    "measure": of_my_conduct(_("The team of the forum decided something about what you wrote.")),
    "appeal_confirmed": of_my_conduct(_("Your objection was read by somebody else: the decision stands.")),
    "appeal_overturned": of_my_conduct(_("Your objection was read by somebody else: the decision was taken back.")),
    "appeal_lodged": Event(
        _("Somebody objects to a decision. You did not take part in it, so you can decide again."),
        _("An objection to decide about in “%(title)s”"),
        at_once=True,
        is_personal=True,
    ),
    "flag_followed": of_my_report(_("What you reported was looked at, and something was done about it.")),
    "flag_kept": of_my_report(_("What you reported was looked at. It stays as it is.")),
    "thread_rearranged": of_my_conduct(_("A conversation in which you wrote was moved, split or joined.")),
    # what became of one's words
    "position_proposed": of_my_words(_("A position was drawn from your words.")),
    "position_accepted": of_my_words(_("A position drawn from your words lies on the table now.")),
    "position_joined": of_my_words(_("A position drawn from your words was joined with one that says the same.")),
    "words_concluded": of_my_words(_("A conversation in which you wrote was concluded.")),
    "position_used": of_my_words(_("A position drawn from your words became part of a point.")),
    "position_merged": of_my_words(_("A position drawn from your words was joined with another one.")),
    "position_not_taken": of_my_words(_("A position drawn from your words was not taken up.")),
    "position_deferred": of_my_words(_("A position drawn from your words was left for later.")),
    "words_decided": of_my_words(_("There is a decision about a recommendation that holds a point from your words.")),
    "words_sent": of_my_words(_("A recommendation that holds a point from your words was sent to whoever answers it.")),
    "point_answered": of_my_words(_("There is an official answer to a point that comes from your words.")),
    "commitment_taken": of_my_words(_("Somebody took on to do what a point asks that comes from your words.")),
    "commitment_news": of_my_words(_("There is news about what was promised on a point that comes from your words.")),
    # what waits for one's voice
    "change_answer_asked": of_my_words(_("The rapporteur says what to do with your proposed change. Do you agree?")),
    "change_accepted": of_my_words(_("The change you proposed was accepted.")),
    "change_accepted_modified": of_my_words(_("The change you proposed was accepted with changes.")),
    "change_rejected": of_my_words(_("The change you proposed was not accepted.")),
    "comment_hidden": of_my_conduct(_("Your comment on a point is no longer shown.")),
    "decision_opened": Event(
        _("A decision is open in which your voice counts."), _("A decision is open: “%(title)s”"), is_personal=True
    ),
    "decision_closing": Event(
        _("A decision in which your voice counts closes within two days."),
        _("Two days left to decide: “%(title)s”"),
        at_once=True,
        is_personal=True,
    ),
    "recommendation_delivered": Event(
        _("A recommendation was sent to your organisation and asks for an answer."),
        _("A recommendation for your organisation: “%(title)s”"),
        is_personal=True,
    ),
    "reminder_answer_soon": of_a_duty(_("Your organisation is to answer a recommendation soon.")),
    "reminder_answer_late": of_a_duty(_("The answer of your organisation to a recommendation is late.")),
    "reminder_news_soon": of_a_duty(_("Your organisation took something on. Say soon how far it is.")),
    "reminder_news_late": of_a_duty(_("Your organisation took something on. News about it is late.")),
    "reminder_due_soon": of_a_duty(_("Soon the day comes until which your organisation took something on.")),
    "reminder_overdue": of_a_duty(_("The day has passed until which your organisation took something on.")),
    "reminder_ballot_soon": of_a_duty(_("Your voice is still missing in a decision that closes soon.")),
    "reminder_ballot_asked": of_a_duty(_("Your working group waits for your voice in a decision that is open.")),
    "session_called": Event(_("A session of the forum was called."), _("A session of “%(title)s”"), at_once=True),
    "session_cancelled": Event(
        _("A session of the forum was called off."), _("Called off in “%(title)s”"), at_once=True
    ),
    "seat_given": Event(
        _("You have a place at a table of this forum."), _("Your place in “%(title)s”"), is_personal=True
    ),
    "seat_not_given": Event(
        _("The place at a table that you asked for was not given."), _("Your place in “%(title)s”"), is_personal=True
    ),
    "seat_ended": Event(
        _("Your place at a table of this forum has become free."), _("Your place in “%(title)s”"), is_personal=True
    ),
    # what somebody is, for an organisation or in a forum
    "role_facilitator": of_a_task(_("You were named to facilitate this forum.")),
    "role_coordinator": of_a_task(_("You were named to coordinate this forum.")),
    "mandate_verified": of_my_authorisation(_("You can speak for this organisation now.")),
    "mandate_refused": of_my_authorisation(_("Your request to speak for this organisation was not granted.")),
    "mandate_revoked": of_my_authorisation(_("You no longer speak for this organisation.")),
    # everything else
    "new_post": of_the_forum(_("Somebody wrote in a conversation.")),
    "new_thread": of_the_forum(_("A conversation began.")),
    "thread_concluded": of_the_forum(_("A conversation was concluded.")),
    "minutes_published": of_the_forum(_("The minutes of a session can be read.")),
    "stage_changed": of_the_forum(_("What is open in the forum was changed.")),
    "stage_closing": of_the_forum(_("A stage of the forum closes within two days.")),
    "forum_announced": of_the_forum(_("A forum was announced.")),
    "recommendation_moved": of_the_forum(_("A recommendation took a step.")),
    "practice_published": of_the_forum(_("A good practice was published.")),
}

#: An event that is no longer known.
SOMETHING = Event(_("Something happened that concerns you."), _("News for you: “%(title)s”"))

#: Why somebody is told, for the end of a mail.
REASONS: dict[str, Promise] = {
    "named": _("You get this mail because you were named there."),
    "answered": _("You get this mail because it answers what you wrote."),
    "took_part": _("You get this mail because you took part in this conversation."),
    "wrote": _("You get this mail because it is about what you wrote."),
    "words": _("You get this mail because it comes from what you wrote."),
    "votes": _("You get this mail because your voice counts in this decision."),
    "seat": _("You get this mail because you have a place at a table of this forum."),
    "reported": _("You get this mail because you reported it."),
    "decides": _("You get this mail because you can decide about it."),
    "runs": _("You get this mail because you were named to run this forum."),
    "asked": _("You get this mail because you asked for it."),
    "mandate": _("You get this mail because it is about what you may do for an organisation."),
    "speaks": _("You get this mail because you speak for the organisation that is asked."),
    "thread": _("You get this mail because you asked to be kept informed about this conversation."),
    "forum": _("You get this mail because you asked to be kept informed about this forum."),
    "area": _("You get this mail because you asked to be kept informed about this area."),
}
TAKES_PART = _("You get this mail because you take part in Sofra.")


def event_of(code: str) -> Event:
    return EVENTS.get(code, SOMETHING)


def sentence(code: str) -> str:
    """The sentence in the active language; an event that is no longer known says that something happened."""
    return str(event_of(code).sentence)


def why(reason: str) -> str:
    """Why the mail came, in the active language."""
    return str(REASONS.get(reason, TAKES_PART))

"""What a notice says, made when it is read, in the language of whoever reads it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Event of a notice -> its sentence.
SENTENCES: dict[str, Promise] = {
    "post_approve": _("What you wrote can be read now."),
    "post_hide": _("What you wrote is no longer shown."),
    "post_restore": _("What you wrote is shown again."),
    "thread_lock": _("The conversation you began is closed for replies."),
    "thread_unlock": _("The conversation you began is open for replies again."),
    "position_proposed": _("A position was drawn from your words."),
    "position_used": _("A position drawn from your words became part of a point."),
    "position_merged": _("A position drawn from your words was joined with another one."),
    "position_not_taken": _("A position drawn from your words was not taken up."),
    "position_deferred": _("A position drawn from your words was left for later."),
    "point_answered": _("There is an official answer to a point that comes from your words."),
    "commitment_taken": _("Somebody took on to do what a point asks that comes from your words."),
    "commitment_news": _("There is news about what was promised on a point that comes from your words."),
    "decision_opened": _("A decision is open in which your voice counts."),
    "recommendation_delivered": _("A recommendation was sent to your organisation and asks for an answer."),
}


def sentence(event: str) -> str:
    """The sentence in the active language; an event that is no longer known says that something happened."""
    return str(SENTENCES.get(event, _("Something happened that concerns you.")))

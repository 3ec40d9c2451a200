"""What results are filtered by: the facets, which values they take, and what these are called."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from forums.models import Forum, Outcome, Thread
from portal.languages import CONTENT_LANGUAGES
from portal.taxonomies import vocabulary
from practices.models import Practice
from recommendations.models import Recommendation
from search.concepts import CONCEPT_FACETS

KINDS: Mapping[str, str | Promise] = {
    "practice": _("Good practice"),
    "approach": _("Approach"),
    "event": _("Event"),
    "news": _("News"),
    "project": _("Project"),
    "call": _("Open call"),
    "toolkit": _("Toolkit"),
    "forum": _("Forum for Social Dialogue"),
    "thread": _("Conversation"),
    "post": _("Opinion in a conversation"),
    "minutes": _("Minutes"),
    "recommendation": _("Recommendation"),
    "clause": _("Point of a recommendation"),
    "municipality": _("Municipality"),
    "organisation": _("Organisation"),
    "indicator": _("Indicator"),
    "report": pgettext_lazy("a municipality's report", "Report"),
    "page": _("Page"),
}
LABELS: Mapping[str, str | Promise] = {
    "kind": _("What it is"),
    "country": _("Country or territory"),
    "theme": _("Area"),
    "target_group": _("For whom"),
    "approach": _("Approach"),
    "language": _("Language of the text"),
    "year": _("Year"),
    "state": _("How far it is"),
}
#: What a filter ``language=sr`` stands for.
BOTH_SCRIPTS = frozenset({"sr-Cyrl", "sr-Latn"})
YEAR = re.compile("(?:19|20)[0-9]{2}")

STATES_OF: Mapping[str, Mapping[str, str | Promise]] = {
    "forum": dict(Forum.State.choices),
    "event": dict(Event.State.choices),
    "practice": dict(Practice.State.choices),
    "thread": dict(Thread.State.choices),
    "recommendation": dict(Recommendation.State.choices),
}
#: All of them under one name each, for the facet; where kinds share a code, the first kind names it.
STATES: Mapping[str, str | Promise] = {
    state: name for states in reversed(list(STATES_OF.values())) for state, name in states.items()
}
OUTCOMES: Mapping[str, str | Promise] = dict(Outcome.Kind.choices)


def is_known(facet: str, value: str) -> bool:
    """Whether a value may be filtered by, whether or not anything has it."""
    if facet in CONCEPT_FACETS:
        return vocabulary.term(facet, value) is not None
    if facet == "year":
        return bool(YEAR.fullmatch(value))
    return value in {"kind": KINDS, "state": STATES, "language": {*CONTENT_LANGUAGES, "sr"}}[facet]


def codes(facet: str, value: str) -> frozenset[str]:
    """The codes that entries carry for a value a reader chose; a replaced code acts as the one it was replaced by."""
    if facet == "language" and value == "sr":
        return BOTH_SCRIPTS
    term = vocabulary.term(facet, value) if facet in CONCEPT_FACETS else None
    return frozenset({term.code if term else value})


def label(facet: str, code: str, ui_language: str) -> str:
    """What a value is called in the reader's language."""
    if facet in CONCEPT_FACETS:
        return vocabulary.label(facet, code, ui_language)
    return str({"kind": KINDS, "state": STATES, "language": CONTENT_LANGUAGES}.get(facet, {}).get(code, code))


def state_label(kind: str, state: str) -> str:
    """How far a thing of that kind is; nothing for what is simply published."""
    return "" if state == "published" else str(STATES_OF.get(kind, {}).get(state, ""))

"""What a point can come from: found by words in everything this person may read, picked by kind and id, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, Model, Q, QuerySet
from django.db.models import Value as Given
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from events.models import ConclusionText, Event
from forums.models import Forum, MinuteItem, Outcome, Position, Post, Thread
from indicators.models import Value
from portal.base.models import PortalDocument
from practices.models import Practice, PracticePage
from recommendations import workflow
from recommendations.errors import DraftingClosed
from recommendations.models import Disposition, Recommendation, Source
from recommendations.models.documents import SOURCE_KINDS
from recommendations.trace import excerpt

#: The most finds of one kind on the screen.
MOST_FOUND = 8


@dataclass(frozen=True)
class Find:
    """One thing that may be named: ``kind`` is what ``link_source`` calls it."""

    kind: str
    key: str
    text: str
    language: str


@dataclass(frozen=True)
class Finds:
    """What was found of one kind."""

    label: str | Promise
    things: list[Find]


def find_sources(recommendation: Recommendation, user, words: str) -> list[Finds]:
    """Everything of each kind whose words hold all the words asked for; one query a kind."""
    found = (Finds(kind.label, kind.find(recommendation, user, words.split())) for kind in KINDS.values())
    return [finds for finds in found if finds.things]


def pick_source(recommendation: Recommendation, user, kind: str, key: str) -> dict[str, Model] | None:
    """The thing as ``link_source`` takes it; ``None`` where this person may not read it."""
    if kind not in KINDS or (KINDS[kind].key == "pk" and not key.isdecimal()):
        return None
    thing = KINDS[kind].rows(recommendation, user).filter(**{KINDS[kind].key: key}).first()
    return {kind: KINDS[kind].taken(thing)} if thing else None


@dataclass(frozen=True)
class Kind:
    """How things of one kind are found and shown. ``taken`` turns a row into what a source points to."""

    code: str
    label: str | Promise
    rows: Callable[[Recommendation, object], QuerySet]
    field: str
    key: str = "public_id"
    language: str = "language"
    taken: Callable[[Model], Model] = lambda thing: thing

    def find(self, recommendation: Recommendation, user, words: list[str]) -> list[Find]:
        rows = self.rows(recommendation, user).filter(*(holds(self.field, word) for word in words))
        values = rows.order_by("-pk").values_list(self.key, self.field, *([self.language] if self.language else []))
        return [Find(self.code, str(key), excerpt(text), *(rest or [""])) for key, text, *rest in values[:MOST_FOUND]]


@transaction.atomic
def unlink_source(source: Source, *, by: User | None, at: datetime | None = None) -> None:
    """Take back where a point comes from, while it is drafted; ``DraftingClosed`` afterwards.

    A position that was said to be used in this point waits again for what becomes of it.
    """
    clause = source.clause
    recommendation = Recommendation.objects.select_for_update().get(pk=clause.recommendation_id)
    if recommendation.state not in workflow.DRAFTING:
        raise DraftingClosed(_("The points cannot be changed any more: the document has left drafting."))
    named = next((kind for kind in SOURCE_KINDS if getattr(source, f"{kind}_id")), "expertise")
    if source.position_id:
        clause.dispositions.filter(position=source.position_id, kind=Disposition.Kind.USED).delete()
    source.delete()
    record("unlink_source", kind="clause", public_id=clause.public_id, by=by, details={"source": named}, at=at)


def holds(field: str, word: str) -> Q:
    """The word as it was typed, small, or with a capital: SQLite knows no Cyrillic capitals."""
    forms = {word, word.lower(), word.capitalize()}
    return Q(*(Q(**{f"{field}__icontains": form}) for form in forms), _connector=Q.OR)


def own_forums(recommendation: Recommendation, user) -> QuerySet[Forum]:
    """The document's own forum; for a group without one, those that are not closed."""
    forums = Forum.objects.visible_to(user)
    own = recommendation.cycle.forum_id if recommendation.cycle else recommendation.group.forum_id
    return forums.filter(pk=own) if own else forums.exclude(visibility=Forum.Visibility.CLOSED)


def positions(recommendation: Recommendation, user) -> QuerySet:
    return Position.objects.shown().filter(forum__in=own_forums(recommendation, user))


def posts(recommendation: Recommendation, user) -> QuerySet:
    readable = Post.objects.visible_to(user).filter(state=Post.State.PUBLISHED)
    return readable.filter(thread__forum__in=own_forums(recommendation, user))


def outcomes(recommendation: Recommendation, user) -> QuerySet:
    threads = Thread.objects.visible_to(user).filter(forum__in=own_forums(recommendation, user))
    return Outcome.objects.filter(thread__in=threads)


def minute_items(recommendation: Recommendation, user) -> QuerySet:
    forums = own_forums(recommendation, user)
    return MinuteItem.objects.filter(minutes__state="published", minutes__session__cycle__forum__in=forums)


def conclusions(recommendation: Recommendation, user) -> QuerySet:
    return ConclusionText.objects.filter(conclusion__event__in=Event.objects.visible_to(user))


def practices(recommendation: Recommendation, user) -> QuerySet:
    return PracticePage.objects.live().filter(practice__in=Practice.objects.visible_to(user))


def values(recommendation: Recommendation, user) -> QuerySet:
    year = Cast("year", CharField())
    label = Concat(
        "indicator__texts__name", Given(", "), F("municipality__slug"), Given(", "), year, output_field=CharField()
    )
    return Value.objects.annotate(label=label)


def documents(recommendation: Recommendation, user) -> QuerySet:
    return PortalDocument.objects.filter(audience="public")


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("position", _("Positions"), positions, "text"),
        Kind("post_revision", _("Contributions"), posts, "body", taken=lambda post: post.revisions.latest("number")),  # type: ignore[attr-defined]
        Kind("outcome", _("How conversations ended"), outcomes, "thread__title", language="thread__language"),
        Kind("minute_item", _("Minutes"), minute_items, "text", language="minutes__language"),
        Kind(
            "conclusion",
            _("Conclusions of events"),
            conclusions,
            "text",
            key="conclusion__public_id",
            taken=lambda text: text.conclusion,  # type: ignore[attr-defined]  # each kind has its own model
        ),
        Kind(
            "practice",
            _("Good practices"),
            practices,
            "title",
            key="practice__public_id",
            taken=lambda page: page.practice,  # type: ignore[attr-defined]  # each kind has its own model
        ),
        Kind("value", _("Values of indicators"), values, "label", language="indicator__texts__language"),
        Kind("document", _("Documents"), documents, "title", key="pk"),
    )
}

"""The whole chain of one thing, both ways: from what was said to what was done, in a fixed number of queries.

A station the reader may not read shows as "a contribution at table 3, not public": without text, author or link.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from directory.naming import attach_names
from forums.models import Forum, Position, Post
from portal.base.cards import address
from portal.base.line import Station, whole_line
from portal.base.models import Station as ReachedStation
from portal.base.text import plain_text
from portal.languages import best_text
from portal.languages.reading import reader_language
from recommendations import documents
from recommendations.addresses import clause_path, commitment_path, point_path, trace_path
from recommendations.models import Clause, Commitment, Disposition, OfficialResponse, Recommendation, VersionClause

Key = ReachedStation.Key

#: The most contributions one page tells of; the rest is counted.
MOST_POSTS = 100
EXCERPT = 400


@dataclass(frozen=True)
class Link:
    """One thing in the chain. A private one has ``words`` alone; ``by`` is who said, answered or does it.

    ``facts``: what a project idea says besides its text.
    """

    kind: str
    public_id: str
    words: str | Promise
    text: str = ""
    language: str = ""
    by: str = ""
    on: date | None = None
    state: str | Promise = ""
    url: str = ""
    trace_url: str = ""
    facts: Mapping[str, str] | None = None
    is_private: bool = False
    is_start: bool = False


@dataclass(frozen=True)
class Trace:
    """The chain around ``start``, column by column in the order of the line."""

    start: Link
    posts: Sequence[Link] = ()
    positions: Sequence[Link] = ()
    clauses: Sequence[Link] = ()
    responses: Sequence[Link] = ()
    commitments: Sequence[Link] = ()
    evidence: Sequence[Link] = ()
    posts_left_out: int = 0

    @property
    def columns(self) -> list[tuple[str, str | Promise, Sequence[Link]]]:
        """Key, heading and links of each station of the line."""
        found = (self.posts, self.positions, self.clauses, self.responses, self.commitments, self.evidence)
        return [(key, Key(key).label, links) for key, links in zip(Key.values, found, strict=True)]

    @property
    def line(self) -> list[Station]:
        """The large line: each reached station leads to its column on the page."""
        return whole_line(
            Station(key, label, reached=True, on=_first_day(links), url=f"#{key}")
            for key, label, links in self.columns
            if links
        )


@dataclass
class Chain:
    """What belongs to a trace, as rows; filled from the start outwards."""

    clauses: list[Clause] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    responses: list[OfficialResponse] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)


def trace_of(kind: str, public_id: str, user) -> Trace | None:
    """The chain of a post, position, clause, response or commitment; ``None`` where the reader sees no such thing.

    From a post or position forwards only what came of it; from a point and what follows it, everything behind it.
    """
    chain = STARTS[kind](public_id, user)
    if chain is None:
        return None
    return _as_trace(chain, kind, public_id, user)


def from_post(public_id: str, user) -> Chain | None:
    post = Post.objects.visible_to(user).filter(public_id=public_id, state=Post.State.PUBLISHED).first()
    if post is None:
        return None
    through = Q(sources__post=post) | Q(merged_from__sources__post=post)
    positions = list(Position.objects.readable().filter(through).select_related("forum").distinct().order_by("pk"))
    cites = Q(sources__position__in=positions) | Q(sources__post_revision__post=post)
    return _followed(Chain(posts=[post], positions=positions), cites, user)


def from_position(public_id: str, user) -> Chain | None:
    position = Position.objects.visible_to(user).filter(public_id=public_id).first()
    if position is None:
        return None
    related = Q(pk=position.pk) | Q(merged_from=position)
    family = Position.objects.readable().filter(related).select_related("forum").distinct()
    chain = Chain(positions=list(family), posts=list(Post.objects.filter(position_sources__position=position)))
    return _followed(chain, Q(sources__position__in=chain.positions), user)


def from_clause(public_id: str, user) -> Chain | None:
    return _whole(Q(public_id=public_id), user)


def from_response(public_id: str, user) -> Chain | None:
    return _whole(Q(responses__public_id=public_id), user)


def from_commitment(public_id: str, user) -> Chain | None:
    return _whole(Q(commitments__public_id=public_id), user)


STARTS = {
    "post": from_post,
    "position": from_position,
    "clause": from_clause,
    "response": from_response,
    "commitment": from_commitment,
}


def _followed(chain: Chain, cites: Q, user) -> Chain:
    """The chain forwards: the points that cite it, as far as this reader sees them, and what followed."""
    chain.clauses = list(readable_clauses(user).filter(cites).distinct().order_by("pk"))
    return _with_follow_up(chain)


def _whole(wanted: Q, user) -> Chain | None:
    """The chain of one point in both directions."""
    clause = readable_clauses(user).filter(wanted).first()
    if clause is None:
        return None
    cites = Q(cited_in__clause=clause) | Q(merged_into__cited_in__clause=clause)
    positions = Position.objects.readable().filter(cites)
    chain = Chain(clauses=[clause], positions=list(positions.select_related("forum").distinct().order_by("pk")))
    cited = Q(revisions__cited_in__clause=clause) | Q(position_sources__position__in=chain.positions)
    chain.posts = list(Post.objects.filter(cited).distinct().order_by("created_at", "pk"))
    return _with_follow_up(chain)


def _with_follow_up(chain: Chain) -> Chain:
    responses = OfficialResponse.objects.filter(clause__in=chain.clauses).order_by("answered_on", "pk")
    chain.responses = list(responses.select_related("delivery__addressee", "clause__recommendation"))
    commitments = Commitment.objects.filter(clause__in=chain.clauses).prefetch_related("updates__evidence_posts")
    chain.commitments = list(commitments.select_related("owner", "clause__recommendation"))
    return chain


def readable_clauses(user):
    """Points that stand in the version readers see, of the documents this reader sees."""
    recommendations = Recommendation.objects.visible_to(user).with_shown_version()
    shown = VersionClause.objects.filter(version__in=recommendations.values("shown_version_id"))
    texts = Prefetch("in_versions", shown.prefetch_related("texts"), to_attr="shown")
    return Clause.objects.filter(in_versions__in=shown).select_related("recommendation").prefetch_related(texts)


# ------------------------------------------------------------------------------------------------ rows as links


def _as_trace(chain: Chain, kind: str, public_id: str, user) -> Trace:
    attach_names(
        [response.delivery.addressee for response in chain.responses]
        + [commitment.owner for commitment in chain.commitments]
    )
    posts, left_out = chain.posts[:MOST_POSTS], max(len(chain.posts) - MOST_POSTS, 0)
    columns = {
        "posts": links_to_posts(posts, user),
        "positions": _position_links(chain.positions, user),
        "clauses": [clause_link(clause) for clause in chain.clauses],
        "responses": [response_link(response) for response in chain.responses],
        "commitments": [_commitment_link(commitment) for commitment in chain.commitments],
    }
    marked = {name: [_marked(link, kind, public_id) for link in links] for name, links in columns.items()}
    start = next(link for links in marked.values() for link in links if link.is_start)
    evidence = [link for commitment in chain.commitments for link in _evidence_links(commitment)]
    return Trace(start=start, evidence=evidence, posts_left_out=left_out, **marked)


def _marked(link: Link, kind: str, public_id: str) -> Link:
    is_start = (link.kind, link.public_id) == (kind, public_id)
    return Link(**{**link.__dict__, "is_start": is_start})


def links_to_posts(posts: Sequence[Post], user) -> list[Link]:
    """A link to each contribution, in order; to those the reader may not read a private one."""
    keys = [post.pk for post in posts]
    readable = Post.objects.visible_to(user).filter(pk__in=keys, state=Post.State.PUBLISHED)
    shown = set(readable.values_list("pk", flat=True))
    rows = Post.objects.filter(pk__in=keys).select_related("author", "participant", "table", "thread__table")
    loaded = {post.pk: post for post in rows}
    return [post_link(loaded[pk]) if pk in shown else private_post(loaded[pk]) for pk in keys]


def post_link(post: Post, text: str = "") -> Link:
    """A contribution as it may be read; ``text`` in place of its present words."""
    return Link(
        kind="post",
        public_id=post.public_id,
        words=_("contribution no. %(number)s") % {"number": post.number},
        text=text or excerpt(plain_text(post.body_html)),
        language=post.language,
        by=_author(post),
        on=_day(post.published_at or post.created_at),
        url=post.get_absolute_url(),
        trace_url=address(trace_path("post", post.public_id)),
    )


def private_post(post: Post) -> Link:
    """What stands in place of a contribution the reader may not read."""
    table = post.table or post.thread.table
    words = (
        _("a contribution at table %(number)s, not public") % {"number": table.number}
        if table
        else _("a contribution, not public")
    )
    return Link(kind="post", public_id="", words=words, is_private=True)


def _author(post: Post) -> str:
    """Who said it: the name shown, or where a person without an account sat, if they chose to show that."""
    if post.author:
        return str(post.author)
    if post.participant and post.participant.shows_table and post.table:
        return _("participant of table %(number)s") % {"number": post.table.number}
    return _("a participant")


def _position_links(positions: Sequence[Position], user) -> list[Link]:
    readable = Position.objects.readable().filter(forum__in=Forum.objects.visible_to(user))
    shown = set(readable.filter(pk__in=[position.pk for position in positions]).values_list("pk", flat=True))
    return [_position_link(position) if position.pk in shown else private_position() for position in positions]


def _position_link(position: Position) -> Link:
    return Link(
        kind="position",
        public_id=position.public_id,
        words=_("position no. %(number)s") % {"number": position.number},
        text=position.text,
        language=position.language,
        on=_day(position.proposed_at),
        state=position.get_state_display(),
        url=position.get_absolute_url(),
        trace_url=address(trace_path("position", position.public_id)),
    )


def private_position() -> Link:
    """What stands in place of a position the reader may not read: of a closed forum, or hidden."""
    return Link(kind="position", public_id="", words=_("a position, not public"), is_private=True)


def clause_link(clause: Clause) -> Link:
    entry = clause.shown[0]
    text = best_text(entry.texts.all(), reader_language())
    recommendation = clause.recommendation
    return Link(
        kind="clause",
        public_id=clause.public_id,
        words=_("point %(number)s of %(reference)s") % {"number": entry.ordinal, "reference": recommendation.reference},
        text=text.text if text else "",
        language=text.language if text else "",
        facts=text.facts if text else None,
        on=_day(recommendation.created_at),
        state=recommendation.get_state_display(),
        url=address(clause_path(clause)),
        trace_url=address(trace_path("clause", clause.public_id)),
    )


def response_link(response: OfficialResponse) -> Link:
    return Link(
        kind="response",
        public_id=response.public_id,
        words=response.get_answer_display(),
        text=response.reason,
        language=response.language,
        by=response.delivery.addressee.name_in(reader_language()),
        on=response.answered_on,
        state=response.get_answer_display(),
        url=address(f"{point_path(response.clause)}#{response.public_id}"),
        trace_url=address(trace_path("response", response.public_id)),
    )


def _commitment_link(commitment: Commitment) -> Link:
    return Link(
        kind="commitment",
        public_id=commitment.public_id,
        words=commitment.get_state_display(),
        text=commitment.text,
        language=commitment.language,
        by=commitment.owner.name_in(reader_language()),
        on=_day(commitment.taken_at),
        state=commitment.get_state_display(),
        url=address(commitment_path(commitment)),
        trace_url=address(trace_path("commitment", commitment.public_id)),
    )


def _evidence_links(commitment: Commitment) -> Iterable[Link]:
    """News that shows something, and the confirmation by tables."""
    for update in commitment.updates.all():
        has_something = update.evidence_address or update.evidence_id or update.evidence_posts.all()
        if has_something or update.state in (Commitment.State.REPORTED_DONE, Commitment.State.VERIFIED):
            yield Link(
                kind="evidence",
                public_id=update.public_id,
                words=update.get_state_display(),
                text=update.text,
                language=update.language,
                on=update.reported_on,
                state=update.get_state_display(),
                url=update.evidence_address or address(commitment_path(commitment)),
            )


@dataclass(frozen=True)
class Fate:
    """What became of one position in a document; a position the reader may not read is a private link.

    ``number``: of the point in which it was used, 0 where the point is not in the version readers see.
    """

    position: Link
    disposition: Disposition
    number: int = 0


def fates_in(recommendation: Recommendation, user) -> list[Fate]:
    """What became of each position in this document, as far as this reader may read the positions."""
    rows = recommendation.dispositions.select_related("position__forum", "clause").order_by("position__number", "pk")
    dispositions = list(rows)
    links = _position_links([one.position for one in dispositions], user)
    numbers = dict(documents.shown_version(recommendation).clauses.values_list("clause", "ordinal"))
    return [Fate(link, one, numbers.get(one.clause_id or 0, 0)) for link, one in zip(links, dispositions, strict=True)]


def excerpt(text: str) -> str:
    """The beginning of a long text, cut between words."""
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(maxsplit=1)[0]} …"


def _day(moment) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _first_day(links: Iterable[Link]) -> date | None:
    return min((link.on for link in links if link.on), default=None)


# ------------------------------------------------------------------------------------------------ JSON


def trace_json(trace: Trace) -> dict[str, object]:
    """The same chain as data; the caller makes the trace as for a visitor."""
    return {
        "start": {"kind": trace.start.kind, "id": trace.start.public_id},
        "stations": [{"key": key, "items": [_item(link) for link in links]} for key, _label, links in trace.columns],
    }


def _item(link: Link) -> dict[str, object]:
    if link.is_private:
        return {"kind": link.kind, "public": False, "words": str(link.words)}
    item: dict[str, object] = {
        "kind": link.kind,
        "public": True,
        "id": link.public_id,
        "text": link.text,
        "language": link.language,
        "by": link.by,
        "date": link.on.isoformat() if link.on else None,
        "state": str(link.state),
        "url": link.url,
    }
    return item | {"facts": dict(link.facts)} if link.facts else item

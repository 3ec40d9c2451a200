"""What a printed document holds, gathered once for every format.

Always as for a visitor: what only some may read stands in it as "not public". The language is the active one; texts
are in the reader's script.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.models import Organisation
from directory.naming import attach_names
from portal.base.differences import Piece
from portal.languages import best_text
from portal.languages.reading import readable, reader_language, shown_as
from recommendations.citations import citations
from recommendations.decisions.chain import certified
from recommendations.differences import changes_between
from recommendations.exports.document import (
    Printed,
    PrintedAnswer,
    PrintedDecision,
    PrintedFact,
    PrintedPoint,
    PrintedPromise,
    PrintedReason,
    PrintedSource,
    PrintedVoice,
    Words,
)
from recommendations.exports.paths import voices_behind
from recommendations.marked import in_script
from recommendations.models import (
    Commitment,
    DecisionRound,
    Delivery,
    Elector,
    OfficialResponse,
    Recommendation,
    SignOff,
    Version,
    VersionClause,
)
from recommendations.results import BINDING
from recommendations.trace import Link


def printed(recommendation: Recommendation, version: Version, *, compared_with: Version | None = None) -> Printed:
    """The document as a visitor may have it, in the active language; a fixed number of queries."""
    entries = list(version.clauses.select_related("clause", "addressee").prefetch_related("texts"))
    keys = [entry.clause_id for entry in entries]
    sources, numbers = _annex(citations(keys, AnonymousUser()), keys)
    responses, promises, voices = _responses(keys), _promises(keys), voices_behind(keys)
    deliveries = list(recommendation.deliveries.select_related("addressee"))
    round_ = _decision_on(version)
    electors = _electors(round_) if round_ else []
    attach_names(_bodies(entries, responses, promises, deliveries, electors))
    language = recommendation.authentic_language if compared_with else ""
    points = [_point(entry, language, numbers, responses, promises, voices) for entry in entries]
    title = best_text([one for one in version.texts.all() if language in ("", one.language)], reader_language())
    return Printed(
        reference=recommendation.reference,
        kind=str(recommendation.get_kind_display()),
        title=words(title.title, title.language) if title else Words(recommendation.reference),
        summary=words(title.summary, title.language) if title else Words(""),
        authentic=recommendation.authentic_language,
        version=version.number,
        sha256=version.sha256,
        fixed_on=day(timezone.localtime(version.frozen_at).date()) if version.frozen_at else "",
        state=str(recommendation.get_state_display()),
        points=_with_changes(points, compared_with, version, language) if compared_with else points,
        decision=_decision(round_, electors) if round_ else None,
        signatures=[_signature(one, recommendation) for one in version.sign_offs.select_related("user")],
        deliveries=[_delivery(one) for one in deliveries if one.version_id == version.pk],
        sources=sources,
        language=reader_language(),
        compared_with=compared_with.number if compared_with else 0,
        is_demo=recommendation.is_demo,
    )


def words(text: str, tag: str) -> Words:
    """A text in the reader's script."""
    return Words(readable(text, tag), shown_as(tag) if tag else "")


def day(on: date) -> str:
    """A day in figures; the order of day, month and year is the language's own."""
    return date_format(on, "DATE_FORMAT")


# The points -----------------------------------------------------------------------------------------------------------


def _point(entry: VersionClause, language: str, numbers, responses, promises, voices) -> PrintedPoint:
    texts = [text for text in entry.texts.all() if language in ("", text.language)]
    text = best_text(texts, reader_language())
    key = entry.clause_id
    return PrintedPoint(
        number=entry.ordinal,
        anchor=entry.clause.public_id,
        kind=str(entry.get_kind_display()),
        level=str(entry.get_level_display()),
        addressee=_name(entry.addressee),
        text=words(text.text, text.language) if text else Words(""),
        sources=numbers[key],
        answers=[_answer(one) for one in responses if one.clause_id == key],
        promises=[_promise(one) for one in promises if one.clause_id == key],
        facts=[PrintedFact(name, readable(said, text.language)) for name, said in text.named_facts] if text else (),
        voices=[_voice(link) for link in voices[key].links] if key in voices else (),
        more_voices=voices[key].more if key in voices else 0,
    )


def _voice(link: Link) -> PrintedVoice:
    return PrintedVoice(str(link.words), link.by, day(link.on) if link.on else "", _address(link))


def _with_changes(points: list[PrintedPoint], old: Version, new: Version, language: str) -> list[PrintedPoint]:
    """The points of the new version with what was deleted from the old one, points left out where they stood."""
    by_anchor = {point.anchor: point for point in points}
    return [
        _changed(by_anchor.get(change.public_id), change, language) for change in changes_between(old, new, language)
    ]


def _changed(point: PrintedPoint | None, change, language: str) -> PrintedPoint:
    blocks = in_script(change.blocks, language)
    facts = [PrintedFact(fact.name, pieces=_readable_pieces(fact.pieces, language)) for fact in change.facts]
    if point is None:
        return PrintedPoint(
            number=change.old_number,
            anchor=change.public_id,
            kind=_("point left out"),
            level="",
            addressee="",
            text=words("", language),
            sources=[],
            answers=[],
            promises=[],
            facts=facts,
            change=change.kind,
            blocks=blocks,
        )
    return PrintedPoint(**{**vars(point), "change": change.kind, "blocks": blocks, "facts": facts})


def _readable_pieces(pieces: Iterable[Piece], language: str) -> list[Piece]:
    return [Piece(piece.kind, readable(piece.text, language)) for piece in pieces]


def _responses(keys: list[int]) -> list[OfficialResponse]:
    found = OfficialResponse.objects.filter(clause__in=keys).select_related("delivery__addressee")
    return list(found.order_by("answered_on", "pk"))


def _promises(keys: list[int]) -> list[Commitment]:
    found = Commitment.objects.filter(clause__in=keys).select_related("owner")
    return list(found.prefetch_related("milestones"))


def _answer(response: OfficialResponse) -> PrintedAnswer:
    return PrintedAnswer(
        by=_name(response.delivery.addressee),
        answer=str(response.get_answer_display()),
        on=day(response.answered_on),
        reason=words(response.reason, response.language),
        until=day(response.considered_until) if response.considered_until else "",
        forwarded_to=words(response.forwarded_to, response.language) if response.forwarded_to else None,
    )


def _promise(commitment: Commitment) -> PrintedPromise:
    return PrintedPromise(
        by=_name(commitment.owner),
        due=day(commitment.due_on),
        state=str(commitment.get_state_display()),
        text=words(commitment.text, commitment.language),
        milestones=[
            (readable(step.text, commitment.language), day(step.due_on)) for step in commitment.milestones.all()
        ],
    )


def _annex(found: dict[int, list[Link]], keys: list[int]) -> tuple[list[PrintedSource], dict[int, list[int]]]:
    """Every source once, numbered in the order of the points, and the numbers of each point."""
    annex: dict[tuple, int] = {}
    links: list[Link] = []
    numbers: dict[int, list[int]] = {key: [] for key in keys}
    for key in keys:
        for link in found[key]:
            same = (link.kind, link.public_id, link.words, link.text)
            if same not in annex:
                links.append(link)
                annex[same] = len(links)
            numbers[key].append(annex[same])
    return [_source(number, link) for number, link in enumerate(links, start=1)], numbers


def _source(number: int, link: Link) -> PrintedSource:
    text = words(link.text, link.language)
    return PrintedSource(number, str(link.words), text, link.by, _address(link))


def _address(link: Link) -> str:
    """Where it is read on the portal, with the name of the site: paper knows no place that it comes from."""
    is_shown = link.url and not link.is_private
    return urljoin(settings.WAGTAILADMIN_BASE_URL, link.url) if is_shown else ""


# The decision ---------------------------------------------------------------------------------------------------------


def _decision_on(version: Version) -> DecisionRound | None:
    found = version.rounds.filter(state=DecisionRound.State.CERTIFIED, method__in=BINDING)
    return found.order_by("chain_number").last()


def _electors(round_: DecisionRound) -> list[Elector]:
    return list(round_.electors.select_related("table", "organisation"))


def _decision(round_: DecisionRound, electors: list[Elector]) -> PrintedDecision:
    certificate = certified(round_)
    result = certificate["result"]
    by_key = {elector.pk: elector for elector in electors}
    reasons = certificate["reasons"]
    opinions = round_.minority_opinions.order_by("elector__ordinal")
    return PrintedDecision(
        method=str(round_.get_method_display()),
        on=day(timezone.localtime(round_.closes_at).date()),
        outcome=str(Recommendation.State(result["outcome"]).label),
        figures=[(label, result[name]) for name, label in _figures() if name in result],
        remarks=[_reason(one) for one in reasons if one["choice"] == "reservation"],
        objections=[_reason(one) for one in reasons if one["choice"] == "object"],
        opinions=[(_elector(by_key[one.elector_id]), words(one.text, one.language)) for one in opinions],
        endorsements=[(words(one.body, one.language), day(one.endorsed_on)) for one in round_.endorsements.all()],
        sha256=round_.result_sha256,
    )


def _figures() -> tuple[tuple[str, str], ...]:
    return (
        ("electors", _("decide")),
        ("agree", _("agree")),
        ("reservation", _("agree with a remark")),
        ("object", _("do not agree")),
        ("stand_aside", _("abstain")),
        ("silent", _("no answer")),
        ("head_count", _("people in the room")),
    )


def _reason(row: dict[str, str]) -> PrintedReason:
    outcomes = {
        "not_valid": _("judged not valid"),
        "integrated": _("valid, and settled"),
        "maintained": _("valid, and upheld"),
        "valid": _("valid, and upheld"),
        "raised": _("it stands"),
    }
    return PrintedReason(words(row["reason"], row["language"]), outcomes.get(row.get("objection", ""), ""))


def _elector(elector: Elector) -> str:
    if elector.table:
        return _("table %(number)s") % {"number": elector.table.number}
    return _name(elector.organisation) or _("a member of the group")


def _signature(sign_off: SignOff, recommendation: Recommendation) -> tuple[Words, str, str]:
    who = str(sign_off.user) if sign_off.user else ""
    return (
        words(sign_off.capacity, recommendation.authentic_language),
        who,
        day(timezone.localtime(sign_off.signed_at).date()),
    )


def _delivery(delivery: Delivery) -> tuple[str, str, str, str]:
    return (_name(delivery.addressee), day(delivery.delivered_on), delivery.registry_number, day(delivery.due_on))


def _name(body: Organisation | None) -> str:
    """The name in the reader's script; the address of the body where nobody entered one."""
    if body is None:
        return ""
    name = body.best_name(reader_language())
    return readable(name.text, name.language) if name else body.slug


def _bodies(entries, responses, promises, deliveries, electors) -> Iterable:
    yield from (entry.addressee for entry in entries)
    yield from (response.delivery.addressee for response in responses)
    yield from (promise.owner for promise in promises)
    yield from (delivery.addressee for delivery in deliveries)
    yield from (elector.organisation for elector in electors)

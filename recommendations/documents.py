"""Versions as text: the canonical form, its hash, freezing, translations."""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from recommendations.errors import DraftingClosed
from recommendations.models import ClauseText, Recommendation, Version, VersionClause, VersionText
from recommendations.results import BINDING
from recommendations.signals import recommendation_changed


def plain(text: str) -> str:
    """The text in the one form that is hashed: composed letters (NFC), line ends as LF."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_facts(facts: Mapping[str, str] | None) -> dict[str, str] | None:
    """The facts of a project idea in the form that is kept and hashed: those that say something, or nothing at all."""
    said = {fact: plain((facts or {}).get(fact, "").strip()) for fact in ClauseText.Fact.values}
    return {fact: words for fact, words in said.items() if words} or None


def whole_words(text: str, facts: Mapping[str, str] | None) -> str:
    """A text with the facts of a project idea below it, each on its line; the text alone where there are none."""
    said = plain_facts(facts)
    return "\n".join([text, "", *(said.get(fact, "") for fact in ClauseText.Fact.values)]) if said else text


def text_hash(text: ClauseText) -> str:
    """The sha256 by which a translation remembers the authentic words it was made from."""
    return hashlib.sha256(plain(whole_words(text.text, text.facts)).encode()).hexdigest()


def canonical_json(version: Version, language: str = "") -> str:
    """Title, number and ordered points of a version in one language, the authentic one unless told otherwise.

    Shape: ``{"clauses": [{"addressee", "id", "kind", "level", "text"}], "number", "title"}``, keys sorted, no
    spaces, letters as they are; a project idea that says what it costs, where, or who carries it out has ``"facts"``
    too. Source: docs/decisions, "Hash of a version".
    """
    language = language or version.recommendation.authentic_language
    title = version.texts.filter(language=language).values_list("title", flat=True).first() or ""
    content = {
        "clauses": [_canonical_clause(clause, language) for clause in _clauses_of(version)],
        "number": version.number,
        "title": plain(title),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(version: Version, language: str = "") -> str:
    """The sha256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_json(version, language).encode()).hexdigest()


def _clauses_of(version: Version) -> list[VersionClause]:
    return list(version.clauses.select_related("clause", "addressee").prefetch_related("texts"))


def _canonical_clause(clause: VersionClause, language: str) -> dict[str, object]:
    text = next((text for text in clause.texts.all() if text.language == language), None)
    canonical: dict[str, object] = {
        "addressee": clause.addressee.public_id if clause.addressee else None,
        "id": clause.clause.public_id,
        "kind": clause.kind,
        "level": clause.level,
        "text": plain(text.text) if text else "",
    }
    # Only where there are some: versions fixed before points had facts keep the hash they were signed under.
    return canonical | {"facts": plain_facts(text.facts)} if text and text.facts else canonical


@transaction.atomic
def freeze(version: Version, *, at: datetime | None = None) -> Version:
    """Fix the version with its hash; a version that is frozen already stays as it is."""
    version = Version.objects.select_for_update().select_related("recommendation").get(pk=version.pk)
    if version.frozen_at:
        return version
    authentic = version.recommendation.authentic_language
    if not version.clauses.exists():
        raise DraftingClosed(_("There is no point in this version yet."))
    missing = version.clauses.exclude(texts__language=authentic).first()
    if missing:
        raise DraftingClosed(_("Point %(number)s has no text in the authentic language.") % {"number": missing.ordinal})
    # Texts first: from the moment the version is frozen the database refuses them.
    for text in version.texts.all():
        version.texts.filter(pk=text.pk).update(sha256=hash_of(version, text.language))
    version.sha256, version.frozen_at = hash_of(version), at or timezone.now()
    version.save(update_fields=["sha256", "frozen_at"])
    return version


@transaction.atomic
def translate(
    version: Version,
    *,
    language: str,
    title: str,
    clauses: dict[str, str],
    facts: Mapping[str, Mapping[str, str]] | None = None,
    summary: str = "",
    still_right: Collection[str] = (),
    by: User | None = None,
    at: datetime | None = None,
) -> VersionText:
    """Title and points of a version in a further language, also after freezing.

    ``clauses``: text by clause id; ``facts``: by clause id, what a project idea says besides its text.

    Words that stay as they are stay as old as they were, but for the clause ids in ``still_right``.
    The translation of a frozen version carries a hash of its own, and belongs to this version alone.
    """
    if language == version.recommendation.authentic_language:
        raise DraftingClosed(_("This is the authentic language: edit the points themselves."))
    for clause in version.clauses.select_related("clause").prefetch_related("texts"):
        key = clause.clause.public_id
        if text := clauses.get(key):
            words = ClauseText(language=language, text=plain(text), facts=plain_facts((facts or {}).get(key)))
            _translate_clause(clause, words, version.recommendation.authentic_language, key in still_right)
    translation, _created = VersionText.objects.update_or_create(
        version=version, language=language, defaults={"title": title, "summary": summary}
    )
    if version.frozen_at:
        translation.sha256 = hash_of(version, language)
        translation.save(update_fields=["sha256"])
    recommendation = version.recommendation
    record(
        "translate_version",
        kind="recommendation",
        public_id=recommendation.public_id,
        by=by,
        details={"version": version.number, "language": language},
        at=at,
    )
    recommendation_changed.send(sender=Recommendation, recommendation=recommendation, from_state=recommendation.state)
    return translation


def _translate_clause(clause: VersionClause, words: ClauseText, authentic: str, is_right: bool) -> None:
    """The point in a further language, with the hash of the authentic words that it was made from."""
    texts = {one.language: one for one in clause.texts.all()}
    old, source = texts.get(words.language), texts.get(authentic)
    if old and (old.text, old.facts) == (words.text, words.facts) and not is_right:
        return
    values = {"text": words.text, "facts": words.facts, "source_sha256": text_hash(source) if source else ""}
    ClauseText.objects.update_or_create(version_clause=clause, language=words.language, defaults=values)


def copied_text(text: ClauseText, entry: VersionClause) -> ClauseText:
    """The same words for another point, or for the same point in another version; not stored yet."""
    return ClauseText(
        version_clause=entry,
        language=text.language,
        text=text.text,
        facts=text.facts,
        source_sha256=text.source_sha256,
    )


def latest_version(recommendation: Recommendation) -> Version:
    """The one being worked on, frozen or not."""
    return recommendation.versions.order_by("-number")[0]


def shown_version(recommendation: Recommendation) -> Version:
    """The one readers see: the latest frozen one, or the draft where none is frozen yet."""
    frozen = recommendation.versions.filter(frozen_at__isnull=False).order_by("-number").first()
    return frozen or latest_version(recommendation)


def agreed_version(recommendation: Recommendation) -> Version:
    """The version a certified decision agreed, which sign-offs and delivery name; a sense check agrees nothing."""
    decided = recommendation.versions.filter(rounds__state="certified", rounds__method__in=BINDING)
    return decided.order_by("-number")[0]


@transaction.atomic
def next_version(version: Version, *, change_note: str = "", at: datetime | None = None) -> Version:
    """A draft with the next number and the same points and texts; translations come along without a hash."""
    Recommendation.objects.select_for_update().get(pk=version.recommendation_id)
    copy = Version.objects.create(
        recommendation=version.recommendation,
        number=latest_version(version.recommendation).number + 1,
        change_note=change_note,
        created_at=at or timezone.now(),
    )
    VersionText.objects.bulk_create(
        VersionText(version=copy, language=text.language, title=text.title, summary=text.summary)
        for text in version.texts.all()
    )
    for clause in version.clauses.prefetch_related("texts"):
        texts = list(clause.texts.all())
        clause.pk, clause.version = None, copy
        clause.save(force_insert=True)
        ClauseText.objects.bulk_create(copied_text(text, clause) for text in texts)
    return copy

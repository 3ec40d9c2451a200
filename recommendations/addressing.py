"""Whom a document asks: named, exchanged and taken off by those who run it, until it has been sent."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from directory.naming import attach_names, named_bodies
from recommendations import documents, drafting, workflow
from recommendations.errors import AddresseeRefused
from recommendations.models import Recommendation, VersionClause
from recommendations.sources import holds
from recommendations.terms import note_in_audit

#: The most bodies offered for the words somebody looks for.
MOST_BODIES = 20


def find_bodies(recommendation: Recommendation, words: str) -> list[Organisation]:
    """Bodies one of whose names holds all the words, those that the document asks already left out; two queries."""
    if not words.split():
        return []
    found = Q(organisation__isnull=False) & Q(*(holds("text", word) for word in words.split()))
    asked = Q(organisation__in=recommendation.addressees.values("pk"))
    bodies = named_bodies(found & ~asked)[:MOST_BODIES]
    attach_names(bodies)  # all of them: the words may be those of an abbreviation
    return bodies


def points_asking(recommendation: Recommendation, organisation: Organisation) -> list[VersionClause]:
    """The points of the version being worked on that ask this body."""
    version = documents.latest_version(recommendation)
    return list(version.clauses.filter(addressee=organisation).select_related("clause").prefetch_related("texts"))


@transaction.atomic
def add_addressee(
    recommendation: Recommendation, *, by: User | None, organisation: Organisation, at: datetime | None = None
) -> None:
    """The document asks this body too, or ``AddresseeRefused``."""
    _open(recommendation)
    if recommendation.addressees.filter(pk=organisation.pk).exists():
        raise AddresseeRefused(_("It is asked already."))
    recommendation.addressees.add(organisation)
    _noted("add_addressee", recommendation, organisation, by=by, at=at)


@transaction.atomic
def remove_addressee(
    recommendation: Recommendation,
    *,
    by: User | None,
    organisation: Organisation,
    instead: Organisation | None = None,
    at: datetime | None = None,
) -> None:
    """The document no longer asks this body; its points ask nobody, or the one that takes its place.

    ``AddresseeRefused`` once it has been sent, or where a fixed version asks the body in one of its points.
    """
    _open(recommendation)
    if not recommendation.addressees.filter(pk=organisation.pk).exists():
        raise AddresseeRefused(_("It is not asked any more."))
    _point_elsewhere(recommendation, organisation, instead, at=at)
    recommendation.addressees.remove(organisation)
    if instead is not None:
        recommendation.addressees.add(instead)
    _noted("remove_addressee", recommendation, organisation, by=by, at=at)
    if instead is not None:
        _noted("add_addressee", recommendation, instead, by=by, at=at)


def _point_elsewhere(
    recommendation: Recommendation, organisation: Organisation, instead: Organisation | None, *, at: datetime | None
) -> None:
    """Let the points that ask the body ask another one, or nobody, while points may still change."""
    asking = points_asking(recommendation, organisation)
    if not asking:
        return
    if recommendation.state not in workflow.DRAFTING:
        numbers = ", ".join(str(entry.ordinal) for entry in asking)
        raise AddresseeRefused(
            _("The text is fixed, and these points ask it: %(numbers)s. Take the document back to change them.")
            % {"numbers": numbers}
        )
    drafting.open_draft(recommendation, at=at).clauses.filter(addressee=organisation).update(addressee=instead)
    drafting.touch(recommendation, at=at)


def _open(recommendation: Recommendation) -> None:
    """Hold the document, and go on while it has not been sent."""
    if workflow.lock(recommendation).state not in workflow.BEFORE_DELIVERY:
        raise AddresseeRefused(_("The document has been sent: whom it asks stays as it was sent."))


def _noted(
    verb: str, recommendation: Recommendation, body: Organisation, *, by: User | None, at: datetime | None
) -> None:
    note_in_audit(verb, recommendation, by=by, at=at, details={"addressee": body.public_id})

"""What every view of this app begins with: the thing this reader may see, and whether they may act on it."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.base.cards import address
from portal.base.http import Refused
from recommendations.addresses import recommendation_path
from recommendations.errors import RecommendationError
from recommendations.models import Clause, Recommendation, Version, VersionClause
from recommendations.points import Document, read_document
from recommendations.querysets import shown_titles
from recommendations.reasons import why_not


def may_or_refuse(user, perm: str, thing=None) -> None:
    """Go on when the person holds the right, else ``Refused`` with the reason and the next opening date."""
    if reason := why_not(user, perm, thing):
        raise Refused(reason)


def recommendation_or_404(request: HttpRequest, reference: str) -> Recommendation:
    """The document with its group and cycle; 404 when the reader may not see it."""
    found = Recommendation.objects.visible_to(request.user).with_shown_version()
    return get_object_or_404(found.select_related("group__forum__host", "cycle__forum__host"), reference=reference)


def document_or_404(request: HttpRequest, reference: str) -> Document:
    """The document with its versions and titles; 404 when the reader may not see it."""
    document = read_document(reference, request.user)
    if document is None:
        raise Http404
    return document


def version_or_404(request: HttpRequest, document: Document, number: int | None = None) -> Version:
    """The version readers see, or the one asked for; a draft behind a fixed one only for those who write it."""
    if number is None:
        return document.shown
    version = document.version(number)
    if version is None:
        raise Http404
    is_public = version.frozen_at or version.pk == document.shown.pk
    if not is_public and not request.user.has_perm("recommendations.draft_clause", document.recommendation):
        raise Http404
    return version


def clause_or_404(recommendation: Recommendation, public_id: str) -> Clause:
    """A point of the document that stands in the version readers see, or in the draft."""
    clause = get_object_or_404(Clause, public_id=public_id, recommendation=recommendation)
    clause.recommendation = recommendation
    return clause


def entry_or_404(recommendation: Recommendation, public_id: str, version_id: int) -> VersionClause:
    """A point as it stands in that version."""
    entries = VersionClause.objects.select_related("clause", "version", "addressee").prefetch_related("texts")
    entry = get_object_or_404(entries, version=version_id, clause__public_id=public_id)
    entry.version.recommendation = entry.clause.recommendation = recommendation
    return entry


def page_of(recommendation: Recommendation, tail: str = "") -> str:
    """The address of the document's page, or of one below it."""
    return address(f"{recommendation_path(recommendation)}{tail}")


def head(recommendation: Recommendation) -> dict[str, object]:
    """What the head of every page of a document shows."""
    text = shown_titles([recommendation]).get(recommendation.pk)
    return {"recommendation": recommendation, "title": text, "recommendation_url": page_of(recommendation)}


def attempt(form: Form, action, *args, **kwargs) -> object | None:
    """What the action gives back; its refusal becomes an error of the form, and ``None``."""
    try:
        return action(*args, **kwargs)
    except RecommendationError as refused:
        form.add_error(None, str(refused))
        return None


def carried_out(request: HttpRequest, form: Form, action, *args, **kwargs) -> object | None:
    """What the action gives back for a form that was sent and is right, its fields passed on; else ``None``."""
    if request.method != "POST" or not form.is_valid():
        return None
    return attempt(form, action, *args, **kwargs, **form.cleaned_data)


def form_page(
    request: HttpRequest, recommendation: Recommendation, template: str, form: Form, **more: object
) -> HttpResponse:
    """A page with one form about a document; once more, with what was typed, when the form was refused."""
    context = {**head(recommendation), "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)

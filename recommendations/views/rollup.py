"""What was recommended on one theme, country by country, with what was answered."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.taxonomies import vocabulary
from portal.taxonomies.tags import tags_of
from recommendations.models import Recommendation
from recommendations.trace import Link, clause_link, readable_clauses
from recommendations.words import answers_to

#: The most points on one page.
MOST_POINTS = 200


@require_safe
def theme_rollup(request: HttpRequest, code: str) -> HttpResponse:
    """The points of the documents on a theme that this reader sees, each with its state and its answers."""
    term = vocabulary.term("theme", code)
    if term is None:
        raise Http404
    documents = Recommendation.objects.visible_to(request.user).filter(themes=term.pk)
    clauses = readable_clauses(request.user).filter(recommendation__in=documents.values("pk")).distinct()
    found = list(clauses.order_by("-recommendation__changed_at", "recommendation_id", "pk")[:MOST_POINTS])
    answers = answers_to(found)
    tags = tags_of(list({clause.recommendation.pk: clause.recommendation for clause in found}.values()), ["countries"])
    countries: dict[str, list[tuple[Link, list[Link]]]] = {}
    for clause in found:
        row = (clause_link(clause), answers[clause.pk])
        for label in [country.label for country in tags[clause.recommendation_id]["countries"]] or [""]:
            countries.setdefault(label, []).append(row)
    context = {"term": term, "countries": sorted(countries.items())}
    return render(request, "recommendations/theme_rollup.html", context)

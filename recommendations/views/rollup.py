"""What was recommended on one theme, country by country, with what was answered."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.taxonomies import vocabulary
from portal.taxonomies.tags import tags_of
from recommendations.models import Recommendation
from recommendations.trace import Link, clause_link, readable_clauses
from recommendations.words import answers_to

#: The most points on one page.
MOST_POINTS = 200


@dataclass(frozen=True)
class ThemeLink:
    """An area with the number of documents about it that this reader sees."""

    label: str
    url: str
    count: int


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """The areas about which this reader sees documents, each leading to its points by country."""
    seen = Recommendation.objects.visible_to(request.user).exclude(themes=None)
    counts: dict[str, int] = {}
    for pk, number in seen.values_list("themes").annotate(number=Count("pk", distinct=True)).order_by():
        term = vocabulary.term_by_pk("theme", pk)
        code = term.replaced_by or term.code
        counts[code] = counts.get(code, 0) + number
    themes = [
        ThemeLink(term.label, reverse("recommendations:theme-rollup", args=[term.code]), counts[term.code])
        for term in vocabulary.terms("theme")
        if term.code in counts
    ]
    return render(request, "recommendations/theme_list.html", {"themes": themes})


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

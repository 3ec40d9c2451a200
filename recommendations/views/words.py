"""What became of the words of the person who is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.base.lists import BadFilter
from recommendations.words import KINDS


@login_required
@require_safe
def my_words(request: HttpRequest) -> HttpResponse:
    """One's own contributions, positions or proposed changes, each with its line, what became of it and the answer."""
    kind = request.GET.get("kind", "posts")
    if kind not in KINDS:
        raise BadFilter("kind", kind)
    labels = {"posts": _("Contributions"), "positions": _("Positions"), "changes": _("Proposed changes")}
    context = {"page": KINDS[kind](request.user, request.GET.get("page")), "kind": kind, "kinds": labels.items()}
    return render(request, "recommendations/my_words.html", context)

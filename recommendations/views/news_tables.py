"""News about many commitments from one table: what would be taken over is shown first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import mandates_of
from portal.base.cards import address
from portal.base.http import Refused
from recommendations import followup
from recommendations.exports.tables import as_csv
from recommendations.followup.imports import COLUMNS
from recommendations.forms.followup import NewsTableForm
from recommendations.models import Commitment


@login_required
def news_import(request: HttpRequest) -> HttpResponse:
    """Send a table, see what it says and which rows have mistakes, then take it over whole."""
    bodies = own_bodies(request)
    form = NewsTableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "columns": COLUMNS}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["content"]
        may = may_report_on(request.user, bodies)
        try:
            if "confirm" in request.POST:
                return taken_over(request, followup.import_news(content, by=request.user, may=may))
            context["rows"] = followup.try_news(content, by=request.user, may=may)
            context["content"] = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        except followup.RowsRefused as refused:
            context["faults"] = refused.faults
    is_refused = "faults" in context or (form.is_bound and bool(form.errors))
    return render(request, "recommendations/news_import.html", context, status=422 if is_refused else 200)


def taken_over(request: HttpRequest, rows: list[followup.NewsRow]) -> HttpResponse:
    """To the roadmap, with how much was taken over."""
    words = ngettext("%(count)s piece of news is published.", "%(count)s pieces of news are published.", len(rows))
    messages.success(request, words % {"count": len(rows)})
    return redirect(address("recommendations/roadmap/"))


@login_required
def news_table(request: HttpRequest) -> HttpResponse:
    """The commitments of one's own organisations as a table to fill in and send back."""
    open_ones = Commitment.objects.filter(owner__in=own_bodies(request)).exclude(state__in=Commitment.FINAL_STATES)
    rows = [[one.public_id, "", "", one.language, "", "", "", "", "", ""] for one in open_ones]
    table = as_csv(COLUMNS, rows)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="commitments.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def own_bodies(request: HttpRequest) -> list[int]:
    """The organisations this person speaks for, or the reason why there is nothing to report."""
    bodies = [mandate.organisation_id for mandate in mandates_of(request.user)]
    if not bodies:
        raise Refused(_("Those who speak for the one who took it on report about it."))
    return bodies


def may_report_on(user, bodies: list[int]):
    """Whether this person reports on a commitment: by the same right as on its own page."""

    def may(commitment: Commitment) -> bool:
        return commitment.owner_id in bodies and user.has_perm("recommendations.update_commitment", commitment)

    return may

"""After the result: separate opinions, bodies that stand behind it, signatures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import mandates_of
from directory.models import Organisation
from forums.permissions import seat_in
from forums.querysets import Place, forum_roles_of
from recommendations import decisions, documents
from recommendations.files import keeping
from recommendations.followup import forum_of
from recommendations.forms.decisions import EndorsementForm, OpinionForm, SignForm
from recommendations.models import Recommendation
from recommendations.querysets import group_roles_of
from recommendations.views.access import attempt, carried_out, form_page, may_or_refuse, page_of, recommendation_or_404
from recommendations.views.decisions import electors_of, own_elector, round_or_404


@login_required
def opinion_write(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """A separate opinion on a certified result, by one of those who decided."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    elector = own_elector(request.user, electors_of(round_))
    may_or_refuse(request.user, "recommendations.write_minority_opinion", elector or round_)
    if elector is None:
        raise Http404
    given = round_.minority_opinions.filter(elector=elector).values("text", "language").first()
    form = OpinionForm(request.POST or None, initial=given or {})
    if carried_out(request, form, decisions.write_minority_opinion, elector, by=request.user):
        messages.success(request, _("Your separate opinion is printed with the document."))
        return redirect(page_of(recommendation, f"decision/{public_id}/#opinions"))
    return form_page(request, recommendation, "recommendations/opinion_write.html", form, round=round_)


@login_required
def endorsement_record(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Enter that a body of the network stood behind what was agreed."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.deliver", recommendation)
    form = EndorsementForm(request.POST or None, request.FILES or None)
    record = keeping("document", decisions.record_endorsement, recommendation)
    if carried_out(request, form, record, round_, by=request.user):
        messages.success(request, _("It stands with the result."))
        return redirect(page_of(recommendation, f"decision/{public_id}/#endorsements"))
    return form_page(request, recommendation, "recommendations/endorsement_record.html", form, round=round_)


@login_required
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """A signature on the hash of the agreed version."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.sign_off", recommendation)
    version = documents.agreed_version(recommendation)
    forum = forum_of(recommendation)
    seat = seat_in(request.user, forum)
    table = forum.tables.get(pk=seat.table_id) if seat and seat.role == "rapporteur" else None
    initial = {"capacity": _("rapporteur of table %(number)s") % {"number": table.number}} if table else {}
    form = SignForm(request.POST or None, initial=initial, held_roles=roles_held(request.user, recommendation, seat))
    if request.method == "POST" and form.is_valid():
        signed = attempt(
            form,
            decisions.sign_off,
            version,
            by=request.user,
            capacity=form.cleaned_data["capacity"],
            table=table,
            organisation=None if table else member_body(request.user, recommendation),
        )
        if signed:
            messages.success(request, _("Your signature stands on the document."))
            return redirect(page_of(recommendation, "#signatures"))
    return form_page(request, recommendation, "recommendations/sign.html", form, version=version)


def roles_held(user, recommendation: Recommendation, seat: Place | None) -> set[str]:
    """The roles in whose words the person may sign: those they have in the forum, its tables and the group."""
    forum = forum_of(recommendation)
    in_forum = {held.role for held in forum_roles_of(user) if forum is not None and held.forum_id == forum.pk}
    in_group = {held.role for held in group_roles_of(user) if held.group_id == recommendation.group_id}
    return in_forum | in_group | ({seat.role} if seat else set())


def member_body(user, recommendation: Recommendation) -> Organisation | None:
    """The member organisation of the group that the person speaks for."""
    members = recommendation.group.members.valid_on(timezone.localdate())
    bodies = set(members.values_list("organisation", flat=True))
    return next((one.organisation for one in mandates_of(user) if one.organisation_id in bodies), None)

"""A person's own page, and authorisations: asked for here, verified by a desk or an editor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts.actions import request_mandate, settle_mandate
from accounts.errors import AlreadySettled
from accounts.forms import MandateForm, ProfileForm, SettleForm
from accounts.models import Mandate
from accounts.permissions import mandates_to_keep, mandates_to_settle
from accounts.querysets import MandateQuerySet
from portal.base.http import require
from portal.base.limits import within_limits
from portal.base.views import remember_language

#: The newest of those in force that one page shows.
KEPT_SHOWN = 50
BUTTONS = {"refuse": Mandate.State.REFUSED, "end": Mandate.State.REVOKED}


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language of the menus, authorisations."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        language = form.save().ui_language
        with override(language):
            messages.success(request, _("Your changes are saved."))
            return remember_language(redirect("accounts:profile"), request, language)
    mandates = request.user.mandates.select_related("organisation").prefetch_related("organisation__names")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile.html", {"form": form, "mandates": mandates}, status=status)


@login_required
def mandate_request(request: HttpRequest) -> HttpResponse:
    """Ask to speak for an organisation."""
    form = MandateForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        within_limits(request, "ask_mandate")
        request_mandate(request.user, **form.cleaned_data)
        messages.success(request, _("Your request is with the desk that verifies it. You will be told."))
        return redirect("accounts:profile")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/mandate_request.html", {"form": form}, status=status)


@login_required
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What waits to be verified, and what is in force, as far as this person may decide about it."""
    return show_mandates(request)


def show_mandates(request: HttpRequest, returned: tuple[Mandate, SettleForm] | None = None) -> HttpResponse:
    """Each with its own form; ``returned`` is one that came back with errors."""
    waiting = with_names(mandates_to_settle(request.user)).order_by("pk")
    kept = with_names(mandates_to_keep(request.user)).order_by("-settled_at", "-pk")[:KEPT_SHOWN]

    def form_of(mandate: Mandate) -> SettleForm:
        if returned and returned[0] == mandate:
            return returned[1]
        return SettleForm(auto_id=f"id_{mandate.public_id}_%s")

    context = {
        "mandates": [(mandate, form_of(mandate)) for mandate in waiting],
        "kept": [(mandate, form_of(mandate)) for mandate in kept],
        "form": returned[1] if returned else None,
    }
    return render(request, "accounts/mandate_list.html", context, status=422 if returned else 200)


def with_names(mandates: MandateQuerySet) -> MandateQuerySet:
    return mandates.select_related("user", "organisation").prefetch_related("organisation__names")


@login_required
@require_POST
def mandate_settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Verify, refuse or end one."""
    mandate = get_object_or_404(Mandate, public_id=public_id)
    state = next((state for button, state in BUTTONS.items() if button in request.POST), Mandate.State.VERIFIED)
    right = "accounts.end_mandate" if state == Mandate.State.REVOKED else "accounts.settle_mandate"
    require(request.user, right, mandate)
    if mandate.user_id == request.user.pk:
        return end_own(request, mandate)
    form = SettleForm(request.POST, auto_id=f"id_{mandate.public_id}_%s")
    if not form.is_valid():
        return show_mandates(request, (mandate, form))
    data = form.cleaned_data
    try:
        settle_mandate(mandate, by=request.user, state=state, reason=data["reason"], ends_on=data["ends_on"])
    except AlreadySettled as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your decision is entered."))
    return redirect("accounts:mandate-list")


def end_own(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    """A person speaks no longer for an organisation."""
    try:
        settle_mandate(mandate, by=request.user, state=Mandate.State.REVOKED, reason=str(_("ended by the person")))
    except AlreadySettled as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You no longer speak for this organisation here."))
    return redirect("accounts:profile")

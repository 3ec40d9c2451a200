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
from accounts.forms import MandateForm, ProfileForm
from accounts.models import Mandate
from accounts.permissions import mandates_to_settle
from portal.base.http import require
from portal.base.limits import within_limits
from portal.base.views import remember_language


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
    """What waits to be verified, as far as this person may verify it."""
    waiting = mandates_to_settle(request.user).select_related("user", "organisation")
    mandates = waiting.prefetch_related("organisation__names").order_by("pk")
    return render(request, "accounts/mandate_list.html", {"mandates": mandates})


@login_required
@require_POST
def mandate_settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Verify or refuse one."""
    mandate = get_object_or_404(Mandate, public_id=public_id)
    require(request.user, "accounts.settle_mandate", mandate)
    state = Mandate.State.REFUSED if "refuse" in request.POST else Mandate.State.VERIFIED
    try:
        settle_mandate(mandate, by=request.user, state=state)
    except AlreadySettled as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your decision is entered."))
    return redirect("accounts:mandate-list")

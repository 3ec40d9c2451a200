"""A person's own page, and authorisations: asked for here, verified by a desk or an editor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import request_mandate, settle_mandate
from accounts.forms import MandateForm, ProfileForm
from accounts.models import Mandate
from portal.base.http import require


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, authorisations."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:profile")
    mandates = request.user.mandates.select_related("organisation").prefetch_related("organisation__names")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile.html", {"form": form, "mandates": mandates}, status=status)


@login_required
def mandate_request(request: HttpRequest) -> HttpResponse:
    """Ask to speak for an organisation."""
    form = MandateForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request_mandate(request.user, **form.cleaned_data)
        messages.success(request, _("Your request is with the desk that verifies it. You will be told."))
        return redirect("accounts:profile")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/mandate_request.html", {"form": form}, status=status)


@login_required
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What waits to be verified, as far as this person may verify it."""
    waiting = (
        Mandate.objects.filter(state=Mandate.State.REQUESTED)
        .select_related("user", "organisation")
        .prefetch_related("organisation__names")
    )
    mine = [mandate for mandate in waiting if request.user.has_perm("accounts.settle_mandate", mandate)]
    return render(request, "accounts/mandate_list.html", {"mandates": mine})


@login_required
@require_POST
def mandate_settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Verify or refuse one."""
    mandate = get_object_or_404(Mandate, public_id=public_id, state=Mandate.State.REQUESTED)
    require(request.user, "accounts.settle_mandate", mandate)
    state = Mandate.State.REFUSED if "refuse" in request.POST else Mandate.State.VERIFIED
    settle_mandate(mandate, by=request.user, state=state)
    messages.success(request, _("Done."))
    return redirect("accounts:mandate-list")

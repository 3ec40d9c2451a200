"""Leaving for good: what goes and what stays, the password, two weeks to come back."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.errors import NotAlone
from accounts.forms import LeaveForm
from accounts.leaving import THINK_FOR, ask_to_leave, departure_of, end_sessions, rows_held, take_back, what_hinders
from portal.base.limits import within_limits


@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Ask for it; who alone holds something sees what to hand over first."""
    form = LeaveForm(request.POST or None, user=request.user)
    if request.method == "POST":
        within_limits(request, "leave")
        if form.is_valid():
            return go(request, form)
    context = {
        "form": form,
        "hindrances": what_hinders(request.user),
        "held": rows_held(request.user),
        "days": THINK_FOR.days,
    }
    return render(request, "accounts/leave.html", context, status=422 if form.errors else 200)


def go(request: HttpRequest, form: LeaveForm) -> HttpResponse:
    """The wish is entered and the person is signed out everywhere, or learns what to hand over first."""
    user = request.user
    try:
        ask_to_leave(user, with_texts=form.cleaned_data["words"] == LeaveForm.ERASE)
    except NotAlone:
        return redirect("accounts:leave")
    logout(request)
    end_sessions(user)
    return redirect("accounts:left")


@never_cache
def left(request: HttpRequest) -> HttpResponse:
    """Until when it can be taken back, and how."""
    return render(request, "accounts/left.html", {"days": THINK_FOR.days})


@never_cache
def stay(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: one button, and the account stays; no need to sign in."""
    departure = departure_of(token)
    is_done = request.method == "POST" and departure is not None and take_back(departure.user)
    status = 200 if departure else 404
    return render(request, "accounts/stay.html", {"departure": departure, "is_done": is_done}, status=status)

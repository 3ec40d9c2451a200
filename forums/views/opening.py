"""Opening a forum: five questions, and the rest behind "Rules"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.actions.opening import open_planned_forum
from forums.errors import ForumError
from forums.forms.opening import OpeningForm, RulesForm
from forums.models import Forum
from forums.views.access import may_or_refuse
from portal.base.cards import address


@login_required
def forum_open(request: HttpRequest) -> HttpResponse:
    """Open a forum; it is a draft until it is announced."""
    may_or_refuse(request.user, "forums.open_forum")
    initial = {"facilitator": request.user.email}
    form = OpeningForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            forum = opened(form, request.user)
        except ForumError as error:
            form.add_error("first_session", str(error))
        else:
            messages.success(request, _("The forum is there as a draft. Below stands what it still needs."))
            return redirect("forums:forum-run", slug=forum.slug)
    context = {"form": form, "forums_url": address("forums/")}
    return render(request, "forums/forum_open.html", context, status=422 if form.errors else 200)


def opened(form: OpeningForm, user) -> Forum:
    """The forum that the answers describe."""
    data = form.cleaned_data
    words = {name: data[name] for name in ("title", "language", "plan", "first_session", "facilitator", "place")}
    texts = {name: data[name] for name in ("summary", "charter")}
    rules = {name: data[name] for name in RulesForm.base_fields}
    return open_planned_forum(data["host"], by=user, **words, **texts, **rules)

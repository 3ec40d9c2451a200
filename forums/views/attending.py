"""What experts tell a session, typed by those who run it; and the list of those who want to be named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forums.actions.attending import (
    add_input,
    change_input,
    name_oneself,
    remove_input,
    take_name_back,
    take_speaker_out,
)
from forums.errors import ForumError
from forums.forms.sessions import InputForm
from forums.models import ExpertInput, Forum, Session
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from forums.views.sessions import session_of
from portal.base.cards import address


def input_new(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Say who tells the tables what."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    session = session_of(forum, public_id)
    form = InputForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_input(session, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(f"{session.get_absolute_url()}#inputs")
    return input_page(request, form, forum, session, _("Add what an expert tells the tables"))


def input_change(request: HttpRequest, slug: str, public_id: str, number: int) -> HttpResponse:
    """Other words, or not at all; once the session is over, without the name of who spoke."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    session = session_of(forum, public_id)
    told = get_object_or_404(session.inputs, number=number)
    form = InputForm(request.POST or None, initial={name: getattr(told, name) for name in InputForm.base_fields})
    if request.method == "POST" and "unname" in request.POST:
        take_speaker_out(told, by=request.user)
        return redirect(f"{session.get_absolute_url()}#inputs")
    is_gone = request.method == "POST" and "remove" in request.POST
    if is_gone or (request.method == "POST" and form.is_valid()):
        try:
            remove_input(told, by=request.user) if is_gone else change_input(told, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(f"{session.get_absolute_url()}#inputs")
    return input_page(request, form, forum, session, _("Change what an expert tells the tables"), told)


def input_page(
    request: HttpRequest, form: InputForm, forum: Forum, session: Session, heading: str, told: ExpertInput | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "session": session,
        "heading": heading,
        "told": told,
        "button": _("Save"),
        "back_url": session.get_absolute_url(),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/input_form.html", context, status=422 if form.errors else 200)


@require_POST
def session_named(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Stand by name among those who came, or no longer."""
    if "remove" in request.POST and request.user.is_authenticated:
        # one's own name, whatever place one has left since
        session = get_object_or_404(Session, public_id=public_id, cycle__forum__slug=slug)
        take_name_back(session, by=request.user)
        return redirect(f"{session.get_absolute_url()}#who-came")
    forum = forum_or_404(request, slug)
    session = session_of(forum, public_id)
    may_or_refuse(request.user, "forums.be_named", forum)
    try:
        name_oneself(session, by=request.user)
    except ForumError as error:
        raise as_refusal(error) from error
    return redirect(f"{session.get_absolute_url()}#who-came")

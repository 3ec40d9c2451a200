"""Writing down what a person without e-mail said, and the slip that brings the answer back to them."""

import io

import segno
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from forums.actions.discussion import record_for_participant
from forums.actions.tables import Card, create_participant
from forums.actions.writing import sent_before
from forums.errors import ForumError
from forums.forms.writing import AssistedForm
from forums.models import Participant, Post, Thread
from forums.querysets import forums_run_by
from forums.views.access import as_refusal, may_or_refuse, post_or_404, thread_or_404
from forums.views.composer import new_form_key
from forums.views.post_rows import byline_of, line_of, reached_by
from portal.base.cards import address
from portal.base.limits import within_limits
from portal.base.line import whole_line

CONSENT_WORDING = "2026-1"


def record_for_someone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what somebody said; then their slip to print."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.record_for_participant", thread)
    initial = {"form_key": new_form_key()}
    form = AssistedForm(request.POST or None, initial=initial, user=request.user, forum=thread.forum)
    if request.method == "POST" and form.is_valid():
        return write_down(request, thread, form)
    context = {"form": form, "thread": thread, "forum": thread.forum, "forums_url": address("forums/")}
    return render(request, "forums/record_for_someone.html", context, status=422 if form.errors else 200)


def write_down(request: HttpRequest, thread: Thread, form: AssistedForm) -> HttpResponse:
    """The slip of the new contribution, with the card of a person who takes part for the first time."""
    data = form.cleaned_data
    if sent := sent_before(request.user, data["form_key"]):
        return render(request, "forums/post_slip.html", slip_context(request, sent))
    within_limits(request, "record")
    try:
        with transaction.atomic():
            participant, card = participant_of(request, thread, form)
            post = record_for_participant(
                thread,
                by=request.user,
                participant=participant,
                body=data["body"],
                language=data["language"],
                channel=data["channel"],
                kind=data["kind"],
                on_behalf_of=data.get("on_behalf_of"),
                has_consent=data["has_consent"],
                form_key=data["form_key"],
            )
    except ForumError as error:
        raise as_refusal(error) from error
    return render(request, "forums/post_slip.html", slip_context(request, post, card))


def participant_of(request: HttpRequest, thread: Thread, form: AssistedForm) -> tuple[Participant, Card | None]:
    """The person by their code, or a new one with a card."""
    data = form.cleaned_data
    if data["participant"]:
        return data["participant"], None
    card = create_participant(
        thread.forum,
        by=request.user,
        has_consent=data["has_consent"],
        consent_wording=CONSENT_WORDING,
        table=data["table"],
        shows_table=data["shows_table"],
    )
    return card.participant, card


@require_GET
def post_slip(request: HttpRequest, public_id: str) -> HttpResponse:
    """The printable slip of a contribution, for whoever wrote it down and for the forum's team."""
    post = post_or_404(request, public_id)
    is_writer = request.user.is_authenticated and post.recorded_by_id == request.user.pk
    if post.participant is None or not (is_writer or post.thread.forum_id in forums_run_by(request.user)):
        raise Http404
    return render(request, "forums/post_slip.html", slip_context(request, post))


def slip_context(request: HttpRequest, post: Post, card: Card | None = None) -> dict:
    """The slip: whose words, where they are now, and how to find the answer."""
    link = request.build_absolute_uri(post.get_absolute_url())
    reached = reached_by([post.public_id]).get(post.public_id, ())
    return {
        "post": post,
        "thread": post.thread,
        "byline": byline_of(post),
        "card": card,
        "link": link,
        "qr": qr_code(link),
        "stations": line_of(post, reached) if post.published_at else whole_line([]),
    }


def qr_code(link: str) -> str:
    """The address as a square to photograph, drawn inline."""
    drawing = io.BytesIO()
    segno.make(link, error="m").save(
        drawing, kind="svg", xmldecl=False, svgns=False, scale=4, border=2, svgclass=None, lineclass=None, omitsize=True
    )
    return mark_safe(drawing.getvalue().decode())  # noqa: S308  drawn here from an address of this portal

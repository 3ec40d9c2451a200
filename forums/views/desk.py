"""The session desk: what is said in the room, typed as it is said, with or without a line to the portal.

Each form carries a key made when it was typed, so that what is sent again after a lost connection counts once. Without
scripts the same forms are plain ones.
"""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forums.actions.minutes import add_item, begun_minutes
from forums.actions.positions import propose_position, record_table_voice
from forums.errors import ForumError
from forums.forms.sessions import StatementForm, VoiceForm
from forums.models import Forum, MinuteItem, Minutes, Position, Session, TableVoice, WorkingTable
from forums.permissions import seat_in
from forums.querysets import forums_run_by
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from forums.views.composer import new_form_key
from forums.views.minutes import items_of
from forums.views.sessions import session_of
from portal.base.cards import address
from portal.base.http import Refused, asks_for_data
from portal.base.limits import TooMany, within_limits


def refusals_as_data(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer the page's own script with the reason, when it opens next and the words; a plain form gets the page."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if not asks_for_data(request):
                raise
            opens_at = refused.opens_at.isoformat() if refused.opens_at else None
            data = {"reason": str(refused), "opens_at": opens_at, "text": request.POST.get("text", "")}
            if not isinstance(refused, TooMany):
                return JsonResponse(data, status=403)
            # Not a refusal for good: the page keeps what was typed and sends it again.
            return JsonResponse(data, status=429, headers={"Retry-After": str(refused.retry_after)})

    return answered


@require_GET
def session_desk(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One screen for the room: agenda, statements, positions, tables."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    return desk_page(request, forum, session_of(forum, public_id))


def desk_page(
    request: HttpRequest,
    forum: Forum,
    session: Session,
    *,
    statement: StatementForm | None = None,
    voice: VoiceForm | None = None,
) -> HttpResponse:
    """The desk; ``statement`` or ``voice`` is the form that came back with errors."""
    minutes = Minutes.objects.filter(session=session).first()
    if minutes:
        minutes.session = session
    tables = tables_of(request.user, forum)
    initial = {"form_key": new_form_key(), "agenda_number": request.GET.get("item", ""), "table": asked_table(request)}
    context = {
        "forum": forum,
        "session": session,
        "minutes": minutes,
        "agenda": by_agenda(session, items_of(minutes, request.user) if minutes else []),
        "statement": statement or StatementForm(session=session, forum=forum, initial=initial),
        "voice": voice or VoiceForm(forum=forum, tables=tables, initial={"table": asked_table(request)}),
        "positions": list(forum.positions.shown().filter(cycle=session.cycle).order_by("-number")[:20]),
        "can_record_voice": bool(tables),
        "is_open": minutes is None or minutes.state == Minutes.State.DRAFT,
        "forums_url": address("forums/"),
    }
    is_wrong = (statement and statement.errors) or (voice and voice.errors)
    return render(request, "forums/session_desk.html", context, status=422 if is_wrong else 200)


def asked_table(request: HttpRequest) -> str:
    """The table that spoke last, so that the next sentence needs no choosing."""
    table = request.GET.get("table", "")
    return table if table.isascii() and table.isdigit() else ""


def tables_of(user, forum: Forum):
    """The tables whose voice this person records: all for the team, their own for a rapporteur."""
    tables = WorkingTable.objects.filter(forum=forum).prefetch_related("texts")
    if forum.pk in forums_run_by(user):
        return tables
    seat = seat_in(user, forum)
    own = seat.table_id if seat and seat.role == "rapporteur" else None
    return tables.filter(pk=own)


def by_agenda(session: Session, items: list[MinuteItem]) -> list[dict]:
    """The agenda in order, each with what was said to it; what belongs to none of its items stands last."""
    words = list(enumerate(session.agenda_items, start=1))
    rows = [
        {"number": n, "words": text, "items": [one for one in items if one.agenda_number == n]} for n, text in words
    ]
    known = {n for n, _text in words}
    rest = [one for one in items if one.agenda_number not in known]
    return [*rows, {"number": None, "words": "", "items": rest}]


@require_POST
@refusals_as_data
def desk_statement(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Note what was said, and the position it asks for, in one step."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_of(forum, public_id)
    form = StatementForm(request.POST, session=session, forum=forum)
    if not form.is_valid():
        return wrong(request, form) or desk_page(request, forum, session, statement=form)
    within_limits(request, "record")
    try:
        item, position = note_statement(session, form, request.user)
    except ForumError as error:
        raise as_refusal(error) from error
    if asks_for_data(request):
        return JsonResponse(noted(item, position), status=201)
    place = f"item={item.agenda_number or ''}&table={item.table_id or ''}"
    return redirect(f"{address(f'forums/{forum.slug}/sessions/{session.public_id}/desk/')}?{place}#statement")


@transaction.atomic
def note_statement(session: Session, form: StatementForm, user) -> tuple[MinuteItem, Position | None]:
    """The item of the minutes and its position; sent twice, the first ones."""
    data = dict(form.cleaned_data)
    wanted, form_key = data.pop("position"), data.pop("form_key")
    minutes = begun_minutes(session, by=user)
    item = add_item(minutes, by=user, form_key=form_key, **data)
    if not wanted:
        return item, None
    words = {"text": wanted, "language": minutes.language, "form_key": form_key}
    return item, propose_position(session.cycle, by=user, minute_items=[item], **words)


def noted(item: MinuteItem, position: Position | None) -> dict:
    """What the page needs to show that it has arrived."""
    return {
        "item": item.public_id,
        "number": item.number,
        "position": position.public_id if position else None,
        "position_pk": position.pk if position else None,
        "position_label": f"{position.number}. {position.text}" if position else None,
    }


@require_POST
@refusals_as_data
def desk_voice(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Note what one table said about one position; a later word takes the earlier one's place."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    tables = tables_of(request.user, forum)
    session = session_of(forum, public_id)
    form = VoiceForm(request.POST, forum=forum, tables=tables)
    if not form.is_valid():
        return wrong(request, form) or desk_page(request, forum, session, voice=form)
    may_or_refuse(request.user, "forums.record_table_voice", form.cleaned_data["table"])
    within_limits(request, "record")
    voice = record_table_voice(by=request.user, session=session, **form.cleaned_data)
    if asks_for_data(request):
        return JsonResponse(said(voice), status=201)
    place = address(f"forums/{forum.slug}/sessions/{session.public_id}/desk/")
    return redirect(f"{place}?table={voice.table_id}#voice")


def said(voice: TableVoice) -> dict:
    return {"position": voice.position_id, "table": voice.table_id, "answer": voice.answer}


# Answers for the page that queues ---------------------------------------------------------------------------------


def wrong(request: HttpRequest, form) -> HttpResponse | None:
    """What is wrong with the form, as data; ``None`` where a page answers."""
    if not asks_for_data(request):
        return None
    reasons = [str(reason) for reasons in form.errors.values() for reason in reasons]
    return JsonResponse({"reason": " ".join(reasons)}, status=422)

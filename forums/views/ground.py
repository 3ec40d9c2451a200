"""Where the tables stand: the grid that one person fills, common ground as page, chart and file."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from forums.actions.positions import record_table_voice
from forums.errors import ForumError
from forums.forms.sessions import GridForm
from forums.forms.writing import table_label
from forums.ground import common_ground
from forums.models import Forum, Session
from forums.views.access import as_refusal, forum_or_404, may_or_refuse, page_number
from forums.views.desk import tables_of
from portal.base.cards import address
from portal.languages.reading import readable, shown_as

#: Rows of the grid on one page: with ten tables and two fields a cell a browser sends 400 fields.
POSITIONS_A_PAGE = 20
#: Signs that make a cell of a table of figures a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def common_ground_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What most tables share, first; the same as a chart and as a table."""
    forum = forum_or_404(request, slug)
    tables, shared = common_ground(forum)
    context = {
        "forum": forum,
        "tables": [(table, table_label(table)) for table in tables],
        "shared": shared,
        "can_record": request.user.is_authenticated and request.user.has_perm("forums.draft_minutes", forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/common_ground.html", context)


@require_GET
def common_ground_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same figures for a spreadsheet."""
    forum = forum_or_404(request, slug)
    tables, shared = common_ground(forum)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{forum.slug}-common-ground.csv"'
    response.write("\ufeff")  # spreadsheets read UTF-8 only with this mark
    rows = csv.writer(response)
    names = [_("Table %(number)s") % {"number": table.number} for table in tables]
    counts = [_("Tables that agree"), _("Tables that do not"), _("Not discussed"), _("People who support it here")]
    rows.writerow([_("No."), _("Position"), _("Language"), *counts, *names])
    for one in shared:
        position = one.position
        figures = [one.agree, one.disagree, one.silent, one.supporters]
        words = safe(readable(position.text, position.language))
        rows.writerow(
            [position.number, words, shown_as(position.language), *figures, *(cell.answer_words for cell in one.cells)]
        )
    return response


def safe(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def voice_grid(request: HttpRequest, slug: str) -> HttpResponse:
    """Positions by tables: one person fills the cells and prints them."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_asked(request, forum)
    positions = forum.positions.shown().order_by("cycle__number", "number")
    paginator = Paginator(positions.filter(cycle=session.cycle) if session else positions, POSITIONS_A_PAGE)
    number = page_number(request)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    tables = list(forum.tables.prefetch_related("texts"))
    mine = set(tables_of(request.user, forum).values_list("pk", flat=True))
    form = GridForm(request.POST or None, positions=list(page), tables=tables, mine=mine)
    if request.method == "POST" and form.is_valid():
        return save_grid(request, form, session)
    context = {
        "forum": forum,
        "session": session,
        "form": form,
        "rows": list(form.rows()),
        "tables": [(table, table_label(table)) for table in tables],
        "page": page,
        "can_save": bool(mine),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/voice_grid.html", context, status=422 if form.errors else 200)


def save_grid(request: HttpRequest, form: GridForm, session: Session | None) -> HttpResponse:
    """Every cell that changed, all of them or none."""
    try:
        with transaction.atomic():
            for position, table, answer, heads in form.changes():
                record_table_voice(
                    position, by=request.user, table=table, answer=answer, head_count=heads, session=session
                )
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("Saved."))
    return redirect(request.get_full_path())


def session_asked(request: HttpRequest, forum: Forum) -> Session | None:
    """The session at which the tables speak, when the address names one."""
    public_id = request.GET.get("session", "")
    if not public_id:
        return None
    session = Session.objects.filter(cycle__forum=forum, public_id=public_id).select_related("cycle").first()
    if session is None:
        raise Http404
    return session

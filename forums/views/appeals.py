"""A decision as the person concerned reads it, the appeal against it, and the yearly figures for everybody."""

import datetime
from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import audit
from forums.actions.appeals import decide_appeal, lodge_appeal
from forums.actions.moderation import lift_suspension
from forums.errors import ForumError
from forums.forms.moderation import AppealForm, DecideForm
from forums.models import Appeal, Flag, Forum, Measure, Post, Reason, Thread
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from portal.base.cards import address
from portal.base.limits import within_limits
from portal.languages.reading import reader_language

FIRST_YEAR = 2000


# One decision -----------------------------------------------------------------------------------------------------


def measure_or_404(request: HttpRequest, public_id: str) -> Measure:
    """The measure with its forum, for the person concerned and for those who take care of the discussion there."""
    measures = Measure.objects.visible_to(request.user).select_related("forum__host", "appeal", "taken_by")
    return get_object_or_404(measures, public_id=public_id)


@login_required
def measure_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was decided and why, the words it is about, and what the person concerned can do."""
    measure = measure_or_404(request, public_id)
    return decision_page(request, measure)


@login_required
@require_POST
def measure_appeal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask that somebody else decides."""
    measure = measure_or_404(request, public_id)
    may_or_refuse(request.user, "forums.appeal", measure)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return decision_page(request, measure, appeal_form=form)
    within_limits(request, "appeal")
    try:
        lodge_appeal(measure, by=request.user, **form.cleaned_data)
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("Thank you. Somebody who did not decide first reads it, and you will be told."))
    return redirect(measure)


@login_required
@require_POST
def appeal_decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide again, as somebody who did not decide first."""
    measure = measure_or_404(request, public_id)
    appeal = get_object_or_404(Appeal.objects.select_related("measure__forum__host"), measure=measure)
    may_or_refuse(request.user, "forums.decide_appeal", appeal)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return decision_page(request, measure, decide_form=form)
    overturns = form.cleaned_data["decision"] == "overturn"
    try:
        decide_appeal(appeal, by=request.user, overturns=overturns, reason=form.cleaned_data["reason"])
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("Done. The person has been told."))
    return redirect(measure)


@login_required
@require_POST
def suspension_lift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody write again before the time that was set."""
    measure = measure_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", measure.forum)
    if measure.kind != Measure.Kind.SUSPEND or not measure.stands_at(timezone.now()):
        raise Http404
    lift_suspension(measure, by=request.user)
    messages.success(request, _("Done. The person has been told."))
    return redirect("forums:moderation-queue", slug=measure.forum.slug)


def decision_page(
    request: HttpRequest,
    measure: Measure,
    *,
    appeal_form: AppealForm | None = None,
    decide_form: DecideForm | None = None,
) -> HttpResponse:
    user, appeal = request.user, getattr(measure, "appeal", None)
    if appeal:
        appeal.measure = measure
    can_appeal = appeal is None and user.has_perm("forums.appeal", measure)
    can_decide = (
        appeal is not None and appeal.state == Appeal.State.LODGED and user.has_perm("forums.decide_appeal", appeal)
    )
    note_look(measure, user)
    returned = appeal_form or decide_form
    context = {
        "measure": measure,
        "appeal": appeal,
        "post": post_of(measure),
        "thread": Thread.objects.filter(public_id=measure.subject_id).first()
        if measure.subject_kind == "thread"
        else None,
        "form": returned,
        "appeal_form": (appeal_form or AppealForm()) if can_appeal else None,
        "decide_form": (decide_form or DecideForm()) if can_decide else None,
    }
    return render(request, "forums/measure_detail.html", context, status=422 if returned else 200)


def post_of(measure: Measure) -> Post | None:
    """The contribution a measure is about, with its words as they stood before some were taken out."""
    if measure.subject_kind != "post":
        return None
    return Post.objects.filter(public_id=measure.subject_id).select_related("thread__forum").first()


def note_look(measure: Measure, user) -> None:
    """Who decides about words of a forum they have no place in leaves a row of having read them."""
    is_inside = measure.concerns_id == user.pk or user.has_perm("forums.view_desk", measure.forum)
    if not is_inside:
        audit.record("look", kind="measure", public_id=measure.public_id, by=user)


# Figures ----------------------------------------------------------------------------------------------------------


@require_GET
def care_figures(request: HttpRequest, slug: str = "") -> HttpResponse:
    """How often what was done and why, in one year, in the whole portal or in one forum."""
    forum = forum_or_404(request, slug) if slug else None
    this_year = timezone.localdate().year
    year = asked_year(request, this_year)
    context = {
        "forum": forum,
        "year": year,
        "years": range(this_year, max(FIRST_YEAR, first_year(forum)) - 1, -1),
        "forums_url": address("forums/"),
        "list_url": f"/{reader_language()}/{forum.path if forum else ''}care/",
        **figures_of(year, forum),
    }
    return render(request, "forums/care_figures.html", context)


def asked_year(request: HttpRequest, this_year: int) -> int:
    """The year in the address; 404 for what is none."""
    asked = request.GET.get("year", "")
    if not asked:
        return this_year
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= this_year):
        raise Http404
    return int(asked)


def first_year(forum: Forum | None) -> int:
    measures = Measure.objects.filter(forum=forum) if forum else Measure.objects.all()
    first = measures.order_by("taken_at").values_list("taken_at", flat=True).first()
    return timezone.localdate(first).year if first else timezone.localdate().year


def figures_of(year: int, forum: Forum | None) -> dict:
    """Counts of measures by kind and reason, of reports and appeals by how they ended, and the mean wait in hours."""
    measures, appeals, flags = Measure.objects.all(), Appeal.objects.all(), Flag.objects.all()
    waited = Post.objects.exclude(waits_because="").exclude(published_at=None)
    if forum:
        measures, flags = measures.filter(forum=forum), flags.filter(forum=forum)
        appeals, waited = appeals.filter(measure__forum=forum), waited.filter(thread__forum=forum)
    counted = measures.filter(taken_at__year=year).values_list("kind", "reason").annotate(count=Count("pk"))
    by_kind: dict[str, Counter] = {}
    for kind, reason, count in counted.order_by():
        by_kind.setdefault(kind, Counter())[reason] += count
    return {
        "reasons": [(reason.value, reason.label) for reason in Reason if reason != Reason.NONE],
        "rows": [row_of(kind, by_kind.get(kind, Counter())) for kind in Measure.RESTRICTING],
        "back": sum(by_kind.get(Measure.Kind.RESTORE, Counter()).values()),
        "approved": sum(by_kind.get(Measure.Kind.APPROVE, Counter()).values()),
        "flags": by_state(flags.filter(raised_at__year=year), Flag.State),
        "appeals": by_state(appeals.filter(lodged_at__year=year), Appeal.State),
        "hours": hours_waited(waited.filter(published_at__year=year)),
    }


def row_of(kind: str, reasons: Counter) -> dict:
    counts = [reasons[reason] for reason in Reason if reason != Reason.NONE]
    return {"label": Measure.Kind(kind).label, "counts": counts, "total": sum(counts)}


def by_state(rows, states) -> list[tuple[str, int]]:
    """How many are in each state, in the words of that state."""
    counts = dict(rows.values_list("state").annotate(count=Count("pk")).order_by())
    return [(state.label, counts.get(state.value, 0)) for state in states]


def hours_waited(posts) -> int | None:
    """How long contributions waited on average, in whole hours; ``None`` when none did."""
    wait = ExpressionWrapper(F("published_at") - F("created_at"), output_field=DurationField())
    mean: datetime.timedelta | None = posts.aggregate(mean=Avg(wait))["mean"]
    return None if mean is None else round(mean.total_seconds() / 3600)

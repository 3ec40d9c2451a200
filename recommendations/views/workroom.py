"""The workroom of a group: what is open, who has not answered, and a reminder to them."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.naming import attach_names
from forums.models import Position
from recommendations import grouping
from recommendations.cards import recommendation_links
from recommendations.models import (
    Amendment,
    DecisionRound,
    Disposition,
    Elector,
    Recommendation,
    Source,
    WorkingGroup,
)
from recommendations.views.access import may_or_refuse
from recommendations.views.groups import group_or_404, group_page, is_inside
from recommendations.workflow import OPEN_AMENDMENTS, PLAIN_STATES

#: Plain states in which a document of the group is still being worked on.
OPEN_STATES = [exact for exact, plain in PLAIN_STATES.items() if plain in ("drafting", "comments")]
#: The most positions on the page; the rest waits on the pages where the documents are written.
MOST_POSITIONS = 40


@login_required
@require_safe
def workroom(request: HttpRequest, slug: str) -> HttpResponse:
    """For the people of the group: documents in work with their unsettled changes, and whose voice is missing."""
    group = group_or_404(request, slug)
    if not is_inside(request.user, group):
        raise Http404
    visible = Recommendation.objects.visible_to(request.user).filter(group=group)
    silent = list(silent_electors(group, visible))
    attach_names(elector.organisation for elector in silent)
    open_ones = Amendment.objects.filter(clause__recommendation__in=visible, state__in=OPEN_AMENDMENTS)
    counts = dict(
        open_ones.values("clause__recommendation__public_id")
        .annotate(number=Count("pk"))
        .values_list("clause__recommendation__public_id", "number")
    )
    documents = recommendation_links(visible.filter(state__in=OPEN_STATES).order_by("-changed_at", "-pk"))
    context = {
        "group": group,
        "group_url": group_page(group),
        "documents": [(card, counts.get(card.public_id, 0)) for card in documents],
        "silent": silent,
        "undisposed": undisposed_in(list(visible.filter(state__in=OPEN_STATES))),
        "can_keep": request.user.has_perm("recommendations.keep_group", group),
    }
    return render(request, "recommendations/workroom.html", context)


def undisposed_in(documents: Sequence[Recommendation]) -> list[tuple[Recommendation, Position]]:
    """The positions of which nobody has said yet what became, each once, with a document that is to say it.

    The same as ``workflow.undisposed_positions`` of each document, in two queries for all of them.
    """
    by_key = {one.pk: one for one in documents}
    said = Disposition.objects.filter(recommendation=OuterRef("clause__recommendation"), position=OuterRef("position"))
    cited = Source.objects.filter(~Exists(said), clause__recommendation__in=by_key, position__isnull=False)
    cited = cited.filter(position__in=Position.objects.readable()).select_related("position", "clause")
    found = {one.position_id: (by_key[one.clause.recommendation_id], one.position) for one in cited}
    by_cycle = {one.cycle_id: one for one in documents if one.cycle_id}
    dealt_with = Disposition.objects.filter(position=OuterRef("pk"), recommendation__cycle=OuterRef("cycle"))
    accepted = Position.objects.filter(~Exists(dealt_with), cycle__in=by_cycle, state=Position.State.ACCEPTED)
    found |= {one.pk: (by_cycle[one.cycle_id], one) for one in accepted}
    return [found[key] for key in sorted(found)][:MOST_POSITIONS]


def silent_electors(group: WorkingGroup, visible) -> Iterable[Elector]:
    """Electors of the group's open decisions who have cast nothing; that somebody cast is no interim result."""
    now = timezone.now()
    rounds = DecisionRound.objects.filter(version__recommendation__in=visible, state=DecisionRound.State.OPEN)
    rounds = rounds.filter(version__recommendation__group=group, opens_at__lte=now, closes_at__gt=now)
    silent = Elector.objects.filter(round__in=rounds, ballots=None).order_by("round_id", "ordinal")
    return silent.select_related("table", "organisation", "person_link__user", "round__version__recommendation")


@login_required
@require_POST
def group_remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind everybody whose voice is missing, once a day at most."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.keep_group", group)
    if grouping.remind_those_missing(group, by=request.user):
        messages.success(request, _("They were reminded."))
    else:
        messages.info(request, _("Nobody to remind now: everybody has answered, or was reminded today."))
    return redirect(group_page(group, "workroom/"))

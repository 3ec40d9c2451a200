"""Running a forum: what its state still needs, its steps, its stages, its words and rules, who runs it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from forums import guards, workflow
from forums.actions.forum import (
    announce_forum,
    cancel_forum,
    change_rules,
    close_forum,
    move_cycle,
    name_role,
    start_forum,
)
from forums.actions.opening import begin_next_cycle, write_text
from forums.actions.stages import close_stage, drop_stage, extend_stage, open_stage_now, plan_stages
from forums.composition import composition_of
from forums.errors import ForumError
from forums.forms.opening import (
    MoveForm,
    NextCycleForm,
    RoleForm,
    RulesForm,
    StageChangeForm,
    StageForm,
    TextForm,
)
from forums.models import Cycle, Forum, Stage
from forums.views.access import as_refusal, may_or_refuse
from portal.base.cards import address
from portal.base.models import Audience, PortalDocument
from portal.base.text import plain_text
from portal.languages import CONTENT_LANGUAGES
from portal.languages.reading import reader_language

#: A step in words a person presses.
STEP_WORDS = {
    "announce": gettext_lazy("Announce the forum"),
    "start": gettext_lazy("Begin the forum"),
    "close": gettext_lazy("Close the forum"),
    "deliberate": gettext_lazy("The tables are formed: begin to discuss"),
    "decide": gettext_lazy("Begin to decide"),
    "hand_over": gettext_lazy("The recommendation is handed over"),
    "follow_up": gettext_lazy("Begin to follow up what was promised"),
}
CLOSE_CYCLE = gettext_lazy("Close this round")


@dataclass(frozen=True)
class Step:
    """The next step of the forum or of a round, and what it still needs."""

    verb: str
    words: str
    missing: list[str]
    cycle: Cycle | None = None


@dataclass(frozen=True)
class StageRow:
    stage: Stage
    is_over: bool
    is_open: bool
    verbs: tuple[str, ...]


def forum_to_run(request: HttpRequest, slug: str) -> Forum:
    """The forum for its team, and for those who may set it up even before anybody else sees it; else 404."""
    forum = get_object_or_404(Forum, slug=slug)
    user = request.user
    if not (user.has_perm("forums.run_forum", forum) or user.has_perm("forums.set_up", forum)):
        if user.has_perm("forums.view_forum", forum):
            may_or_refuse(user, "forums.run_forum", forum)
        raise Http404
    return forum


@require_GET
def forum_run(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the forum stands and what to do next, for those who run it."""
    forum = forum_to_run(request, slug)
    cycles = list(forum.cycles.prefetch_related("stages", "sessions"))
    for cycle in cycles:
        cycle.rows = stage_rows(cycle)
        cycle.steps = steps_of(cycle, cycle) if forum.state == Forum.State.ACTIVE else []
    user = request.user
    context = {
        "forum": forum,
        "cycles": cycles,
        "steps": steps_of(forum),
        "composition": composition_of(forum),
        "roles": list(forum.roles.select_related("user").order_by("role", "pk")),
        "texts": list(forum.pages.order_by("pk")),
        "role_form": RoleForm() if user.has_perm("forums.name_roles", forum) else None,
        "can_run": user.has_perm("forums.run_forum", forum),
        "can_set_up": user.has_perm("forums.set_up", forum),
        "can_cancel": any(move.verb == "cancel" for move in workflow.moves_from(forum)),
        "can_begin_cycle": forum.format == Forum.Format.STANDING and forum.state == Forum.State.ACTIVE,
        "hides_pages": not user.has_perm("forums.view_forum", forum),
        "keeps_seats": user.has_perm("forums.keep_seats", forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/forum_run.html", context)


def steps_of(thing: Forum | Cycle, cycle: Cycle | None = None) -> list[Step]:
    """The steps that the present state knows, each with what it still needs; calling off stands apart."""
    steps = []
    for move in workflow.moves_from(thing):
        if move.verb != "cancel":
            words = CLOSE_CYCLE if cycle and move.verb == "close" else STEP_WORDS[move.verb]
            steps.append(Step(move.verb, words, guards.missing(move.guard, thing) if move.guard else [], cycle))
    return steps


def stage_rows(cycle: Cycle) -> list[StageRow]:
    """The stages in order of time, each with what can be done about it now."""
    now = timezone.now()
    stages = sorted(cycle.stages.all(), key=lambda stage: stage.opens_at)
    coming = next((stage for stage in stages if stage.opens_at > now), None)
    last_begun = next((stage for stage in reversed(stages) if stage.opens_at <= now), None)
    return [
        StageRow(stage, stage.closes_at <= now, stage.is_open_at(now), verbs_for(stage, now, coming, last_begun))
        for stage in stages
    ]


def verbs_for(stage: Stage, now, coming: Stage | None, last_begun: Stage | None) -> tuple[str, ...]:
    if stage.is_open_at(now):
        return ("extend", "close")
    if stage.opens_at > now:
        return ("open", "drop") if stage == coming else ("drop",)
    return ("extend",) if stage == last_begun else ()


# Steps ------------------------------------------------------------------------------------------------------------


@require_POST
def forum_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a step of the forum or of one of its rounds."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    form = MoveForm(request.POST)
    form.fields["cycle"].queryset = forum.cycles.all()
    if not form.is_valid():
        raise Http404
    try:
        make_step(forum, request.user, **form.cleaned_data)
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("Done."))
    return redirect("forums:forum-run", slug=forum.slug)


def make_step(forum: Forum, user, *, verb: str, reason: str, cycle: Cycle | None) -> None:
    if cycle:
        move_cycle(cycle, verb, by=user, reason=reason)
        return
    steps = {"announce": announce_forum, "start": start_forum, "close": close_forum}
    if verb not in steps:
        raise Http404
    steps[verb](forum, by=user)


def forum_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call the forum off; everybody reads the reason."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    form = MoveForm(request.POST or None, initial={"verb": "cancel"})
    form.fields["reason"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            cancel_forum(forum, by=request.user, reason=form.cleaned_data["reason"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(forum)
    return form_page(request, "forums/forum_cancel.html", form, forum)


# Stages -----------------------------------------------------------------------------------------------------------


def stage_change(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Open the next stage before its day, close or extend the open one, leave out one to come; always with a reason."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    stage = get_object_or_404(Stage.objects.select_related("cycle"), public_id=public_id, cycle__forum=forum)
    row = next(row for row in stage_rows(stage.cycle) if row.stage == stage)
    form = StageChangeForm(request.POST or None, verbs=row.verbs, initial={"closes_at": stage.closes_at})
    if request.method == "POST" and form.is_valid():
        try:
            change_stage(stage, request.user, form.cleaned_data)
        except ForumError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. It stands on the page of the forum."))
            return redirect("forums:forum-run", slug=forum.slug)
    return form_page(request, "forums/stage_change.html", form, forum, stage=stage, row=row)


def change_stage(stage: Stage, user, data: dict) -> None:
    if data["verb"] == "extend":
        extend_stage(stage, by=user, closes_at=data["closes_at"], reason=data["reason"])
        return
    changes = {"open": open_stage_now, "close": close_stage, "drop": drop_stage}
    changes[data["verb"]](stage, by=user, reason=data["reason"])


def stage_new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Plan a further stage of a round."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    cycle = get_object_or_404(forum.cycles, number=number)
    form = StageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plan_stages(cycle, by=request.user, stages=[(data["kind"], data["opens_at"], data["closes_at"])])
        except ForumError as error:
            form.add_error(None, str(error))
        else:
            return redirect("forums:forum-run", slug=forum.slug)
    return form_page(request, "forums/stage_new.html", form, forum, cycle=cycle)


def cycle_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next round of a standing forum."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    form = NextCycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_next_cycle(forum, by=request.user, language=forum.title_language, **form.cleaned_data)
        except ForumError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The next round is planned."))
            return redirect("forums:forum-run", slug=forum.slug)
    return form_page(request, "forums/cycle_new.html", form, forum)


# Words, rules, people ---------------------------------------------------------------------------------------------


def forum_words(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What is said about the forum in one language."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.set_up", forum)
    if language not in CONTENT_LANGUAGES:
        raise Http404
    form = TextForm(request.POST or None, request.FILES or None, initial=text_in(forum, language))
    if request.method == "POST" and form.is_valid():
        try:
            write_text(forum, by=request.user, language=language, words=words_of(form, forum, language, request.user))
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Saved."))
        return redirect("forums:forum-run", slug=forum.slug)
    context = {"language": language, "language_name": CONTENT_LANGUAGES[language], "languages": CONTENT_LANGUAGES}
    return form_page(request, "forums/forum_words.html", form, forum, **context)


@transaction.atomic
def words_of(form: TextForm, forum: Forum, language: str, user) -> dict:
    """What the form says; a charter that came as a file is kept for whoever reads the forum."""
    words = dict(form.cleaned_data)
    if file := words.pop("charter_file"):
        words["charter_document"] = PortalDocument.objects.create(
            title=file.name[:100],
            file=file,
            language=language,
            audience=Audience.READERS,
            subject_kind="forum",
            subject_id=forum.public_id,
            uploaded_by_user=user,
        )
    return words


def text_in(forum: Forum, language: str) -> dict:
    """The present words in that language, as one would type them."""
    page = forum.pages.filter(language=language).first()
    if page is None:
        return {}
    plain = {"body": plain_text(page.body), "charter": plain_text(page.charter)}
    return {"title": page.title, "summary": page.summary, "question": page.question, **plain}


def forum_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of the forum."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.set_up", forum)
    present = {name: getattr(forum, name) for name in RulesForm.base_fields if name not in RulesForm.TERMS}
    terms = {name: [row.pk for row in getattr(forum, name).all()] for name in RulesForm.TERMS}
    form = RulesForm(request.POST or None, initial={**present, **terms})
    if request.method == "POST" and form.is_valid():
        change_rules(forum, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("forums:forum-run", slug=forum.slug)
    return form_page(request, "forums/forum_rules.html", form, forum)


@require_POST
def role_name(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a facilitator or coordinator."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.name_roles", forum)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return form_page(request, "forums/role_name.html", form, forum)
    data = form.cleaned_data
    name_role(forum, by=request.user, user=data["person"], role=data["role"], until=data["until"])
    messages.success(request, _("Done."))
    return redirect("forums:forum-run", slug=forum.slug)


def form_page(request: HttpRequest, template: str, form, forum: Forum, **context) -> HttpResponse:
    """A page with a form below the forum; 422 when it came back with errors."""
    back = f"/{reader_language()}/forums/{forum.slug}/run/"
    context = {"form": form, "forum": forum, "forums_url": address("forums/"), "back_url": back, **context}
    return render(request, template, context, status=422 if form.errors else 200)

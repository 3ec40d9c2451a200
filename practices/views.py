"""The library, one practice, and what people do with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.views import serve

from accounts.permissions import mandates_of
from directory.naming import attach_names
from portal.base.cards import address
from portal.base.http import Refused, require
from portal.base.lists import ListQuery, choice_facet
from portal.base.panels import panels_of
from portal.base.pictures import picture_of, with_picture
from portal.base.serving import serve_index
from portal.base.texts import chosen_text
from portal.languages.reading import best, readable
from portal.taxonomies import vocabulary
from portal.taxonomies.tags import tags_of
from practices.cards import newest, practice_address, practice_cards, told
from practices.completeness import share_complete
from practices.errors import PracticeError
from practices.forms import ShortForm
from practices.models import Adoption, Practice, PracticeIndexPage, PracticePage
from practices.querysets import PUBLIC_STATES
from practices.submissions import publish_practice, request_changes, submit_practice, want_practice
from practices.writing import save_short_form

LIBRARY_FACETS = (
    "country",
    "theme",
    "target_group",
    "approach",
    choice_facet("status", Practice.Status, gettext_lazy("State of the work")),
)


#: The parts of a text in reading order, under the words that readers see; authors are asked in others.
HEADINGS = {
    "problem": gettext_lazy("What was the problem"),
    "solution": gettext_lazy("What was done"),
    "beneficiaries": gettext_lazy("For whom"),
    "users_involved": gettext_lazy("How users were involved"),
    "cost_note": gettext_lazy("What it cost"),
    "results": gettext_lazy("What changed, and how it is known"),
    "lessons": gettext_lazy("What was learned"),
    "transferability": gettext_lazy("Could others do it"),
    "not_to_copy": gettext_lazy("What not to copy"),
}

#: The author may go on writing; afterwards a change is the business of those who check.
OPEN_STATES = (Practice.State.DRAFT, Practice.State.CHANGES_REQUESTED)


def practice_list(request: HttpRequest) -> HttpResponse:
    """The practice library."""
    return serve_index(request, PracticeIndexPage)


def library_context(request: HttpRequest) -> dict:
    """The public practices that the address asks for, one card each whatever its languages, newest first."""
    query = ListQuery.from_request(request, facets=LIBRARY_FACETS)
    listing = query.listing(newest(told(Practice.objects.public())))
    return {
        "listing": listing,
        "cards": practice_cards(listing.page),
        "can_submit": request.user.has_perm("practices.submit_practice"),
    }


def practice_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A practice in the language its reader reads best, or in the one that ``?text=`` names.

    What is no practice is left to the page tree, which knows pages of other names here.
    """
    texts = list(readable_texts(slug, request.user))
    if not texts:
        if Practice.objects.filter(slug=slug).exists():
            raise Http404
        return serve(request, f"practices/{slug}/")
    page = chosen_text(texts, request.GET.get("text", ""))
    return TemplateResponse(request, page.template, page.get_context(request, texts=texts))


def readable_texts(slug: str, user) -> QuerySet[PracticePage]:
    """The texts of the practice at that address which the person may read: of a public one, the live ones."""
    visible = Practice.objects.visible_to(user).values("pk")
    texts = PracticePage.objects.filter(practice__slug=slug, practice__in=visible)
    wanted = Adoption.objects.filter(practice=OuterRef("practice")).order_by().values("practice")
    return (
        with_picture(texts)
        .exclude(practice__state__in=PUBLIC_STATES, live=False)
        .select_related("practice__municipality", "practice__organisation")
        .prefetch_related("blocks", "evidence_rows")
        .annotate(wanted_count=Subquery(wanted.annotate(number=Count("pk")).values("number")))
    )


def practice_context(request: HttpRequest, page: PracticePage, texts: list[PracticePage] | None) -> dict:
    """What the page of a practice shows around its text."""
    practice = page.practice
    mandates = mandates_of(request.user)
    attach_names([practice.municipality, practice.organisation, *(mandate.organisation for mandate in mandates)])
    return {
        "practice": practice,
        "picture": picture_of(page),
        "title": readable(page.title, page.language),
        "practices_url": address("practices/"),
        "approach": vocabulary.term_by_pk("approach", practice.approach_id) if practice.approach_id else None,
        "sections": [(heading, getattr(page, name)) for name, heading in HEADINGS.items() if getattr(page, name)],
        "tags": tags_of([practice])[practice.pk],
        "other_texts": [text for text in texts or () if text.pk != page.pk],
        "panels": panels_of("practice", practice, request.user),
        "mandates": mandates,
        "is_public": practice.state in PUBLIC_STATES,
        "is_open": practice.state in OPEN_STATES,
        "complete": share_complete(page),
    }


@require_POST
@login_required
def practice_want(request: HttpRequest, slug: str) -> HttpResponse:
    """An officer's municipality or institution wants this practice too."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), slug=slug)
    require(request.user, "practices.want_practice", practice, reason=why_not_want())
    organisation = chosen_mandate(request).organisation
    try:
        want_practice(practice, by=request.user, organisation=organisation)
    except PracticeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is noted that you want this too. The authors will see who asked."))
    return redirect(practice_address(practice))


def why_not_want() -> str:
    return _("This is for people who speak for a municipality or an organisation. Ask for an authorisation first.")


def chosen_mandate(request: HttpRequest):
    """The mandate named in the form, or the person's only one."""
    chosen = request.POST.get("mandate", "")
    mandates = [mandate for mandate in mandates_of(request.user) if chosen in ("", mandate.public_id)]
    if not mandates:
        raise Http404
    return mandates[0]


@login_required
def practice_write(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The short form: eight questions, saved with gaps, sent when it is ready."""
    require(request.user, "practices.submit_practice", reason=why_not_want())
    page = own_text(request, slug) if slug else None
    form = ShortForm(request.POST or None, instance=page, user=request.user)
    if request.method == "POST" and form.is_valid():
        page = save_short_form(form, by=request.user)
        return after_saving(request, page.practice)
    status = 422 if form.is_bound else 200
    return render(request, "practices/practice_write.html", {"form": form, "page": page}, status=status)


def own_text(request: HttpRequest, slug: str) -> PracticePage:
    """The text that the person may go on writing: of a practice not yet sent."""
    pages = PracticePage.objects.select_related("practice__organisation").filter(practice__slug=slug)
    page = best(pages.filter(practice__in=Practice.objects.visible_to(request.user).values("pk")))
    if page is None:
        raise Http404
    require(request.user, "practices.edit_practice", page.practice)
    if page.practice.state not in OPEN_STATES:
        raise Refused(_("This practice is already sent. Its association writes if something is to be changed."))
    return page


def after_saving(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Send it when asked to, and say what is kept."""
    if "submit" not in request.POST:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("practices:practice-edit", slug=practice.slug)
    try:
        submit_practice(practice, by=request.user)
    except PracticeError as error:
        messages.error(request, str(error))
        return redirect("practices:practice-edit", slug=practice.slug)
    messages.success(request, _("Sent. Your association reads it and publishes it or writes to you."))
    return redirect(practice_address(practice))


@login_required
def practice_checks(request: HttpRequest) -> HttpResponse:
    """What waits for its first check, as far as this person may check it."""
    waiting = Practice.objects.filter(state=Practice.State.SUBMITTED).select_related("organisation", "municipality")
    texts = Prefetch("pages", PracticePage.objects.all(), to_attr="texts")
    mine = [one for one in waiting.prefetch_related(texts) if request.user.has_perm("practices.check_practice", one)]
    attach_names(practice.organisation for practice in mine)
    return render(request, "practices/practice_checks.html", {"practices": mine})


@require_POST
@login_required
def practice_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish it, or give it back with a reason."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), slug=slug)
    require(request.user, "practices.check_practice", practice)
    try:
        if "publish" in request.POST:
            publish_practice(practice, by=request.user)
        else:
            request_changes(practice, by=request.user, reason=request.POST.get("reason", ""))
    except PracticeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect("practices:practice-checks")

"""The searches a person keeps, and the link in their mails that stops them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.languages.reading import reader_language
from search import facets
from search.errors import SearchRefused
from search.forms import SavedSearchForm
from search.models import SavedSearch
from search.saved import asked_of, change_search, read_saved, save_search, stopped_by


@login_required
def saved_list(request: HttpRequest) -> HttpResponse:
    """Everything this person keeps."""
    searches = [{"saved": saved, "words": words_of(saved.address)} for saved in request.user.saved_searches.all()]
    return render(request, "search/saved_list.html", {"searches": searches})


@login_required
def saved_add(request: HttpRequest) -> HttpResponse:
    """Keep the search in the address."""
    asked = asked_of(request.GET)
    form = SavedSearchForm(request.POST or None, initial={"name": words_of(asked)[:80]})
    if request.method == "POST" and form.is_valid():
        try:
            save_search(asked, by=request.user, **form.cleaned_data)
        except SearchRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The search is saved."))
            return redirect("search:saved-list")
    context = {"form": form, "heading": _("Save this search"), "words": words_of(asked)}
    return render(request, "search/saved_form.html", context, status=422 if form.is_bound else 200)


@login_required
def saved_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another name, another frequency."""
    saved = get_object_or_404(request.user.saved_searches, public_id=public_id)
    form = SavedSearchForm(request.POST or None, instance=saved)
    if request.method == "POST" and form.is_valid():
        before = SavedSearch.objects.get(pk=saved.pk)
        change_search(before, **form.cleaned_data)
        messages.success(request, _("Your changes are saved."))
        return redirect("search:saved-list")
    context = {"form": form, "heading": _("Change a saved search"), "words": words_of(saved.address)}
    return render(request, "search/saved_form.html", context, status=422 if form.is_bound else 200)


@login_required
def saved_delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asked once more, then gone."""
    saved = get_object_or_404(request.user.saved_searches, public_id=public_id)
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("The search is deleted."))
        return redirect("search:saved-list")
    return render(request, "search/saved_delete.html", {"saved": saved, "words": words_of(saved.address)})


@csrf_exempt  # the token says who asks; mail programs post here with one click, without a page before it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Mails of one search stopped from a mail, signed in or not: looking asks, posting does it."""
    saved = stopped_by(token)
    if saved is None:
        raise Http404(_("There is no such search."))
    if request.method == "POST":
        change_search(saved, name=saved.name, frequency=SavedSearch.Frequency.OFF)
    with override(saved.user.ui_language):
        return render(request, "search/saved_stop.html", {"saved": saved, "is_done": request.method == "POST"})


def words_of(asked: str) -> str:
    """A search as its reader reads it: the words, then the names of the filters."""
    try:
        search = read_saved(asked)
    except SearchRefused:
        return QueryDict(asked).get("q", "")
    language = reader_language()
    chosen = [facets.label(name, value, language) for name, values in search.filters.items() for value in values]
    return ", ".join(part for part in (search.query.plain, *chosen) if part)

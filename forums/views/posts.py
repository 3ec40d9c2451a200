"""One contribution: its permanent address, its words as they were and are, its files."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from forums.actions.attachments import remove_attachment
from forums.actions.discussion import edit_post
from forums.actions.erasing import erase_post
from forums.errors import ForumError
from forums.forms.writing import EditForm
from forums.models import Attachment, Forum, Post, PostRevision, Thread
from forums.views.access import as_refusal, may_or_refuse, post_or_404, thread_or_404
from forums.views.composer import composer_context
from forums.views.places import address_of_post
from forums.views.replying import keep_writing
from forums.views.starting import form_page
from portal.base.differences import Piece, words_changed
from portal.base.http import respond
from portal.base.media import leaving
from portal.languages.reading import reader_language


@require_GET
def post_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of a post: to its present page and place."""
    post = post_or_404(request, public_id)
    if post.position is None:
        return render(request, "forums/post_detail.html", {"post": post, "thread": post.thread})
    return redirect(address_of_post(post))


@require_GET
def post_anywhere(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address that stands in a quotation: to the post in the reader's language."""
    return redirect(f"/{reader_language()}/p/{public_id}/")


def post_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one's own contribution; the earlier words stay readable."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.edit_post", post)
    form = EditForm(request.POST or None, initial={"body": post.body})
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(post, by=request.user, body=form.cleaned_data["body"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(post)
    context = {"post": post, "thread": post.thread, "kept_files": post.shown_files or []}
    return form_page(request, "forums/post_edit.html", form, **context)


def post_erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one's own contribution away for good; asked once more, with what goes and what stays."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.erase_post", post)
    thread = post.thread
    if request.method != "POST":
        has_answers = post.replies.filter(state=Post.State.PUBLISHED).exists()
        context = {"post": post, "thread": thread, "forum": thread.forum, "has_answers": has_answers}
        return render(request, "forums/post_erase.html", context)
    erase_post(post, by=request.user)
    messages.success(request, _("Your words are gone."))
    return redirect(thread if Thread.objects.filter(pk=thread.pk).exists() else thread.forum)


# What changed -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A revision and what it changed against the one before; the first has nothing before it."""

    revision: PostRevision
    pieces: list[Piece]
    is_first: bool


@require_GET
def post_history(request: HttpRequest, public_id: str) -> HttpResponse:
    """The words of a contribution as they were, newest first, each with what was changed."""
    post = post_or_404(request, public_id)
    if post.state != Post.State.PUBLISHED:
        raise Http404
    revisions = list(post.revisions.select_related("written_by"))
    context = {"post": post, "thread": post.thread, "forum": post.thread.forum, "changes": changes_of(revisions)}
    return render(request, "forums/post_history.html", context)


def changes_of(revisions: list[PostRevision]) -> list[Change]:
    """What each revision changed, newest first."""
    before = ["", *(revision.body for revision in revisions)]
    changes = [
        Change(revision, words_changed(old, revision.body) if index else [Piece("same", revision.body)], not index)
        for index, (old, revision) in enumerate(zip(before, revisions, strict=False))
    ]
    return changes[::-1]


# Its files --------------------------------------------------------------------------------------------------------


@require_safe
def file_detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A file, for whoever may read the post it goes with; one that waits with a draft, for its writer alone."""
    file = file_or_404(request, public_id)
    response = leaving(file.file.name, is_public=False)
    is_shown = file.is_picture or file.is_sound or file.content_type == "application/pdf"
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = content_disposition_header(not is_shown, file.name)
    return response


def file_or_404(request: HttpRequest, public_id: str) -> Attachment:
    files = Attachment.objects.select_related("draft__thread", "draft__forum", "post__thread__forum__host")
    file = get_object_or_404(files, public_id=public_id)
    if file.draft:
        is_theirs = file.draft.user_id == request.user.pk
    else:
        is_theirs = request.user.has_perm("forums.view_post", file.post)
    if not is_theirs:
        raise Http404
    return file


@require_POST
def file_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a file away from a draft, or from a contribution of one's own; what was typed meanwhile is kept."""
    file = file_or_404(request, public_id)
    if file.post:
        may_or_refuse(request.user, "forums.edit_post", file.post)
        remove_attachment(file)
        return redirect("forums:post-edit", file.post.public_id)
    place = file.draft.thread or file.draft.forum
    remove_attachment(file)
    keep_writing(request, place)
    if isinstance(place, Forum):
        return redirect("forums:thread-new", place.slug)
    if not request.htmx:
        return redirect(f"{place.get_absolute_url()}#reply-form")
    thread = thread_or_404(request, place.public_id)
    return respond(request, "forums/thread_detail.html#reply-form", composer_context(request, thread))

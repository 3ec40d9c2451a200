"""On the editors' side too, the text of a closed forum is there for those who read the forum."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import PageQuerySet

from forums.models import Forum, ForumPage
from forums.querysets import inner_forums_of

PAGES = "/cms/pages/"
#: How Wagtail names the page in the addresses below ``PAGES``.
PAGE_ARGUMENTS = ("page_id", "pk", "page_to_move_id", "parent_page_id")


def closed_pages(user):
    """Texts of closed forums in which the person has no place."""
    closed = ForumPage.objects.filter(forum__visibility=Forum.Visibility.CLOSED)
    return closed.exclude(forum__in=inner_forums_of(user))


class ClosedForumPages:
    """Answers an address of such a text like one that does not exist: editing, history, preview, all of them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> None:
        if not request.path_info.startswith(PAGES) or not request.user.is_authenticated:
            return
        asked = [view_kwargs[name] for name in PAGE_ARGUMENTS if name in view_kwargs]
        if asked and closed_pages(request.user).filter(pk__in=[int(pk) for pk in asked if str(pk).isdigit()]).exists():
            raise Http404


@hooks.register("construct_explorer_page_queryset")
def list_without_closed_forums(parent_page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.exclude(pk__in=closed_pages(request.user).values("pk"))


@hooks.register("construct_page_chooser_queryset")
def choose_without_closed_forums(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return pages.exclude(pk__in=closed_pages(request.user).values("pk"))

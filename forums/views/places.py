"""Where a post stands: the page of its conversation, and the address that leads there."""

from urllib.parse import parse_qs

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

from forums.models import Post, Thread
from forums.views.access import page_number

POSTS_A_PAGE = 20


def posts_page(request: HttpRequest, thread: Thread) -> Page:
    """The page of positions that the address asks for; 404 past the end."""
    paginator = Paginator(range(1, thread.post_count + 1), POSTS_A_PAGE)
    number = page_number(request)
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def address_of_post(post: Post) -> str:
    """The page of its thread where the post stands, with its anchor."""
    page = (post.position - 1) // POSTS_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{post.thread.get_absolute_url()}{query}#{post.anchor}"


def page_asked(query: str) -> str:
    """The page number in a query string."""
    return parse_qs(query).get("page", ["1"])[0]

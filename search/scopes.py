"""Whether the circles of readers stand open: the one row that a closing forum changes."""

from forums.models import Forum
from search.models import SearchScope


def refresh_scope(forum: Forum) -> None:
    """Open the circle of a forum to everybody, or close it."""
    is_public = forum.visibility != Forum.Visibility.CLOSED and forum.state != Forum.State.DRAFT
    SearchScope.objects.update_or_create(name=f"forum:{forum.pk}", defaults={"is_public": is_public})


def refresh_scopes() -> None:
    """The same for every forum."""
    for forum in Forum.objects.all():
        refresh_scope(forum)

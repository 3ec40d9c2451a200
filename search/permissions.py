"""Which circles of readers a person belongs to: what every search, count and suggestion is asked with."""

from forums.querysets import inner_forums_of, seats_of
from recommendations.querysets import groups_of
from search.models import PUBLIC


def readable_scopes(user) -> frozenset[str]:
    """The scopes the person reads besides those that stand open to everybody (``SearchScope.is_public``).

    Administrators get no more than anybody else: a closed forum is not searched from outside.
    """
    inner = {f"forum:{forum_id}" for forum_id in inner_forums_of(user)}
    tables = {f"table:{seat.table_id}" for seat in seats_of(user)}
    groups = {f"group:{group_id}" for group_id in groups_of(user)}
    return frozenset({PUBLIC, *inner, *tables, *groups})

"""What somebody was writing, kept on the server until it is published or thrown away."""

from accounts.models import User
from forums.models import Draft, Thread


def save_draft(thread: Thread, *, by: User, body: str) -> None:
    """Keep what somebody was writing, or forget it when nothing is left of it."""
    if body.strip():
        Draft.objects.update_or_create(user=by, thread=thread, defaults={"body": body})
    else:
        Draft.objects.filter(user=by, thread=thread).delete()

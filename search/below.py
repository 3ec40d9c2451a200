"""What is said in a conversation follows it: hidden or under other readers in one moment, however many posts there are.

Each of these costs the same few statements for ten posts and for ten thousand. What follows one by one (the words of
hidden entries taken away, the words of restored ones brought back) is noted and left to the worker.
"""

from django.db import connection, transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from forums.models import Post, Thread
from search import entries
from search.entries.forums import FOUND_STATES, scope_of
from search.models import SearchEntry, SearchOutbox, SearchTally, SearchText
from search.outbox import is_fed

#: So many restored posts are brought back by whoever searches first; more are left to the worker.
FOR_A_READER = 100
BATCH = 1_000

NOTE_POSTS = """
    INSERT INTO search_searchdue (model, thing_id, anew, attempts, due_at)
    SELECT 'forums.post', id, %s, 0, %s FROM forums_post WHERE thread_id = %s
"""


@transaction.atomic
def follow(thread: Thread) -> None:
    """The entries of its posts as the thread is now; the caller holds the lock of the thread and then of its entry."""
    above = SearchEntry.objects.filter(kind="thread", source_id=thread.public_id).first()
    was_found = above is not None and above.is_visible
    entries.refresh(thread)
    posts = SearchEntry.objects.filter(parent_kind="thread", parent_id=thread.public_id, is_visible=True)
    if thread.state not in FOUND_STATES:
        if hide_all(posts) or above is None:
            note_posts(thread, is_urgent=above is None)
        return
    is_elsewhere = place_all(posts.exclude(scope=scope_of(thread)), scope_of(thread))
    take_title(posts, thread)
    if is_elsewhere or not was_found:
        note_posts(thread, is_urgent=thread.post_count <= FOR_A_READER)


def hide_all(visible: QuerySet[SearchEntry]) -> bool:
    """Whether there were entries that nobody finds any more from now on; their words are taken away by the worker."""
    return change_all(visible, is_visible=False)


def place_all(visible: QuerySet[SearchEntry], scope: str) -> bool:
    """Whether there were entries that only the readers of that scope find from now on."""
    return change_all(visible, scope=scope)


def change_all(visible: QuerySet[SearchEntry], **fields) -> bool:
    """The same change to all of them, counted and told to the engines as if it were made one by one."""
    counted = list(visible.order_by().values_list("scope", "codes").annotate(number=Count("pk")))
    if not counted:
        return False
    changes = [SearchTally(scope=scope, codes=codes, entries=-number) for scope, codes, number in counted]
    if scope := fields.get("scope"):
        changes += [SearchTally(scope=scope, codes=codes, entries=number) for _, codes, number in counted]
    SearchTally.objects.bulk_create(changes)
    versions = list(visible.values_list("pk", "version")) if is_fed() else []
    visible.update(digest="", version=F("version") + 1, **fields)
    SearchOutbox.objects.bulk_create(
        (SearchOutbox(entry_id=pk, version=version + 1, narrows=True) for pk, version in versions), batch_size=BATCH
    )
    return True


def take_title(posts: QuerySet[SearchEntry], thread: Thread) -> None:
    """Show the thread's title over its posts; words that were taken out of it are gone. Nobody finds a post by it."""
    texts = SearchText.objects.filter(entry__in=posts).exclude(title=thread.title)
    texts.update(title=thread.title, title_language=thread.language)


def note_posts(thread: Thread, *, is_urgent: bool) -> None:
    """Note all posts of the thread in one statement; what is not urgent is done after everything else."""
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(NOTE_POSTS, [not is_urgent, moment, thread.pk])


def gather(thread: Thread) -> None:
    """The same for those who write much at a time (``entries.gathered``)."""
    entries.refresh(thread)
    for post in Post.objects.filter(thread=thread):
        entries.refresh(post)

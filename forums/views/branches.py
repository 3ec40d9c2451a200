"""A conversation with answers below what they answer: paged by the posts that begin a branch, each cut short."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from forums.models import Post, Thread
from forums.views.post_rows import PostRow, post_rows

BRANCHES_A_PAGE = 20
ANSWERS_SHOWN = 20
ANSWERS_A_PAGE = 60


@dataclass
class Branch:
    """A post and the answers below it; ``more_after`` is the position behind which there are more, else 0."""

    post: PostRow
    answers: list[PostRow] = field(default_factory=list)
    more_after: int = 0

    @property
    def root_row(self) -> list[PostRow]:
        """The post alone, as rows are shown."""
        return [self.post]


@dataclass(frozen=True)
class BranchPage:
    """Branches in order; ``next_after`` is the position behind which the next page begins, else 0."""

    branches: list[Branch]
    next_after: int
    is_first: bool

    @property
    def is_all(self) -> bool:
        """Whether the whole conversation stands on this page."""
        return self.is_first and not self.next_after and not any(branch.more_after for branch in self.branches)


def branch_page(thread: Thread, after: int) -> BranchPage:
    """The branches that begin behind that position; two queries, whatever their size."""
    begun = thread.posts.shown().filter(root=None, position__gt=after).order_by("position").values("pk")
    # Two sets put together: asked with OR, PostgreSQL goes through every post of the portal.
    begins = Post.objects.filter(pk__in=begun[: BRANCHES_A_PAGE + 1]).order_by().values("pk")
    posts = post_rows(begins.union(first_answers(thread, begun[:BRANCHES_A_PAGE])))
    roots = [post for post in posts if post.root_id is None]
    below = defaultdict(list)
    for post in posts:
        below[post.root_id].append(post)
    shown = roots[:BRANCHES_A_PAGE]
    branches = [cut(root, below[root.pk], ANSWERS_SHOWN) for root in shown]
    return BranchPage(branches, shown[-1].position if len(roots) > len(shown) else 0, is_first=not after)


def first_answers(thread: Thread, roots: QuerySet) -> QuerySet:
    """The keys of the first answers of each branch, one more than is shown."""
    answers = thread.posts.shown().filter(root__in=roots)
    place = Window(RowNumber(), partition_by="root", order_by="position")
    return answers.annotate(place=place).filter(place__lte=ANSWERS_SHOWN + 1).order_by().values("pk")


def one_branch(thread: Thread, root: Post, after: int) -> Branch:
    """One branch from a position on; three queries."""
    shown = thread.posts.shown()
    answers = shown.filter(root=root, position__gt=after).order_by("position")[: ANSWERS_A_PAGE + 1]
    [begin] = post_rows(shown.filter(pk=root.pk))
    return cut(begin, post_rows(answers), ANSWERS_A_PAGE)


def cut(root: PostRow, answers: list[PostRow], most: int) -> Branch:
    shown = answers[:most]
    return Branch(root, shown, shown[-1].position if len(answers) > most else 0)

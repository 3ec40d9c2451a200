"""A conversation with answers below what they answer: paged by the posts that begin a branch, each cut short."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from forums.models import Post, Thread
from forums.views.reading import for_rows, with_lines

BRANCHES_A_PAGE = 20
ANSWERS_SHOWN = 20
ANSWERS_A_PAGE = 60


@dataclass
class Branch:
    """A post and the answers below it; ``more_after`` is the position behind which there are more, else 0."""

    post: Post
    answers: list[Post] = field(default_factory=list)
    more_after: int = 0

    @property
    def root_row(self) -> list[Post]:
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
    wanted = Q(pk__in=begun[: BRANCHES_A_PAGE + 1]) | Q(pk__in=first_answers(thread, begun[:BRANCHES_A_PAGE]))
    posts = with_lines(list(for_rows(Post.objects.filter(wanted).order_by("position"))))
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
    """One branch from a position on; two queries."""
    answers = thread.posts.shown().filter(root=root, position__gt=after).order_by("position")
    branch = cut(root, list(for_rows(answers)[: ANSWERS_A_PAGE + 1]), ANSWERS_A_PAGE)
    with_lines([branch.post, *branch.answers])
    return branch


def cut(root: Post, answers: list[Post], most: int) -> Branch:
    shown = answers[:most]
    return Branch(root, shown, shown[-1].position if len(answers) > most else 0)

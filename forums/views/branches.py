"""A conversation with answers below what they answer: paged by the posts that begin a branch, each cut short."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Window
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
    """The branches that begin behind that position; three queries, whatever their size."""
    begun = thread.posts.shown().filter(root=None, position__gt=after).order_by("position")
    roots = list(for_rows(begun)[: BRANCHES_A_PAGE + 1])
    shown = roots[:BRANCHES_A_PAGE]
    answers = list(for_rows(first_answers(thread, shown)))
    with_lines([*shown, *answers])
    below = defaultdict(list)
    for answer in answers:
        below[answer.root_id].append(answer)
    branches = [cut(root, below[root.pk], ANSWERS_SHOWN) for root in shown]
    return BranchPage(branches, shown[-1].position if len(roots) > len(shown) else 0, is_first=not after)


def first_answers(thread: Thread, roots: list[Post]):
    """The first answers of each branch, one more than is shown."""
    answers = thread.posts.shown().filter(root__in=[root.pk for root in roots])
    place = Window(RowNumber(), partition_by="root", order_by="position")
    first = answers.annotate(place=place).filter(place__lte=ANSWERS_SHOWN + 1).order_by()
    return Post.objects.filter(pk__in=first.values("pk")).order_by("position")


def one_branch(thread: Thread, root: Post, after: int) -> Branch:
    """One branch from a position on; two queries."""
    answers = thread.posts.shown().filter(root=root, position__gt=after).order_by("position")
    branch = cut(root, list(for_rows(answers)[: ANSWERS_A_PAGE + 1]), ANSWERS_A_PAGE)
    with_lines([branch.post, *branch.answers])
    return branch


def cut(root: Post, answers: list[Post], most: int) -> Branch:
    shown = answers[:most]
    return Branch(root, shown, shown[-1].position if len(answers) > most else 0)

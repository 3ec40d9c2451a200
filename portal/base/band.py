"""The woven band: a strip in the manner of the region's flat-woven rugs, the same for the same id for ever.

A weave is a small grid of threads, half a period wide; the drawing mirrors it and repeats it from the middle outwards.
Flat weaving steps along threads, so every slope here is a stair, and every figure is a function from a
place (``x`` from the middle of the figure, ``y`` from the middle of the strip) to a thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

GROUND, LIGHT, ACCENT, DEEP = range(4)
FIELD = 6  # rows of the field above and below its middle
BORDER = 2  # rows of each border
HEIGHT = 2 * (FIELD + BORDER) + 1
WIDTH = 480  # at 3 px a thread this fills a page of 1,440 px

Figure = Callable[[int, int], int]
Grid = tuple[tuple[int, ...], ...]


class Yarn:
    """Choices drawn from an id: the same id always chooses the same."""

    def __init__(self, public_id: str) -> None:
        self.left = int.from_bytes(sha256(public_id.encode()).digest(), "big")

    def pick(self, options):
        self.left, place = divmod(self.left, len(options))
        return options[place]


@dataclass(frozen=True)
class Weave:
    """Half a period of threads, ``HEIGHT`` rows of equal width."""

    rows: Grid

    @property
    def half(self) -> int:
        return len(self.rows[0])

    @property
    def period(self) -> int:
        return 2 * self.half

    @property
    def start(self) -> int:
        """Where the first period begins, so that one of them stands in the middle of the strip."""
        return WIDTH // 2 - self.half

    @property
    def paths(self) -> list[tuple[int, str]]:
        """One path a thread colour, the ground left out."""
        return [(thread, path) for thread in (LIGHT, ACCENT, DEEP) if (path := path_of(self.rows, thread))]


# Figures ---------------------------------------------------------------------------------------------------------


def diamond(size: int, rings: tuple[int, ...], step: int = 2) -> Figure:
    """A stepped diamond ``size`` rows high to each side, in rings from the outside in."""

    def thread(x: int, y: int) -> int:
        depth = size - (abs(x) // step + abs(y))
        if depth < 0:
            return GROUND
        return rings[min(depth, len(rings) - 1)]

    return thread


def cross(arm: int, colour: int, heart: int) -> Figure:
    """A cross with a bar at the end of each arm."""

    def thread(x: int, y: int) -> int:
        near, far = sorted((abs(x), abs(y)))
        if far <= 1:
            return heart if far == 0 else colour
        if near == 0 and far <= arm:
            return colour
        return colour if far == arm and near <= 2 else GROUND

    return thread


def star(colour: int, heart: int) -> Figure:
    """An eight-pointed star: a square and a diamond laid over each other."""

    def thread(x: int, y: int) -> int:
        x, y = abs(x), abs(y)
        if x + y <= 1:
            return heart
        if x + y == 2 or (x == y == 2):
            return GROUND
        square, lozenge = max(x, y) <= 3, x + y <= 5
        return colour if square or lozenge else GROUND

    return thread


# The hooks of one quarter: on the slope, beside the waist, above the tip.
HOOKS = {(2, 3), (3, 3), (3, 4), (2, 5), (3, 5), (5, 1), (5, 2), (6, 2), (7, 2), (7, 1), (0, 5), (0, 6)}


def hooks(colour: int, heart: int) -> Figure:
    """A hooked diamond: hooks turn outwards from its four sides, as on rugs that guard a house."""

    def thread(x: int, y: int) -> int:
        x, y = abs(x), abs(y)
        reach = x + y
        if reach <= 1:
            return heart
        if reach in (3, 4):
            return colour
        on_hook = (x, y) in HOOKS
        return colour if on_hook else GROUND

    return thread


def comb(colour: int, back: int) -> Figure:
    """Two combs back to back, their teeth to either side."""

    def thread(x: int, y: int) -> int:
        if abs(x) > 5 or abs(y) > 5:
            return GROUND
        if abs(x) <= 1:
            return back
        return colour if y % 2 else GROUND

    return thread


def hourglass(colour: int, heart: int) -> Figure:
    """Two triangles that meet at their points."""

    def thread(x: int, y: int) -> int:
        x, y = abs(x), abs(y)
        if x + y == 0:
            return heart
        if y > 5 or x > y:
            return GROUND
        return heart if y in (3, 4) and x <= y - 3 else colour

    return thread


def mite(colour: int) -> Figure:
    """A small stepped diamond with an open heart, to stand between large figures."""

    def thread(x: int, y: int) -> int:
        reach = abs(x) + abs(y)
        return colour if reach in (1, 2) else GROUND

    return thread


# Fields ----------------------------------------------------------------------------------------------------------

RINGS = (
    (LIGHT, GROUND, ACCENT, ACCENT, DEEP, LIGHT, ACCENT),
    (ACCENT, LIGHT, LIGHT, DEEP, DEEP, ACCENT, LIGHT),
    (DEEP, LIGHT, DEEP, ACCENT, ACCENT, LIGHT, DEEP),
    (LIGHT, LIGHT, DEEP, GROUND, ACCENT, LIGHT, DEEP),
    (LIGHT, DEEP, LIGHT, ACCENT, GROUND, GROUND, LIGHT),
)

# Where diamonds fill the field the ground has to show, or the kind loses its colour.
OPEN_RINGS = (
    (LIGHT, GROUND, GROUND, ACCENT, ACCENT, GROUND, LIGHT),
    (GROUND, GROUND, LIGHT, LIGHT, GROUND, DEEP, ACCENT),
    (DEEP, GROUND, GROUND, GROUND, LIGHT, ACCENT, LIGHT),
)


def small_figure(yarn: Yarn) -> Figure:
    colour, heart = yarn.pick(((LIGHT, ACCENT), (ACCENT, LIGHT), (LIGHT, DEEP), (ACCENT, DEEP)))
    return yarn.pick(
        (cross(4, colour, heart), star(colour, heart), hourglass(colour, heart), comb(colour, heart), mite(colour))
    )


def medallions(yarn: Yarn) -> tuple[int, Figure]:
    """Large diamonds in a row, a small figure between each two."""
    step = yarn.pick((1, 2, 2))
    large = diamond(FIELD, yarn.pick(RINGS), step)
    small = small_figure(yarn)
    half = step * (FIELD + 1) + yarn.pick((5, 6, 8))
    return half, lambda x, y: large(x, y) or small(half - x, y)


def lattice(yarn: Yarn) -> tuple[int, Figure]:
    """Diamonds and the half diamonds between them, filling the field without a gap."""
    step = yarn.pick((2, 2, 3))
    own, other = yarn.pick(((0, 1), (1, 2), (2, 0), (0, 2), (2, 1)))
    half = step * (FIELD + 1)
    one, two = diamond(FIELD, OPEN_RINGS[own], step), diamond(FIELD, OPEN_RINGS[other], step)

    def thread(x: int, y: int) -> int:
        return one(x, y) or two(half - x, FIELD + 1 - abs(y))

    return half, thread


def zigzag(yarn: Yarn) -> tuple[int, Figure]:
    """Parallel stairs running up and down, small figures in their valleys."""
    step = yarn.pick((1, 2))
    half = step * 2 * FIELD
    order = yarn.pick(((LIGHT, DEEP, ACCENT), (ACCENT, GROUND, LIGHT), (DEEP, LIGHT, DEEP), (LIGHT, GROUND, LIGHT)))
    small = mite(yarn.pick((LIGHT, ACCENT)))

    def thread(x: int, y: int) -> int:
        height = x // step - FIELD
        distance = y - height
        if 0 <= distance < 3:
            return order[distance]
        return small(x, y - 3) or small(half - x, y + 3)

    return half, thread


def panels(yarn: Yarn) -> tuple[int, Figure]:
    """Figures in panels, parted by upright teeth."""
    figure = yarn.pick((hooks, star, hourglass))(*yarn.pick(((LIGHT, ACCENT), (ACCENT, LIGHT), (LIGHT, DEEP))))
    second = small_figure(yarn)
    half = 20
    bar = yarn.pick((LIGHT, ACCENT, DEEP))

    def thread(x: int, y: int) -> int:
        from_bar = abs(x - half // 2)
        if from_bar == 0 or (from_bar == 1 and y % 2 == 0):
            return bar
        return figure(x, y) if x < half // 2 - 1 else second(half - x, y)

    return half, thread


def stairs(yarn: Yarn) -> tuple[int, Figure]:
    """Stepped triangles from both borders, interlocked, with a figure where they leave room."""
    upper, lower = yarn.pick(((LIGHT, ACCENT), (ACCENT, DEEP), (LIGHT, DEEP), (DEEP, LIGHT)))
    half = yarn.pick((12, 14, 16))
    heart = mite(yarn.pick((LIGHT, ACCENT)))

    def thread(x: int, y: int) -> int:
        down, up = (FIELD - 1 - x // 2), (FIELD - 1 - (half - x) // 2)
        if y + FIELD < down:
            return GROUND if y + FIELD == down - 2 else upper
        if FIELD - y < up:
            return GROUND if FIELD - y == up - 2 else lower
        return heart(x, y - 3) or heart(half - x, y + 3)

    return half, thread


FIELDS = (medallions, medallions, lattice, zigzag, panels, panels, stairs)


def border(style: str, x: int, depth: int) -> int:
    """The thread of a border; ``depth`` 0 is the outermost row."""
    if style == "teeth":
        return DEEP if depth == 0 else (LIGHT if x % 4 in (1, 2) else GROUND)
    if style == "cord":
        return (ACCENT if x % 4 < 2 else DEEP) if depth == 0 else GROUND
    if style == "line":
        return ACCENT if depth == 0 else GROUND
    return DEEP if depth == 0 else (LIGHT if x % 2 else DEEP)


def weave(public_id: str) -> Weave:
    """The weave of an id."""
    yarn = Yarn(public_id)
    style = yarn.pick(("teeth", "cord", "line", "beads"))
    half, field = yarn.pick(FIELDS)(yarn)
    turned = yarn.pick((1, -1))
    middle = FIELD + BORDER

    def thread(x: int, row: int) -> int:
        y = row - middle
        if abs(y) > FIELD:
            return border(style, x, middle - abs(y))
        return field(x, y * turned)

    return Weave(tuple(tuple(thread(x, row) for x in range(half)) for row in range(HEIGHT)))


def path_of(rows: Grid, thread: int) -> str:
    """The places of one thread as rectangles, equal runs of following rows taken together."""
    open_runs: dict[tuple[int, int], int] = {}
    parts: list[str] = []
    for y, row in enumerate((*rows, ())):
        runs = set(runs_of(row, thread))
        for x, width in sorted(set(open_runs) - runs):
            top = open_runs.pop((x, width))
            parts.append(f"M{x} {top}h{width}v{y - top}h-{width}z")
        for run in runs:
            open_runs.setdefault(run, y)
    return "".join(parts)


def runs_of(row: tuple[int, ...], thread: int) -> list[tuple[int, int]]:
    """Where a thread runs in a row: start and length."""
    runs: list[tuple[int, int]] = []
    for x, found in enumerate(row):
        if found != thread:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs

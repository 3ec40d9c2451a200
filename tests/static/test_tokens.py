"""Every pair of colours that meets on screen keeps its contrast, in light and in dark."""

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"

GROUNDS = ("paper", "surface", "sunken")
KINDS = ("practice", "event", "forum", "recommendation", "news", "indicator")
STATES = ("good", "care", "bad")

TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "ink-soft", "link", "danube", *KINDS, *STATES) for ground in GROUNDS],
    *[(kind, f"{kind}-tint") for kind in (*KINDS, *STATES, "danube")],
    *[("ink", f"{kind}-tint") for kind in (*KINDS, *STATES, "danube")],
    *[("ink-soft", f"{kind}-tint") for kind in ("forum", "danube")],
    ("ink", "mark"),
    ("on-fill", "danube"),
    ("on-fill", "danube-deep"),
]
CONTROL_PAIRS = [(line, ground) for line in ("control", "focus", "danube") for ground in GROUNDS]


def tokens(*names: str) -> dict[str, tuple[float, float, float]]:
    """The OKLCH tokens of the files, later ones over earlier ones."""
    found = {}
    for name in names:
        for token, values in re.findall(r"--([\w-]+): oklch\(([\d. ]+)\);", (CSS / name).read_text()):
            lightness, chroma, hue = (float(value) for value in values.split())
            found[token] = (lightness, chroma, hue)
    return found


def luminance(oklch: tuple[float, float, float]) -> float:
    """Relative luminance of an OKLCH colour, as WCAG 2.2 counts it.

    Source: https://bottosson.github.io/posts/oklab/ for the matrices.
    """
    lightness, chroma, hue = oklch
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(channel, 0), 1) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(pairs: list[tuple[str, str]], colours: dict, least: float) -> dict[str, float]:
    found = {f"{one} on {other}": round(contrast(colours[one], colours[other]), 2) for one, other in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> dict:
    return tokens("tokens.css", "tokens-dark.css") if request.param == "dark" else tokens("tokens.css")


def test_text_reads_on_every_ground_it_stands_on(colours):
    weak = too_weak(TEXT_PAIRS, colours, 4.5)

    assert weak == {}


def test_edges_of_controls_are_seen_on_every_ground(colours):
    weak = too_weak(CONTROL_PAIRS, colours, 3)

    assert weak == {}


def test_dark_sets_every_colour_that_light_sets():
    light, dark = tokens("tokens.css"), tokens("tokens-dark.css")

    assert sorted(set(light) - set(dark)) == []


def test_the_contrast_of_black_on_white_is_21():
    assert round(contrast((0, 0, 0), (1, 0, 0)), 1) == 21

"""The report of ``bench.search`` as Markdown."""

import subprocess
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import mean
from typing import Any

from scripts.stamps import ROOT

PERCENT = 100
MEASURED = {
    "By the clock, on a machine that others may have used at the same time:": "times",
    "Processor time of our process and of the server's that answered it (Elasticsearch: of the whole server, in steps "
    "of 10 ms, its housekeeping included):": "work",
}


def table(found: Mapping[str, dict[str, Any]], filled: Mapping[str, float]) -> str:
    """Times by kind of question and engine, then what the engines agree on, then writing."""
    engines = list(found)
    kinds = list(found[engines[0]]["times"])
    lines = ["Whole answers (rows, texts, highlights, counts, labels), median / 95th percentile in ms."]
    for words, measured in MEASURED.items():
        lines += ["", words, "", "| question | " + " | ".join(engines) + " |", "| --- |" + " --- |" * len(engines)]
        lines += [f"| {kind} | {' | '.join(cell(found[name][measured][kind]) for name in engines)} |" for kind in kinds]
    return "\n".join([*lines, "", *agreement(found), "", *writing(found, filled)])


def cell(times: Sequence[float]) -> str:
    return f"{percentile(times, 50):.0f} / {percentile(times, 95):.0f}"


def commit() -> str:
    """Which state of the code was measured."""
    command = ["git", "describe", "--always", "--dirty"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603  ourselves
    return f"commit {found.stdout.strip()}" if found.stdout.strip() else "commit unknown"


def percentile(times: Sequence[float], percent: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(percent / PERCENT * (len(ordered) - 1)))]


def agreement(found: Mapping[str, dict[str, Any]]) -> list[str]:
    """How many questions have the same total and counts everywhere, and how much of the first ten is the same."""
    first, *others = found
    lines = []
    for other in others:
        pairs = [(answer, found[other]["answers"][query]) for query, answer in found[first]["answers"].items()]
        same = sum((one["total"], one["facets"]) == (two["total"], two["facets"]) for one, two in pairs)
        firsts = [(one["first"], two["first"]) for one, two in pairs if one["first"]]
        shared = mean(len(set(one) & set(two)) / len(one) for one, two in firsts)
        alike = mean(tau(one, two) for one, two in firsts)
        equal = sum(one == two for one, two in firsts)
        lines.append(
            f"{first} and {other}: {same} of {len(pairs)} questions with the same total and the same counts; of the "
            f"first ten {shared:.1%} are the same, their order agrees by {alike:.3f} (Kendall's tau of those that both "
            f"have), {equal} of {len(firsts)} first tens are wholly the same."
        )
    return lines


def tau(one: Sequence[str], two: Sequence[str]) -> float:
    """Of the pairs that stand in both lists: those in the same order less those in another, as a share; 1 if none."""
    places = {name: at for at, name in enumerate(two)}
    both = [places[name] for name in one if name in places]
    pairs = list(combinations(both, 2))
    return mean(1 if first < second else -1 for first, second in pairs) if pairs else 1.0


def writing(found: Mapping[str, dict[str, Any]], filled: Mapping[str, float]) -> list[str]:
    lines = [f"Analysed {filled['words'] / filled['analysing']:,.0f} words a second ({filled['words']:,.0f} words)."]
    for name, measured in found.items():
        lines.append(
            f"{name}: {filled['entries'] / filled[name]:,.0f} entries a second into the index; "
            f"writing one entry takes {cell(measured['saves'])} ms; load {measured['load'][0]:.1f}."
        )
    return lines

"""Figure drift-segments: where a series is best cut into two segments, three, and so on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL
from baogao.figures.marks import mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, content_of, run_of
from baogao.figures.style import COLOURS, INK, PALE, year_axis
from baogao.figures.wording import Wording, say, wording
from baogao.measures.drift_segments import drift_segments, shared_cuts

GAP, MOST, LEAST, N, SEED = 2, 7, 3, 100, 1
LEAST_MEAN = 0.5


def tabulate(collection: str) -> pd.DataFrame:
    """The cuts of each number of segments, how stable each is, and whether most numbers share it."""
    table, years = segments_of(collection), run_of(collection, GAP)[2]["year"].astype(int)
    shared = set(shared_cuts(table, least_stability=LEAST_MEAN)["year_after"])
    return table.assign(is_shared=table["year_after"].isin(shared), first_year=years.min(), last_year=years.max())


def segments_of(collection: str) -> pd.DataFrame:
    """The cuts of each number of segments; computed once for all figures of the same tables."""
    return _segments(collection, content_of(collection)).copy()


@lru_cache(maxsize=1)
def _segments(collection: str, content: tuple[tuple[str, str], ...]) -> pd.DataFrame:  # noqa: ARG001 (the key)
    return drift_segments(*run_of(collection, GAP), most=MOST, least=LEAST, n=N, seed=SEED)


def plot_segments(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a row for each number of segments, its cuts with their stability, and premiers' first reports above."""
    figure = Figure(figsize=(page.inches, 3.6), layout="constrained")
    axes = figure.subplots()
    first, last = int(table["first_year"].iloc[0]), int(table["last_year"].iloc[0])
    numbers = sorted(table["n_segments"].unique())
    for number in numbers:
        _row(axes, number, table[table["n_segments"] == number], first, last)
    year_axis(axes, first, last, most=5 if page.is_narrow else 9)
    axes.set_yticks(numbers, [str(number) for number in numbers])
    axes.set_ylim(max(numbers) + 0.6, min(numbers) - 0.6)
    axes.set_ylabel(say(page, "segments"))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    mark_events(axes, page, first, last, inches=page.inches - 0.5)
    axes.set_xlabel(say(page, "year"))
    shared = sorted(table.loc[table["is_shared"], "year_after"].unique())
    note(figure, page, "segments-note", shared=_years(shared), share=LEAST_MEAN, **marked(page, first, last))
    return figure


def _row(axes: Axes, number: int, part: pd.DataFrame, first: int, last: int) -> None:
    edges = [first - 0.5, *((part["year_before"] + part["year_after"]) / 2), last + 0.5]
    for place, (left, right) in enumerate(pairwise(edges)):
        axes.barh(number, right - left, 0.62, left, color=[PALE, "#c9d7e3"][place % 2], lw=0)
    for edge, stability, shared in zip(edges[1:-1], part["stability"], part["is_shared"], strict=True):
        look: dict[str, Any] = {
            "color": COLOURS[1] if shared else INK,
            "ls": "-" if stability >= LEAST_MEAN else (0, (2, 1.2)),
        }
        axes.plot([edge, edge], [number - 0.36, number + 0.36], lw=1.6, zorder=3, **look)
        style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": SMALL}
        axes.annotate(f"{100 * stability:.0f}", (edge, number), (2, 0), **style)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Years, the cuts that most numbers of segments share, and the best cuts into as many segments."""
    span = {"first": int(table["first_year"].iloc[0]), "last": int(table["last_year"].iloc[0])}
    of, shared = table["n_segments"].nunique(), shared_cuts(table, least_stability=LEAST_MEAN)
    texts = [
        f"{year} ({n}/{of}, {mean:.0%})"
        for year, n, mean in zip(shared["year_after"], shared["n_numbers"], shared["stability"], strict=True)
    ]
    as_many = len(shared) + 1
    best = table.loc[table["n_segments"] == as_many, "year_after"]
    return {
        **span,
        "axis": (span["first"], span["last"]),
        "shared": _years(texts),
        "as_many": as_many,
        "best": _years(best),
    }


def _years(years: Iterable[object]) -> Wording:
    """Years, or the word for none."""
    text, nothing = ", ".join(map(str, years)), wording("none")
    return Wording(text or nothing.zh, text or nothing.en)


RECIPE = Recipe(
    name="drift-segments",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "events"),
    settings={"gap": GAP, "most": MOST, "least": LEAST, "n": N, "seed": SEED, "least_mean": LEAST_MEAN},
    tabulate=tabulate,
    plot=plot_segments,
    facts=facts,
)

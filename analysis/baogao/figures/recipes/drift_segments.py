"""Figure drift-segments: where a series is best cut into two segments, three, and so on."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, content_of, run_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH, year_axis
from baogao.language.events import load_events
from baogao.measures.drift_segments import drift_segments, firm_cuts

GAP, MOST, LEAST, N, SEED = 2, 7, 3, 100, 1
FIRM = 0.5


def tabulate(collection: str) -> pd.DataFrame:
    """The cuts of each number of segments, how stable each is, and whether it is firm."""
    table, years = segments_of(collection), run_of(collection, GAP)[2]["year"].astype(int)
    firm = set(firm_cuts(table, least_stability=FIRM)["year_after"])
    return table.assign(is_firm=table["year_after"].isin(firm), first_year=years.min(), last_year=years.max())


def segments_of(collection: str) -> pd.DataFrame:
    """The cuts of each number of segments; computed once for all figures of the same tables."""
    return _segments(collection, content_of(collection)).copy()


@lru_cache(maxsize=1)
def _segments(collection: str, content: tuple[tuple[str, str], ...]) -> pd.DataFrame:  # noqa: ARG001 (the key)
    return drift_segments(*run_of(collection, GAP), most=MOST, least=LEAST, n=N, seed=SEED)


def plot_segments(table: pd.DataFrame) -> Figure:
    """Draw a row for each number of segments, its cuts with their stability, and premiers' first reports above."""
    figure = Figure(figsize=(WIDTH, 3.3), layout="constrained")
    axes = figure.subplots()
    first, last = int(table["first_year"].iloc[0]), int(table["last_year"].iloc[0])
    numbers = sorted(table["n_segments"].unique())
    for number in numbers:
        _row(axes, number, table[table["n_segments"] == number], first, last)
    year_axis(axes, first, last)
    axes.set_yticks(numbers, [str(number) for number in numbers])
    axes.set_ylim(max(numbers) + 0.6, min(numbers) - 1.3)
    axes.set_ylabel("segments")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    _premiers(axes, first, last, min(numbers) - 0.75)
    firm = sorted(table.loc[table["is_firm"], "year_after"].unique())
    named = ", ".join(str(year) for year in firm) or "none"
    axes.set_xlabel(
        f"year; cuts that most numbers of segments have, at a mean stability of {FIRM:.0%} or more: {named}"
    )
    return figure


def _row(axes: Axes, number: int, part: pd.DataFrame, first: int, last: int) -> None:
    edges = [first - 0.5, *((part["year_before"] + part["year_after"]) / 2), last + 0.5]
    for place, (left, right) in enumerate(pairwise(edges)):
        axes.barh(number, right - left, 0.62, left, color=[PALE, "#c9d7e3"][place % 2], lw=0)
    for edge, stability, firm in zip(edges[1:-1], part["stability"], part["is_firm"], strict=True):
        colour = COLOURS[1] if firm else INK
        axes.plot([edge, edge], [number - 0.36, number + 0.36], color=colour, lw=1.6)
        axes.annotate(f"{stability:.0%}", (edge, number), (3, 0), textcoords="offset points", fontsize=6.5, va="center")


def _premiers(axes: Axes, first: int, last: int, height: float) -> None:
    """Mark the first report of each premier above the rows."""
    events = load_events()
    shown = events[(events["kind"] == "premier") & events["year"].between(first + 1, last)]
    for year, name in zip(shown["year"], shown["name_en"], strict=True):
        axes.axvline(year - 0.5, color=GREY, lw=0.6, ls=":", zorder=0)
        axes.annotate(name, (year - 0.5, height), (2, 0), textcoords="offset points", fontsize=6.5, color=GREY)


RECIPE = Recipe(
    name="drift-segments",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "events"),
    settings={"gap": GAP, "most": MOST, "least": LEAST, "n": N, "seed": SEED, "firm": FIRM},
    caption="The longest run of reports without a gap of three years, cut into two to seven segments so that reports "
    f"are as alike within segments as can be (dynamic programming on squared distance, {LEAST} reports or more each). "
    f"Beside a cut: in how many of {N} series with resampled passages it is found again. Dotted: the first report that "
    "each premier read. Any drift is cut somewhere; that there are cuts is no evidence of breaks.",
    tabulate=tabulate,
    plot=plot_segments,
)

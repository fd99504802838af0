"""Figure drift-cuts: how sharp each possible cut of a series is, against steady drift."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL
from baogao.figures.marks import legend_above, mark_events
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, year_axis
from baogao.figures.wording import say, wording
from baogao.measures.drift_cuts import drift_cuts

GAP, WINDOW, N, SEED, NAMED = 2, 5, 999, 1, 3


def tabulate(collection: str) -> pd.DataFrame:
    """Sharpness of each cut with the band of the sharpest cut of steady drift."""
    return drift_cuts(drift_of(collection, gap=GAP), window=WINDOW, n=N, seed=SEED)


def plot_cuts(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the sharpness of each cut, the limit of steady drift above them, the sharpest cuts named."""
    figure = Figure(figsize=(page.inches, 3.3), layout="constrained")
    axes = figure.subplots()
    places = (table["year_before"] + table["year_after"]) / 2
    (band,) = axes.plot(places, table["null_high"], "--", color=GREY, lw=0.9)
    (mean,) = axes.plot(places, table["null_mean"], color=GREY, lw=0.6)
    outside = table["p"] <= 0.05
    colours = [COLOURS[1] if far else INK for far in outside]
    axes.vlines(places, table["null_mean"], table["sharpness"], colors=colours, lw=0.8)
    dots = axes.scatter(places, table["sharpness"], c=colours, s=14, zorder=3)
    top = table[table["rank"] <= NAMED].sort_values("rank")
    for before, after, height in zip(top["year_before"], top["year_after"], top["sharpness"], strict=True):
        place = ((before + after) / 2, height)
        turned = place[0] > places.max() - 4  # at the right edge it stands before its dot
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "right" if turned else "left", "fontsize": SMALL}
        axes.annotate(f"{before}/{after}", place, (-5 if turned else 5, 2), **style)
    first, last = int(table["year_before"].min()), int(table["year_after"].max())
    year_axis(axes, first, last, most=4 if page.is_narrow else 9)
    mark_events(axes, page, first, last, inches=page.inches - 0.6)
    axes.set_ylabel(say(page, "sharpness-bits"))
    axes.set_xlabel(say(page, "cut-between", inches=page.inches - 0.7, **facts(table)))
    legend_above(figure, page, [dots, band, mean], [wording(key) for key in ("sharpness", "no-break", "no-break-mean")])
    return figure


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Cuts, the sharpest of them, and its p."""
    top = table[table["rank"] == 1].iloc[0]
    axis = int(table["year_before"].min()), int(table["year_after"].max())
    years = f"{top['year_before']:.0f}/{top['year_after']:.0f}"
    return {"axis": axis, "n_cuts": len(table), "top": years, "p": float(top["p"])}


RECIPE = Recipe(
    name="drift-cuts",
    collection="work-reports",
    inputs=("passages", "terms", "events"),
    settings={"gap": GAP, "window": WINDOW, "n": N, "seed": SEED, "named": NAMED},
    tabulate=tabulate,
    plot=plot_cuts,
    facts=facts,
)

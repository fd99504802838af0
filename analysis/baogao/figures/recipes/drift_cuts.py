"""Figure drift-cuts: how sharp each possible cut of a series is, against steady drift."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, series_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH
from baogao.measures.drift import drift
from baogao.measures.drift_cuts import drift_cuts

WINDOW, N, SEED, NAMED = 5, 999, 1, 3


def tabulate(collection: str) -> pd.DataFrame:
    """Sharpness of each cut with the band of the sharpest cut of steady drift."""
    return drift_cuts(drift(*series_of(collection)), window=WINDOW, n=N, seed=SEED)


def plot_cuts(table: pd.DataFrame) -> Figure:
    """Draw sharpness against the cut, the band of steady drift behind it, the sharpest cuts named."""
    figure = Figure(figsize=(WIDTH, 2.9), layout="constrained")
    axes = figure.subplots()
    places = (table["year_before"] + table["year_after"]) / 2
    band = axes.fill_between(places, table["null_low"], table["null_high"], color=PALE, lw=0, label="steady drift")
    axes.plot(places, table["null_mean"], color=GREY, lw=0.6)
    outside = table["p"] <= 0.05
    colours = [COLOURS[1] if far else INK for far in outside]
    axes.vlines(places, table["null_mean"], table["sharpness"], colors=colours, lw=0.8)
    dots = axes.scatter(places, table["sharpness"], c=colours, s=14, zorder=3, label="sharpness")
    top = table[table["rank"] <= NAMED].sort_values("rank")
    for row in top.itertuples():
        text = f"{row.year_before}/{str(row.year_after)[2:]}"
        place = ((float(row.year_before) + float(row.year_after)) / 2, float(row.sharpness))
        axes.annotate(text, place, (0, 5), textcoords="offset points", ha="center", fontsize=7)
    axes.set_ylabel("sharpness (bits)")
    p = table.loc[table["rank"] == 1, "p"].iloc[0]
    axes.set_xlabel(f"cut between two reports ({len(table)} cuts; the sharpest of all: p = {p:.2g})")
    axes.legend(handles=[dots, band], loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


RECIPE = Recipe(
    name="drift-cuts",
    collection="work-reports",
    inputs=("passages", "terms"),
    settings={"window": WINDOW, "n": N, "seed": SEED},
    caption=f"How much further apart the {WINDOW} reports before and the {WINDOW} after a cut are than those on one "
    "side, beyond what years apart explain. Band: what the sharpest cut of drift without a break stays within in 95 % of "
    f"{N} simulated series, in which each report begins from the last. The three cuts furthest above steady drift are named.",
    tabulate=tabulate,
    plot=plot_cuts,
)

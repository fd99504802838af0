"""Figure drift-cuts: how sharp each possible cut of a series is, against steady drift."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH
from baogao.measures.drift_cuts import drift_cuts

GAP, WINDOW, N, SEED, NAMED = 2, 5, 999, 1, 3


def tabulate(collection: str) -> pd.DataFrame:
    """Sharpness of each cut with the band of the sharpest cut of steady drift."""
    return drift_cuts(drift_of(collection, gap=GAP), window=WINDOW, n=N, seed=SEED)


def plot_cuts(table: pd.DataFrame) -> Figure:
    """Draw the sharpness of each cut, the limit of steady drift above them, the sharpest cuts named."""
    figure = Figure(figsize=(WIDTH, 2.9), layout="constrained")
    axes = figure.subplots()
    places = (table["year_before"] + table["year_after"]) / 2
    (band,) = axes.plot(places, table["null_high"], "--", color=GREY, lw=0.9, label="95 % of drift\nwithout a break")
    (mean,) = axes.plot(places, table["null_mean"], color=GREY, lw=0.6, label="its mean")
    outside = table["p"] <= 0.05
    colours = [COLOURS[1] if far else INK for far in outside]
    axes.vlines(places, table["null_mean"], table["sharpness"], colors=colours, lw=0.8)
    dots = axes.scatter(places, table["sharpness"], c=colours, s=14, zorder=3, label="sharpness")
    top = table[table["rank"] <= NAMED].sort_values("rank")
    for before, after, height in zip(top["year_before"], top["year_after"], top["sharpness"], strict=True):
        place = ((before + after) / 2, height)
        axes.annotate(f"{before}/{after}", place, (5, 2), textcoords="offset points", fontsize=7)
    axes.set_ylabel("sharpness (bits)")
    p = table.loc[table["rank"] == 1, "p"].iloc[0]
    axes.set_xlabel(f"cut between two reports ({len(table)} cuts; the sharpest of all: p = {p:.2g})")
    axes.legend(handles=[dots, band, mean], loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


RECIPE = Recipe(
    name="drift-cuts",
    collection="work-reports",
    inputs=("passages", "terms"),
    settings={"gap": GAP, "window": WINDOW, "n": N, "seed": SEED},
    caption="The longest run of reports without a gap of three years. "
    f"How much further apart the {WINDOW} reports before and the {WINDOW} after a cut are than those on one "
    f"side, beyond what years apart explain. Dashed: below it the sharpest cut stays in 95 % of {N} simulated series "
    f"that drift without a break, each report beginning from the last. The {NAMED} cuts furthest above their mean in "
    "such series are named. What the test can find is measured in benchmarks/drift_breaks.py.",
    tabulate=tabulate,
    plot=plot_cuts,
)

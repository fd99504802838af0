"""Figure drift-distance: how far the terms of each two reports of a series are apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import GREY, HEAT, PALE, WIDTH, year_axis


def tabulate(collection: str) -> pd.DataFrame:
    """Distance, floor and excess of each two reports of the main kind."""
    return drift_of(collection)


def plot_drift(table: pd.DataFrame) -> Figure:
    """Draw the excess of each two years, on axes of calendar years; grey is no report."""
    first, last = int(table["year_from"].min()), int(table["year_to"].max())
    grid = np.full((last - first + 1, last - first + 1), np.nan)
    rows, columns = table["year_to"].astype(int) - first, table["year_from"].astype(int) - first
    grid[rows, columns] = grid[columns, rows] = table["excess"]
    figure = Figure(figsize=(WIDTH * 0.86, WIDTH * 0.74), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    edges = np.arange(first, last + 2) - 0.5
    cells = axes.pcolormesh(edges, edges, grid, cmap=colormaps[HEAT], vmin=0)
    year_axis(axes, first, last)
    axes.set_yticks(axes.get_xticks())
    axes.set_ylim(last + 0.7, first - 0.7)
    axes.set_aspect("equal")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    bar = figure.colorbar(cells, ax=axes, extend="min", shrink=0.6, aspect=20, pad=0.02)
    bar.set_label("divergence above the floor (bits)", fontsize=7.5)
    bar.outline.set_edgecolor(GREY)
    n_reports = len(set(table["year_from"]) | set(table["year_to"]))
    axes.set_xlabel(f"year (n = {n_reports} reports; grey: no report of the main kind, or the report itself)")
    return figure


RECIPE = Recipe(
    name="drift-distance",
    collection="work-reports",
    inputs=("passages", "terms"),
    settings={},
    caption="Jensen-Shannon divergence between the terms of each two reports of the main kind, less what two "
    "samples of one report that share no token would have; an equal number of tokens is drawn of each. "
    "Slogans are kept whole; function words, and "
    "terms that are rare or everywhere, are left out. "
    "One report a year: exact for these reports, no estimate of others.",
    tabulate=tabulate,
    plot=plot_drift,
)

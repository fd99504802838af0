"""Figure drift-distance: how far the terms of each two reports of a series are apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from baogao.figures.marks import bar_below, mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import HEAT, PALE, year_axis
from baogao.figures.wording import say


def tabulate(collection: str) -> pd.DataFrame:
    """Distance, floor and excess of each two reports of the main kind."""
    return drift_of(collection)


def plot_drift(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the excess of each two years, on axes of calendar years; grey is no report."""
    first, last = int(table["year_from"].min()), int(table["year_to"].max())
    grid = np.full((last - first + 1, last - first + 1), np.nan)
    rows, columns = table["year_to"].astype(int) - first, table["year_from"].astype(int) - first
    grid[rows, columns] = grid[columns, rows] = table["excess"]
    size = (page.inches, page.inches + 1.7) if page.is_narrow else (page.inches, 6.6)
    figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(rect=(0, 0, 1, 0.95)))  # names stand above a square
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    edges = np.arange(first, last + 2) - 0.5
    cells = axes.pcolormesh(edges, edges, grid, cmap=colormaps[HEAT], vmin=0)
    year_axis(axes, first, last, most=5 if page.is_narrow else 9)
    axes.set_yticks(axes.get_xticks())
    axes.set_ylim(last + 0.7, first - 0.7)
    axes.set_aspect("equal")
    axes.spines[["left", "bottom"]].set_visible(False)
    mark_events(axes, page, first, last, inches=page.inches - 1.1 if page.is_narrow else 4.9)
    axes.set_xlabel(say(page, "year"))
    ticks = [0.1 * step for step in range(int(10 * table["excess"].max()) + 1)]
    bar_below(figure, page, cells, "divergence-above-floor", ticks, extend="min")
    note(figure, page, "distance-note", n=facts(table)["n"], **marked(page, first, last))
    return figure


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, and the two that are furthest apart."""
    top = table.iloc[int(table["excess"].argmax())]
    n = len(set(table["year_from"]) | set(table["year_to"]))
    axis = int(table["year_from"].min()), int(table["year_to"].max())
    years = {"from": int(top["year_from"]), "to": int(top["year_to"])}
    following = table["years_apart"] == table.groupby("year_from")["years_apart"].transform("min")
    neighbours = round(float(table[following]["excess"].median()), 3) + 0.0  # no minus before 0
    furthest = {"top": f"{years['from']}/{years['to']}", "top_bits": top["excess"]}
    return {"axis": axis, "n": n, **furthest, "next_bits": neighbours}


RECIPE = Recipe(
    name="drift-distance",
    collection="work-reports",
    inputs=("passages", "terms", "events"),
    settings={},
    tabulate=tabulate,
    plot=plot_drift,
    facts=facts,
)

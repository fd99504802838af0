"""Figure slogan-heatmap: when each slogan was in use."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, doubled_by_parts, features_of, in_order_of_use, manifest_of
from baogao.figures.style import GREY, HEAT, PALE, WIDTH, year_axis
from baogao.measures.coverage import main_kind
from baogao.measures.series import slogan_series, top_of_each_decade

PER_DECADE, MIN_HITS = 7, 4
BOUNDS = [0.0, 0.5, 1, 2, 4, 8, 16]


def tabulate(collection: str) -> pd.DataFrame:
    """Rates by year of the most frequent slogans of each decade, in the order of their centre of use."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=3, years=3))
    series = slogan_series(reports, *features_of(collection))
    chosen = top_of_each_decade(series, most=PER_DECADE, min_hits=MIN_HITS)
    twice = doubled_by_parts(chosen)
    chosen = top_of_each_decade(series[~series["slogan_id"].isin(twice)], most=PER_DECADE, min_hits=MIN_HITS)
    if not len(chosen):
        raise SettingError(f"{RECIPE.name}: no slogan has {MIN_HITS} hits in a decade of {collection}; add reports.")
    return in_order_of_use(series[series["slogan_id"].isin(chosen)])


def plot_slogan_series(table: pd.DataFrame) -> Figure:
    """Draw slogans against years; colour is the rate, white is none, grey is no report."""
    years = table["year"].astype(int)
    first, last = years.min(), years.max()
    slogans = list(dict.fromkeys(table["slogan"]))
    grid = np.full((len(slogans), last - first + 1), np.nan)
    grid[table["slogan"].map({slogan: row for row, slogan in enumerate(slogans)}), years - first] = table[
        "rate_per_10k"
    ]
    figure = Figure(figsize=(WIDTH, max(2.6, 0.8 + 0.175 * len(slogans))), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    colours = colormaps[HEAT].with_extremes(under="white")
    norm = BoundaryNorm([1e-9, *BOUNDS[1:]], colours.N, extend="max")
    cells = axes.pcolormesh(
        np.arange(first, last + 2) - 0.5,
        np.arange(len(slogans) + 1) - 0.5,
        grid,
        cmap=colours,
        norm=norm,
        edgecolors="white",
        linewidth=0.25,
    )
    axes.set_yticks(range(len(slogans)), slogans, fontsize=7)
    axes.invert_yaxis()
    year_axis(axes, first, last)
    axes.tick_params(length=0, axis="y")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    bar = figure.colorbar(
        cells,
        ax=axes,
        shrink=max(0.35, min(0.9, 12 / len(slogans))),
        aspect=18,
        pad=0.015,
        anchor=(0, 1),
        ticks=[1e-9, *BOUNDS[1:]],
    )
    bar.ax.set_yticklabels([">0", *(f"{bound:g}" for bound in BOUNDS[1:])])
    bar.set_label("occurrences per 10,000 characters", fontsize=7.5)
    bar.outline.set_edgecolor(GREY)
    n_reports = int(table.drop_duplicates("year")["n_reports"].sum())
    axes.set_xlabel(f"year (n = {n_reports} reports; grey: no report of the main kind; white: none)")
    return figure


RECIPE = Recipe(
    name="slogan-heatmap",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"per_decade": PER_DECADE, "min_hits": MIN_HITS, "bounds": BOUNDS},
    caption=f"Occurrences per 10,000 characters of the {PER_DECADE} most frequent slogans of each decade (at least "
    f"{MIN_HITS} in it), all forms, those inside longer slogans too; one in parts (…) only where none of its family "
    "without a gap is drawn; sorted by their centre of use. Only reports of the main kind. One report a year: a cell "
    "is an exact count, not an estimate.",
    tabulate=tabulate,
    plot=plot_slogan_series,
)

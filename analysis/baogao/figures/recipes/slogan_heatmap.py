"""Figure slogan-heatmap: when each slogan was in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.marks import bar_below, mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import (
    Recipe,
    as_high,
    doubled_by_parts,
    features_of,
    in_order_of_use,
    manifest_of,
    one_a_year,
    series_of,
    wordings,
)
from baogao.figures.style import HEAT, HEAT_BOUNDS, PALE, heat_bounds, year_axis
from baogao.figures.wording import Wording, pitch, row_labels, say
from baogao.measures.coverage import main_kind
from baogao.measures.series import slogan_series, top_of_each_decade

PER_DECADE, MIN_HITS = 7, 4
LABELS = {"zh": 1.5, "en": 2.4, "both": 2.9}  # inches of the labels of rows
LEAST = 1e-9  # a rate that is drawn as above 0
ABOVE_BAR = 0.09  # inches between the name of the axis and the scale of colours


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


def of_slogans(collection: str, forms: Sequence[str]) -> pd.DataFrame:
    """Rates by year of the slogans that a user names."""
    return in_order_of_use(series_of(collection, forms, RECIPE.name))


def plot_slogan_series(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw slogans against years; colour is the rate, white is none, grey is no report."""
    years = table["year"].astype(int)
    first, last = years.min(), years.max()
    slogans = table.drop_duplicates("slogan_id")
    grid = np.full((len(slogans), last - first + 1), np.nan)
    row_of = {slogan_id: row for row, slogan_id in enumerate(slogans["slogan_id"])}
    grid[table["slogan_id"].map(row_of), years - first] = table["rate_per_10k"]
    width = 1.2 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(slogans), width)
    figure = Figure(figsize=(page.inches, max(2.6, 1.3 + pitch(labels) * len(slogans))), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    colours = colormaps[HEAT].with_extremes(under="white")
    bounds = heat_bounds(table.loc[table["rate_per_10k"] > 0, "rate_per_10k"].tolist())
    ticks = [bound or LEAST for bound in bounds]
    is_beyond = table["rate_per_10k"].max() > bounds[-1]
    norm = BoundaryNorm(ticks, colours.N, extend="max" if is_beyond else "neither")
    edges = np.arange(first, last + 2) - 0.5, np.arange(len(slogans) + 1) - 0.5
    cells = axes.pcolormesh(*edges, grid, cmap=colours, norm=norm, edgecolors="white", linewidth=0.25)
    axes.set_yticks(range(len(slogans)), labels)
    axes.invert_yaxis()
    year_axis(axes, first, last, most=4 if page.is_narrow else 9)
    axes.set_xlim(first - 0.5, last + 0.5)
    mark_events(axes, page, first, last, inches=page.inches - width - 0.25)
    axes.tick_params(length=0, axis="y")
    axes.spines[["left", "bottom"]].set_visible(False)
    pad = max(0.01, ABOVE_BAR / figure.get_figheight())
    bar_below(figure, page, cells, "per-10k", ticks, [f"{bound:g}" if bound else ">0" for bound in bounds], pad=pad)
    axes.set_xlabel(say(page, "year"))
    n = int(table.drop_duplicates("year")["n_reports"].sum())
    note(figure, page, "heatmap-note", n=n, **marked(page, first, last))
    return figure


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Slogans, reports, and the highest rate with how many other cells have it."""
    most = table.iloc[int(table["rate_per_10k"].argmax())]
    years = table.drop_duplicates("year")
    axis = int(table["year"].min()), int(table["year"].max())
    return {
        "n_slogans": table["slogan_id"].nunique(),
        "n": int(years["n_reports"].sum()),
        "first": axis[0],
        "last": axis[1],
        "axis": axis,
        **one_a_year(years["n_reports"]),
        "top": Wording(most["slogan"], most["gloss_en"]),
        "top_year": int(most["year"]),
        "top_rate": most["rate_per_10k"],
        **as_high(table["rate_per_10k"]),
    }


RECIPE = Recipe(
    name="slogan-heatmap",
    collection="work-reports",
    inputs=("passages", "hits", "events"),
    settings={"per_decade": PER_DECADE, "min_hits": MIN_HITS, "bounds": HEAT_BOUNDS},
    tabulate=tabulate,
    plot=plot_slogan_series,
    facts=facts,
    of_slogans=of_slogans,
)

"""Figure topics-prevalence: how much of each year's report each topic takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import GREY, HEAT, INK, PALE, WIDTH, year_axis
from baogao.measures.coverage import main_kind
from baogao.measures.recurrence import MATCH, RECURS
from baogao.measures.topic_models import MATRIX, SEEDS, read_topics
from baogao.measures.topic_results import WIDE
from baogao.measures.topic_tables import prevalence
from baogao.measures.topics import MIN_REPORTS

MIN_YEARS = 2
CHOOSING, SCORING = SEEDS["gibbs"]
BOUNDS = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5]


def tabulate(collection: str) -> pd.DataFrame:
    """Share of each topic in each year's reports of the main kind, topics in the order of their centre."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_YEARS))
    chosen = read_topics(collection)
    table = prevalence(chosen.model, read_table(collection, "passages"), reports)
    weighted = table.assign(moment=table["share"] * table["year"]).groupby("topic")[["moment", "share"]].sum()
    table = table.assign(centre=table["topic"].map(weighted["moment"] / weighted["share"]).astype(float))
    table = table.merge(chosen.labels, on="topic").merge(chosen.topics[["topic", "recurrence"]], on="topic")
    model = {"k": len(chosen.topics), "share_left_out": chosen.share_left_out}
    columns = ["topic", "label", "recurrence", "centre", "year", "share", "n_reports"]
    return table.sort_values(["centre", "topic", "year"], ignore_index=True)[columns].assign(**model)


def plot_prevalence(table: pd.DataFrame) -> Figure:
    """Draw topics against years; colour is the share, grey no report; a grey label did not recur."""
    years = table["year"].astype(int)
    first, last = years.min(), years.max()
    topics = table.drop_duplicates("topic")
    grid = np.full((len(topics), last - first + 1), np.nan)
    grid[table["topic"].map({topic: row for row, topic in enumerate(topics["topic"])}), years - first] = table["share"]
    figure = Figure(figsize=(WIDTH, 0.9 + 0.19 * len(topics)), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    colours = colormaps[HEAT]
    cells = axes.pcolormesh(
        np.arange(first, last + 2) - 0.5,
        np.arange(len(topics) + 1) - 0.5,
        grid,
        cmap=colours,
        norm=BoundaryNorm(BOUNDS, colours.N, extend="max"),
        edgecolors="white",
        linewidth=0.25,
    )
    labels = [f"{row.label}  {row.topic}" for row in topics.itertuples()]
    axes.set_yticks(range(len(topics)), labels, fontsize=7)
    for tick, recurrence in zip(axes.get_yticklabels(), topics["recurrence"], strict=True):
        tick.set_color(INK if recurrence > RECURS else GREY)
    axes.invert_yaxis()
    year_axis(axes, first, last)
    axes.set_xlim(first - 0.5, last + 0.5)  # a margin would look like a year without a report
    axes.tick_params(length=0, axis="y")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    bar = figure.colorbar(cells, ax=axes, shrink=0.75, aspect=18, pad=0.015, anchor=(0, 1), ticks=BOUNDS)
    bar.ax.set_yticklabels([f"{bound:.0%}" for bound in BOUNDS])
    bar.set_label("share of the year's tokens in the model", fontsize=7.5)
    bar.outline.set_edgecolor(GREY)
    fit, n_reports = table.iloc[0], int(table.drop_duplicates("year")["n_reports"].sum())
    axes.set_xlabel(
        f"year (n = {n_reports} reports, k = {fit['k']}; {fit['share_left_out']:.0%} of the tokens left out; "
        "grey cells: no report of the main kind;\ngrey labels: found by half of the scoring seeds or fewer)",
        fontsize=7.5,
    )
    return figure


RECIPE = Recipe(
    name="topics-prevalence",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "topics/gibbs"),
    of_whole=True,
    settings={"bounds": BOUNDS, "min_years": MIN_YEARS, "recurs": RECURS, "wide": WIDE, **MATRIX},
    caption="Share of each topic in each year's tokens, topics by their centre in time and labelled by three terms "
    f"(none that stands in more than {WIDE:.0%} of the passages); the number is that of the figure topics-terms. "
    f"Topics are the mean of those that match over the fits of seeds {CHOOSING[0]} to {CHOOSING[-1]}; a grey "
    f"label is found again (cosine of at least {MATCH}) by half of seeds {SCORING[0]} to {SCORING[-1]} or fewer. "
    "Only reports of the main kind. Where a year has one report, a cell describes it and has no interval. What "
    "a topic is made of is taken as constant.",
    tabulate=tabulate,
    plot=plot_prevalence,
)

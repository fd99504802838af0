"""Figure topics-specification: how stated findings move over other choices of the topic model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.theme_tables import SEEDS, read_findings, read_seeds
from baogao.figures.recipes.recipe import Recipe
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH
from baogao.measures.specification import LEAST, TOP
from baogao.measures.stored_specification import read_specification
from baogao.paths import collection_folder

CHOICES = ["engine", "k", "policy", "stops"]
ORDER: dict[str, Callable[[str], int]] = {
    "engine": ("gibbs", "gensim", "nmf", "seeded").index,
    "k": int,
    "policy": ("protected", "plain").index,
    "stops": ("study", "widespread").index,
}
UNITS = {"trend": "points a decade", "change": "points"}


def tabulate(collection: str) -> pd.DataFrame:
    """Estimates of each finding by each specification, from the smallest to the largest."""
    folder = collection_folder(collection)
    findings, themes = read_findings(folder), read_seeds(folder / SEEDS)
    table = read_specification(collection).merge(findings, on="finding")
    table = table.merge(themes[["theme", "zh", "en"]], on="theme")
    order = {finding: row for row, finding in enumerate(findings["finding"])}
    table = table.assign(row=table["finding"].map(order)).sort_values(["row", "estimate"], kind="stable")
    return table.drop(columns="row").reset_index(drop=True)


def plot_specification(table: pd.DataFrame) -> Figure:
    """Draw a panel a finding: every estimate in order, and below it which choices made it."""
    findings = list(dict.fromkeys(table["finding"]))
    columns = min(3, len(findings))
    rows = -(-len(findings) // columns)
    choices = _choices(table)
    figure = Figure(figsize=(WIDTH, 0.35 + rows * (1.25 + 0.105 * len(choices))), layout="constrained")
    heights = [1.15, 0.105 * len(choices)] * rows
    grid = figure.subplots(2 * rows, columns, squeeze=False, height_ratios=heights)
    limit = 1.08 * float(np.nanmax(np.abs(table["estimate"])))
    for place in range(rows * columns):
        above, below = (grid[2 * (place // columns) + part][place % columns] for part in (0, 1))
        if place >= len(findings):
            above.axis("off")
            below.axis("off")
            continue
        own = table[table["finding"] == findings[place]]
        _curve(above, own, limit, labelled=place % columns == 0)
        _marks(below, own, choices, labelled=place % columns == 0)
    return figure


def _choices(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Column and value of every row of marks; the number of topics of a seeded fit follows from its seeds."""
    free = table[table["engine"] != "seeded"]
    values = {column: set((free if column == "k" else table)[column].astype(str)) for column in CHOICES}
    return [(column, value) for column in CHOICES for value in sorted(values[column], key=ORDER[column])]


def _curve(axes: Axes, own: pd.DataFrame, limit: float, *, labelled: bool) -> None:
    estimated = own.dropna(subset=["estimate"])
    values = estimated["estimate"].to_numpy()
    axes.axhline(0, color=GREY, lw=0.7)
    colours = [COLOURS[0] if value > 0 else COLOURS[1] for value in values]
    axes.scatter(np.arange(len(values)), values, s=5, color=colours, linewidths=0)
    if len(values):
        axes.axhline(float(np.median(values)), color=INK, lw=0.7, ls=":")
    head = own.iloc[0]
    span = f"{head['first']} to {head['last']}"
    axes.set_title(f"{head['zh']} {head['en']}\n{head['statistic']}, {span}", loc="left", fontsize=7.5)
    same = max((values > 0).sum(), (values < 0).sum())
    absent = len(own) - len(values)
    note = f"{same} of {len(values)} {'above' if (values > 0).sum() == same else 'below'} 0"
    note += f"; no topic in {absent}" if absent else ""
    axes.text(0.02, 0.97, note, transform=axes.transAxes, fontsize=6.5, color=GREY, va="top")
    axes.set_ylim(-limit, limit)
    axes.set_xlim(-1, len(own))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if labelled:
        axes.set_ylabel(f"percentage\n{UNITS[head['statistic']]}", fontsize=7)
    else:
        axes.tick_params(axis="y", labelleft=False)


def _marks(axes: Axes, own: pd.DataFrame, choices: list[tuple[str, str]], *, labelled: bool) -> None:
    for row, (column, value) in enumerate(choices):
        has = (own[column].astype(str) == value).to_numpy()
        if column == "k":
            has = has & (own["engine"] != "seeded").to_numpy()
        axes.scatter(np.flatnonzero(has), np.full(has.sum(), row), s=5, marker="|", color=INK, linewidths=0.7)
        if row and choices[row - 1][0] != column:
            axes.axhline(row - 0.5, color=PALE, lw=0.6)
    axes.set_xlim(-1, len(own))
    axes.set_ylim(len(choices) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    prefixes = {"k": "k ", "stops": "stops: "}
    names = [prefixes.get(column, "") + value for column, value in choices]
    axes.set_yticks(range(len(choices)), names if labelled else [""] * len(choices), fontsize=5.8)
    axes.tick_params(axis="y", length=0)


RECIPE = Recipe(
    name="topics-specification",
    collection="work-reports",
    inputs=("terms", "stopwords", "topics/specification"),
    of_whole=True,
    settings={"top": TOP, "least": LEAST},
    caption="Specification curves: what each fit says of a stated finding, in order of the estimate; below, the "
    "choices that made it: engine, number of topics (k), slogans whole (protected) or cut (plain), and the study's "
    "stop terms, or those and every term of a fifth of the passages (widespread). Each choice has one fit a seed. A "
    "trend is the change of a theme's share of the year's tokens in percentage points a decade; a change is the mean "
    "over issuers of the difference between two years. A theme was fixed by a list of terms beforehand (seeds.tsv); of "
    f"a fit, the topics carry it that have {LEAST} of them or more among their first {TOP} terms, and of seeded fits "
    "the topic of its seeds. Dotted: the median. Estimates stand on the same reports and are not independent; the "
    "figure shows what depends on the choice, not what is likely.",
    tabulate=tabulate,
    plot=plot_specification,
)

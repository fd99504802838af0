"""Figure topics-specification: how stated findings move over other choices of the topic model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.theme_tables import SEEDS, read_findings, read_seeds
from baogao.figures.fit import SMALL
from baogao.figures.marks import DARK
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe
from baogao.figures.style import COLOURS, GREY, INK, PALE, TITLE
from baogao.figures.wording import Wording, join, name_of, say, wording
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
LINE = 0.135  # inches of a row of marks


def tabulate(collection: str) -> pd.DataFrame:
    """Estimates of each finding by each specification, from the smallest to the largest."""
    folder = collection_folder(collection)
    findings, themes = read_findings(folder), read_seeds(folder / SEEDS)
    table = read_specification(collection).merge(findings, on="finding")
    table = table.merge(themes[["theme", "zh", "en"]], on="theme")
    order = {finding: row for row, finding in enumerate(findings["finding"])}
    table = table.assign(row=table["finding"].map(order)).sort_values(["row", "estimate"], kind="stable")
    return table.drop(columns="row").reset_index(drop=True)


def plot_specification(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a panel a finding: every estimate in order, and below it which choices made it."""
    findings = list(dict.fromkeys(table["finding"]))
    columns = min(1 if page.is_narrow else 2 if page.labels == "both" else 3, len(findings))
    rows = -(-len(findings) // columns)
    choices = _choices(table)
    figure = Figure(figsize=(page.inches, 0.35 + rows * (1.6 + LINE * len(choices))), layout="constrained")
    heights = [1.15, LINE * len(choices)] * rows
    grid = figure.subplots(2 * rows, columns, squeeze=False, height_ratios=heights)
    limit = 1.08 * float(np.nanmax(np.abs(table["estimate"])))
    for place in range(rows * columns):
        above, below = (grid[2 * (place // columns) + part][place % columns] for part in (0, 1))
        if place >= len(findings):
            above.axis("off")
            below.axis("off")
            continue
        own = table[table["finding"] == findings[place]]
        _curve(above, own, limit, page, labelled=place % columns == 0)
        above.set_title(_title(own, page, page.inches / columns - (1.75 if page.is_narrow else 1.0)))
        _marks(below, own, choices, page, labelled=place % columns == 0)
    return figure


def _title(own: pd.DataFrame, page: Page, inches: float) -> str:
    """Theme, statistic and years of a finding."""
    head = own.iloc[0]
    theme, what = Wording(str(head["zh"]), str(head["en"])), wording(f"statistic-{head['statistic']}")
    span = {"first": head["first"], "last": head["last"]}
    return say(page, "finding-head", inches=inches, size=TITLE, theme=theme, what=what, **span)


def _choices(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Column and value of every row of marks; the number of topics of a seeded fit follows from its seeds."""
    free = table[table["engine"] != "seeded"]
    values = {column: set((free if column == "k" else table)[column].astype(str)) for column in CHOICES}
    return [(column, value) for column in CHOICES for value in sorted(values[column], key=ORDER[column])]


def _curve(axes: Axes, own: pd.DataFrame, limit: float, page: Page, *, labelled: bool) -> None:
    estimated = own.dropna(subset=["estimate"])
    values = estimated["estimate"].to_numpy()
    axes.axhline(0, color=GREY, lw=0.7)
    colours = [COLOURS[0] if value > 0 else COLOURS[1] for value in values]
    axes.scatter(np.arange(len(values)), values, s=5, color=colours, linewidths=0)
    if len(values):
        axes.axhline(float(np.median(values)), color=INK, lw=0.7, ls=":")
    head = own.iloc[0]
    same = max((values > 0).sum(), (values < 0).sum())
    absent = len(own) - len(values)
    side = wording("above" if (values > 0).sum() == same else "below")
    key = "same-side-absent" if absent else "same-side"
    note = say(page, key, inches=2.0, same=same, n=len(values), side=side, absent=absent)
    place = (0.03, "bottom") if len(values) and np.median(values) > 0 else (0.97, "top")  # where no dots are
    axes.text(0.02, place[0], note, transform=axes.transAxes, fontsize=SMALL, color=DARK, va=place[1])
    axes.set_ylim(-limit, limit)
    axes.set_xlim(-1, len(own))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if labelled:
        axes.set_ylabel(say(page, f"unit-{head['statistic']}", inches=1.1))
    else:
        axes.tick_params(axis="y", labelleft=False)


def _marks(axes: Axes, own: pd.DataFrame, choices: list[tuple[str, str]], page: Page, *, labelled: bool) -> None:
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
    names = [f"k {value}" if column == "k" else join(page, name_of(column, value)) for column, value in choices]
    axes.set_yticks(range(len(choices)), names if labelled else [""] * len(choices))
    axes.tick_params(axis="y", length=0)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Findings, specifications, and findings on whose sign nine in ten estimates agree."""
    estimated = table.dropna(subset=["estimate"])
    shares = (estimated["estimate"] > 0).groupby(estimated["finding"]).mean()
    n_same = int(((shares >= 0.9) | (shares <= 0.1)).sum())
    return {"n_findings": table["finding"].nunique(), "n": len(table), "n_same": n_same}


RECIPE = Recipe(
    name="topics-specification",
    collection="work-reports",
    inputs=("terms", "stopwords", "topics/specification"),
    of_whole=True,
    settings={"top": TOP, "least": LEAST},
    tabulate=tabulate,
    plot=plot_specification,
    facts=facts,
)

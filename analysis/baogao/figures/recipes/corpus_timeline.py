"""Figure corpus-timeline: how much text there is of each year, and of which kind."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.corpus.store.absent import read_absent
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH, year_axis
from baogao.measures.coverage import coverage

MADE = "known to have been made"  # the kind of a report of which no text is at hand


def tabulate(collection: str) -> pd.DataFrame:
    """Reports and characters by year and kind; undated reports are a row of their own, as are those without a text."""
    table = coverage(manifest_of(collection, "corpus-timeline", at_least=2, years=2))
    absent = read_absent(collection)[["year"]].assign(kind=MADE, n_reports=0, n_chars=0)
    absent = absent[absent["year"].between(table["year"].min(), table["year"].max())]
    return pd.concat([table, absent.astype({"n_chars": "Int64"})], ignore_index=True) if len(absent) else table


def plot_coverage(table: pd.DataFrame) -> Figure:
    """Draw bars of characters by year, stacked by kind; years without a text are marked below."""
    known = table.loc[table["kind"] == MADE, "year"].astype(int).tolist()
    dated = table[table["kind"] != MADE].dropna(subset=["year"]).astype({"year": int})
    first, last = int(dated["year"].min()), int(dated["year"].max())
    figure = Figure(figsize=(WIDTH, 2.6), layout="constrained")
    axes = figure.subplots()
    base = pd.Series(0.0, index=range(first, last + 1))
    order = dated.groupby("kind")["n_reports"].sum().sort_values(ascending=False, kind="stable").index
    for colour, kind in zip(COLOURS * 3, order, strict=False):
        rows = dated[dated["kind"] == kind].set_index("year")
        heights = rows["n_chars"].astype(float) / 1000
        label = f"{kind} ({rows['n_reports'].sum()})"
        axes.bar(heights.index, heights, bottom=base[heights.index], color=colour, width=0.8, label=label)
        base[heights.index] += heights
    empty = [year for year in base.index if base[year] == 0]
    (gaps,) = axes.plot(
        empty,
        [-base.max() * 0.025] * len(empty),
        "x",
        color=GREY,
        ms=3.5,
        mew=0.8,
        label=f"no text at hand ({len(empty)} year{'s' * (len(empty) != 1)})",
        clip_on=False,
    )
    made = axes.plot(
        known,
        [-base.max() * 0.025] * len(known),
        "^",
        color=INK,
        ms=4,
        mew=0,
        label=f"made, no text ({', '.join(map(str, known))})",
        clip_on=False,
    )
    year_axis(axes, first, last)
    axes.set_ylim(-base.max() * 0.05, base.max() * 1.05)
    axes.set_ylabel("characters (thousands)")
    undated = int(table.loc[table["year"].isna(), "n_reports"].sum())
    note = f"; {undated} undated not shown" if undated else ""
    axes.set_xlabel(f"year (n = {dated['n_reports'].sum()} reports{note})")
    bars = [handle for handle in axes.get_legend_handles_labels()[0] if handle not in (gaps, *made)]
    axes.legend(
        handles=[*bars, gaps, *(made if known else [])],
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        title="kind (reports)",
        alignment="left",
    )
    return figure


RECIPE = Recipe(
    name="corpus-timeline",
    collection="work-reports",
    inputs=(),
    settings={},
    caption="Characters of text in each year (white space and page furniture aside), by kind of report. "
    "Crosses mark years of which no text is at hand, whether there was a report or not; triangles reports that are "
    "known to have been made (absent.csv) and of which there is no text. Kinds other than the main one "
    "are left out of series over time.",
    tabulate=tabulate,
    plot=plot_coverage,
)

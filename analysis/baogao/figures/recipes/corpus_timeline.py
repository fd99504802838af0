"""Figure corpus-timeline: how much text there is of each year, and of which kind."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from baogao.corpus.store.absent import read_absent
from baogao.figures.marks import legend_above, mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, year_axis
from baogao.figures.wording import SaidIf, name_of, say, with_count, wording
from baogao.measures.coverage import coverage

MADE = "known to have been made"  # the kind of a report of which no text is at hand


def tabulate(collection: str) -> pd.DataFrame:
    """Reports and characters by year and kind; undated reports are a row of their own, as are those without a text."""
    table = coverage(manifest_of(collection, "corpus-timeline", at_least=2, years=2))
    absent = read_absent(collection)[["year"]].assign(kind=MADE, n_reports=0, n_chars=0)
    absent = absent[absent["year"].between(table["year"].min(), table["year"].max())]
    return pd.concat([table, absent.astype({"n_chars": "Int64"})], ignore_index=True) if len(absent) else table


def plot_coverage(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw bars of characters by year, stacked by kind; years without a text are marked below."""
    known = table.loc[table["kind"] == MADE, "year"].astype(int).tolist()
    dated = table[table["kind"] != MADE].dropna(subset=["year"]).astype({"year": int})
    first, last = int(dated["year"].min()), int(dated["year"].max())
    figure = Figure(figsize=(page.inches, 3.2), layout="constrained")
    axes = figure.subplots()
    base = pd.Series(0.0, index=range(first, last + 1))
    handles: list[Artist] = []
    for colour, kind in zip(COLOURS * 3, _kinds(dated), strict=False):
        heights = dated[dated["kind"] == kind].set_index("year")["n_chars"].astype(float) / 1000
        handles.append(axes.bar(heights.index, heights, bottom=base[heights.index], color=colour, width=0.8)[0])
        base[heights.index] += heights
    empty = [year for year in base.index if base[year] == 0]
    low = -base.max() * 0.025
    if empty:
        handles += axes.plot(empty, [low] * len(empty), "x", color=GREY, ms=3.5, mew=0.8, clip_on=False)
    if known:
        handles += axes.plot(known, [low] * len(known), "^", color=INK, ms=4, mew=0, clip_on=False)
    year_axis(axes, first, last, most=5 if page.is_narrow else 9)
    axes.set_ylim(-base.max() * 0.05, base.max() * 1.05)
    mark_events(axes, page, first, last, inches=page.inches - 0.6)
    axes.set_ylabel(say(page, "thousand-characters"))
    axes.set_xlabel(say(page, "year"))
    n = dated.groupby("kind")["n_reports"].sum()
    names = [with_count(name_of("kind", kind), n[kind]) for kind in _kinds(dated)]
    names += [wording("no-text", n=len(empty))] if empty else []
    names += [wording("made-no-text", years=", ".join(map(str, known)))] if known else []
    legend_above(figure, page, handles, names)
    note(figure, page, "timeline-note", **marked(page, first, last), **facts(table))
    return figure


def _kinds(dated: pd.DataFrame) -> list[str]:
    """Kinds of report, the most frequent first."""
    return list(dated.groupby("kind")["n_reports"].sum().sort_values(ascending=False, kind="stable").index)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Years, reports and gaps of the table."""
    made = table["kind"] == MADE
    dated = table[~made].dropna(subset=["year"])
    first, last = int(dated["year"].min()), int(dated["year"].max())
    gaps = last - first + 1 - dated["year"].nunique()
    return {
        "axis": (first, last),
        "first": first,
        "last": last,
        "n": int(dated["n_reports"].sum()),
        "undated": int(table["n_reports"].sum() - dated["n_reports"].sum()),
        "gaps": gaps,
        "has_gaps": SaidIf(gaps > 0),
        "n_made": int(made.sum()),
        "has_made": SaidIf(bool(made.any())),
    }


RECIPE = Recipe(
    name="corpus-timeline",
    collection="work-reports",
    inputs=("events",),
    settings={},
    tabulate=tabulate,
    plot=plot_coverage,
    facts=facts,
)

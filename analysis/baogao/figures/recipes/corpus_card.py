"""Figure corpus-card: how many reports there are of each region (or level, or genre), and how long each is."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from baogao.errors import SettingError
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, INK, PALE
from baogao.figures.wording import (
    SaidIf,
    Wording,
    gloss_of,
    in_row,
    name_of,
    pitch,
    row_labels,
    say,
    with_count,
    wording,
)

MOST_ROWS = 40
ASIDE, FARTHEST = 0.12, 0.2  # rows from one year's dots to the next's, and from a row to its dots at most
ENOUGH = 3  # reports for a median to be marked
NOT_KNOWN = "not known"
BY = ("region", "level", "genre")


def tabulate(collection: str) -> pd.DataFrame:
    """Length of each report by region, or by level or genre where all are of one region."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    by = next((column for column in BY if 2 <= reports[column].nunique() <= MOST_ROWS), None)
    if by is None:
        raise SettingError(
            f"{RECIPE.name}: {collection} has one value, or more than {MOST_ROWS}, of {', '.join(BY)} each; "
            "there is nothing to set side by side."
        )
    table = reports[["report_id", "year", "version", "n_chars"]].assign(by=by, value=reports[by].replace("", NOT_KNOWN))
    medians = table.groupby("value")["n_chars"].transform("median")
    table = table.assign(median_chars=medians).dropna(subset=["n_chars"])
    return table.sort_values(["median_chars", "value", "year", "report_id"], ignore_index=True)


def plot_lengths(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw one row a value and one dot a report, by year where there are few; a bar marks the median."""
    values = list(table["value"].unique())
    height = {value: row for row, value in enumerate(values)}
    counts = table["value"].value_counts()
    names = [with_count(_name(table["by"].iloc[0], value), counts[value]) for value in values]
    labels = row_labels(page, names, 1.5)
    figure = Figure(figsize=(page.inches, 1.1 + pitch(labels) * len(values)), layout="constrained")
    axes = figure.subplots()
    axes.hlines(range(len(values)), 0, 1, transform=axes.get_yaxis_transform(), color=PALE, lw=0.6, zorder=0)
    handles: list[Artist] = []
    groups = _groups(table)
    for colour, (_, chosen), aside in zip([*COLOURS, INK], groups, _asides(len(groups)), strict=False):
        lengths, rows = table.loc[chosen, "n_chars"].astype(float) / 1000, table.loc[chosen, "value"].map(height)
        handles += axes.plot(lengths, rows + aside, "o", color=colour, alpha=0.8, ms=4, mew=0, clip_on=False)
    medians = table[table["value"].map(counts) >= ENOUGH].drop_duplicates("value")
    if len(medians):
        x, y = medians["median_chars"].astype(float) / 1000, medians["value"].map(height)
        handles += axes.plot(x, y, "|", color=INK, ms=9, mew=1, clip_on=False)
    axes.set_yticks(range(len(values)), labels)
    axes.set_ylim(-0.7, len(values) - 0.3)
    axes.set_xlim(*_limits(table["n_chars"].astype(float) / 1000))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5 if page.is_narrow else 9))
    axes.set_xlabel(say(page, "thousand-characters-of-report", inches=page.inches - 1.8, n=len(table)))
    legend_above(figure, page, handles, [name for name, _ in groups] + [wording("median")] * bool(len(medians)))
    return figure


def _asides(n: int) -> list[float]:
    """How far above or below its row each of some groups stands, so that dots of one length do not hide each other."""
    step = min(ASIDE, 2 * FARTHEST / max(n - 1, 1))
    return [step * (number - (n - 1) / 2) for number in range(n)]


def _limits(lengths: pd.Series[float]) -> tuple[float, float]:
    """Ends of the axis: from 0, unless that would leave most of it empty."""
    low, high = float(lengths.min()), float(lengths.max())
    if low < high / 2:
        return 0.0, 1.02 * high
    margin = max(0.08 * (high - low), 0.02 * high)
    return max(0.0, low - margin), high + margin


def _groups(table: pd.DataFrame) -> list[tuple[Wording, pd.Series]]:
    """Reports by year where these are few, and those without one; else all."""
    years = sorted(table["year"].dropna().unique())
    if not 0 < len(years) <= len(COLOURS):
        return [(with_count(wording("a-report"), len(table)), table["report_id"] != "")]
    groups = [(Wording(f"{year}", f"{year}"), table["year"] == year) for year in years]
    groups += [(wording("undated"), table["year"].isna())] if table["year"].isna().any() else []
    return [(with_count(name, int(chosen.sum())), chosen) for name, chosen in groups]


def _name(by: str, value: str) -> Wording:
    """What a region, level or genre is called."""
    return gloss_of(value) if by == "region" and value != NOT_KNOWN else name_of(by, value)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, the values with the shortest and the longest median, and how many are known to be which version."""
    by, rows = table["by"].iloc[0], table.drop_duplicates("value")
    ends = {"shortest": rows.iloc[0], "longest": rows.iloc[-1]}
    medians = {f"{end}_chars": _whole(float(row["median_chars"])) for end, row in ends.items()}
    names = {end: _name(by, row["value"]) for end, row in ends.items()}
    counts = table.loc[~table["version"].isin(["", "unknown"]), "version"].value_counts().sort_index()
    known = [wording("reports-of-version", version=name_of("version", str(name)), n=n) for name, n in counts.items()]
    versions = {"has_versions": SaidIf(bool(known)), "versions": in_row(known)}
    return {"n": len(table), "n_values": len(rows), "by": wording(f"by-{by}"), **names, **medians, **versions}


def _whole(median: float) -> float:
    """A median, without decimals where it is whole; of an even number of reports it may end in a half."""
    return int(median) if median.is_integer() else median


RECIPE = Recipe(
    name="corpus-card",
    collection="provincial",
    inputs=(),
    settings={"enough": ENOUGH},
    tabulate=tabulate,
    plot=plot_lengths,
    facts=facts,
)

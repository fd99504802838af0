"""Figure corpus-card: how many reports there are of each region (or level, or genre), and how long each is."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, INK, PALE, WIDTH

MOST_ROWS = 40
ENOUGH = 3  # reports for a median to be marked
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
    table = reports[["report_id", "year", "n_chars"]].assign(by=by, value=reports[by].replace("", "not known"))
    medians = table.groupby("value")["n_chars"].transform("median")
    table = table.assign(median_chars=medians).dropna(subset=["n_chars"])
    return table.sort_values(["median_chars", "value", "year", "report_id"], ignore_index=True)


def plot_lengths(table: pd.DataFrame) -> Figure:
    """Draw one row a value and one dot a report, by year where there are few; a bar marks the median."""
    values = list(table["value"].unique())
    height = {value: row for row, value in enumerate(values)}
    years = sorted(table["year"].dropna().unique())
    few = 0 < len(years) <= len(COLOURS)
    groups = [(f"{year}", table["year"] == year) for year in years] if few else []
    rest = table["year"].isna() if few else table["report_id"] != ""
    groups += [("undated" if few else "a report", rest)] if rest.any() else []
    figure = Figure(figsize=(WIDTH, 0.9 + 0.17 * len(values)), layout="constrained")
    axes = figure.subplots()
    axes.hlines(range(len(values)), 0, 1, transform=axes.get_yaxis_transform(), color=PALE, lw=0.6, zorder=0)
    for colour, (label, chosen) in zip([*COLOURS, INK], groups, strict=False):
        rows = table[chosen]
        axes.plot(
            rows["n_chars"].astype(float) / 1000,
            rows["value"].map(height),
            "o",
            color=colour,
            ms=4,
            mew=0,
            label=f"{label} ({len(rows)})",
        )
    counts = table["value"].value_counts()
    medians = table[table["value"].map(counts) >= ENOUGH].drop_duplicates("value")
    if len(medians):
        x, y = medians["median_chars"].astype(float) / 1000, medians["value"].map(height)
        axes.plot(x, y, "|", color=INK, ms=7, mew=1, label="median")
    axes.set_yticks(range(len(values)), [f"{value} ({counts[value]})" for value in values])
    axes.set_ylim(-0.7, len(values) - 0.3)
    axes.set_xlim(left=0)
    axes.set_ylabel(f"{table['by'].iloc[0]} (reports)")
    axes.set_xlabel(f"characters of a report (thousands; n = {len(table)} reports)")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), title="year (reports)" if few else None)
    return figure


RECIPE = Recipe(
    name="corpus-card",
    collection="provincial",
    inputs=(),
    settings={},
    caption="Length of each report (white space and page furniture aside), one dot a report; rows stand in the order "
    "of their median, which a bar marks where there are three reports or more. Some reports are the abridged text as "
    "read out, others the full printed one.",
    tabulate=tabulate,
    plot=plot_lengths,
)

"""Figure drift-path: the way of a series of reports in the plane, with those who read them."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH
from baogao.language.events import load_events
from baogao.measures.drift_path import drift_path

STATE_COUNCIL, OTHERS = "国务院", "reports"


def tabulate(collection: str) -> pd.DataFrame:
    """Places of the reports, and of those of the State Council the premier who read them."""
    places = drift_path(drift_of(collection))
    if set(read_reports(collection)["issuer"]) != {STATE_COUNCIL}:
        return places.assign(premier="")
    events = load_events()
    premiers = events.loc[events["kind"] == "premier", ["year", "name_en"]].rename(columns={"name_en": "premier"})
    return pd.merge_asof(places, premiers.sort_values("year"), on="year")


def plot_path(table: pd.DataFrame) -> Figure:
    """Draw the way from report to report, a colour for each premier, years written beside the dots."""
    figure = Figure(figsize=(WIDTH, 4.6), layout="constrained")
    axes = figure.subplots()
    axes.plot(table["x"], table["y"], color=GREY, lw=0.7, alpha=0.7, zorder=1)
    readers = table["premier"].replace("", OTHERS)
    for place, (reader, part) in enumerate(table.groupby(readers, sort=False)):
        colour, marker = [*COLOURS, INK, GREY][place % 8], "os"[place % 2]
        axes.scatter(part["x"], part["y"], s=20, c=colour, marker=marker, label=reader, zorder=3)
    _years(axes, table)
    axes.set_aspect("equal")
    axes.set_xlabel(f"first axis: {table['share_x'].iloc[0]:.0%} of the differences (n = {len(table)} reports)")
    axes.set_ylabel(f"second axis: {table['share_y'].iloc[0]:.0%}")
    if readers.nunique() > 1:
        axes.legend(title="read by", loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def _years(axes: Axes, table: pd.DataFrame) -> None:
    """Write each year on the outer side of the bend of the way."""
    middle = table[["x", "y"]].rolling(5, center=True, min_periods=1).mean()
    outward = table[["x", "y"]] - table[["x", "y"]].mean() + 4 * (table[["x", "y"]] - middle)
    length = (outward**2).sum(axis=1) ** 0.5
    for year, x, y, dx, dy in zip(
        table["year"], table["x"], table["y"], outward["x"] / length, outward["y"] / length, strict=True
    ):
        axes.annotate(
            str(year), (x, y), (9 * dx, 7 * dy), textcoords="offset points", fontsize=5.5, ha="center", va="center"
        )


RECIPE = Recipe(
    name="drift-path",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "events"),
    settings={},
    caption="Each dot is a report, the line goes from year to year; the nearer two dots, the more alike their terms. "
    "Principal coordinates of the Jensen-Shannon divergence above its floor, at an equal number of tokens. Steady "
    "drift alone bends into an arch, so read the gaps and the turns; the plane shows only the share of the differences "
    "that stands at its axes.",
    tabulate=tabulate,
    plot=plot_path,
)

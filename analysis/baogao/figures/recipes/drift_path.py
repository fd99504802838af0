"""Figure drift-path: the way of a series of reports in the plane, with those who read them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH
from baogao.language.events import load_events
from baogao.measures.divergence import Floats
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
    """Write each year beside its dot, where no dot and no other year is; a thin line leads to one that stands off."""
    places = table[["x", "y"]].to_numpy()
    unit = float(np.ptp(places, axis=0).max())
    half = np.array([0.017, 0.0085]) * unit  # of a year, and of a dot
    taken, sizes = [*places], [np.array([0.006, 0.006]) * unit] * len(places)
    for year, place in zip(table["year"], places, strict=True):
        spot = _free(place, half, np.array(taken), np.array(sizes), unit)
        taken.append(spot)
        sizes.append(half)
        line = {"arrowstyle": "-", "lw": 0.3, "color": GREY, "shrinkA": 0, "shrinkB": 2}
        far = np.hypot(*(spot - place)) > 0.035 * unit
        axes.annotate(
            str(year),
            (place[0], place[1]),
            (spot[0], spot[1]),
            ha="center",
            va="center",
            fontsize=5.5,
            arrowprops=line if far else None,
        )


def _free(place: Floats, half: Floats, taken: Floats, sizes: Floats, unit: float) -> Floats:
    """The nearest spot around a dot where a label of this half size touches nothing; else the last one tried."""
    spot = place
    for radius in np.arange(1.0, 5.0, 0.5):
        for turn in np.arange(0, 2 * np.pi, np.pi / 8):
            spot = place + unit * radius * np.array([0.024 * np.cos(turn), 0.017 * np.sin(turn)])
            if not (np.abs(taken - spot) < half + sizes).all(axis=1).any():
                return spot
    return spot


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

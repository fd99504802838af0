"""Figure drift-path: the way of a series of reports in the plane, with those who read them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.figures.fit import SMALL, width_of
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK
from baogao.figures.wording import Wording, say, wording
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


def plot_path(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the way from report to report, a colour for each premier, years written beside the dots."""
    figure = Figure(figsize=(page.inches, 4.4 if page.is_narrow else 5.4), layout="constrained")
    axes = figure.subplots()
    axes.plot(table["x"], table["y"], color=GREY, lw=0.7, alpha=0.7, zorder=1)
    readers, handles = table["premier"].replace("", OTHERS), []
    for place, (_, part) in enumerate(table.groupby(readers, sort=False)):
        colour, marker = [*COLOURS, INK, GREY][place % 8], "os"[place % 2]
        handles.append(axes.scatter(part["x"], part["y"], s=20, c=colour, marker=marker, zorder=3))
    wide, tall = (float(np.ptp(table[axis])) for axis in "xy")
    plane = page.inches - 0.7, 2.6 if page.is_narrow else 3.9
    _years(
        axes, table, min(plane[0] / wide, plane[1] / tall) if tall else plane[0] / wide, table["year"][:: _step(page)]
    )
    axes.set_aspect("equal", adjustable="datalim")
    shares = {"share_x": table["share_x"].iloc[0], "share_y": table["share_y"].iloc[0]}
    axes.set_xlabel(say(page, "first-axis", inches=page.inches - 0.7, n=len(table), **shares))
    axes.set_ylabel(say(page, "second-axis", inches=3.0, **shares))
    axes.locator_params(nbins=5)
    if len(handles) > 1:
        names = {row["name_en"]: Wording(row["name"], row["name_en"]) for row in load_events().to_dict("records")}
        legend_above(figure, page, handles, [names.get(name, wording("reports")) for name in readers.unique()])
    return figure


def _step(page: Page) -> int:
    """Each report's year is written, or each third one's where the page is narrow."""
    return 3 if page.is_narrow else 1


def _years(axes: Axes, table: pd.DataFrame, inches_a_unit: float, named: pd.Series) -> None:
    """Write years beside their dots, where no dot and no other year is; a thin line leads to one that stands off."""
    places = table[["x", "y"]].to_numpy()
    half = np.array([width_of("2000") / 2 + 0.02, 0.056]) / inches_a_unit
    taken, sizes = [*places], [np.array([0.03, 0.03]) / inches_a_unit] * len(places)
    for year, place in zip(named, table.loc[named.index, ["x", "y"]].to_numpy(), strict=True):
        spot = _free(place, half, np.array(taken), np.array(sizes), 1 / inches_a_unit)
        taken.append(spot)
        sizes.append(half)
        line = {"arrowstyle": "-", "lw": 0.3, "color": GREY, "shrinkA": 0, "shrinkB": 2}
        far = np.hypot(*(spot - place)) > 0.2 / inches_a_unit
        axes.annotate(
            str(year),
            (place[0], place[1]),
            (spot[0], spot[1]),
            ha="center",
            va="center",
            fontsize=SMALL,
            arrowprops=line if far else None,
        )


def _free(place: Floats, half: Floats, taken: Floats, sizes: Floats, inch: float) -> Floats:
    """The nearest spot around a dot where a label of this half size touches nothing; else the last one tried."""
    spot = place
    for radius in np.arange(0.1, 0.9, 0.05):
        for turn in np.arange(0, 2 * np.pi, np.pi / 8):
            spot = place + inch * radius * np.array([1.5 * np.cos(turn), np.sin(turn)])
            if not (np.abs(taken - spot) < half + sizes).all(axis=1).any():
                return spot
    return spot


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, and the share of the differences on either axis."""
    years = {"first": int(table["year"].min()), "last": int(table["year"].max())}
    return {"n": len(table), **years, **{key: float(table[key].iloc[0]) for key in ("share_x", "share_y")}}


RECIPE = Recipe(
    name="drift-path",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "events"),
    settings={},
    tabulate=tabulate,
    plot=plot_path,
    facts=facts,
)

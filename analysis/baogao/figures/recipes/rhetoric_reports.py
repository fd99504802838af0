"""Figure rhetoric-reports: how often each report of a few uses each rhetorical device, with the readers' error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from baogao.errors import SettingError
from baogao.figures.labels import report_names, short_labels
from baogao.figures.marks import legend_above, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.panels import READ, device_panels, in_order, left_out, names_of, none_found, rates_of
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY
from baogao.figures.wording import Wording, join, name_of, wording

MOST_REPORTS = 15
RATES = ["count", "rate_per_10k", "corrected", "corrected_low", "corrected_high"]
KEPT = ["report", "report_name", "device", *RATES, "drawn"]


def tabulate(collection: str) -> pd.DataFrame:
    """Counts and rates of each device in each report, as found and as corrected."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    if len(reports) > MOST_REPORTS:
        raise SettingError(f"{RECIPE.name}: {collection} has {len(reports)} reports; it takes {MOST_REPORTS} at most.")
    rates = rates_of(collection, reports, by="report")
    table = rates.assign(report_name=rates["report"].map(report_names(reports)))[KEPT]
    return table.merge(reports[["report_id", "genre", "n_chars"]], left_on="report", right_on="report_id").drop(
        columns="report_id"
    )


def plot_rhetoric(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw one panel a device: a circle what the rules find, a dot and a bar what stands there by the reading."""
    absent = none_found(table)
    drawn = in_order([device for device in table.loc[table["drawn"], "device"].unique() if device not in absent])
    reports = table.drop_duplicates("report")
    names, key = short_labels(reports["report_name"].tolist())
    is_mixed = reports["genre"].nunique() > 1
    labels = [_label(page, *pair) for pair in zip(names, reports["genre"], strict=True)] if is_mixed else names
    figure, panels = device_panels(page, drawn, labels, legend=1.3 + 0.12 * key.count("\n"))
    rows = range(len(reports))
    for device, axes in panels.items():
        part = table[table["device"] == device].set_index("report").loc[reports["report"]]
        axes.plot(part["rate_per_10k"], rows, "o", mfc="white", mec=GREY, ms=3.5, clip_on=False)
        axes.hlines(rows, part["corrected_low"], part["corrected_high"], color=COLOURS[0], lw=1.4)
        axes.plot(part["corrected"], rows, "o", color=COLOURS[0], ms=2.5, clip_on=False)
        most = np.nanmax([1.0, *part["rate_per_10k"], *part["corrected_high"]])
        axes.set_xlim(0, most * 1.1)
    found = Line2D([], [], marker="o", mfc="white", mec=GREY, ms=3.5, ls="")
    corrected = Line2D([], [], marker="o", color=COLOURS[0], ms=2.5, lw=1.4)
    legend_above(figure, page, [found, corrected], [wording("as-found"), wording("corrected-95")])
    devices = left_out(facts(table)["not_drawn"], absent)
    note(figure, page, "rates-note", devices=Wording(*(f"{text}{_below(key)}" for text in devices)))
    return figure


def _label(page: Page, name: str, genre: str) -> str:
    """A report's name and genre, the genre on a line of its own."""
    kind = join(page, name_of("genre", genre), inches=1.1)
    return f"{name}\n{kind}"


def _below(key: str) -> str:
    """A key to names, below a note."""
    return f"\n{key}" if key else ""


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, and the devices that are not drawn in any of them."""
    drawn = set(table.loc[table["drawn"], "device"])
    return {"n": table["report"].nunique(), "not_drawn": names_of(set(table["device"]) - drawn)}


RECIPE = Recipe(
    name="rhetoric-reports",
    collection="judicial",
    inputs=("passages", "devices", *READ),
    settings={},
    tabulate=tabulate,
    plot=plot_rhetoric,
    facts=facts,
)

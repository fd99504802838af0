"""Figure rhetoric-reports: how often each report of a few uses each rhetorical device, with the readers' error."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.labels import short_labels
from baogao.figures.recipes.panels import READ, device_panels, in_order, left_out, rates_of
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY

MOST_REPORTS = 15
KEPT = ["report", "device", "count", "rate_per_10k", "corrected", "corrected_low", "corrected_high", "drawn"]


def tabulate(collection: str) -> pd.DataFrame:
    """Counts and rates of each device in each report, as found and as corrected."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    if len(reports) > MOST_REPORTS:
        raise SettingError(f"{RECIPE.name}: {collection} has {len(reports)} reports; it takes {MOST_REPORTS} at most.")
    table = rates_of(collection, reports, by="report")[KEPT]
    return table.merge(reports[["report_id", "genre", "n_chars"]], left_on="report", right_on="report_id").drop(
        columns="report_id"
    )


def plot_rhetoric(table: pd.DataFrame) -> Figure:
    """Draw one panel a device: a circle what the rules find, a dot and a bar what stands there by the reading."""
    drawn = in_order(table.loc[table["drawn"], "device"].unique())
    reports = table.drop_duplicates("report")
    names, key = short_labels(reports["report"].tolist())
    labels = [f"{name} ({genre})" for name, genre in zip(names, reports["genre"], strict=True)]
    figure, panels = device_panels(drawn, labels)
    rows = range(len(reports))
    for device, axes in panels.items():
        part = table[table["device"] == device].set_index("report").loc[reports["report"]]
        axes.plot(part["rate_per_10k"], rows, "o", mfc="white", mec=GREY, ms=3.5, clip_on=False)
        axes.hlines(rows, part["corrected_low"], part["corrected_high"], color=COLOURS[0], lw=1.4)
        axes.plot(part["corrected"], rows, "o", color=COLOURS[0], ms=2.5)
        most = np.nanmax([1.0, *part["rate_per_10k"], *part["corrected_high"]])
        axes.set_xlim(0, most * 1.1)
    note = left_out(
        set(table["device"]) - set(drawn), "Not drawn (precision below .80, recall below .20, or too few read)"
    )
    label = "occurrences per 10,000 characters: found (circle), corrected with 95 % interval (dot)"
    figure.supxlabel(f"{label}{note}\n{key}" if key else label + note, fontsize=6.5)
    return figure


RECIPE = Recipe(
    name="rhetoric-reports",
    collection="judicial",
    inputs=("passages", "devices", *READ),
    settings={},
    caption="Rhetorical devices by report: occurrences per 10,000 characters as the rules find them, and corrected by "
    "their precision and recall as readers measured them in such reports (device_accuracy, docs/devices.md); the bar "
    "holds the error of that reading, no other. Where too little was read there is no correction. Each panel has its "
    "own scale. Description only: genre, place and year differ together.",
    tabulate=tabulate,
    plot=plot_rhetoric,
)

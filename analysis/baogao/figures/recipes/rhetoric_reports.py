"""Figure rhetoric-reports: how often each report of a few uses each rhetorical device."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.figures.labels import short_labels
from baogao.figures.panels import device_panels
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, PALE
from baogao.measures.rhetoric import rhetoric_profile

MOST_REPORTS = 15


def tabulate(collection: str) -> pd.DataFrame:
    """Counts and rates of each device in each report."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    if len(reports) > MOST_REPORTS:
        raise SettingError(f"{RECIPE.name}: {collection} has {len(reports)} reports; it takes {MOST_REPORTS} at most.")
    passages, devices = read_table(collection, "passages"), read_table(collection, "devices")
    table = rhetoric_profile(reports, passages, devices, by="report").drop(columns=["n_reports", "low", "high"])
    return table.merge(reports[["report_id", "genre", "n_chars"]], left_on="report", right_on="report_id").drop(
        columns="report_id"
    )


def plot_rhetoric(table: pd.DataFrame) -> Figure:
    """Draw one panel a device, one dot a report; the number is the count."""
    devices = sorted(table["device"].unique())
    reports = table.drop_duplicates("report")
    names, key = short_labels(reports["report"].tolist())
    labels = [f"{name} ({genre})" for name, genre in zip(names, reports["genre"], strict=True)]
    figure, panels = device_panels(devices, labels)
    for device, axes in panels.items():
        part = table[table["device"] == device]
        rates, rows = part["rate_per_10k"].astype(float).tolist(), range(len(part))
        axes.hlines(rows, 0, rates, color=PALE, lw=1.4)
        axes.plot(rates, rows, "o", color=COLOURS[0], ms=4, clip_on=False)
        for rate, row, count in zip(rates, rows, part["count"], strict=True):
            axes.annotate(str(count), (rate, row), (4, 0), textcoords="offset points", va="center", fontsize=6.5)
        axes.set_xlim(0, max(*rates, 1) * 1.4)
    below = f"occurrences per 10,000 characters (n = {len(reports)} reports; numbers are counts)"
    figure.supxlabel(f"{below}\n{key}" if key else below, fontsize=8)
    return figure


RECIPE = Recipe(
    name="rhetoric-reports",
    collection="judicial",
    inputs=("passages", "devices"),
    settings={},
    caption="Rhetorical devices by report, found by rule: occurrences per 10,000 characters, and counts. How "
    "often the rules are right and how much they find differs by device and era: see the table of precision and recall "
    "in notebook 05-rhetoric (device_accuracy). Each panel has its own scale. Description only: genre, place and year "
    "differ together.",
    tabulate=tabulate,
    plot=plot_rhetoric,
)

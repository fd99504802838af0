"""Panels of rhetorical devices: a grid with one panel a device, one row a report or group of reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.style import WIDTH, rows_axis
from baogao.language.device_readings import load_device_reading
from baogao.measures.accuracy import device_accuracy
from baogao.measures.cells import By
from baogao.measures.correction import corrected_rates
from baogao.measures.rhetoric import rhetoric_profile
from baogao.paths import AnyCollection

TITLES = {
    "numeric_formula": "numeric formulas",
    "four_character": "set phrases of four",
    "enumeration": "markers of points",
    "subjectless_chain": "chains without subject",
    "deontic_call": "call (要)",
    "deontic_duty": "duty (应)",
    "deontic_must": "must (必须)",
    "deontic_urge": "urge (务必, 确保)",
    "deontic_resolve": "resolve (坚决)",
    "intensity": "intensifiers",
    "hedge": "hedges",
    "achievement": "achievements",
    "problem": "problems",
    "task": "tasks",
    "past": "past",
    "future": "future",
    "loyalty": "loyalty formulas",
    "metaphor_war": "war",
    "metaphor_building": "building",
    "metaphor_journey": "journey",
    "metaphor_health": "health",
    "metaphor_craft": "craft",
    "figure": "figures",
    "percentage": "percentages",
}
READ = ("devices-read/hits", "devices-read/passages", "devices-read/marks", "devices-read/finds")
COLUMNS = 4
LINE = 120  # characters of what stands below the panels


def title(device: str) -> str:
    """What a device is called in a figure."""
    return TITLES.get(device, device)


def in_order(devices: Sequence[str]) -> list[str]:
    """Devices in the order of figures: form, ladder, degree, balance, time, loyalty, metaphors, numbers.

    Examples
    --------
    >>> in_order(["figure", "hedge", "numeric_formula"])
    ['numeric_formula', 'hedge', 'figure']
    """
    order = {device: number for number, device in enumerate(TITLES)}
    return sorted(devices, key=lambda device: (order.get(device, len(order)), device))


def device_panels(devices: Sequence[str], labels: Sequence[str]) -> tuple[Figure, dict[str, Axes]]:
    """An empty panel for each device in a grid, with the rows named at the left of each line of panels."""
    n_rows = -(-len(devices) // COLUMNS)
    figure = Figure(figsize=(WIDTH, 0.5 + n_rows * (0.5 + 0.14 * len(labels))), layout="constrained")
    grid = figure.subplots(n_rows, COLUMNS, squeeze=False)
    for axes in grid.ravel()[len(devices) :]:
        axes.set_axis_off()
    panels = dict(zip(devices, grid.ravel(), strict=False))
    for number, (device, axes) in enumerate(panels.items()):
        axes.set_title(title(device), loc="left", fontsize=7.5)
        rows_axis(axes, labels if number % COLUMNS == 0 else [""] * len(labels), size=6)
        axes.tick_params(axis="x", labelsize=6)
    return figure, panels


def left_out(devices: Iterable[str], why: str) -> str:
    """Lines that say which devices are left out, to stand below the label of an axis; empty if none is.

    Examples
    --------
    >>> left_out(["past", "task"], "Not drawn").strip()
    'Not drawn: tasks, past.'
    """
    names = in_order(list(devices))
    return "\n" + fill(f"{why}: {', '.join(map(title, names))}.", LINE) if names else ""


@cache
def accuracy_of_rules() -> pd.DataFrame:
    """Precision and recall of the rules for devices by stratum; see `baogao.measures.accuracy.device_accuracy`."""
    return device_accuracy(*load_device_reading())


def rates_of(collection: AnyCollection, reports: pd.DataFrame, *, by: By) -> pd.DataFrame:
    """Rates of each device in some reports, as found and as corrected by precision and recall of the rules."""
    tables = reports, read_table(collection, "passages"), read_table(collection, "devices")
    return corrected_rates(rhetoric_profile(*tables, by=by), *tables, accuracy_of_rules())

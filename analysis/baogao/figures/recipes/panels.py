"""Panels of rhetorical devices: a grid with one panel a device, one row a report or group of reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from baogao.features.current import read_table
from baogao.figures.fit import SMALL, n_lines, widest
from baogao.figures.page import Page
from baogao.figures.style import rows_axis
from baogao.figures.wording import Wording, in_row, join, name_of, pitch, wording
from baogao.language.device_readings import load_device_reading
from baogao.measures.accuracy import device_accuracy
from baogao.measures.cells import By
from baogao.measures.correction import corrected_rates
from baogao.measures.rhetoric import rhetoric_profile
from baogao.paths import AnyCollection

ORDER = (
    *("numeric_formula", "four_character", "enumeration", "subjectless_chain"),
    *("deontic_call", "deontic_duty", "deontic_must", "deontic_urge", "deontic_resolve"),
    *("intensity", "hedge", "achievement", "problem", "task", "past", "future", "loyalty"),
    *("metaphor_war", "metaphor_building", "metaphor_journey", "metaphor_health", "metaphor_craft"),
    *("figure", "percentage"),
)
MANY, CLOSE = 8, 0.13  # rows that stand close together where each is named in one line, and inches from one to the next
APART = 0.11  # inches around a panel: its title must not seem to name the axis above it
READ = ("devices-read/hits", "devices-read/passages", "devices-read/marks", "devices-read/finds")


def title(device: str) -> Wording:
    """What a device is called in a figure."""
    return name_of("device", device)


def in_order(devices: Sequence[str]) -> list[str]:
    """Devices in the order of figures: form, ladder, degree, balance, time, loyalty, metaphors, numbers.

    Examples
    --------
    >>> in_order(["figure", "hedge", "numeric_formula"])
    ['numeric_formula', 'hedge', 'figure']
    """
    order = {device: number for number, device in enumerate(ORDER)}
    return sorted(devices, key=lambda device: (order.get(device, len(order)), device))


def device_panels(
    page: Page, devices: Sequence[str], labels: Sequence[str], legend: float
) -> tuple[Figure, dict[str, Axes]]:
    """An empty panel for each device in a grid, with the rows named at the left of each line of panels."""
    columns = 2 if page.is_narrow else 4
    n_rows = -(-len(devices) // columns)
    row = CLOSE if n_lines(labels) == 1 and len(labels) >= MANY else pitch(list(labels))
    room = (page.inches - widest(labels) - 0.4) / columns - 0.12
    titles = [join(page, title(device), inches=room, size=SMALL) for device in devices]
    height = legend + n_rows * (0.52 + 0.12 * n_lines(titles) + row * len(labels))
    figure = Figure(figsize=(page.inches, height), layout=ConstrainedLayoutEngine(h_pad=APART))
    grid = figure.subplots(n_rows, columns, squeeze=False)
    for axes in grid.ravel()[len(devices) :]:
        axes.set_axis_off()
    panels = dict(zip(devices, grid.ravel(), strict=False))
    for number, (text, axes) in enumerate(zip(titles, panels.values(), strict=True)):
        axes.set_title(text, fontsize=SMALL)
        rows_axis(axes, labels if number % columns == 0 else [""] * len(labels))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=3))
    return figure, panels


def names_of(devices: Iterable[str]) -> Wording:
    """Devices by name, for a note or caption on those that are not drawn.

    Examples
    --------
    >>> names_of(["past", "task"]).en
    'tasks, past'
    """
    return in_row([title(device) for device in in_order(list(devices))] or [wording("none")])


def none_found(table: pd.DataFrame) -> list[str]:
    """Devices to draw of which no row of a table has a find.

    Examples
    --------
    >>> table = pd.DataFrame({"device": ["past", "past", "task"], "rate_per_10k": [0.0, 1.2, 0.0], "drawn": True})
    >>> none_found(table)
    ['task']
    """
    most = table[table["drawn"]].groupby("device")["rate_per_10k"].max()
    return in_order(most.index[most == 0].tolist())


def left_out(not_drawn: Wording, none: Sequence[str]) -> Wording:
    """For a note: devices that are not drawn for the rules' sake, and those of which there is none to draw."""
    return wording("not-drawn-none-found", devices=not_drawn, none=names_of(none)) if none else not_drawn


@cache
def accuracy_of_rules() -> pd.DataFrame:
    """Precision and recall of the rules for devices by stratum; see `baogao.measures.accuracy.device_accuracy`."""
    return device_accuracy(*load_device_reading())


def rates_of(collection: AnyCollection, reports: pd.DataFrame, *, by: By) -> pd.DataFrame:
    """Rates of each device in some reports, as found and as corrected by precision and recall of the rules."""
    tables = reports, read_table(collection, "passages"), read_table(collection, "devices")
    return corrected_rates(rhetoric_profile(*tables, by=by), *tables, accuracy_of_rules())

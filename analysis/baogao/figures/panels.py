"""Panels of rhetorical devices: one panel a device, one row a report or group of reports."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.style import WIDTH, rows_axis

TITLES = {
    "deontic": "deontic\nwords",
    "enumeration": "running\nenumerations",
    "four_character": "four-character\nunits",
    "intensity": "intensifiers\n",
    "numeric_formula": "numeric\nformulas",
}


def device_panels(devices: Sequence[str], labels: Sequence[str]) -> tuple[Figure, dict[str, Axes]]:
    """An empty panel for each device, side by side, with the rows named at the left."""
    figure = Figure(figsize=(WIDTH, 0.9 + 0.26 * len(labels)), layout="constrained")
    panels = dict(zip(devices, figure.subplots(1, len(devices), sharey=True, squeeze=False).ravel(), strict=True))
    for device, axes in panels.items():
        axes.set_title(TITLES.get(device, device), loc="left", fontsize=7.5)
        rows_axis(axes, labels)
    return figure, panels

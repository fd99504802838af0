"""Figure rhetoric-barcode: where in a report each device stands, passage by passage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.figures.labels import report_names
from baogao.figures.marks import note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.panels import READ, accuracy_of_rules, in_order, names_of, title
from baogao.figures.recipes.recipe import Recipe, in_time, manifest_of
from baogao.figures.style import GREY, INK, tiles_axis
from baogao.figures.wording import pitch, row_labels, say
from baogao.measures.coverage import main_kind
from baogao.measures.device_strata import device_strata

MIN_PASSAGES = 10
FULL = 0.95  # quantile of a device's passages with any that is drawn as black
SHADES = LinearSegmentedColormap.from_list("shades", ["white", INK])


def tabulate(collection: str) -> pd.DataFrame:
    """Count of each device in each passage of the latest report, with where the passage lies."""
    reports = in_time(main_kind(manifest_of(collection, RECIPE.name, at_least=1))).tail(1)
    passages = read_table(collection, "passages")
    own = passages[passages["report_id"].isin(reports["report_id"])].sort_values("start")
    if len(own) < MIN_PASSAGES:
        raise SettingError(
            f"{RECIPE.name}: the latest report of {collection} has {len(own)} passage(s); "
            f"it takes at least {MIN_PASSAGES}."
        )
    own = own.assign(end_char=own["n_chars"].cumsum())
    own = own.assign(start_char=own["end_char"] - own["n_chars"])
    own = own.assign(report_name=own["report_id"].map(report_names(reports)))
    columns = ["passage_id", "report_id", "report_name", "section", "role", "start_char", "end_char", "n_chars"]
    devices = read_table(collection, "devices")[["passage_id", "device", "count"]]
    accuracy = accuracy_of_rules()
    trusted = accuracy[accuracy["stratum"].isin(set(device_strata(reports))) & accuracy["drawn"]]["device"]
    table = own[columns].merge(devices, on="passage_id", validate="1:m")
    return table.assign(drawn=table["device"].isin(trusted))


def plot_barcode(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a line a device and a stripe a passage as wide as it is long, darker where the device is denser."""
    shown = table[table["drawn"]]
    devices = in_order(shown["device"].unique().tolist())
    passages = shown.drop_duplicates("passage_id")
    edges = [*passages["start_char"], passages["end_char"].iloc[-1]]
    rates = shown.assign(rate=shown["count"] / shown["n_chars"].where(shown["n_chars"] > 0))
    grid = rates.pivot(index="device", columns="passage_id", values="rate").loc[devices, passages["passage_id"]]
    labels = row_labels(page, [title(device) for device in devices], 1.0 if page.is_narrow else 2.2)
    figure = Figure(figsize=(page.inches, 1.3 + pitch(labels) * len(devices)), layout="constrained")
    axes = figure.subplots()
    axes.pcolormesh(edges, np.arange(len(devices) + 1), _shades(grid.fillna(0)), cmap=SHADES, vmin=0, vmax=1)
    tiles_axis(axes, labels)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=3 if page.is_narrow else 7))
    for line in range(1, len(devices)):
        axes.axhline(line, color="white", lw=1.5)
    sections = passages.loc[passages["section"] != passages["section"].shift(), "start_char"]
    for start in sections:
        axes.axvline(start, color=GREY, lw=0.5, ls=":")
    axes.set_xlabel(say(page, "place-in-report", report=passages["report_name"].iloc[0], inches=page.inches - 1.2))
    note(figure, page, "not-drawn-few", devices=facts(table)["not_drawn"])
    return figure


def _shades(grid: pd.DataFrame) -> np.ndarray:
    """Rates of each device from 0 to 1, its densest passages all at 1."""
    full = grid.where(grid > 0).quantile(FULL, axis=1)
    return grid.div(full, axis=0).clip(upper=1).fillna(0).to_numpy(float)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """The report, its passages, and the devices that are not drawn."""
    passages = table.drop_duplicates("passage_id")
    return {
        "report": table["report_id"].iloc[0],
        "n_passages": len(passages),
        "n_chars": int(passages["n_chars"].sum()),
        "not_drawn": names_of(set(table.loc[~table["drawn"], "device"])),
    }


RECIPE = Recipe(
    name="rhetoric-barcode",
    collection="work-reports",
    inputs=("passages", "devices", *READ),
    settings={"full": FULL, "min_passages": MIN_PASSAGES},
    tabulate=tabulate,
    plot=plot_barcode,
    facts=facts,
)

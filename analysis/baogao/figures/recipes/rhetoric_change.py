"""Figure rhetoric-change: mean change of the rate of each device between two years' reports of the same issuers."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.fit import widest
from baogao.figures.marks import note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.panels import READ, accuracy_of_rules, in_order, names_of, title
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, rows_axis
from baogao.figures.wording import Wording, pitch, row_labels, say
from baogao.measures.accuracy import ALL
from baogao.measures.coverage import main_kind
from baogao.measures.device_strata import device_strata
from baogao.measures.rhetoric_change import FLIPS, rhetoric_change

SEED, MAX_Q = 20261126, 0.05


def tabulate(collection: str) -> pd.DataFrame:
    """Paired change of each device between the last two years, and whether the rules can be trusted there."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=20, years=2))
    years = sorted(reports["year"].dropna().unique())[-2:]
    reports = reports[reports["year"].isin(years)]
    table = rhetoric_change(reports, read_table(collection, "passages"), read_table(collection, "devices"), seed=SEED)
    accuracy = accuracy_of_rules()
    strata = set(device_strata(reports)) | {ALL}
    is_drawn = accuracy[accuracy["stratum"].isin(strata)].groupby("device")["drawn"].all()
    return table.assign(drawn=table["device"].map(is_drawn).fillna(False).astype(bool))


def plot_change(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the change of each device by its rate before, with its interval; a filled dot where q is small."""
    drawn = table[table["drawn"]].set_index("device")
    devices = in_order(drawn.index.tolist())
    shown = drawn.loc[devices]
    scale = 100 / shown["rate_before"]
    names = [_name(page, device, *rates) for device, *rates in shown[["rate_before", "rate_after"]].itertuples()]
    labels = row_labels(page, names, 1.3 if page.is_narrow else 3.2)
    figure = Figure(figsize=(page.inches, 1.4 + pitch(labels) * len(shown)), layout="constrained")
    axes = figure.subplots()
    rows = range(len(shown))
    axes.axvline(0, color=GREY, lw=0.8)
    axes.hlines(rows, shown["low"] * scale, shown["high"] * scale, color=COLOURS[0], lw=1.6)
    is_clear = shown["q"] < MAX_Q
    for marks, fill in ((is_clear, COLOURS[0]), (~is_clear, "white")):
        numbers = [row for row, mark in zip(rows, marks, strict=True) if mark]
        axes.plot((shown["change"] * scale)[marks], numbers, "o", mfc=fill, mec=COLOURS[0], ms=4)
    rows_axis(axes, labels)
    quoted = facts(table)
    axes.set_xlabel(say(page, "change-of-rate", inches=page.inches - widest(labels) - 0.3, **quoted))
    note(figure, page, "not-drawn", devices=quoted["not_drawn"])
    return figure


def _name(page: Page, device: str, before: float, after: float) -> Wording:
    """A device with its rates before and after."""
    (zh, en), rates = title(device), f" ({before:.1f} → {after:.1f})"
    return Wording(zh if page.labels == "both" else zh + rates, en + rates)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Years, issuers, devices with a clear change, and those that are not drawn."""
    drawn = table[table["drawn"]]
    clear = drawn[drawn["q"] < MAX_Q]
    return {
        "before": int(table["year_before"].iloc[0]),
        "after": int(table["year_after"].iloc[0]),
        "n": int(table["n_issuers"].iloc[0]),
        "up": names_of(clear.loc[clear["change"] > 0, "device"]),
        "down": names_of(clear.loc[clear["change"] < 0, "device"]),
        "not_drawn": names_of(table.loc[~table["drawn"], "device"]),
    }


RECIPE = Recipe(
    name="rhetoric-change",
    collection="provincial",
    inputs=("passages", "devices", *READ),
    settings={"seed": SEED, "flips": FLIPS, "max_q": MAX_Q},
    tabulate=tabulate,
    plot=plot_change,
    facts=facts,
)

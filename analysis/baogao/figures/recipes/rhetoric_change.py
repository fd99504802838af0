"""Figure rhetoric-change: mean change of the rate of each device between two years' reports of the same issuers."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.recipes.panels import READ, accuracy_of_rules, in_order, left_out, title
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, WIDTH, rows_axis
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


def plot_change(table: pd.DataFrame) -> Figure:
    """Draw the change of each device by its rate before, with its interval; a filled dot where q is small."""
    drawn = table[table["drawn"]].set_index("device")
    devices = in_order(drawn.index.tolist())
    shown = drawn.loc[devices]
    scale = 100 / shown["rate_before"]
    figure = Figure(figsize=(WIDTH * 0.75, 0.7 + 0.17 * len(shown)), layout="constrained")
    axes = figure.subplots()
    rows = range(len(shown))
    axes.axvline(0, color=GREY, lw=0.8)
    axes.hlines(rows, shown["low"] * scale, shown["high"] * scale, color=COLOURS[0], lw=1.6)
    is_clear = shown["q"] < MAX_Q
    for marks, fill in ((is_clear, COLOURS[0]), (~is_clear, "white")):
        numbers = [row for row, mark in zip(rows, marks, strict=True) if mark]
        axes.plot((shown["change"] * scale)[marks], numbers, "o", mfc=fill, mec=COLOURS[0], ms=4)
    before, after = int(table["year_before"].iloc[0]), int(table["year_after"].iloc[0])
    labels = [
        f"{title(device)}  ({row.rate_before:.1f} → {row.rate_after:.1f})"
        for device, row in zip(devices, shown.itertuples(), strict=True)
    ]
    rows_axis(axes, labels)
    n_issuers = int(table["n_issuers"].iloc[0])
    note = left_out(set(table["device"]) - set(devices), "Not drawn (precision below .80 or recall below .20)")
    label = f"change {before} → {after} in % of the rate of {before} (n = {n_issuers} issuers)"
    axes.set_xlabel(label + note, fontsize=6.5)
    return figure


RECIPE = Recipe(
    name="rhetoric-change",
    collection="provincial",
    inputs=("passages", "devices", *READ),
    settings={"seed": SEED, "flips": FLIPS, "max_q": MAX_Q},
    caption="Mean paired change of the rate of each device between two years' reports of the same issuers, with its "
    f"95 % interval (paired t); in brackets the mean rates per 10,000 characters. A filled dot: q < {MAX_Q} (years "
    "flipped within issuer, Benjamini-Hochberg over all devices). All issuers follow one centre, and the later "
    "reports open a new plan: a change is one of the years, not of decisions taken one by one.",
    tabulate=tabulate,
    plot=plot_change,
)

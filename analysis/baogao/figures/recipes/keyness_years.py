"""Figure keyness-years: terms that the latest year's reports use more, or less, than the year's before."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.counts import Policy, term_counts
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, rows_axis
from baogao.measures.coverage import main_kind
from baogao.measures.keyness import keyness

MOST, MIN_REPORTS, MIN_COUNT = 20, 10, 20


def tabulate(collection: str) -> pd.DataFrame:
    """The strongest terms of either year: those that at least ten reports have."""
    return strongest_terms(collection, RECIPE.name)


def strongest_terms(collection: str, name: str, *, policy: Policy = "protected") -> pd.DataFrame:
    """The table of the figure ``name`` under one policy of segmentation: over-used terms, then under-used ones."""
    reports = main_kind(manifest_of(collection, name, at_least=2 * MIN_REPORTS, years=2))
    before, after = sorted(reports["year"].dropna().unique())[-2:]
    reports = reports[reports["year"].isin([before, after])]
    counts = term_counts(collection, policy=policy)
    counts = counts[counts["report_id"].isin(reports["report_id"]) & (counts["term"].str.len() > 1)]
    table = keyness(counts, set(reports.loc[reports["year"] == after, "report_id"]), min_count=MIN_COUNT)
    spread = table[["target_reports", "reference_reports"]].max(axis=1) >= MIN_REPORTS
    sides = [table[spread & (table["log_likelihood"] > 0)], table[spread & (table["log_likelihood"] < 0)]]
    chosen = pd.concat([side.head(MOST) for side in sides], ignore_index=True)
    if chosen.empty:
        raise SettingError(f"{name}: no term of {collection} is in {MIN_REPORTS} reports of a year.")
    sizes = reports["year"].value_counts()
    groups = {"target_year": after, "reference_year": before, "n_target": sizes[after], "n_reference": sizes[before]}
    return chosen.drop(columns=["p", "q"]).assign(**groups)


def plot_keyness(table: pd.DataFrame) -> Figure:
    """Draw the log ratio of each term with its tokens, the later year's terms above the earlier one's."""
    figure = Figure(figsize=(WIDTH, 1.0 + 0.155 * len(table)), layout="constrained")
    axes = figure.subplots()
    ratios, rows = table["log_ratio"].to_numpy(float), np.arange(len(table))
    colours = np.where(ratios > 0, COLOURS[1], COLOURS[0])
    axes.hlines(rows, 0, ratios, color=PALE, lw=1.4)
    axes.scatter(ratios, rows, c=colours, s=16, zorder=2)
    axes.axvline(0, color=GREY, lw=0.6)
    tokens = zip(table["target_count"], table["reference_count"], table["absent_in"], strict=True)
    for ratio, row, (after, before, absent) in zip(ratios.tolist(), rows, tokens, strict=True):
        side, align = (0.15, "left") if ratio > 0 else (-0.15, "right")
        text = f"{after}:{before}" + (" *" if absent else "")
        axes.text(ratio + side, float(row), text, va="center", ha=align, fontsize=6.5, color=GREY)
    rows_axis(axes, table["term"].tolist())
    axes.set_xlim(ratios.min() - 1.2, ratios.max() + 1.2)
    first = table.iloc[0]
    after, before = first["target_year"], first["reference_year"]
    axes.set_xlabel(
        f"log ratio: doublings of the share in {after} against {before} "
        f"(n = {first['n_target']} and {first['n_reference']} reports)"
    )
    return figure


RECIPE = Recipe(
    name="keyness-years",
    collection="provincial",
    inputs=("passages", "terms"),
    settings={"most": MOST, "min_reports": MIN_REPORTS, "min_count": MIN_COUNT},
    caption=f"The {MOST} strongest terms (by G2) of each of two years, among terms of at least two characters, "
    f"{MIN_COUNT} tokens and {MIN_REPORTS} reports of a year; slogans are kept whole. Dots: log ratio; numbers: "
    "tokens in the later and the earlier year; a star: absent from one year, where the log ratio takes a count of 0.5. "
    "G2 orders the terms; it is no test, because reports, not tokens, are the unit.",
    tabulate=tabulate,
    plot=plot_keyness,
)

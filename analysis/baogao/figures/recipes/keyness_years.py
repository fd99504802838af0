"""Figure keyness-years: terms that the latest year's reports use more, or less, than the year's before."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.counts import Policy, term_counts
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, rows_axis
from baogao.language.parts import Part
from baogao.measures.coverage import main_kind
from baogao.measures.keyness import keyness
from baogao.measures.log_odds import log_odds
from baogao.measures.term_changes import term_changes

MOST, MIN_REPORTS, MIN_COUNT, MAX_Q = 20, 10, 20, 0.05
SHOWN = 12  # of the strongest terms of each side, in each panel
PANELS: dict[Part, str] = {"review": "Sections that look back", "rest": "Sections on the year to come"}


def tabulate(collection: str) -> pd.DataFrame:
    """The strongest terms of either year, of sections that look back and of the others, with the regions' changes."""
    return pd.concat([_panel(collection, part) for part in PANELS], ignore_index=True)


def _panel(collection: str, part: Part) -> pd.DataFrame:
    table = strongest_terms(collection, RECIPE.name, part=part)
    is_up = table["log_likelihood"] > 0
    return pd.concat([table[is_up].head(SHOWN), table[~is_up].head(SHOWN)]).assign(part=part)


def strongest_terms(
    collection: str, name: str, *, policy: Policy = "protected", part: Part | None = None
) -> pd.DataFrame:
    """Over-used terms of the later year, then under-used ones, under one policy, of whole reports or one part."""
    reports = main_kind(manifest_of(collection, name, at_least=2 * MIN_REPORTS, years=2))
    before, after = sorted(reports["year"].dropna().unique())[-2:]
    counts = term_counts(collection, policy=policy, part=part, names=True)
    reports = reports[reports["year"].isin([before, after]) & reports["report_id"].isin(counts["report_id"])]
    sizes = reports["year"].value_counts().reindex([before, after], fill_value=0)
    counts = counts[counts["report_id"].isin(reports["report_id"]) & (counts["term"].str.len() > 1)]
    if sizes.min() < MIN_REPORTS:
        raise SettingError(f"{name}: fewer than {MIN_REPORTS} reports of a year in {collection} have such sections.")
    target = set(reports.loc[reports["year"] == after, "report_id"])
    table = keyness(counts, target, min_count=MIN_COUNT).drop(columns=["p", "q"])
    spread = table[["target_reports", "reference_reports"]].max(axis=1) >= MIN_REPORTS
    sides = [table[spread & (table["log_likelihood"] > 0)], table[spread & (table["log_likelihood"] < 0)]]
    chosen = pd.concat([side.head(MOST) for side in sides], ignore_index=True)
    if chosen.empty:
        raise SettingError(f"{name}: no term of {collection} is in {MIN_REPORTS} reports of a year.")
    chosen = chosen.merge(log_odds(counts, target)[["term", "log_odds", "log_odds_z"]], on="term")
    changes = term_changes(counts, reports, target, min_count=MIN_COUNT)
    groups = {"target_year": after, "reference_year": before, "n_target": sizes[after], "n_reference": sizes[before]}
    return chosen.merge(changes, on="term", how="left").assign(**groups)


def plot_keyness(table: pd.DataFrame) -> Figure:
    """Draw the log ratio of each term with its tokens and regions, a panel for each part of the reports."""
    parts = [part for part in PANELS if part in set(table["part"])]
    n_rows = table["part"].value_counts().max()
    figure = Figure(figsize=(WIDTH, 1.0 + 0.165 * n_rows), layout="constrained")
    for axes, part in zip(figure.subplots(1, len(parts), squeeze=False)[0], parts, strict=True):
        _draw(axes, table[table["part"] == part], PANELS[part])
    first = table.iloc[0]
    after, before = first["target_year"], first["reference_year"]
    n = f"n = {first['n_target']} and {first['n_reference']} reports"
    figure.supxlabel(f"log ratio: doublings of the share in {after} against {before} ({n})", fontsize=8)
    return figure


def _draw(axes: Axes, table: pd.DataFrame, title: str) -> None:
    ratios, rows = table["log_ratio"].to_numpy(float), np.arange(len(table))
    axes.hlines(rows, 0, ratios, color=PALE, lw=1.4)
    axes.scatter(ratios, rows, c=np.where(ratios > 0, COLOURS[1], COLOURS[0]), s=14, zorder=2)
    axes.axvline(0, color=GREY, lw=0.6)
    rows_axis(axes, table["term"].tolist(), size=6.5)
    axes.set_title(title, loc="left", fontsize=8, pad=10)
    reach = np.abs(ratios).max() + 0.5
    axes.set_xlim(-reach, reach)
    axes.set_xticks([-4, -2, 0, 2, 4])
    beside = axes.twinx()
    counts = zip(_tokens(table), _regions(table), strict=True)
    rows_axis(beside, [f"{tokens}   {regions}" for tokens, regions in counts], size=6)
    beside.tick_params(axis="y", colors=GREY)
    beside.text(1.02, -1.1, "tokens   regions", transform=beside.get_yaxis_transform(), fontsize=6, color=GREY)


def _tokens(table: pd.DataFrame) -> list[str]:
    counts = zip(table["target_count"], table["reference_count"], table["absent_in"], strict=True)
    return [f"{after}:{before}" + ("*" if absent else "") for after, before, absent in counts]


def _regions(table: pd.DataFrame) -> list[str]:
    changes = zip(table["n_up"], table["n_down"], table["q_sign"], strict=True)
    return [f"{up:.0f}↑ {down:.0f}↓" + ("" if q < MAX_Q else " ?") for up, down, q in changes]


RECIPE = Recipe(
    name="keyness-years",
    collection="provincial",
    inputs=("passages", "terms"),
    settings={"most": SHOWN, "min_reports": MIN_REPORTS, "min_count": MIN_COUNT},
    caption=f"The {SHOWN} strongest terms (by G2) of each of two years, among terms of at least two characters, "
    f"{MIN_COUNT} tokens and {MIN_REPORTS} reports of a year; slogans and names of plans and plenums are kept whole. "
    "Sections that look back (in 2026 on five years, in 2025 on one) are compared with each other, and so are all "
    "others but those on the coming five-year plan, which only one year has. Dots: log ratio; tokens in the later "
    "and the earlier year, a star where a year has none and the log ratio takes a count of 0.5; regions in which "
    f"the share went up and down, a question mark where the sign test has q ≥ {MAX_Q} (Benjamini-Hochberg). "
    "G2 orders the terms; it is no test, because reports, not tokens, are the unit.",
    tabulate=tabulate,
    plot=plot_keyness,
)

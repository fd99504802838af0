"""Figure keyness-years: terms that the latest year's reports use more, or less, than the year's before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.counts import Policy, term_counts
from baogao.figures.fit import POINTS, SMALL, widest
from baogao.figures.marks import DARK, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, gloss_of_forms, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, rows_axis
from baogao.figures.wording import Wording, gloss_of, pitch, row_labels, say
from baogao.language.parts import Part
from baogao.measures.coverage import main_kind
from baogao.measures.keyness import keyness
from baogao.measures.log_odds import log_odds
from baogao.measures.term_changes import term_changes

MOST, MIN_REPORTS, MIN_COUNT, MAX_Q = 20, 10, 20, 0.05
SHOWN = 12  # of the strongest terms of each side, in each panel
PANELS: tuple[Part, ...] = ("review", "rest")  # what looks back, and what is said of the year to come


def tabulate(collection: str) -> pd.DataFrame:
    """The strongest terms of either year, of sections that look back and of the others, with the regions' changes."""
    table = pd.concat([_panel(collection, part) for part in PANELS], ignore_index=True)
    return table.assign(gloss_en=table["term"].map(gloss_of_forms()).fillna(""))


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


def plot_keyness(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the log ratio of each term with its tokens and regions, a panel for each part of the reports."""
    parts = [part for part in PANELS if part in set(table["part"])]
    stacked = page.is_narrow or page.labels != "zh"
    width = 1.0 if page.is_narrow else 2.2 if stacked else 1.3
    labels = {part: row_labels(page, _names(table[table["part"] == part]), width) for part in parts}
    heights = [pitch(labels[part]) * len(labels[part]) + 0.75 for part in parts]
    shape = (len(parts), 1) if stacked else (1, len(parts))
    height = 0.6 + (sum(heights) if stacked else max(heights))
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    ratios: dict[str, Any] = {"height_ratios": heights} if stacked else {}
    for axes, part in zip(figure.subplots(*shape, squeeze=False, **ratios).ravel(), parts, strict=True):
        _draw(axes, table[table["part"] == part], labels[part], page)
        axes.set_title(say(page, f"part-{part}"), pad=26 if page.labels == "both" else 14)
    note(figure, page, "keyness-note", **facts(table))
    return figure


def _names(table: pd.DataFrame) -> list[Wording]:
    """Terms with their glosses: slogans' from the lexicon, others' from the figures' own."""
    return [gloss_of(*pair) for pair in zip(table["term"], table["gloss_en"].fillna(""), strict=True)]


def _draw(axes: Axes, table: pd.DataFrame, labels: list[str], page: Page) -> None:
    ratios, rows = table["log_ratio"].to_numpy(float), np.arange(len(table))
    axes.hlines(rows, 0, ratios, color=PALE, lw=1.4)
    axes.scatter(ratios, rows, c=np.where(ratios > 0, COLOURS[1], COLOURS[0]), s=14, zorder=2)
    axes.axvline(0, color=GREY, lw=0.6)
    rows_axis(axes, labels)
    reach = np.abs(ratios).max() + 0.5
    axes.set_xlim(-reach, reach)
    axes.set_xticks([-4, -2, 0, 2, 4])
    beside = axes.twinx()
    beside.set_ylim(axes.get_ylim())
    beside.axis("off")
    across = beside.get_yaxis_transform()
    columns = {"tokens-column": _tokens(table), "up-down-column": _regions(table)}
    offset = 4.0
    for key, texts in columns.items():
        head = say(page, key, inches=0.5)
        place: dict[str, Any] = {"xycoords": across, "textcoords": "offset points", "annotation_clip": False}
        for row, text in enumerate(texts):
            beside.annotate(text, (1, row), (offset, 0), va="center", fontsize=SMALL, color=DARK, **place)
        beside.annotate(head, (1, -0.9), (offset, 0), va="bottom", fontsize=SMALL, color=DARK, **place)
        offset += POINTS * max(widest(texts), widest([head])) + 7


def _tokens(table: pd.DataFrame) -> list[str]:
    counts = zip(table["target_count"], table["reference_count"], table["absent_in"], strict=True)
    return [f"{after}:{before}" + ("*" if absent else "") for after, before, absent in counts]


def _regions(table: pd.DataFrame) -> list[str]:
    changes = zip(table["n_up"], table["n_down"], table["q_sign"], strict=True)
    return [f"{up:.0f}↑ {down:.0f}↓" + ("" if q < MAX_Q else " ?") for up, down, q in changes]


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Years, reports, and the terms that sections on the year to come gained and lost most."""
    first, rest = table.iloc[0], table[table["part"] == table["part"].iloc[-1]]
    top, low = (rest.iloc[int(place(rest["log_likelihood"]))] for place in (np.argmax, np.argmin))
    return {
        "before": int(first["reference_year"]),
        "after": int(first["target_year"]),
        "n_before": int(first["n_reference"]),
        "n_after": int(first["n_target"]),
        **_strongest("top", top),
        **_strongest("low", low),
    }


def _strongest(key: str, row: pd.Series) -> dict[str, Any]:
    """A term with its G2 and its tokens in either year."""
    counts = {"g2": float(row["log_likelihood"]), "after": row["target_count"], "before": row["reference_count"]}
    return {key: _names(row.to_frame().T)[0], **{f"{key}_{name}": value for name, value in counts.items()}}


RECIPE = Recipe(
    name="keyness-years",
    collection="provincial",
    inputs=("passages", "terms"),
    settings={"most": SHOWN, "min_reports": MIN_REPORTS, "min_count": MIN_COUNT, "max_q": MAX_Q},
    tabulate=tabulate,
    plot=plot_keyness,
    facts=facts,
)

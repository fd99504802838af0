"""Figure robustness-transcriptions: whether counts of slogans depend on who transcribed the report."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from baogao.corpus.store.defects import read_defects
from baogao.figures.fit import SMALL
from baogao.figures.marks import legend_above, mark_events, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of, with_names, wordings
from baogao.figures.style import COLOURS, GREY, INK, PALE, tiles_axis, year_axis
from baogao.figures.wording import Wording, pitch, row_labels, say, with_count, wording
from baogao.measures.agreement import CELL, transcription_cells

MOST = 30
KINDS = (PALE, GREY, COLOURS[1])  # colours: equal, differ in marked texts, differ in unmarked ones
# The columns of every table; the others are transcriptions.
FIXED = [
    "slogan_id",
    "slogan",
    "gloss_en",
    "year",
    "equal",
    "equal_unmarked",
    "defects",
]


def tabulate(collection: str) -> pd.DataFrame:
    """Every cell with its count in each transcription, and whether these are equal, with and without marked texts."""
    reports, defects = manifest_of(collection, RECIPE.name, at_least=2), read_defects(collection)
    features = features_of(collection)
    cells = transcription_cells(reports, *features)
    unmarked = transcription_cells(reports[~reports["report_id"].isin(defects["report_id"])], *features)
    named = defects.merge(reports[["report_id", "year", "outlet"]], on="report_id").dropna(subset=["year"])
    marks = (named["outlet"] + " " + named["defect"]).groupby(named["year"]).agg("; ".join).rename("defects")
    wide = cells.pivot(index=CELL, columns="outlet", values="count").astype("Int64")
    wide = wide.join(cells.groupby(CELL)["equal"].first())
    wide = wide.join(unmarked.groupby(CELL)["equal"].first().rename("equal_unmarked").astype("boolean"))
    table = wide.reset_index().merge(marks, on="year", how="left").fillna({"defects": ""})
    table = with_names(table)
    outlets = sorted(cells["outlet"].unique())
    return table.sort_values(["year", "slogan_id"], ignore_index=True)[[*FIXED, *outlets]]


def plot_transcriptions(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the cells of each year by whether they are equal, and list those that differ in unmarked texts."""
    differing = table[table["equal_unmarked"].eq(False).fillna(False)]
    shown = differing.head(MOST)
    labels = _labels(page, shown)
    height = 0.7 + pitch(labels) * max(len(shown), 1)
    figure = Figure(figsize=(page.inches, 3.4 + height), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=[2.0, height])
    _years(above, table, page)
    _cells(below, shown, list(table.columns[len(FIXED) :]), labels)
    legend_above(figure, page, _handles(), [with_count(wording(key), n) for key, n in _kinds(table).items()])
    note(figure, page, "transcriptions-note", n=len(differing), shown=len(shown))
    return figure


def _labels(page: Page, shown: pd.DataFrame) -> list[str]:
    """Slogan and year of each cell that differs."""
    pairs = zip(shown["year"], wordings(shown), strict=True)
    names = [
        Wording(f"{year} {text.zh}", text.en if page.labels == "both" else f"{year} {text.en}") for year, text in pairs
    ]
    return row_labels(page, names, 1.4 if page.is_narrow else 3.2)


def _which(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Cells that are equal, that differ in marked texts only, and that differ in unmarked ones."""
    unmarked = table["equal_unmarked"].eq(False).fillna(False)
    equal = table["equal"].astype(bool)
    return {"all-equal": equal, "differ-marked": ~equal & ~unmarked, "differ-unmarked": unmarked}


def _kinds(table: pd.DataFrame) -> dict[str, int]:
    return {key: int(which.sum()) for key, which in _which(table).items()}


def _handles() -> list[Artist]:
    return [Patch(facecolor=colour) for colour in KINDS]


def _years(axes: Axes, table: pd.DataFrame, page: Page) -> None:
    """Bars of cells by year: equal, differing in marked texts only, differing in unmarked ones."""
    base = pd.Series(0, index=sorted(table["year"].unique()))
    for which, colour in zip(_which(table).values(), KINDS, strict=True):
        counts = which.groupby(table["year"]).sum().astype(int)
        axes.bar(base.index, counts, 0.85, bottom=base, color=colour)
        base = base + counts
    first, last = int(base.index.min()), int(base.index.max())
    year_axis(axes, first, last, most=5 if page.is_narrow else 9)
    mark_events(axes, page, first, last, inches=page.inches - (1.6 if page.is_narrow else 3.4))
    axes.set_ylabel(say(page, "slogans-of-year", inches=1.4))


def _cells(axes: Axes, shown: pd.DataFrame, outlets: list[str], labels: list[str]) -> None:
    """Counts of the cells that differ; one that is unlike the others is in colour (of two, neither is)."""
    tiles_axis(axes, labels)
    axes.set_xlim(0, len(outlets))
    for row, counts in enumerate(shown[outlets].to_numpy()):
        known = [int(count) for count in counts if not pd.isna(count)]
        usual = {count for count in known if known.count(count) == max(map(known.count, known))}
        for column, count in enumerate(counts):
            text, colour = ("–", GREY) if pd.isna(count) else (str(count), INK if count in usual else COLOURS[1])
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=SMALL, color=colour)
    axes.set_xticks([column + 0.5 for column in range(len(outlets))], [name.replace("-", "-\n", 1) for name in outlets])
    axes.xaxis.tick_top()


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Cells, years, and shares of cells that are equal, with and without texts that are marked as defective."""
    kinds = _kinds(table)
    unmarked = len(table) - kinds["differ-marked"]
    return {
        "axis": (int(table["year"].min()), int(table["year"].max())),
        "n": len(table),
        "n_years": table["year"].nunique(),
        "equal": kinds["all-equal"] / len(table),
        "equal_unmarked": kinds["all-equal"] / unmarked,
        "n_different": kinds["differ-unmarked"],
    }


RECIPE = Recipe(
    name="robustness-transcriptions",
    collection="work-reports-variants",
    inputs=("passages", "hits", "events"),
    settings={"most": MOST},
    tabulate=tabulate,
    plot=plot_transcriptions,
    facts=facts,
)

"""Figure robustness-transcriptions: whether counts of slogans depend on who transcribed the report."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from baogao.corpus.store.defects import read_defects
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH, tiles_axis, year_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.agreement import CELL, transcription_cells

MOST = 30
FIXED = ["slogan_id", "slogan", "year", "equal", "equal_unmarked", "defects"]  # the other columns are transcriptions


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
    table["slogan"] = table["slogan_id"].map(load_lexicon().canonical)
    outlets = sorted(cells["outlet"].unique())
    return table.sort_values(["year", "slogan_id"], ignore_index=True)[[*FIXED, *outlets]]


def plot_transcriptions(table: pd.DataFrame) -> Figure:
    """Draw the cells of each year by whether they are equal, and list those that differ in unmarked texts."""
    differing = table[table["equal_unmarked"].eq(False).fillna(False)]
    shown = differing.head(MOST)
    height = 0.6 + 0.19 * max(len(shown), 1)
    figure = Figure(figsize=(WIDTH, 3.0 + height), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=[2.4, height])
    _years(above, table)
    _cells(below, shown, list(table.columns[len(FIXED) :]), len(differing))
    return figure


def _years(axes: Axes, table: pd.DataFrame) -> None:
    """Bars of cells by year: equal, differing in marked texts only, differing in unmarked ones."""
    unmarked = table["equal_unmarked"].eq(False).fillna(False)
    kinds = {
        "equal in all transcriptions": (table["equal"], PALE),
        "differ, but only by a text that is marked as defective": (~table["equal"] & ~unmarked, GREY),
        "differ between texts without a mark": (unmarked, COLOURS[1]),
    }
    base = pd.Series(0, index=sorted(table["year"].unique()))
    for which, colour in kinds.values():
        counts = which.groupby(table["year"]).sum().astype(int)
        axes.bar(base.index, counts, 0.85, bottom=base, color=colour)
        base = base + counts
    n = [int(which.sum()) for which, _ in kinds.values()]
    handles = [
        Patch(facecolor=colour, label=f"{name} ({count:,})")
        for (name, (_, colour)), count in zip(kinds.items(), n, strict=True)
    ]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), fontsize=7)
    year_axis(axes, int(base.index.min()), int(base.index.max()))
    axes.set_ylabel(f"slogans of the year's report\n(n = {len(table):,} cells, {len(base)} years)")


def _cells(axes: Axes, shown: pd.DataFrame, outlets: list[str], n: int) -> None:
    """Counts of the cells that differ; one that is unlike the others is in colour (of two, neither is)."""
    tiles_axis(axes, [f"{row.slogan}  {row.year}" for row in shown.itertuples()])
    axes.set_xlim(0, len(outlets))
    for row, counts in enumerate(shown[outlets].to_numpy()):
        known = [int(count) for count in counts if not pd.isna(count)]
        usual = {count for count in known if known.count(count) == max(map(known.count, known))}
        for column, count in enumerate(counts):
            text, colour = ("–", GREY) if pd.isna(count) else (str(count), INK if count in usual else COLOURS[1])
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks([column + 0.5 for column in range(len(outlets))], outlets)
    axes.xaxis.tick_top()
    more = f"\n(the first {len(shown)} of them)" if n > len(shown) else ""
    axes.set_xlabel(f"count in each transcription of the {n} cells that differ between texts without a mark{more}")


RECIPE = Recipe(
    name="robustness-transcriptions",
    collection="work-reports-variants",
    inputs=("passages", "hits"),
    settings={"most": MOST},
    caption="Slogan-by-year cells above zero in any transcription of a report that stands in two or three: equal where "
    "all have the same count (all forms, not counted inside a longer slogan). Below: the cells that differ between "
    "texts that are not marked as defective (incomplete, doubled, in another script or with a glossary; defects.csv); "
    "a count unlike two others in colour; a dash where the year is not in that transcription.",
    tabulate=tabulate,
    plot=plot_transcriptions,
)

"""Figure bilingual-renderings: how the official English of the same slogans changed from year to year."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.features.tables import RENDERINGS
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of, with_names
from baogao.figures.style import COLOURS, GREY, PALE, rows_axis, year_axis
from baogao.figures.wording import Wording, join, row_labels, wording
from baogao.measures.renderings import changed_renderings

MOST, PER_SLOGAN, MIN_SENTENCES = 9, 3, 3
AT_LEAST, YEARS = 8, 8
LABELS = 0.4  # of the width
HEADING, AREA = 1.4, 14  # lines that the form above its renderings takes; square points of a sentence


def tabulate(collection: str) -> pd.DataFrame:
    """Sentences by year of the most frequent renderings of the slogans whose rendering changed most."""
    reports = manifest_of(collection, RECIPE.name, at_least=AT_LEAST, years=YEARS)
    changed = changed_renderings(
        reports, read_table(collection, RENDERINGS), most=MOST, per_slogan=PER_SLOGAN, min_sentences=MIN_SENTENCES
    )
    if changed.empty:
        raise SettingError(
            f"{RECIPE.name}: no slogan of {collection} has two renderings in {MIN_SENTENCES} sentences each."
        )
    return with_names(changed)


def plot_renderings(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a line a rendering, those of a slogan together, and a dot a year with its area by sentences."""
    lines = table.drop_duplicates(["slogan_id", "rendering"]).reset_index(drop=True)
    groups = pd.factorize(lines["slogan_id"])[0]
    rows = np.arange(len(lines)) + 1 + HEADING * groups
    places = dict(zip(_pairs(lines), rows.tolist(), strict=True))
    figure = Figure(figsize=(page.inches, 0.9 + 0.15 * max(places.values())), layout="constrained")
    axes = figure.subplots()
    first, last = int(table["year"].min()), int(table["year"].max())
    axes.hlines(list(places.values()), first, last, color=PALE, lw=0.7)
    area = AREA * (0.5 if page.is_narrow else 1)
    for group, (slogan_id, own) in enumerate(lines.groupby("slogan_id", sort=False)):
        drawn = table[(table["slogan_id"] == slogan_id) & (table["n_sentences"] > 0)]
        heights = [places[pair] for pair in _pairs(drawn)]
        axes.scatter(drawn["year"], heights, s=area * drawn["n_sentences"], color=COLOURS[group % 2], lw=0, zorder=3)
        name = join(page, Wording(own["slogan"].iloc[0], own["gloss_en"].iloc[0]), inches=page.inches - 0.3)
        _name(axes, page, name, min(heights) - HEADING * 0.75)
    names = [Wording(each, each) for each in lines["rendering"]]
    labels = row_labels(Page("en", page.width), names, page.inches * LABELS)
    rows_axis(axes, labels)
    axes.set_yticks(list(places.values()), labels)
    axes.set_ylim(max(places.values()) + 0.8, -1)
    year_axis(axes, first, last, most=5 if page.is_narrow else 15)
    sizes = [axes.scatter([], [], s=area * size, color=GREY, lw=0) for size in (1, 3, 6)]
    legend_above(figure, page, sizes, [Wording("1", "1"), Wording("3", "3"), wording("six-sentences")])
    return figure


def _name(axes: Axes, page: Page, name: str, place: float) -> None:
    """The slogan above its renderings, on one line; in a narrow figure it ends where the years do."""
    across, line = axes.get_yaxis_transform(), name.replace("\n", " ")
    start, side = (1, "right") if page.is_narrow else (0, "left")
    axes.text(start, place, line, transform=across, ha=side, va="center", fontsize=7)


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["slogan_id"], table["rendering"], strict=True))


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Numbers of the caption."""
    return {
        "n_slogans": table["slogan_id"].nunique(),
        "n_renderings": len(table.drop_duplicates(["slogan_id", "rendering"])),
        "first": int(table["year"].min()),
        "last": int(table["year"].max()),
    }


RECIPE = Recipe(
    name="bilingual-renderings",
    collection="bilingual",
    inputs=("renderings",),
    settings={"most": MOST, "per_slogan": PER_SLOGAN, "min_sentences": MIN_SENTENCES},
    tabulate=tabulate,
    plot=plot_renderings,
    facts=facts,
)

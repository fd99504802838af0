"""Figure bilingual-renderings: how the official English of the same slogans changed from year to year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.features.tables import RENDERINGS
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, rows_axis, year_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.renderings import changed_renderings

MOST, PER_SLOGAN, MIN_SENTENCES = 9, 3, 3
AT_LEAST, YEARS = 8, 8
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
    return changed.assign(slogan=changed["slogan_id"].map(load_lexicon().canonical))


def plot_renderings(table: pd.DataFrame) -> Figure:
    """Draw a line a rendering, those of a slogan together, and a dot a year with its area by sentences."""
    lines = table.drop_duplicates(["slogan_id", "rendering"]).reset_index(drop=True)
    groups = pd.factorize(lines["slogan_id"])[0]
    rows = np.arange(len(lines)) + 1 + HEADING * groups
    places = dict(zip(_pairs(lines), rows.tolist(), strict=True))
    figure = Figure(figsize=(WIDTH, 0.7 + 0.15 * max(places.values())), layout="constrained")
    axes = figure.subplots()
    first, last = int(table["year"].min()), int(table["year"].max())
    axes.hlines(list(places.values()), first, last, color=PALE, lw=0.7)
    for group, (slogan_id, own) in enumerate(lines.groupby("slogan_id", sort=False)):
        drawn = table[(table["slogan_id"] == slogan_id) & (table["n_sentences"] > 0)]
        heights = [places[pair] for pair in _pairs(drawn)]
        axes.scatter(drawn["year"], heights, s=AREA * drawn["n_sentences"], color=COLOURS[group % 2], lw=0, zorder=3)
        _name(axes, own["slogan"].iloc[0], min(heights) - HEADING * 0.75)
    rows_axis(axes, lines["rendering"].tolist())
    axes.set_yticks(list(places.values()), lines["rendering"])
    axes.set_ylim(max(places.values()) + 0.8, -1)
    year_axis(axes, first, last, most=15)
    sizes = [axes.scatter([], [], s=AREA * size, color=GREY, lw=0) for size in (1, 3, 6)]
    figure.legend(sizes, ["1", "3", "6 sentences"], loc="outside upper right", ncols=3)
    return figure


def _name(axes: Axes, slogan: str, place: float) -> None:
    """The Chinese form above its renderings."""
    across = axes.get_yaxis_transform()
    axes.text(-0.01, place, slogan, transform=across, ha="right", va="center", fontsize=8)


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["slogan_id"], table["rendering"], strict=True))


RECIPE = Recipe(
    name="bilingual-renderings",
    collection="bilingual",
    inputs=("renderings",),
    settings={"most": MOST, "per_slogan": PER_SLOGAN, "min_sentences": MIN_SENTENCES},
    caption=f"Official English of the {MOST} slogans whose rendering changed most over the years: up to {PER_SLOGAN} "
    f"renderings of each that stand in at least {MIN_SENTENCES} sentences, a dot a year, its area the number of "
    "aligned sentences with slogan and rendering; other renderings are not drawn. Found by aligned words: of those "
    "in two sentences or more about four in five are whole, the others lack a word or have one too many.",
    tabulate=tabulate,
    plot=plot_renderings,
)

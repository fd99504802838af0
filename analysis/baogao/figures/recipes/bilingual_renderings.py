"""Figure bilingual-renderings: how the official English of the same slogans changed from year to year."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.current import read_table
from baogao.features.tables import RENDERINGS
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH, year_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.renderings import changed_renderings

MOST, PER_SLOGAN, MIN_SENTENCES = 9, 3, 3
AT_LEAST, YEARS = 8, 8


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
    places = {
        pair: number + 1.4 * group + 1 for number, (pair, group) in enumerate(zip(_pairs(lines), groups, strict=True))
    }
    figure = Figure(figsize=(WIDTH, 0.7 + 0.15 * max(places.values())), layout="constrained")
    axes = figure.subplots()
    first, last = int(table["year"].min()), int(table["year"].max())
    for group, (_, own) in enumerate(lines.groupby(groups)):
        rows = [places[pair] for pair in _pairs(own)]
        axes.text(
            -0.01,
            rows[0] - 1.05,
            own["slogan"].iloc[0],
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=8,
        )
        axes.hlines(rows, first, last, color=PALE, lw=0.7)
        colour = COLOURS[group % 2]
        drawn = table[(table["slogan_id"] == own["slogan_id"].iloc[0]) & (table["n_sentences"] > 0)]
        axes.scatter(
            drawn["year"],
            [places[pair] for pair in _pairs(drawn)],
            s=14 * drawn["n_sentences"],
            color=colour,
            lw=0,
            zorder=3,
        )
    axes.set_yticks(list(places.values()), lines["rendering"], fontsize=7, color=INK)
    axes.set_ylim(max(places.values()) + 0.8, -1)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    year_axis(axes, first, last, most=15)
    sizes = [axes.scatter([], [], s=14 * size, color=GREY, lw=0) for size in (1, 3, 6)]
    figure.legend(sizes, ["1", "3", "6 sentences"], loc="outside upper right", ncols=3)
    return figure


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["slogan_id"], table["rendering"], strict=True))


RECIPE = Recipe(
    name="bilingual-renderings",
    collection="bilingual",
    inputs=("renderings",),
    settings={"most": MOST, "per_slogan": PER_SLOGAN, "min_sentences": MIN_SENTENCES},
    caption=f"Official English of the {MOST} slogans whose rendering changed most over the years: up to {PER_SLOGAN} "
    f"renderings of each that stand in at least {MIN_SENTENCES} sentences, a dot a year, its area the number of aligned "
    "sentences with slogan and rendering; other renderings are not drawn. Renderings are found by aligned words; of those "
    "in two sentences or more about four in five are whole, the others lack a word or have one too many.",
    tabulate=tabulate,
    plot=plot_renderings,
)

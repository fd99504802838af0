"""Figure slogan-cloud: a word cloud of slogans, with the dot plot of the same numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from wordcloud import WordCloud

from baogao.errors import SettingError
from baogao.figures.fonts import check_glyphs, font, font_path
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of
from baogao.figures.style import COLOURS, INK, PALE, WIDTH, rows_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.intervals import PER
from baogao.measures.series import slogan_series

MOST, SEED = 36, 1
PIXELS, LARGEST = (480, 708), (72, 60, 48, 36, 24)
CLASSES = ("numeric", "doctrine", "campaign", "goal", "model", "ethos")
TINT = dict(zip(CLASSES, COLOURS, strict=True))


def tabulate(collection: str) -> pd.DataFrame:
    """The most frequent slogans with their counts and classes."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    lexicon = load_lexicon()
    series = slogan_series(reports, *features_of(collection), by="report_id")
    used = series[series["count"] > 0].groupby("slogan_id", as_index=False)
    table = used.agg(count=("count", "sum"), n_reports=("report_id", "nunique"))
    table = table.sort_values(["count", "slogan_id"], ascending=[False, True], ignore_index=True).head(MOST)
    table = table.merge(lexicon.table[["slogan_id", "class"]], on="slogan_id", how="left")
    table["slogan"] = table["slogan_id"].map(lexicon.canonical)
    rate = PER * table["count"] / int(reports["n_chars"].sum())
    table = table.assign(n_all=len(reports), rate_per_10k=rate)
    return table[["slogan_id", "slogan", "class", "count", "n_reports", "n_all", "rate_per_10k"]]


def plot_slogan_cloud(table: pd.DataFrame) -> Figure:
    """Draw the cloud (size by count, colour by class) beside a dot plot with counts."""
    check_glyphs("".join(table["slogan"]), RECIPE.name)
    figure = Figure(figsize=(WIDTH, 5.2), layout="constrained")
    cloud, dots = figure.subplots(1, 2, width_ratios=[1.25, 1])
    _cloud(cloud, table)
    rows = range(len(table))
    dots.hlines(rows, 0, table["count"], color=PALE, lw=1)
    dots.scatter(table["count"], rows, c=table["class"].map(TINT), s=11, zorder=2)
    rows_axis(dots, table["slogan"].tolist(), size=6.5)
    dots.set_xlim(left=0)
    dots.set_xlabel(f"occurrences in {table['n_all'].iloc[0]} reports")
    present = [name for name in CLASSES if name in set(table["class"])]
    for name in present:
        dots.scatter([], [], c=TINT[name], s=11, label=name)
    dots.legend(loc="lower right", title="class", alignment="left")
    return figure


def _cloud(axes: Axes, table: pd.DataFrame) -> None:
    """Place the words with wordcloud and draw them as outlines, sharp at any size."""
    tint = dict(zip(table["slogan"], table["class"].map(TINT), strict=True))
    width, height = PIXELS
    for (word, _), size, (top, left), _, _ in _layout(table):
        outline = TextPath((0, 0), word, size=size, prop=font())
        ink = outline.get_extents()  # wordcloud places the upper left corner of the ink
        place = Affine2D().translate(-ink.x0, -ink.y1).scale(1, -1).translate(left, top)
        axes.add_patch(PathPatch(place.transform_path(outline), color=tint.get(word, INK), lw=0))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_aspect("equal")
    axes.axis("off")


def _layout(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Word, size and place of every slogan; wordcloud leaves words out in silence, so smaller sizes are tried."""
    counts = dict(zip(table["slogan"], table["count"].astype(float), strict=True))
    width, height = PIXELS
    for largest in LARGEST:
        words = WordCloud(
            font_path=str(font_path()),
            width=width,
            height=height,
            random_state=SEED,
            prefer_horizontal=1.0,
            relative_scaling=0.6,
            margin=5,
            min_font_size=5,
            max_font_size=largest,
        ).generate_from_frequencies(counts)
        if len(words.layout_) == len(counts):
            return list(words.layout_)
    raise SettingError(f"{RECIPE.name}: {len(counts)} words do not fit; show fewer.")


RECIPE = Recipe(
    name="slogan-cloud",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"most": MOST, "seed": SEED},
    caption=f"The {MOST} most frequent slogans, as a word cloud (size by count, place by chance) and as a dot plot of "
    "the same counts (all forms, those inside longer slogans too). Read numbers off the dots; area misleads.",
    tabulate=tabulate,
    plot=plot_slogan_cloud,
)

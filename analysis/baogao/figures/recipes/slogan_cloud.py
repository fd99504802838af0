"""Figure slogan-cloud: a word cloud of slogans, with the dot plot of the same numbers."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath
from wordcloud import WordCloud

from baogao.errors import SettingError
from baogao.figures.fit import POINTS, SMALL, shorten
from baogao.figures.fonts import check_glyphs, font, font_path
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, as_high, features_of, manifest_of, with_names, wordings
from baogao.figures.style import COLOURS, INK, PALE, rows_axis
from baogao.figures.wording import SaidIf, Wording, name_of, pitch, row_labels, say
from baogao.language.lexicon import load_lexicon
from baogao.measures.formulas import SHARE, nested
from baogao.measures.intervals import PER
from baogao.measures.series import slogan_series

MOST, SEED = 36, 1
DOTS = 150  # an inch, in which wordcloud places its words
LARGEST = (30, 26, 22, 19, 16, 13, 11)  # points of the largest word: the first with which all words fit
SCALINGS = (0.6, 0.3, 0.0)  # how far size follows the count: the most with which all words fit
TALLER = (1.0, 1.3, 1.7)  # times the height wished for
MARGIN = 18  # pixels between words
LABELS = {"zh": 1.2, "en": 1.9, "both": 1.9}  # inches of the labels of rows
CLASSES = ("numeric", "doctrine", "campaign", "goal", "model", "ethos")
TINT = dict(zip(CLASSES, COLOURS, strict=True))
Placed = tuple[Any, ...]  # word with its count, size, place, turn and colour, as wordcloud gives them


def tabulate(collection: str) -> pd.DataFrame:
    """The most frequent slogans with their counts and classes; how many more are as frequent as the last of them."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    classes = load_lexicon().table[["slogan_id", "class"]]
    passages, hits = features_of(collection)
    series = slogan_series(reports, passages, hits, by="report_id")
    used = series[series["count"] > 0].groupby("slogan_id", as_index=False)
    table = used.agg(count=("count", "sum"), n_reports=("report_id", "nunique"))
    ordered = table.sort_values(["count", "slogan_id"], ascending=[False, True], ignore_index=True)
    ordered = apart(ordered, nested(hits, least=SHARE), MOST)
    table = ordered.head(MOST)
    n_as_frequent = int((ordered["count"].iloc[MOST:] == table["count"].min()).sum())
    table = with_names(table.merge(classes, on="slogan_id", how="left"))
    rate = PER * table["count"] / int(reports["n_chars"].sum())
    table = table.assign(n_all=len(reports), rate_per_10k=rate, n_as_frequent=n_as_frequent)
    columns = ["slogan_id", "slogan", "gloss_en", "class", "count", "n_reports", "n_all", "rate_per_10k"]
    return table[[*columns, "n_as_frequent"]]


def apart(table: pd.DataFrame, within: pd.DataFrame, most: int) -> pd.DataFrame:
    """Slogans of a table, less those whose places are places of another one that is drawn.

    Parameters
    ----------
    table : pandas.DataFrame
        ``slogan_id``, the most frequent first.
    within : pandas.DataFrame
        Pairs of which one nearly always lies in the other, as `baogao.measures.formulas.nested` gives them.
    most : int
        How many of the first slogans are drawn.

    Examples
    --------
    >>> table = pd.DataFrame({"slogan_id": ["part", "whole", "other"]})
    >>> apart(table, pd.DataFrame({"slogan_id": ["part"], "other": ["whole"]}), 2)["slogan_id"].tolist()
    ['whole', 'other']
    """
    while True:
        is_drawn = within["other"].isin(table["slogan_id"].head(most))
        twice = within.loc[is_drawn & within["slogan_id"].isin(table["slogan_id"]), "slogan_id"]
        if twice.empty:
            return table.reset_index(drop=True)
        table = table[table["slogan_id"] != twice.iloc[0]]


def plot_slogan_cloud(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the cloud (size by count, colour by class) beside a dot plot with counts; below it where narrow."""
    check_glyphs("".join(table["slogan"]), RECIPE.name)
    width = 1.6 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(table), width)
    height = 0.45 + pitch(labels) * len(table)
    words, cloud_size = _layout(_counts(table, page), _cloud_size(page, height))
    legend = 0.75 if page.is_narrow else 0.5
    tall = legend + (height + cloud_size[1] if page.is_narrow else max(height, cloud_size[1]))
    figure = Figure(figsize=(page.inches, tall))
    left = width + 0.15 + (0 if page.is_narrow else cloud_size[0])
    top = tall - legend
    cloud = figure.add_axes((0, (top - cloud_size[1]) / tall, cloud_size[0] / page.inches, cloud_size[1] / tall))
    _cloud(cloud, table, page, words, cloud_size)
    size = (page.inches - left - 0.12, height - 0.45)
    dots = figure.add_axes((left / page.inches, 0.45 / tall, size[0] / page.inches, size[1] / tall))
    _dots(dots, table, labels)
    dots.set_xlabel(say(page, "occurrences-in", inches=page.inches - left, n=table["n_all"].iloc[0]))
    present = [name for name in CLASSES if name in set(table["class"])]
    handles: list[Artist] = [dots.scatter([], [], color=TINT[name], s=11) for name in present]
    legend_above(figure, page, handles, [name_of("group", name) for name in present])
    return figure


def _cloud_size(page: Page, height: float) -> tuple[float, float]:
    """Width and height of the cloud, beside dots of some height; above them where the page is narrow."""
    if page.is_narrow:
        return page.inches, 5.2 if page.labels == "en" else 3.0
    return 0.47 * page.inches, min(height - 0.6, 5.2)


def _dots(axes: Axes, table: pd.DataFrame, labels: list[str]) -> None:
    """A dot a slogan, in the colour of its class."""
    rows = range(len(table))
    axes.hlines(rows, 0, table["count"], color=PALE, lw=1)
    axes.scatter(table["count"], rows, c=table["class"].map(TINT), s=11, zorder=2)
    rows_axis(axes, labels)
    axes.set_xlim(left=0)


def _words(table: pd.DataFrame, page: Page) -> list[str]:
    """Slogans, or their English glosses, as far as the cloud is wide enough for one in small letters."""
    words = table["gloss_en"] if page.labels == "en" else table["slogan"]
    return [shorten(word, _cloud_size(page, 1.0)[0] - 0.3) for word in words]


def _counts(table: pd.DataFrame, page: Page) -> dict[str, float]:
    """Occurrences of each word of the cloud."""
    return dict(zip(_words(table, page), table["count"].astype(float), strict=True))


def _cloud(axes: Axes, table: pd.DataFrame, page: Page, placed: list[Placed], inches: tuple[float, float]) -> None:
    """Write the words where wordcloud has placed them, as text."""
    tint = dict(zip(_words(table, page), table["class"].map(TINT), strict=True))
    for (word, _), size, (top, left), _, _ in placed:
        ink = TextPath((0, 0), word, size=size, prop=font()).get_extents()
        place = left - ink.x0, top + ink.y1  # wordcloud places the upper left corner of the ink
        axes.text(*place, word, fontsize=size * POINTS / DOTS, color=tint.get(word, INK), va="baseline")
    axes.set_xlim(0, inches[0] * DOTS)
    axes.set_ylim(inches[1] * DOTS, 0)
    axes.axis("off")


def _layout(counts: dict[str, float], inches: tuple[float, float]) -> tuple[list[Placed], tuple[float, float]]:
    """Word, size and place of every slogan, and the size of the cloud: higher than wished where they need it.

    wordcloud leaves words out in silence, so sizes are tried in turn.
    """
    width, least = inches
    for taller, scaling, largest in product(TALLER, SCALINGS, LARGEST):
        words = WordCloud(
            font_path=str(font_path()),
            width=round(width * DOTS),
            height=round(taller * least * DOTS),
            random_state=SEED,
            prefer_horizontal=1.0,
            relative_scaling=scaling,
            margin=round(MARGIN * taller),
            min_font_size=-int(-SMALL * DOTS // POINTS),
            max_font_size=round(largest * DOTS / POINTS),
        ).generate_from_frequencies(counts)
        if len(words.layout_) == len(counts):
            return list(words.layout_), (width, taller * least)
    raise SettingError(f"{RECIPE.name}: {len(counts)} words do not fit; show fewer.")


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Slogans, reports, the slogan with most occurrences, and those that are as frequent as the last one drawn."""
    top = table.iloc[0]
    highest = {"top": Wording(top["slogan"], top["gloss_en"]), "top_count": int(top["count"])}
    n_more = int(top["n_as_frequent"])
    cut = {"is_cut": SaidIf(n_more > 0), "n_more": n_more, "least": int(table["count"].min())}
    return {"n_slogans": len(table), "n": int(top["n_all"]), **highest, **as_high(table["count"]), **cut}


RECIPE = Recipe(
    name="slogan-cloud",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"most": MOST, "seed": SEED, "share": SHARE},
    tabulate=tabulate,
    plot=plot_slogan_cloud,
    facts=facts,
)

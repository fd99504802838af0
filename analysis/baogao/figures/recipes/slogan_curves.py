"""Figure slogan-curves: how chosen slogans rise and fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from baogao.errors import SettingError
from baogao.figures.fit import SMALL, shorten, width_of, wrap
from baogao.figures.marks import mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import (
    Recipe,
    as_high,
    features_of,
    in_order_of_use,
    manifest_of,
    one_a_year,
    series_of,
)
from baogao.figures.style import COLOURS, PALE, TITLE, year_axis
from baogao.figures.wording import SaidIf, Wording, gloss_of, say
from baogao.measures.coverage import main_kind
from baogao.measures.series import MIN_HITS, MIN_REPORTS, long_lived, slogan_series

MOST, COLUMNS = 15, 3
# The study shows these where they qualify; another collection shows its most frequent ones.
CHOSEN = (
    "jian-ku-fen-dou",
    "he-ping-gong-chu-wu-xiang-yuan-ze",
    "si-xiang-ji-ben-yuan-ze",
    "you-zhong-guo-te-se-de-she-hui-zhu-yi",
    "zhong-guo-te-se-she-hui-zhu-yi",
    "jing-shen-wen-ming-jian-she",
    "gai-ge-kai-fang",
    "hong-guan-tiao-kong",
    "ji-hua-sheng-yu",
    "yi-guo-liang-zhi",
    "she-hui-zhu-yi-shi-chang-jing-ji",
    "san-ge-dai-biao",
    "ke-xue-fa-zhan-guan",
    "gong-ji-ce-jie-gou-xing-gai-ge",
    "gao-zhi-liang-fa-zhan",
)


def tabulate(collection: str) -> pd.DataFrame:
    """Rates by year of the chosen slogans that have at least 30 hits in 8 reports."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_REPORTS))
    series = slogan_series(reports, *features_of(collection))
    enough = long_lived(series)
    if not enough:
        raise SettingError(
            f"{RECIPE.name}: a curve takes {MIN_HITS} hits in {MIN_REPORTS} reports; {collection} has no such slogan."
        )
    chosen = [slogan_id for slogan_id in enough if slogan_id in CHOSEN]
    chosen = (chosen + [slogan_id for slogan_id in enough if slogan_id not in chosen])[:MOST]
    return in_order_of_use(series[series["slogan_id"].isin(chosen)])


def of_slogans(collection: str, forms: Sequence[str]) -> pd.DataFrame:
    """Rates by year of the slogans that a user names."""
    return in_order_of_use(series_of(collection, forms, RECIPE.name))


def plot_slogan_curves(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw one panel a slogan: a point a year (hollow if partial), joined where reports follow within two years."""
    slogans = table.drop_duplicates("slogan_id")
    columns = 2 if page.is_narrow else COLUMNS
    rows = -(-len(slogans) // columns)
    figure = Figure(figsize=(page.inches, 0.9 + (1.08 if page.labels == "zh" else 1.2) * rows), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    first, last = int(table["year"].min()), int(table["year"].max())
    width = page.inches / columns - 0.42
    for axes, slogan in zip(panels, slogans.to_dict("records"), strict=False):
        part = table[table["slogan_id"] == slogan["slogan_id"]]
        _curve(axes, part)
        mark_events(axes, page, first, last, inches=width, named=False)
        axes.set_title(_title(page, slogan, int(part["count"].sum()), width), pad=5, linespacing=1.1)
        year_axis(axes, first, last, most=3 if page.is_narrow else 5)
    for axes in panels[len(slogans) :]:
        axes.set_visible(False)
    for axes in panels[max(len(slogans) - columns, 0) : len(slogans)]:  # the lowest of each column
        axes.tick_params(labelbottom=True)
    figure.supylabel(say(page, "per-10k", inches=0.8 * figure.get_figheight()), fontsize=SMALL)
    n = int(table.drop_duplicates("year")["n_reports"].sum())
    note(figure, page, "curves-note", n=n, **marked(page, first, last))
    return figure


def _curve(axes: Axes, part: pd.DataFrame) -> None:
    """The rates of one slogan by year."""
    years, rates = part["year"].to_numpy(int), part["rate_per_10k"].to_numpy(float)
    breaks = np.flatnonzero(np.diff(years) > 2) + 1
    joined = np.insert(years.astype(float), breaks, np.nan), np.insert(rates, breaks, np.nan)
    axes.plot(*joined, color=COLOURS[0], lw=0.9)
    axes.plot(years, rates, ".", color=COLOURS[0], ms=3, clip_on=False)
    if "is_partial" in part:
        hollow = part["is_partial"].to_numpy(bool)
        axes.plot(years[hollow], rates[hollow], ".", color="white", ms=1.5, clip_on=False)
    axes.set_ylim(0, max(rates.max() * 1.12, 0.5))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, prune="upper"))
    axes.grid(axis="y", color=PALE, lw=0.5)
    axes.set_axisbelow(True)


def _title(page: Page, slogan: Mapping[Any, Any], count: int, width: float) -> str:
    """A slogan and its count, in both languages on a line each; in one on two where it is long."""
    texts = [getattr(gloss_of(slogan["slogan"], slogan["gloss_en"]), language) for language in page.languages]
    number = f" ({count:,})"
    if len(texts) == 1:
        lines = wrap(texts[0] + number, width, TITLE).split("\n")
        return "\n".join(lines) if len(lines) <= 2 else f"{lines[0]}\n{_cut(' '.join(lines[1:]), number, width)}"
    first = shorten(texts[0], width - width_of(number, TITLE), TITLE) + number
    return "\n".join([first, *(shorten(text, width, TITLE) for text in texts[1:])])


def _cut(text: str, number: str, width: float) -> str:
    """The rest of a title cut to a line, its number kept."""
    return shorten(text.removesuffix(number), width - width_of(number, TITLE), TITLE) + number


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Slogans, reports, and the slogan with most occurrences."""
    counts = table.groupby(["slogan", "gloss_en"])["count"].sum()
    zh, en = counts.index[int(counts.argmax())]
    years = table.drop_duplicates("year")
    axis = int(table["year"].min()), int(table["year"].max())
    return {
        "n_slogans": table["slogan_id"].nunique(),
        "is_chosen": SaidIf(bool(table["slogan_id"].isin(CHOSEN).any())),
        "n": int(years["n_reports"].sum()),
        "first": axis[0],
        "last": axis[1],
        "axis": axis,
        **one_a_year(years["n_reports"]),
        "top": Wording(zh, en),
        "top_count": int(counts.max()),
        **as_high(counts),
    }


RECIPE = Recipe(
    name="slogan-curves",
    collection="work-reports",
    inputs=("passages", "hits", "events"),
    settings={"chosen": CHOSEN, "most": MOST, "min_hits": MIN_HITS, "min_reports": MIN_REPORTS},
    tabulate=tabulate,
    plot=plot_slogan_curves,
    facts=facts,
    of_slogans=of_slogans,
)

"""Figure slogan-curves: how chosen slogans rise and fall."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, features_of, in_order_of_use, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, year_axis
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


def plot_slogan_curves(table: pd.DataFrame) -> Figure:
    """Draw one panel a slogan: a point a year (hollow if partial), joined where reports follow within two years."""
    slogans = list(dict.fromkeys(table["slogan"]))
    rows = -(-len(slogans) // COLUMNS)
    figure = Figure(figsize=(WIDTH, 0.45 + 1.15 * rows), layout="constrained")
    panels = figure.subplots(rows, COLUMNS, sharex=True, squeeze=False).ravel()
    first, last = int(table["year"].min()), int(table["year"].max())
    for axes, slogan in zip(panels, slogans, strict=False):
        part = table[table["slogan"] == slogan]
        years, rates = part["year"].to_numpy(int), part["rate_per_10k"].to_numpy(float)
        breaks = np.flatnonzero(np.diff(years) > 2) + 1
        axes.plot(
            np.insert(years.astype(float), breaks, np.nan),
            np.insert(rates, breaks, np.nan),
            color=COLOURS[0],
            lw=0.9,
        )
        axes.plot(years, rates, ".", color=COLOURS[0], ms=3, clip_on=False)
        if "is_partial" in part:
            hollow = part["is_partial"].to_numpy(bool)
            axes.plot(years[hollow], rates[hollow], ".", color="white", ms=1.5, clip_on=False)
        axes.set_title(f"{slogan}  ({part['count'].sum()})", loc="left", pad=3)
        axes.set_ylim(0, max(rates.max() * 1.12, 0.5))
        axes.grid(axis="y", color=PALE, lw=0.5)
        axes.set_axisbelow(True)
        year_axis(axes, first, last, most=5)
    for axes in panels[len(slogans) :]:
        axes.set_visible(False)
    for axes in panels[max(len(slogans) - COLUMNS, 0) : len(slogans)]:  # the lowest of each column
        axes.tick_params(labelbottom=True)
    figure.supylabel("occurrences per 10,000 characters", fontsize=8)
    n_reports = int(table.drop_duplicates("year")["n_reports"].sum())
    figure.supxlabel(
        f"year (n = {n_reports:,} reports; in brackets: occurrences; each panel has its own scale)",
        fontsize=8,
        color=GREY,
    )
    return figure


RECIPE = Recipe(
    name="slogan-curves",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"chosen": CHOSEN, "most": MOST, "min_hits": MIN_HITS, "min_reports": MIN_REPORTS},
    caption="Occurrences per 10,000 characters of chosen slogans (all forms, those inside longer slogans too), with "
    f"at least {MIN_HITS} hits in {MIN_REPORTS} reports; lines are broken where no report of the main kind exists for "
    "more than two years. Each point is one report, so single years are counts without an interval.",
    tabulate=tabulate,
    plot=plot_slogan_curves,
)

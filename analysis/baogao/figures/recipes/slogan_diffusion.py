"""Figure slogan-diffusion: days from the first central use of slogans until a quarter, half and most regions had it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.fit import SMALL
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import (
    Recipe,
    centre_dates,
    families,
    features_of,
    manifest_of,
    with_names,
    wordings,
)
from baogao.figures.style import COLOURS, GREY, PALE, rows_axis
from baogao.figures.wording import pitch, row_labels, say, wording
from baogao.measures.first_uses import CENTRE, GROUPS, days_between, earliest, first_reports, first_uses, spread
from baogao.measures.formulas import nested
from baogao.measures.joins import led

LABELS = {"zh": 1.7, "en": 2.5, "both": 2.9}  # inches of the labels of rows
MOST, MIN_REGIONS = 24, 10
YEAR = 366  # days by which the news are shown before the centre at most
LAGS = {"lag_25": COLOURS[5], "lag_50": COLOURS[0], "lag_75": COLOURS[2]}
LEVELS = (-0.24, 0.0, 0.24)  # of a row, on which the three lags stand: they are often days apart


def tabulate(collection: str) -> pd.DataFrame:
    """Families that came up at the centre after a report of each region at hand, of nested ones the inner one."""
    reports = manifest_of(collection, RECIPE.name, at_least=2 * MIN_REGIONS, years=2)
    passages, hits = features_of(collection)
    family_of = families()
    by_family = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
    firsts = first_uses(reports, passages, by_family, by=("slogan_id", "region"))
    table = spread(firsts, centre_dates(), first_reports(reports))
    table = table[~table["is_upper_bound"] & (table["n_before"] == 0) & table["lag_50"].notna()]
    if table.empty:
        raise SettingError(
            f"{RECIPE.name}: no slogan that came up at the centre after a report of each region of {collection} "
            "reached half of them; this figure takes reports from before and after."
        )
    around = nested(by_family[by_family["slogan_id"].isin(table["slogan_id"])])["other"]
    table = table[~table["slogan_id"].isin(around)]  # what stands inside it has all of its uses too
    table = table.sort_values(["n_using", "slogan_id"], ascending=[False, True]).head(MOST)
    news = earliest([_firsts(name, family_of) for name in GROUPS["news"]])
    table["news_lag"] = days_between(table["centre_date"], table["slogan_id"].map(news).fillna(""))
    leaders = dict(zip(by_family["slogan_id"], led(hits, family_of)["slogan_id"], strict=True))
    table = table.assign(slogan_id=table["slogan_id"].map(leaders)).sort_values(["centre_date", "lag_50", "slogan_id"])
    table = with_names(table)
    columns = ["slogan_id", "slogan", "gloss_en", "centre_date", "news_lag", *LAGS, "n_using", "n_regions"]
    return table[columns].reset_index(drop=True)


def _firsts(name: str, family_of: dict[str, str]) -> pd.DataFrame:
    passages, hits = features_of(name)
    hits = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
    return first_uses(manifest_of(name, RECIPE.name, at_least=1), passages, hits)


def plot_diffusion(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a row a slogan: first news before the centre, the centre at 0, and the shares of regions after it."""
    width = 1.15 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(table), width)
    figure = Figure(figsize=(page.inches, 1.5 + pitch(labels) * len(table)), layout="constrained")
    axes = figure.subplots()
    rows, last = list(range(len(table))), table[[*LAGS]].max(axis=1)
    axes.hlines(rows, 0, last, color=PALE, lw=1.2)
    axes.axvline(0, color=GREY, lw=0.8)
    news, handles = table["news_lag"], []
    for marker, chosen in (("|", news.between(-YEAR, -1)), ("<", news < -YEAR)):
        shown = news.clip(lower=-YEAR).where(chosen)
        handles.append(axes.scatter(shown, rows, marker=marker, s=30, color=COLOURS[1], lw=1))
    for (name, colour), level in zip(LAGS.items(), LEVELS, strict=True):
        handles.append(axes.scatter(table[name], [row + level for row in rows], s=13, color=colour, lw=0, zorder=3))
    rows_axis(axes, labels)
    _margin(axes, table, page)
    axes.set_xlabel(say(page, "days-after-centre", inches=page.inches - width - 1.0))
    shares = [wording("of-regions", share=name.removeprefix("lag_")) for name in LAGS]
    legend_above(figure, page, handles, [wording("news-first"), wording("news-first-year"), *shares])
    return figure


def _margin(axes: Axes, table: pd.DataFrame, page: Page) -> None:
    """Write the date of the centre and the regions that use a slogan at the right of each row."""
    across, n_regions = axes.get_yaxis_transform(), int(table["n_regions"].iloc[0])
    texts = [f"{n_using}" if page.is_narrow else f"{date}   {n_using}" for date, n_using in _margins(table)]
    for row, text in enumerate(texts):
        axes.text(1.02, row, text, va="center", fontsize=SMALL, transform=across)
    head = say(
        page,
        "regions-head" if page.is_narrow else "centre-regions-head",
        inches=0.5 if page.is_narrow else 1.0,
        n=n_regions,
    )
    axes.text(1.02, -0.8, head, va="bottom", fontsize=SMALL, color=GREY, transform=across)


def _margins(table: pd.DataFrame) -> list[tuple[str, int]]:
    return list(zip(table["centre_date"], table["n_using"], strict=True))


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Slogans, regions, dates of first central use, and the median of the days until half of the regions had one."""
    dates = table["centre_date"]
    n_regions, half = int(table["n_regions"].iloc[0]), float(table["lag_50"].median())
    return {"n": len(table), "n_regions": n_regions, "half": half, "first": dates.min(), "last": dates.max()}


RECIPE = Recipe(
    name="slogan-diffusion",
    collection="provincial",
    inputs=("passages", "hits"),
    settings={"most": MOST, "min_regions": MIN_REGIONS},
    tabulate=tabulate,
    plot=plot_diffusion,
    facts=facts,
    beside=(*GROUPS[CENTRE], *GROUPS["news"]),
)

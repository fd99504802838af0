"""Figure slogan-survival: which share of slogan families is still in use so many years after first use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.fit import SMALL
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, families, features_of, manifest_of
from baogao.figures.style import COLOURS, GREY, INK
from baogao.figures.wording import join, name_of, say, with_count
from baogao.language.lexicon import load_lexicon
from baogao.measures.coverage import main_kind
from baogao.measures.joins import led
from baogao.measures.lives import PAUSE, lives
from baogao.measures.series import slogan_series
from baogao.measures.survival import median_life, survival

SINCE, MIN_SLOGANS, MIN_GROUP, MIN_REPORTS = 1978, 60, 30, 15
MIN_AT_RISK = 10  # a curve ends where fewer are
PANELS = ("all", "class", "standing")


def tabulate(collection: str) -> pd.DataFrame:
    """Survival of all families first used since 1978, and by class and standing of their most frequent slogan."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_REPORTS))
    lexicon, (passages, hits) = load_lexicon().table, features_of(collection)
    series = slogan_series(reports, passages, led(hits, families()))
    table = lives(series)
    table = table[table["first_year"] >= SINCE]
    until = int(series["year"].max()) - PAUSE
    table, of_one = table.dropna(subset=["duration"]), once(series, until)
    if len(table) < MIN_SLOGANS:
        raise SettingError(
            f"{RECIPE.name}: {collection} has {len(table)} families first used since {SINCE} in two reports or more; "
            f"a survival curve takes at least {MIN_SLOGANS}."
        )
    table = table.merge(lexicon[["slogan_id", "class", "standing"]], on="slogan_id")
    curves = [survival(_large(table, by), by=None if by == "all" else by).assign(panel=by) for by in PANELS]
    columns = ["panel", "group", "n", "n_censored", "time", "n_at_risk", "n_ended", "survival", "low", "high"]
    curve = pd.concat(curves)[columns]
    with_once = median_life(survival(pd.concat([table, of_one])))["median"].iloc[0]
    left_out = {"until": until, "n_once": len(of_one), "median_with_once": with_once}
    return curve[curve["n_at_risk"] >= MIN_AT_RISK].assign(**left_out).reset_index(drop=True)


def once(series: pd.DataFrame, until: int) -> pd.DataFrame:
    """Families that stand in one report only, from 1978 on until another year, as lives of 0 years."""
    used = series[(series["count"] > 0)].groupby("slogan_id")["year"].agg(["min", "size"])
    years = used.loc[(used["size"] == 1) & used["min"].between(SINCE, until), "min"]
    return pd.DataFrame({"first_year": years, "duration": 0.0, "ended": True})


def _large(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows of the groups that are large enough to have a curve."""
    return table if by == "all" else table[table.groupby(by)[by].transform("size") >= MIN_GROUP]


def plot_survival(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the curves of all, of classes and of standings, with their intervals."""
    shape = (len(PANELS), 1) if page.is_narrow else (1, len(PANELS))
    figure = Figure(figsize=(page.inches, 6.6 if page.is_narrow else 3.2), layout="constrained")
    panels = figure.subplots(*shape, sharey=True, sharex=True)
    for axes, panel in zip(panels, PANELS, strict=True):
        _panel(axes, table[table["panel"] == panel], page)
        axes.set_title(say(page, f"survival-{panel}"))
    for axes in panels[:: 1 if page.is_narrow else len(PANELS)]:
        axes.set_ylabel(say(page, "share-in-use"))
    panels[0].set_ylim(0, 1.02)
    figure.supxlabel(say(page, "years-since-first-use"), fontsize=SMALL)
    return figure


def _panel(axes: Axes, table: pd.DataFrame, page: Page) -> None:
    names = sorted(table["group"].unique(), key=lambda name: -_at(table, name, 10))
    for number, name in enumerate(names):
        own = table[table["group"] == name]
        colour = COLOURS[number] if len(names) > 1 else INK
        label = join(page, with_count(name_of("group", name), own["n"].iloc[0]))
        axes.step(own["time"], own["survival"], where="post", color=colour, lw=1.3, label=label)
        bounds, shade = own.dropna(subset=["low"]), GREY if len(names) == 1 else colour
        alpha = 0.3 if len(names) == 1 else 0.15
        axes.fill_between(bounds["time"], bounds["low"], bounds["high"], step="post", color=shade, alpha=alpha, lw=0)
    axes.axhline(0.5, color=GREY, lw=0.6, ls=":")
    axes.set_xlim(0, float(table["time"].max()))
    axes.legend(loc="upper right")


def _at(table: pd.DataFrame, name: str, years: float) -> float:
    own = table[(table["group"] == name) & (table["time"] <= years)]
    return float(np.asarray(own["survival"])[-1])


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Families, those left out, median life, and the share in use ten and twenty years after first use."""
    every = table[table["panel"] == "all"]
    shares = {f"after_{years}": _at(every, "all", years) for years in (10, 20)}
    counts = {name: int(every[name].iloc[0]) for name in ("n", "n_censored", "until", "n_once", "median_with_once")}
    half = median_life(every).iloc[0]
    return {**counts, **shares, **{name: half[name] for name in ("median", "low_median", "high_median")}}


RECIPE = Recipe(
    name="slogan-survival",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"since": SINCE, "pause": PAUSE, "min_group": MIN_GROUP, "min_at_risk": MIN_AT_RISK},
    tabulate=tabulate,
    plot=plot_survival,
    facts=facts,
)

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
from baogao.measures.survival import survival

SINCE, MIN_SLOGANS, MIN_GROUP, MIN_REPORTS = 1978, 60, 30, 15
PANELS = ("all", "class", "standing")


def tabulate(collection: str) -> pd.DataFrame:
    """Survival of all families first used since 1978, and by class and standing of their most frequent slogan."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_REPORTS))
    lexicon, (passages, hits) = load_lexicon().table, features_of(collection)
    table = lives(slogan_series(reports, passages, led(hits, families())))
    table = table[table["first_year"] >= SINCE].dropna(subset=["duration"])
    if len(table) < MIN_SLOGANS:
        raise SettingError(
            f"{RECIPE.name}: {collection} has {len(table)} families first used since {SINCE} in two reports or more; "
            f"a survival curve takes at least {MIN_SLOGANS}."
        )
    table = table.merge(lexicon[["slogan_id", "class", "standing"]], on="slogan_id")
    curves = [survival(_large(table, by), by=None if by == "all" else by).assign(panel=by) for by in PANELS]
    columns = ["panel", "group", "n", "n_censored", "time", "n_at_risk", "n_ended", "survival", "low", "high"]
    return pd.concat(curves, ignore_index=True)[columns]


def _large(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows of the groups that are large enough to have a curve."""
    return table if by == "all" else table[table.groupby(by)[by].transform("size") >= MIN_GROUP]


def plot_survival(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the curve of all with its interval, and those of classes and of standings."""
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
        if len(names) == 1:
            bounds = own.dropna(subset=["low"])
            axes.fill_between(bounds["time"], bounds["low"], bounds["high"], step="post", color=GREY, alpha=0.3, lw=0)
    axes.axhline(0.5, color=GREY, lw=0.6, ls=":")
    axes.set_xlim(0, float(table["time"].max()))
    axes.legend(loc="upper right")


def _at(table: pd.DataFrame, name: str, years: float) -> float:
    own = table[(table["group"] == name) & (table["time"] <= years)]
    return float(np.asarray(own["survival"])[-1])


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Families, and the share of all that is in use ten and twenty years after first use."""
    every = table[table["panel"] == "all"]
    shares = {f"after_{years}": _at(every, "all", years) for years in (10, 20)}
    return {"n": int(every["n"].iloc[0]), "n_censored": int(every["n_censored"].iloc[0]), **shares}


RECIPE = Recipe(
    name="slogan-survival",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"since": SINCE, "pause": PAUSE, "min_group": MIN_GROUP},
    tabulate=tabulate,
    plot=plot_survival,
    facts=facts,
)

"""Figure slogan-bursts: the spans of months in which the slogans of each decade burst in a newspaper's headlines."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, families, features_of, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, rows_axis, year_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.bursts import bursts, passage_series
from baogao.measures.formulas import formulas
from baogao.measures.joins import led

PER_DECADE, TIMES, GAMMA, MIN_REPORTS = 5, 3.0, 1.0, 365


def tabulate(collection: str) -> pd.DataFrame:
    """All bursts of the formulas with the strongest bursts of each decade, by the beginning of the strongest."""
    reports = manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    passages, hits = features_of(collection)
    hits = led(hits, families())
    hits = hits.assign(slogan_id=hits["slogan_id"].map(formulas(hits)))
    found = bursts(passage_series(reports, passages, hits), times=TIMES, gamma=GAMMA)
    if found.empty:
        raise SettingError(f"{RECIPE.name}: no slogan bursts in {collection}; it takes months with and without it.")
    strongest = found.sort_values(["weight", "slogan_id"], ascending=[False, True]).drop_duplicates("slogan_id")
    chosen = strongest.groupby(strongest["first_month"].str[:3], sort=True).head(PER_DECADE)
    chosen = chosen.sort_values(["first_month", "slogan_id"]).reset_index(drop=True).reset_index(names="row")
    table = chosen[["row", "slogan_id"]].merge(found, on="slogan_id")
    lexicon = load_lexicon()
    table["slogan"] = table["slogan_id"].map(lexicon.canonical)
    table["gloss_en"] = table["slogan_id"].map(lexicon.table.set_index("slogan_id")["gloss_en"])
    columns = ["row", "slogan_id", "slogan", "gloss_en", "first_month", "last_month", "n_months", "n_holding"]
    return table.sort_values(["row", "first_month"], ignore_index=True)[[*columns, "share", "usual_share", "weight"]]


def plot_bursts(table: pd.DataFrame) -> Figure:
    """Draw a bar a burst, its height by how many times the usual share it has."""
    names = table.sort_values("weight", ascending=False).drop_duplicates("row").sort_values("row")
    figure = Figure(figsize=(WIDTH, 0.8 + 0.165 * len(names)), layout="constrained")
    axes = figure.subplots()
    starts, ends = _years(table["first_month"]), _years(table["last_month"]) + 1 / 12
    times = (table["share"] / table["usual_share"]).clip(upper=30)
    axes.hlines(names["row"], starts.min(), ends.max(), color=PALE, lw=0.5, zorder=0)
    axes.barh(table["row"], ends - starts, left=starts, height=0.25 + 0.6 * times / 30, color=COLOURS[0], zorder=2)
    labels = [slogan if len(slogan) <= 16 else f"{slogan[:15]}…" for slogan in names["slogan"]]
    rows_axis(axes, labels, size=6.5)
    for row, first, last in zip(names["row"], names["first_month"], names["last_month"], strict=True):
        axes.text(1.01, row, f"{first} – {last}", va="center", fontsize=6, transform=axes.get_yaxis_transform())
    year_axis(axes, int(starts.min()), int(ends.max()))
    axes.set_xlabel("bursts (height: times the usual share, at most 30); right: the strongest", color=GREY)
    return figure


def _years(months: pd.Series[str]) -> pd.Series[float]:
    return months.str[:4].astype(float) + (months.str[5:7].astype(float) - 1) / 12


RECIPE = Recipe(
    name="slogan-bursts",
    collection="headlines",
    inputs=("passages", "hits"),
    settings={"per_decade": PER_DECADE, "times": TIMES, "gamma": GAMMA},
    caption=f"Bursts in headlines by month (Kleinberg's automaton of two states: {TIMES:g} times the usual share of "
    f"passages, gamma {GAMMA:g}): the {PER_DECADE} formulas with the strongest bursts of each decade, all their "
    "bursts, in the order of the strongest. Every third day is at hand; 2007 has its first half only. A burst "
    "describes, it is no test.",
    tabulate=tabulate,
    plot=plot_bursts,
)

"""Figure slogan-bursts: the spans of months in which the slogans of each decade burst in a newspaper's headlines."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.fit import SMALL
from baogao.figures.marks import mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, families, features_of, manifest_of, with_names, wordings
from baogao.figures.style import COLOURS, PALE, rows_axis, year_axis
from baogao.figures.wording import Wording, pitch, row_labels
from baogao.language.lexicon import load_lexicon
from baogao.measures.bursts import burst_inside, bursts, passage_series
from baogao.measures.formulas import formulas
from baogao.measures.joins import led

LABELS = {"zh": 1.5, "en": 2.4, "both": 2.7}  # inches of the labels of rows
MOST_TIMES = 30  # times the usual share that a bar shows at most
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
    table = with_names(chosen[["row", "slogan_id"]].merge(found, on="slogan_id"))
    table["inside"] = burst_inside(table, reports, passages, hits)
    table["inside"] = table["inside"].map(load_lexicon().canonical).fillna("")
    columns = ["row", "slogan_id", "slogan", "gloss_en", "first_month", "last_month", "n_months", "n_holding"]
    columns += ["share", "usual_share", "weight", "is_cut_off", "inside"]
    return table.sort_values(["row", "first_month"], ignore_index=True)[columns]


def plot_bursts(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a bar a burst, its height by how many times the usual share it has."""
    names = table.sort_values("weight", ascending=False).drop_duplicates("row").sort_values("row")
    width = 1.15 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(names), width)
    figure = Figure(figsize=(page.inches, 1.1 + pitch(labels) * len(names)), layout="constrained")
    axes = figure.subplots()
    starts, ends = _years(table["first_month"]), _years(table["last_month"]) + 1 / 12
    times = (table["share"] / table["usual_share"]).clip(upper=MOST_TIMES)
    heights = (0.25 + 0.6 * times / MOST_TIMES) / max(map(len, (label.split("\n") for label in labels)))
    own = table["inside"].fillna("") == ""
    axes.hlines(names["row"], starts.min(), ends.max(), color=PALE, lw=0.5, zorder=0)
    bars = axes.barh(table["row"], ends - starts, left=starts, height=heights, color=COLOURS[0], zorder=3)
    for bar, is_own in zip(bars, own, strict=True):
        if not is_own:
            bar.set(facecolor="white", edgecolor=COLOURS[0], lw=0.7)
    rows_axis(axes, labels)
    margin = 0.0 if page.is_narrow else 1.1
    for row, first, last in zip(names["row"], names["first_month"], names["last_month"], strict=True):
        if margin:
            axes.text(1.01, row, f"{first} – {last}", va="center", fontsize=SMALL, transform=axes.get_yaxis_transform())
    first_year, last_year = int(starts.min()), int(ends.max())
    year_axis(axes, first_year, last_year, most=4 if page.is_narrow else 9)
    mark_events(axes, page, first_year, last_year, inches=page.inches - width - margin - 0.2, by_day=True)
    said = marked(page, first_year, last_year, by_day=True)
    note(figure, page, "bursts-note-narrow" if page.is_narrow else "bursts-note", most=MOST_TIMES, **said)
    return figure


def _years(months: pd.Series[str]) -> pd.Series[float]:
    return months.str[:4].astype(float) + (months.str[5:7].astype(float) - 1) / 12


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Bursts, and the strongest of them."""
    top = table.iloc[int(table["weight"].argmax())]
    return {
        "axis": (int(_years(table["first_month"]).min()), int((_years(table["last_month"]) + 1 / 12).max())),
        "by_day": True,
        "n_bursts": len(table),
        "n_slogans": table["row"].nunique(),
        "top": Wording(top["slogan"], top["gloss_en"]),
        "top_first": top["first_month"],
        "top_last": top["last_month"],
        "n_cut_off": int(table["is_cut_off"].sum()),
        "n_inside": int((table["inside"].fillna("") != "").sum()),
    }


RECIPE = Recipe(
    name="slogan-bursts",
    collection="headlines",
    inputs=("passages", "hits", "events"),
    settings={"per_decade": PER_DECADE, "times": TIMES, "gamma": GAMMA},
    tabulate=tabulate,
    plot=plot_bursts,
    facts=facts,
)

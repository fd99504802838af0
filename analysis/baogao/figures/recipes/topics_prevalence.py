"""Figure topics-prevalence: how much of each year's report each topic takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure

from baogao.features.current import read_table
from baogao.figures.marks import bar_below, mark_events, marked, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import GREY, HEAT, INK, PALE, year_axis
from baogao.figures.wording import Wording, gloss_of, pitch, row_labels, say
from baogao.measures.coverage import main_kind
from baogao.measures.recurrence import MATCH, RECURS
from baogao.measures.topic_models import MATRIX, SEEDS, read_topics
from baogao.measures.topic_results import WIDE
from baogao.measures.topic_tables import prevalence
from baogao.measures.topics import MIN_REPORTS

MIN_YEARS = 2
CHOOSING, SCORING = SEEDS["gibbs"]
FITS = {"chosen_of": f"{CHOOSING[0]}–{CHOOSING[-1]}", "scored_by": f"{SCORING[0]}–{SCORING[-1]}"}
LABELS = {"zh": 1.9, "en": 2.6, "both": 3.4}  # inches of the labels of rows
BOUNDS = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5]


def tabulate(collection: str) -> pd.DataFrame:
    """Share of each topic in each year's reports of the main kind, topics in the order of their centre."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_YEARS))
    chosen = read_topics(collection)
    table = prevalence(chosen.model, read_table(collection, "passages"), reports)
    weighted = table.assign(moment=table["share"] * table["year"]).groupby("topic")[["moment", "share"]].sum()
    table = table.assign(centre=table["topic"].map(weighted["moment"] / weighted["share"]).astype(float))
    table = table.merge(chosen.labels, on="topic").merge(chosen.topics[["topic", "recurrence"]], on="topic")
    model = {"k": len(chosen.topics), "share_left_out": chosen.share_left_out}
    columns = ["topic", "label", "recurrence", "centre", "year", "share", "n_reports"]
    return table.sort_values(["centre", "topic", "year"], ignore_index=True)[columns].assign(**model)


def plot_prevalence(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw topics against years; colour is the share, grey no report; a grey label did not recur."""
    years = table["year"].astype(int)
    first, last = years.min(), years.max()
    topics = table.drop_duplicates("topic")
    grid = np.full((len(topics), last - first + 1), np.nan)
    grid[table["topic"].map({topic: row for row, topic in enumerate(topics["topic"])}), years - first] = table["share"]
    width = 1.3 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, [_name(row, again=page.labels != "both") for row in topics.to_dict("records")], width)
    figure = Figure(figsize=(page.inches, 1.9 + pitch(labels) * len(topics)), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor(PALE)
    edges, norm = (np.arange(first, last + 2) - 0.5, np.arange(len(topics) + 1) - 0.5), _norm()
    cells = axes.pcolormesh(*edges, grid, cmap=colormaps[HEAT], norm=norm, edgecolors="white", linewidth=0.25)
    axes.set_yticks(range(len(topics)), labels)
    for tick, recurrence in zip(axes.get_yticklabels(), topics["recurrence"], strict=True):
        tick.set_color(INK if recurrence > RECURS else GREY)
    axes.invert_yaxis()
    year_axis(axes, first, last, most=4 if page.is_narrow else 9)
    axes.set_xlim(first - 0.5, last + 0.5)  # a margin would look like a year without a report
    mark_events(axes, page, first, last, inches=page.inches - width - 0.2)
    axes.tick_params(length=0, axis="y")
    axes.spines[["left", "bottom"]].set_visible(False)
    bar_below(figure, page, cells, "share-of-tokens-in-model", BOUNDS, [f"{bound:.0%}" for bound in BOUNDS])
    axes.set_xlabel(say(page, "year"))
    note(figure, page, "prevalence-note", **facts(table), **marked(page, first, last))
    return figure


def _norm() -> BoundaryNorm:
    """Shares by the class of colour they fall in."""
    return BoundaryNorm(BOUNDS, colormaps[HEAT].N, extend="max")


def _name(topic: Mapping[Any, Any], *, again: bool = True) -> Wording:
    """A topic by its number, again in English if wanted, and three terms."""
    terms = [gloss_of(term) for term in topic["label"].split()]
    number = topic["topic"]
    zh, en = " ".join(term.zh for term in terms), ", ".join(term.en for term in terms)
    return Wording(f"{number} {zh}", f"{number} {en}" if again else en)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Topics, reports, the share of tokens left out, and the topic with the largest share of a year."""
    fit, top = table.iloc[0], table.iloc[int(table["share"].argmax())]
    return {
        "axis": (int(table["year"].min()), int(table["year"].max())),
        "k": int(fit["k"]),
        "n": int(table.drop_duplicates("year")["n_reports"].sum()),
        "left_out": float(fit["share_left_out"]),
        "top": _name(top.to_dict()),
        "top_year": int(top["year"]),
        "top_share": float(top["share"]),
    }


RECIPE = Recipe(
    name="topics-prevalence",
    collection="work-reports",
    inputs=("passages", "terms", "stopwords", "topics/gibbs", "events"),
    of_whole=True,
    settings={
        "bounds": BOUNDS,
        "min_years": MIN_YEARS,
        "recurs": RECURS,
        "match": MATCH,
        "wide": WIDE,
        **FITS,
        **MATRIX,
    },
    tabulate=tabulate,
    plot=plot_prevalence,
    facts=facts,
)

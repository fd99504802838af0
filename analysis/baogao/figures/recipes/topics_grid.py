"""Figure topics-grid: what another number of topics or another engine would give, by what matters for reading."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.models import GRID
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH
from baogao.measures.recurrence import MATCH, RECURS, TOP
from baogao.measures.topic_grid import KS, SEEDS, read_topic_grid
from baogao.measures.topic_models import MATRIX, SAMPLE
from baogao.measures.topic_results import WIDE
from baogao.measures.topics import ENGINES, MIN_REPORTS

NAMES = {"gibbs": "Gibbs sampling", "gensim": "gensim (variational)", "nmf": "NMF of tf-idf"}
MARKS = {"gibbs": "o", "gensim": "s", "nmf": "D"}
BY_K = {
    "share_recurring": "tokens in topics\nthat recur",
    "diversity": "distinct top terms",
    "exclusivity": "exclusivity",
    "perplexity": "perplexity, held out",
}


def tabulate(collection: str) -> pd.DataFrame:
    """The stored grid of numbers of topics and engines."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    return read_topic_grid(collection)


def plot_grid(table: pd.DataFrame) -> Figure:
    """Draw coherence against stability, best of both filled; and the other scores by number of topics."""
    figure = Figure(figsize=(WIDTH, 3.9), layout="constrained")
    places = figure.subplot_mosaic("AABC;AADE", width_ratios=[1.1, 1.1, 1, 1])
    plane, panels = places["A"], [places[name] for name in "BCDE"]
    for colour, (engine, rows) in zip(COLOURS, table.groupby("engine", sort=False), strict=False):
        _draw_plane(plane, rows, colour, str(engine))
        for axes, column in zip(panels, BY_K, strict=True):
            axes.plot(rows["k"], rows[column], marker=MARKS[str(engine)], ms=3.5, lw=1, color=colour)
    plane.set_xlabel(f"stability: overlap of {TOP} top terms between fits (Jaccard)", fontsize=7.5)
    plane.set_ylabel("coherence of the terms shown (NPMI)", fontsize=7.5)
    plane.margins(0.13, 0.1)
    plane.legend(fontsize=7, frameon=False, loc="best", handletextpad=0.3)
    for axes, (column, title) in zip(panels, BY_K.items(), strict=True):
        axes.set_title(title, fontsize=7.5, color=INK)
        axes.tick_params(labelsize=7)
        axes.set_xticks(sorted(table["k"].unique()))
        axes.margins(0.1, 0.15)
        if column == "share_recurring":
            axes.set_ylim(0, 1.05)
    for axes in panels[2:]:
        axes.set_xlabel("topics (k)", fontsize=7.5)
    return figure


def _draw_plane(axes: Axes, rows: pd.DataFrame, colour: str, engine: str) -> None:
    """A point for each number of topics, joined in their order; hollow when another is better in both."""
    axes.plot(rows["jaccard"], rows["npmi_shown"], lw=0.7, color=colour, alpha=0.6)
    for optimal, part in rows.groupby("optimal"):
        style: dict[str, Any] = {"color": colour} if optimal else {"facecolors": "white", "edgecolors": colour}
        axes.scatter(part["jaccard"], part["npmi_shown"], s=26, marker=MARKS[engine], zorder=3, **style)
    axes.scatter([], [], s=26, marker=MARKS[engine], color=colour, label=NAMES[engine])
    for row in rows.to_dict("records"):
        place = (row["jaccard"], row["npmi_shown"])
        axes.annotate(str(row["k"]), place, (4, 4), textcoords="offset points", fontsize=7, color=GREY)


RECIPE = Recipe(
    name="topics-grid",
    collection="work-reports",
    inputs=("terms", "stopwords", f"topics/{GRID}"),
    of_whole=True,
    settings={"ks": list(KS), "seeds": list(SEEDS), "engines": list(ENGINES), "match": MATCH, "wide": WIDE, **MATRIX},
    caption=f"Topic models of {KS[0]} to {KS[-1]} topics by three engines; each point is the mean of {len(SEEDS)} "
    f"fits that differ in seed and in the {SAMPLE:.0%} of the passages they were fitted on. Left: coherence of the ten "
    f"top terms shown (none that stands in more than {WIDE:.0%} of the passages) against the overlap of the {TOP} top "
    "terms of topics matched between fits; numbers are k; filled: no other point is as good in both and better in "
    f"one. Right: share of the tokens in topics that more than {RECURS:.0%} of the other fits hold (cosine of at least "
    f"{MATCH}); distinct terms among all {TOP} top terms; mean share that a topic has of its top terms; perplexity of "
    "held-out halves of the passages not drawn, lower is better, which the factors of tf-idf do not have: they are "
    "weights and no probabilities. The scores say nothing of what a topic means, and two of them fall or rise with k "
    "by arithmetic.",
    tabulate=tabulate,
    plot=plot_grid,
)

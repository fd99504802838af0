"""Figure topics-grid: what another number of topics or another engine would give, by what matters for reading."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.models import GRID
from baogao.figures.fit import SMALL
from baogao.figures.marks import DARK, legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS
from baogao.figures.wording import Wording, name_of, say
from baogao.measures.recurrence import MATCH, RECURS, TOP
from baogao.measures.topic_grid import KS, SEEDS, read_topic_grid
from baogao.measures.topic_models import MATRIX, SAMPLE
from baogao.measures.topic_results import WIDE
from baogao.measures.topics import ENGINES, MIN_REPORTS

MARKS = {"gibbs": "o", "gensim": "s", "nmf": "D"}
BY_K = ("share_recurring", "diversity", "exclusivity", "perplexity")


def tabulate(collection: str) -> pd.DataFrame:
    """The stored grid of numbers of topics and engines."""
    manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS)
    return read_topic_grid(collection)


def plot_grid(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw coherence against stability, best of both filled; and the other scores by number of topics."""
    figure = Figure(figsize=(page.inches, 6.8 if page.is_narrow else 4.4), layout="constrained")
    mosaic = "AA;AA;BC;DE" if page.is_narrow else "AABC;AADE"
    places = figure.subplot_mosaic(mosaic)
    plane, panels = places["A"], [places[name] for name in "BCDE"]
    handles: list[Artist] = []
    for colour, (engine, rows) in zip(COLOURS, table.groupby("engine", sort=False), strict=False):
        handles.append(_draw_plane(plane, rows, colour, str(engine)))
        for axes, column in zip(panels, BY_K, strict=True):
            axes.plot(rows["k"], rows[column], marker=MARKS[str(engine)], ms=3.5, lw=1, color=colour)
    plane.set_xlabel(say(page, "grid-stability", inches=2.8, top=TOP))
    plane.set_ylabel(say(page, "grid-coherence", inches=2.6))
    plane.margins(0.13, 0.1)
    for axes, column in zip(panels, BY_K, strict=True):
        axes.set_title(say(page, f"grid-{column}", inches=1.3))
        axes.set_xticks(sorted(table["k"].unique())[:: 2 if page.is_narrow else 1])
        axes.margins(0.1, 0.15)
        if column == "share_recurring":
            axes.set_ylim(0, 1.05)
    for axes in panels[2:]:
        axes.set_xlabel(say(page, "topics-k"))
    legend_above(figure, page, handles, [name_of("engine", str(engine)) for engine in table["engine"].unique()])
    return figure


def _draw_plane(axes: Axes, rows: pd.DataFrame, colour: str, engine: str) -> Artist:
    """A point for each number of topics, joined in their order; hollow when another is better in both."""
    axes.plot(rows["jaccard"], rows["npmi_shown"], lw=0.7, color=colour, alpha=0.6)
    for optimal, part in rows.groupby("optimal"):
        style: dict[str, Any] = {"color": colour} if optimal else {"facecolors": "white", "edgecolors": colour}
        axes.scatter(part["jaccard"], part["npmi_shown"], s=26, marker=MARKS[engine], zorder=3, **style)
    for row in rows.to_dict("records"):
        place = (row["jaccard"], row["npmi_shown"])
        axes.annotate(str(row["k"]), place, (4, 4), textcoords="offset points", fontsize=SMALL, color=DARK)
    return axes.scatter([], [], s=26, marker=MARKS[engine], color=colour)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Numbers of topics, and those that no other point beats."""
    best = table[table["optimal"].astype(bool)]
    names = [(name_of("engine", str(engine)), k) for engine, k in zip(best["engine"], best["k"], strict=True)]
    zh, en = "、".join(f"{name.zh} {k}" for name, k in names), ", ".join(f"{name.en} {k}" for name, k in names)
    return {"first": int(table["k"].min()), "last": int(table["k"].max()), "best": Wording(zh, en)}


RECIPE = Recipe(
    name="topics-grid",
    collection="work-reports",
    inputs=("terms", "stopwords", f"topics/{GRID}"),
    of_whole=True,
    settings={
        **{"ks": list(KS), "seeds": list(SEEDS), "n_fits": len(SEEDS), "engines": list(ENGINES), "sample": SAMPLE},
        **{"match": MATCH, "recurs": RECURS, "top": TOP, "wide": WIDE, **MATRIX},
    },
    tabulate=tabulate,
    plot=plot_grid,
    facts=facts,
)

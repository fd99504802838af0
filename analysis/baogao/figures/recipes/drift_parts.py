"""Figure drift-parts: how far each report is from the one before, in other topics and in other terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from baogao.figures.marks import legend_above, mark_events
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, year_axis
from baogao.figures.wording import say, wording
from baogao.measures.stored_parts import SEED, SEEDS, K, read_drift_parts

SHOWN = SEEDS["shown"]


def tabulate(collection: str) -> pd.DataFrame:
    """Distance and floor of each report and the next, with the stored prevalence and content over three fits."""
    steps = drift_of(collection).drop_duplicates("year_from")
    return steps.merge(read_drift_parts(collection), on=["year_from", "year_to", "years_apart", "n_tokens"])


def plot_drift_parts(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the excess of terms above, the two parts below; hollow dots are steps of more than a year."""
    figure = Figure(figsize=(page.inches, 4.8), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1.25])
    years = table["year_to"].to_numpy(float)
    above.vlines(years, 0, table["excess"], color=GREY, lw=0.8)
    above.axhline(0, color=GREY, lw=0.6)
    fill = np.where(table["years_apart"] == 1, INK, "white")
    handles: list[Artist] = [above.scatter(years, table["excess"], s=14, c=fill, edgecolors=INK, lw=0.9, zorder=3)]
    for offset, colour, name in ((-0.15, COLOURS[0], "prevalence"), (0.15, COLOURS[1], "content")):
        below.vlines(years + offset, table[f"{name}_low"], table[f"{name}_high"], color=colour, lw=2.4, alpha=0.45)
        handles += below.plot(years + offset, table[name], "o", color=colour, ms=3)
    below.axhline(0, color=GREY, lw=0.6)
    first, last = int(table["year_from"].min()), int(table["year_to"].max())
    for axes, named in ((above, True), (below, False)):
        axes.set_ylabel(say(page, "bits-above-floor", inches=1.5))
        year_axis(axes, first, last, most=5 if page.is_narrow else 9)
        mark_events(axes, page, first, last, inches=page.inches - 0.7, named=named)
    below.set_xlabel(say(page, "year-of-step-hollow", inches=page.inches - 0.7, n=len(table) + 1))
    legend_above(figure, page, handles, [wording(key) for key in ("terms", "prevalence", "content")])
    return figure


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, and in how many steps prevalence or content is the larger part."""
    more = int((table["prevalence"] > table["content"]).sum())
    axis = int(table["year_from"].min()), int(table["year_to"].max())
    return {"axis": axis, "n": len(table) + 1, "n_steps": len(table), "n_prevalence": more, "n_models": len(SHOWN)}


RECIPE = Recipe(
    name="drift-parts",
    collection="work-reports",
    inputs=("passages", "terms", "topics/drift", "events"),
    settings={"k": K, "seeds": list(SHOWN), "seed": SEED},
    tabulate=tabulate,
    plot=plot_drift_parts,
    facts=facts,
)

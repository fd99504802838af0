"""Figure drift-parts: how far each report is from the one before, in other topics and in other terms."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, INK, WIDTH, year_axis
from baogao.measures.stored_parts import SEED, SEEDS, K, read_drift_parts

SHOWN = SEEDS["shown"]


def tabulate(collection: str) -> pd.DataFrame:
    """Distance and floor of each report and the next, with the stored prevalence and content over three fits."""
    steps = drift_of(collection).drop_duplicates("year_from")
    return steps.merge(read_drift_parts(collection), on=["year_from", "year_to", "years_apart", "n_tokens"])


def plot_drift_parts(table: pd.DataFrame) -> Figure:
    """Draw the excess of terms above, the two parts below; hollow dots are steps of more than a year."""
    figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1.25])
    years = table["year_to"].to_numpy(float)
    above.vlines(years, 0, table["excess"], color=GREY, lw=0.8)
    above.axhline(0, color=GREY, lw=0.6)
    fill = np.where(table["years_apart"] == 1, INK, "white")
    above.scatter(years, table["excess"], s=14, c=fill, edgecolors=INK, lw=0.9, label="terms", zorder=3)
    above.set_ylabel("bits above the floor")
    for offset, colour, name in ((-0.15, COLOURS[0], "prevalence"), (0.15, COLOURS[1], "content")):
        below.vlines(years + offset, table[f"{name}_low"], table[f"{name}_high"], color=colour, lw=2.4, alpha=0.45)
        below.plot(years + offset, table[name], "o", color=colour, ms=3, label=name)
    below.axhline(0, color=GREY, lw=0.6)
    below.set_ylabel("bits above the floor")
    year_axis(below, int(table["year_from"].min()), int(table["year_to"].max()))
    below.set_xlabel(
        f"year of the later report (n = {len(table) + 1} reports; hollow: the one before is not last year's)"
    )
    for axes in (above, below):
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


RECIPE = Recipe(
    name="drift-parts",
    collection="work-reports",
    inputs=("passages", "terms", "topics/drift"),
    settings={"k": K, "seeds": list(SHOWN), "seed": SEED},
    caption="Each report of the main kind against the one before. Above: Jensen-Shannon divergence of their terms "
    "less the floor, which two samples of one report that share no token would have; below 0 a report is nearer to "
    "last year's than to itself. Below: the divergence of topics and terms together, split "
    f"without rest into prevalence (other topics) and content (other terms within topics); k = {K}, dots are means and "
    f"bars the range of {len(SHOWN)} fits, no intervals. With more topics more of the same change is prevalence.",
    tabulate=tabulate,
    plot=plot_drift_parts,
)

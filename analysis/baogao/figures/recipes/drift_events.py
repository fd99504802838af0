"""Figure drift-events: each step from a report to the next against those around it, and what happened then."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, WIDTH, year_axis
from baogao.language.events import load_events
from baogao.measures.drift import drift
from baogao.measures.drift_events import drift_events, drift_steps
from baogao.measures.pairs import unbroken
from baogao.measures.stored_parts import bigram_series

GAP, WINDOW = 1, 4
UNITS = {"terms": "terms, slogans whole", "bigrams": "character bigrams"}
KINDS = {
    "premier": (COLOURS[1], "first report that a premier reads"),
    "same-premier": (COLOURS[0], "second report of a term, same premier"),
    "congress": (COLOURS[2], "first report after a Party congress"),
    "plan": (COLOURS[4], "first year of a five-year plan"),
}


def tabulate(collection: str) -> pd.DataFrame:
    """Contrast of each step, by terms and by bigrams, with the kinds of event of its year and their tests."""
    matrix, passages, reports = bigram_series(collection)
    pairs = {
        "terms": drift_of(collection, gap=GAP),
        "bigrams": drift(matrix, passages, unbroken(reports, gap=GAP)),
    }
    return pd.concat([_of(unit, each) for unit, each in pairs.items()], ignore_index=True)


def _of(unit: str, pairs: pd.DataFrame) -> pd.DataFrame:
    events = load_events()
    steps = drift_steps(pairs, window=WINDOW).merge(events[["year", "kind", "name_en"]], on="year", how="left")
    tests = drift_events(pairs, events, window=WINDOW).rename(columns={"contrast": "mean_contrast"})
    table = steps.merge(tests, on="kind", how="left")
    table.insert(0, "unit", unit)
    return table


def plot_events(table: pd.DataFrame) -> Figure:
    """Draw the contrast of each step, terms above and bigrams below; dots in colour are the events of a kind."""
    figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
    panels = figure.subplots(2, 1, sharex=True)
    for axes, (unit, name) in zip(panels, UNITS.items(), strict=True):
        _panel(axes, table[table["unit"] == unit])
        axes.set_title(name, loc="left")
        axes.set_ylabel("bits above\nthe steps around")
    year_axis(panels[1], int(table["year"].min()), int(table["year"].max()))
    panels[1].set_xlabel(f"year of the later report (n = {table['year'].nunique()} steps of one year)")
    return figure


def _panel(axes: Axes, part: pd.DataFrame) -> None:
    steps = part.drop_duplicates("year")
    axes.bar(steps["year"], steps["contrast"], 0.7, color="#d9d9d9", lw=0)
    axes.axhline(0, color=GREY, lw=0.6)
    for place, (kind, (colour, name)) in enumerate(KINDS.items()):
        there = part[part["kind"] == kind]
        if there["p"].notna().any():
            mean, p, exploratory = there[["mean_contrast", "p", "exploratory"]].iloc[0]
            label = f"{name}:\n{mean:+.3f}, p = {p:.2g}" + (" (exploratory)" if exploratory else "")
            axes.plot(there["year"], there["contrast"], "osD^"[place], color=colour, ms=4, label=label)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), labelspacing=0.8)


RECIPE = Recipe(
    name="drift-events",
    collection="work-reports",
    inputs=("passages", "terms", "ngrams", "stopwords", "events"),
    settings={"gap": GAP, "window": WINDOW},
    caption="How much larger the step from each report to the next is than the mean of the steps within "
    f"{WINDOW} years around it; the longest run of years without a gap. p: exact, over all sets of as many "
    "years that are as far apart as the nearest two events. Exploratory: the kind was thought of after the steps had "
    "been seen, so its p describes and does not confirm. The same texts cut into characters are a check on words, no "
    "second sample.",
    tabulate=tabulate,
    plot=plot_events,
)

"""Figure drift-events: each step from a report to the next against those around it, and what happened then."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL, n_lines
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, year_axis
from baogao.figures.wording import Wording, join, say, wording
from baogao.language.events import load_events
from baogao.measures.drift import drift
from baogao.measures.drift_events import drift_events, drift_steps
from baogao.measures.pairs import unbroken
from baogao.measures.stored_parts import bigram_series

GAP, WINDOW = 1, 4
UNITS = ("terms", "bigrams")
KINDS = {"premier": COLOURS[1], "same-premier": COLOURS[0], "congress": COLOURS[2], "plan": COLOURS[4]}


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


def plot_events(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the contrast of each step, terms above and bigrams below; dots in colour are the events of a kind."""
    columns = 1 if page.is_narrow else 2
    legends = {unit: _legend(table[table["unit"] == unit], page, page.inches / columns - 1.05) for unit in UNITS}
    n_legend = sum(n_lines([text]) for text in legends["terms"].values())
    size = (page.inches, 4.6 + 0.13 * n_legend) if page.is_narrow else (page.inches, 3.0 + 0.13 * n_legend)
    size = (size[0], size[1] + (0.13 * n_legend if page.is_narrow else 0))
    figure = Figure(figsize=size, layout="constrained")
    panels = figure.subplots(2 // columns, columns, sharey=True, squeeze=False).ravel()
    for axes, unit in zip(panels, UNITS, strict=True):
        _panel(axes, table[table["unit"] == unit], legends[unit])
        axes.set_title(say(page, f"unit-{unit}"))
        year_axis(axes, int(table["year"].min()), int(table["year"].max()), most=4)
    for axes in panels[::columns]:
        axes.set_ylabel(say(page, "bits-above-around", inches=1.6))
    figure.supxlabel(say(page, "year-of-step", inches=page.inches - 0.2, n=table["year"].nunique()), fontsize=SMALL)
    return figure


def _legend(part: pd.DataFrame, page: Page, inches: float) -> dict[str, str]:
    """Each kind of event with its mean contrast and p."""
    texts = {}
    for kind in KINDS:
        there = part[part["kind"] == kind]
        if there["p"].notna().any():
            mean, p, exploratory = there[["mean_contrast", "p", "exploratory"]].iloc[0]
            key = "event-exploratory" if exploratory else "event-test"
            texts[kind] = join(page, _test(kind, key, mean, p), inches=inches)
    return texts


def _test(kind: str, key: str, mean: float, p: float) -> Wording:
    return wording(key, event=wording(f"event-{kind}"), mean=mean, p=p)


def _panel(axes: Axes, part: pd.DataFrame, legend: dict[str, str]) -> None:
    steps = part.drop_duplicates("year")
    axes.bar(steps["year"], steps["contrast"], 0.7, color="#d9d9d9", lw=0)
    axes.axhline(0, color=GREY, lw=0.6)
    for place, (kind, colour) in enumerate(KINDS.items()):
        if kind in legend:
            there = part[part["kind"] == kind]
            axes.plot(there["year"], there["contrast"], "osD^"[place], color=colour, ms=4, label=legend[kind])
    axes.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.1), labelspacing=0.5)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Steps, and the test of premiers' first reports by terms."""
    tests = table[table["unit"] == "terms"].dropna(subset=["p"]).drop_duplicates("kind")
    top = tests.iloc[int(tests["mean_contrast"].argmax())]
    kind = wording(f"event-{top['kind']}")
    return {"n": table["year"].nunique(), "top": kind, "mean": float(top["mean_contrast"]), "p": float(top["p"])}


RECIPE = Recipe(
    name="drift-events",
    collection="work-reports",
    inputs=("passages", "terms", "ngrams", "stopwords", "events"),
    settings={"gap": GAP, "window": WINDOW},
    tabulate=tabulate,
    plot=plot_events,
    facts=facts,
)

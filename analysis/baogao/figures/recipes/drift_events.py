"""Figure drift-events: each step from a report to the next against those around it, and what happened then."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from baogao.figures.fit import n_lines
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, drift_of
from baogao.figures.style import COLOURS, GREY, year_axis
from baogao.figures.wording import Wording, join, say, wording
from baogao.language.events import load_events
from baogao.measures.drift import drift
from baogao.measures.drift_control import against_control, baselines_shared
from baogao.measures.drift_events import drift_events, drift_steps
from baogao.measures.pairs import unbroken
from baogao.measures.stored_parts import bigram_series

GAPS, WINDOW = (1, 2), 4  # the run of years that is drawn, and a longer one in which some years have no report
UNITS = ("terms", "bigrams")
KINDS = {"premier": COLOURS[1], "same-premier": COLOURS[0], "congress": COLOURS[2], "plan": COLOURS[4]}
KIND, CONTROL, OTHER = "premier", "same-premier", "congress"


def tabulate(collection: str) -> pd.DataFrame:
    """Contrast of each step, by terms and by bigrams, with the kinds of event of its year and their tests, of two runs.

    The longer run has columns ``is_drawn`` = False. Its rows are there so that what holds in one run only is seen.
    """
    matrix, passages, reports = bigram_series(collection)
    runs = [unbroken(reports, gap=gap) for gap in GAPS]
    tables = []
    for gap, run in zip(GAPS if len(runs[1]) > len(runs[0]) else GAPS[:1], runs, strict=False):
        pairs = {"terms": drift_of(collection, gap=gap), "bigrams": drift(matrix, passages, run)}
        tables += [_of(unit, each).assign(is_drawn=gap == GAPS[0]) for unit, each in pairs.items()]
    return pd.concat(tables, ignore_index=True)


def _of(unit: str, pairs: pd.DataFrame) -> pd.DataFrame:
    events = load_events()
    steps = drift_steps(pairs, window=WINDOW)
    tests = drift_events(pairs, events, window=WINDOW).rename(columns={"contrast": "mean_contrast"})
    table = steps.merge(events[["year", "kind", "name_en"]], on="year", how="left").merge(tests, on="kind", how="left")
    table.insert(0, "unit", unit)
    table.insert(1, "since", int(pairs["year_from"].min()))
    if {KIND, CONTROL} <= set(tests["kind"]):
        test = against_control(steps, events, kind=KIND, control=CONTROL).iloc[0]
        is_kind = table["kind"] == KIND
        for column, name in (("difference", "difference"), ("control_sets", "n_sets"), ("control_p", "p")):
            table.loc[is_kind, column] = test[name]
    return table


def plot_events(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the contrast of each step, terms above and bigrams below; dots in colour are the events of a kind."""
    table = table[table["is_drawn"]]
    columns = 1 if page.is_narrow else 2
    room = page.inches / columns - 0.75
    legends = {unit: _legend(table[table["unit"] == unit], page, room + 0.05) for unit in UNITS}
    axis = say(page, "year-of-step", inches=room, n=table["year"].nunique())
    n_below = sum(n_lines([text]) for text in legends["terms"].values()) + n_lines([axis])
    height = 2 * (2.0 + 0.13 * n_below) + 0.2 if page.is_narrow else 2.9 + 0.13 * n_below
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    panels = figure.subplots(2 // columns, columns, sharey=True, squeeze=False).ravel()
    for axes, unit in zip(panels, UNITS, strict=True):
        _panel(axes, table[table["unit"] == unit], legends[unit])
        axes.set_title(say(page, f"unit-{unit}"))
        year_axis(axes, int(table["year"].min()), int(table["year"].max()), most=4)
        axes.set_xlabel(axis)
        below = ScaledTranslation(0, -(21 + 9.5 * n_lines([axis])) / 72, figure.dpi_scale_trans)  # the axis's words
        place = {"bbox_to_anchor": (-0.1, 0), "bbox_transform": axes.transAxes + below}
        axes.legend(loc="upper left", labelspacing=0.5, borderpad=0, **place)
    for axes in panels[::columns]:
        axes.set_ylabel(say(page, "bits-above-around", inches=1.6))
    return figure


def _legend(part: pd.DataFrame, page: Page, inches: float) -> dict[str, str]:
    """Each kind of event with its mean contrast, p and q."""
    texts = {}
    for kind in KINDS:
        there = part[part["kind"] == kind]
        if there["p"].notna().any():
            row = there.iloc[0]
            key = "event-exploratory" if row["exploratory"] else "event-test"
            texts[kind] = join(page, _test(key, row), inches=inches)
    return texts


def _test(key: str, row: pd.Series) -> Wording:
    values = {"mean": float(row["mean_contrast"]), "p": float(row["p"]), "q": float(row["q"])}
    return wording(key, event=wording(f"event-{row['kind']}"), **values)


def _panel(axes: Axes, part: pd.DataFrame, legend: dict[str, str]) -> None:
    steps = part.drop_duplicates("year")
    axes.bar(steps["year"], steps["contrast"], 0.7, color="#d9d9d9", lw=0)
    axes.axhline(0, color=GREY, lw=0.6)
    for place, (kind, colour) in enumerate(KINDS.items()):
        if kind in legend:
            there = part[part["kind"] == kind]
            axes.plot(there["year"], there["contrast"], "osD^"[place], color=colour, ms=4, label=legend[kind])


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Steps, and what the tests say of the kind with the largest mean, of its control and of congresses, in words."""
    drawn = table[table["is_drawn"]]
    tests = _tests(drawn)
    kind = str(tests["mean_contrast"].idxmax())
    n = drawn["year"].nunique()
    parts = [
        *_results(drawn, "events-result", kind),
        *_results(table[~table["is_drawn"]], "events-longer", kind),
        *(_control(table, kind) if kind == KIND else []),
        _last(drawn, kind),
        *([_blind(drawn, tests, kind)] if OTHER in tests.index and kind != OTHER else []),
    ]
    results = Wording("".join(part.zh for part in parts), " ".join(part.en for part in parts))
    return {"n": n, "top": wording(f"event-{kind}"), "results": results}


def _tests(run: pd.DataFrame, unit: str = "terms") -> pd.DataFrame:
    """The tests of a run by kind."""
    own = run[(run["unit"] == unit) & run["p"].notna()]
    return own.drop_duplicates("kind").set_index("kind")


def _results(run: pd.DataFrame, key: str, kind: str) -> list[Wording]:
    """The test of a kind in a run, by terms and by bigrams."""
    by_unit = [_tests(run, unit).reindex([kind]).iloc[0] for unit in UNITS] if len(run) else []
    if not by_unit or any(pd.isna(each["p"]) for each in by_unit):
        return []
    values = {
        f"{unit}_{name}": float(each[column])
        for unit, each in zip(UNITS, by_unit, strict=True)
        for name, column in (("mean", "mean_contrast"), ("p", "p"), ("q", "q"))
    }
    return [wording(key, since=int(by_unit[0]["since"]), n=int(by_unit[0]["n_events"]), **values)]


def _control(table: pd.DataFrame, kind: str) -> list[Wording]:
    """The kind against its control, in each run, by terms."""
    rows = table[(table["kind"] == kind) & (table["unit"] == "terms")].drop_duplicates("since")
    if "difference" not in rows or rows["control_p"].isna().any():
        return []
    values = [
        wording(
            "events-difference",
            since=int(row["since"]),
            difference=float(row["difference"]),
            p=float(row["control_p"]),
            n_sets=int(row["control_sets"]),
        )
        for row in rows.to_dict("records")
    ]
    both = Wording("，".join(each.zh for each in values), ", ".join(each.en for each in values))
    return [wording("events-control", control=wording(f"event-{CONTROL}"), values=both)]


def _last(drawn: pd.DataFrame, kind: str) -> Wording:
    """How large the last step of the kind is by itself."""
    last = drawn[(drawn["kind"] == kind) & (drawn["unit"] == "terms")].nlargest(1, "year").iloc[0]
    return wording("events-last", year=int(last["year"]), excess=float(last["excess"]), around=float(last["around"]))


def _blind(drawn: pd.DataFrame, tests: pd.DataFrame, kind: str) -> Wording:
    """What the test of the other kind says, and what it can see at all."""
    test = tests.loc[[OTHER]].iloc[0]
    years, of_kind = (drawn.loc[drawn["kind"] == each, "year"].unique() for each in (OTHER, kind))
    values = {"mean": float(test["mean_contrast"]), "p": float(test["p"]), "least_p": float(test["least_p"])}
    n_shared = baselines_shared(years, of_kind, window=WINDOW)
    sizes = {"n": len(years), "n_shared": n_shared, "n_sets": int(test["n_sets"])}
    return wording("events-blind", event=wording(f"event-{OTHER}"), **sizes, **values)


RECIPE = Recipe(
    name="drift-events",
    collection="work-reports",
    inputs=("passages", "terms", "ngrams", "stopwords", "events"),
    settings={"gaps": list(GAPS), "window": WINDOW},
    tabulate=tabulate,
    plot=plot_events,
    facts=facts,
)

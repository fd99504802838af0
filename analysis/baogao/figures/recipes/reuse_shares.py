"""Figure reuse-shares: what of each report stands in its own last one, in the centre's, in others', in no other."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.compared import compared
from baogao.features.current import read_table
from baogao.figures.fit import SMALL, widest
from baogao.figures.marks import note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, rows_axis
from baogao.figures.wording import gloss_of, pitch, row_labels, say
from baogao.measures.reuse import DRAWN, DRAWN_OTHERS, reuse_shares

PANELS = ("expected_previous", "expected_centre", "expected_others", "share_alone")


def tabulate(collection: str) -> pd.DataFrame:
    """Shares of the reports of the last year, the one with most of its own last report first."""
    reports = manifest_of(collection, RECIPE.name, at_least=10, years=2)
    known = compared(collection)
    table = reuse_shares(
        reports,
        read_table(collection, "reuse"),
        read_table(collection, "profile"),
        sizes=known.sizes,
        previous=known.previous,
        centre=known.centre,
    )
    latest = table[(table["year"] == table["year"].max()) & (table["previous"] != "")]
    if latest.empty or latest["expected_centre"].isna().all():
        raise SettingError(
            f"{RECIPE.name}: {collection} has no report with one before by the same issuer and one of a centre; "
            "this figure takes two years of the same issuers, and an against.txt that names the centre's collection."
        )
    ordered: pd.DataFrame = latest.sort_values("expected_previous", ascending=False, kind="stable", ignore_index=True)
    return ordered


def plot_shares(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a panel a text, a dot a report; in the first three all texts count with the same length."""
    labels = row_labels(page, [gloss_of(region) for region in table["region"]], 1.1)
    n_rows = 2 if page.is_narrow else 1
    height = 1.0 + n_rows * (0.6 + pitch(labels) * len(table))
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    panels = figure.subplots(n_rows, len(PANELS) // n_rows, sharey=True).ravel()
    room = (page.inches - widest(labels) - 0.3) / (len(PANELS) / n_rows) - 0.1
    for axes, column, colour in zip(panels, PANELS, [*COLOURS[:3], GREY], strict=True):
        values = 100 * table[column]
        axes.hlines(range(len(table)), 0, values, color=colour, lw=1.2, alpha=0.35)
        axes.plot(values, range(len(table)), "o", color=colour, ms=3.5)
        axes.axvline(values.median(), color=GREY, lw=0.7, ls=":")
        axes.set_xlim(0, 100 if column == "share_alone" else 1.15 * values.max())
        axes.set_title(say(page, f"panel-{column}", inches=room), fontsize=SMALL)
        rows_axis(axes, labels)
    note(figure, page, "shares-note", drawn=DRAWN, others=DRAWN_OTHERS)
    return figure


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports, their year, the medians, and the region with most of its own last report."""
    medians = {column.removeprefix("expected_"): float(table[column].median()) for column in PANELS}
    most = {"most": gloss_of(table["region"].iloc[0]), "most_share": float(table["expected_previous"].iloc[0])}
    return {"n": len(table), "year": int(table["year"].max()), **medians, **most}


RECIPE = Recipe(
    name="reuse-shares",
    collection="provincial",
    inputs=("passages", "reuse", "profile"),
    settings={"drawn": DRAWN, "drawn_others": DRAWN_OTHERS},
    tabulate=tabulate,
    plot=plot_shares,
    facts=facts,
    beside=("work-reports",),
)

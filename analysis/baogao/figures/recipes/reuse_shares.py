"""Figure reuse-shares: what of each report stands in its own last one, in the centre's, in others', in no other."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.compared import compared
from baogao.features.current import read_table
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, WIDTH, rows_axis
from baogao.measures.reuse import DRAWN, DRAWN_OTHERS, reuse_shares

PANELS = {
    "expected_previous": "its own last report",
    "expected_centre": "the centre's last report",
    "expected_others": "other issuers' reports",
    "share_alone": "no other text",
}


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


def plot_shares(table: pd.DataFrame) -> Figure:
    """Draw a panel a text, a dot a report; in the first three all texts count with the same length."""
    figure = Figure(figsize=(WIDTH, 0.9 + 0.17 * len(table)), layout="constrained")
    panels = figure.subplots(1, len(PANELS), sharey=True, width_ratios=[1, 1, 1, 1])
    for axes, (column, title), colour in zip(panels, PANELS.items(), [*COLOURS[:3], GREY], strict=True):
        values = 100 * table[column]
        axes.hlines(range(len(table)), 0, values, color=colour, lw=1.2, alpha=0.35)
        axes.plot(values, range(len(table)), "o", color=colour, ms=3.5)
        axes.axvline(values.median(), color=GREY, lw=0.7, ls=":")
        axes.set_xlim(0, 100 if column == "share_alone" else 1.15 * values.max())
        axes.set_title(title, loc="left", fontsize=7.5)
        rows_axis(axes, table["region"].tolist())
    figure.supxlabel(
        f"% of the report's characters, if {DRAWN:,} characters of that text were there ({DRAWN_OTHERS:,} of the "
        "others'); last panel: of all texts",
        fontsize=7.5,
    )
    return figure


RECIPE = Recipe(
    name="reuse-shares",
    collection="provincial",
    inputs=("passages", "reuse", "profile"),
    settings={"drawn": DRAWN, "drawn_others": DRAWN_OTHERS},
    caption="Share of each report of the last year that stands, edits within bounds, in the report before of the same "
    "issuer, in the last earlier report of the State Council, in reports of other issuers, and in no other text "
    "compared. The first three are what is to be expected if the other text had one length for all, so that they "
    "compare; a dotted line is the median. What stands in two texts counts for both. Earlier is earlier, not copied; "
    "one report an issuer, so no intervals.",
    tabulate=tabulate,
    plot=plot_shares,
    beside=("work-reports",),
)

"""Figure reuse-network: which issuers' reports of one year share sentences, and what of it stands in the centre's."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.compared import compared
from baogao.features.current import read_table
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, WIDTH
from baogao.measures.reuse_pairs import reuse_pairs

MOST_PAIRS = 40
PER = 10_000
TURN = 0.382  # of the circle from one report to the next in rank: those that share most lie apart
COLUMNS = ["earlier", "later", "region_earlier", "region_later", "order", "formula", "paragraph", "expected"]


def tabulate(collection: str) -> pd.DataFrame:
    """The pairs of reports of the last year with most formulas and paragraphs in common."""
    reports = manifest_of(collection, RECIPE.name, at_least=10)
    reports = reports[reports["year"] == reports["year"].max()]
    regions = dict(zip(reports["report_id"], reports["region"], strict=True))
    known = compared(collection)
    pairs = reuse_pairs(read_table(collection, "reuse"), sizes=known.sizes, days=known.days)
    pairs = pairs[pairs["earlier"].isin(regions) & pairs["later"].isin(regions)]
    pairs = pairs.assign(
        region_earlier=pairs["earlier"].map(regions),
        region_later=pairs["later"].map(regions),
        expected=PER**2 * (pairs["formula"] + pairs["paragraph"]) / _products(pairs, known.sizes),
    )
    chosen = pairs[pairs["expected"] > 0].sort_values("expected", ascending=False, kind="stable").head(MOST_PAIRS)
    if chosen["region_earlier"].nunique() < 3:
        raise SettingError(f"{RECIPE.name}: {collection} has hardly any formula that two reports of a year share.")
    return chosen[COLUMNS].reset_index(drop=True)


def _products(pairs: pd.DataFrame, sizes: dict[str, int]) -> pd.Series[float]:
    """Characters of the one report by those of the other: what two reports share grows with both."""
    return (pairs["earlier"].map(sizes) * pairs["later"].map(sizes)).astype(float)


def plot_network(table: pd.DataFrame) -> Figure:
    """Draw the reports in a circle, and between two of them a line, with an arrow to the later one."""
    figure = Figure(figsize=(0.8 * WIDTH, 0.8 * WIDTH), layout="constrained")
    axes = figure.subplots()
    ends = pd.concat([table.set_index(f"region_{side}")["expected"] for side in ("earlier", "later")])
    totals = ends.groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    places = np.argsort(np.argsort(np.arange(len(totals)) * TURN % 1))
    angles = dict(zip(totals.index, np.pi / 2 - places * 2 * np.pi / len(totals), strict=True))
    weights = (table["expected"] - table["expected"].min()) / np.ptp(table["expected"])
    rows = table[["region_earlier", "region_later", "order"]].assign(weight=weights).iloc[::-1]
    for earlier, later, order, weight in rows.to_numpy().tolist():
        _arrow(axes, angles[earlier], angles[later], weight, order)
    for region, angle in angles.items():
        x, y = np.cos(angle), np.sin(angle)
        axes.plot(x, y, "o", color=COLOURS[0], ms=3 + 9 * np.sqrt(totals[region] / totals.max()))
        turned = np.degrees(angle) if x >= 0 else np.degrees(angle) + 180
        side = "left" if x >= -1e-9 else "right"
        axes.text(1.1 * x, 1.1 * y, region, rotation=turned, ha=side, va="center", rotation_mode="anchor", fontsize=7.5)
    axes.set(xlim=(-1.55, 1.55), ylim=(-1.55, 1.55), aspect="equal")
    axes.axis("off")
    return figure


def _arrow(axes: Axes, start: float, end: float, weight: float, order: str) -> None:
    """A curve between two places of the circle, wide where much is shared; without a head where neither is earlier."""
    bend = 0.12 * np.sin((end - start) / 2)
    style = {
        "arrowstyle": "-|>,head_width=0.18,head_length=0.35" if order == "earlier" else "-",
        "connectionstyle": f"arc3,rad={bend:.3f}",
        "color": COLOURS[1] if weight > 0.5 else GREY,
        "lw": 0.6 + 2.0 * weight,
        "alpha": 0.55 + 0.4 * weight,
        "shrinkA": 5,
        "shrinkB": 6,
    }
    places = [(np.cos(angle), np.sin(angle)) for angle in (end, start)]
    axes.annotate("", places[0], places[1], arrowprops=style)


RECIPE = Recipe(
    name="reuse-network",
    collection="provincial",
    inputs=("passages", "reuse"),
    settings={"most_pairs": MOST_PAIRS, "per": PER},
    caption=f"The {MOST_PAIRS} pairs of reports of the last year that share most in formulas and paragraphs (set "
    f"phrases left out): characters to be expected in common if both had {PER:,}. Wide lines share more, orange ones "
    "lie in the upper half of the range; larger dots share more in these pairs. An arrow leads from the earlier report "
    "to the later one; none where both have one date. Earlier is earlier, not copied: most such sentences have a third "
    "source.",
    tabulate=tabulate,
    plot=plot_network,
    beside=("work-reports",),
)

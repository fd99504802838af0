"""Figure reuse-network: which issuers' reports of one year share sentences, and what of it stands in the centre's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.features.compared import compared
from baogao.features.current import read_table
from baogao.figures.fit import n_lines, widest
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, GREY, TITLE
from baogao.figures.wording import Wording, gloss_of, in_languages
from baogao.measures.reuse_pairs import reuse_pairs

MOST_PAIRS = 40
PER = 10_000
AWAY = 9  # points from a dot to its name
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


def plot_network(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw the reports in a circle, and between two of them a line, with an arrow to the later one."""
    size = page.inches if page.is_narrow else 0.8 * page.inches
    figure = Figure(figsize=(page.inches, size if page.is_narrow else 0.9 * size))
    axes = figure.add_axes((0, 0, 1, 1))
    ends = pd.concat([table.set_index(f"region_{side}")["expected"] for side in ("earlier", "later")])
    totals = ends.groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    places = np.argsort(np.argsort(np.arange(len(totals)) * TURN % 1))
    angles = dict(zip(totals.index, np.pi / 2 - places * 2 * np.pi / len(totals), strict=True))
    weights = (table["expected"] - table["expected"].min()) / np.ptp(table["expected"])
    rows = table[["region_earlier", "region_later", "order"]].assign(weight=weights).iloc[::-1]
    for earlier, later, order, weight in rows.to_numpy().tolist():
        _arrow(axes, angles[earlier], angles[later], weight, order)
    labels = {region: _name(page, region) for region in angles}
    for region, angle in angles.items():
        x, y = np.cos(angle), np.sin(angle)
        axes.plot(x, y, "o", color=COLOURS[0], ms=3 + 9 * np.sqrt(totals[region] / totals.max()))
        side = "center" if abs(x) < 0.1 else "left" if x > 0 else "right"
        up = "bottom" if y > 0.9 else "top" if y < -0.9 else "center"
        style: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": up, "fontsize": TITLE}
        axes.annotate(labels[region], (x, y), (AWAY * x, AWAY * y), **style)
    reach = figure.get_size_inches() / _unit(figure.get_size_inches(), labels) / 2
    axes.set(xlim=(-reach[0], reach[0]), ylim=(-reach[1], reach[1]))
    axes.axis("off")
    return figure


def _name(page: Page, region: str) -> str:
    """Name of a region, one language below the other where both are wanted."""
    return "\n".join(in_languages(page, gloss_of(region)))


def _unit(size: Any, labels: dict[str, str]) -> float:
    """Inches of the circle's radius with which the names around it stay on the figure."""
    aside, above = widest(labels.values(), TITLE) + 0.2, 0.16 * n_lines(labels.values()) + 0.2
    return float(min(size[0] / 2 - aside, size[1] / 2 - above))


def _arrow(axes: Axes, start: float, end: float, weight: float, order: str) -> None:
    """A curve between two places of the circle, wide where much is shared; without a head where neither is earlier."""
    bend = 0.12 * np.sin((end - start) / 2)
    style: dict[str, Any] = {
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


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Pairs, regions, and the pair that shares most."""
    top = table.iloc[0]
    pair = [gloss_of(top[f"region_{side}"]) for side in ("earlier", "later")]
    names = Wording(" → ".join(name.zh for name in pair), " → ".join(name.en for name in pair))
    regions = set(table["region_earlier"]) | set(table["region_later"])
    return {"n_pairs": len(table), "n_regions": len(regions), "top": names, "top_chars": float(top["expected"])}


RECIPE = Recipe(
    name="reuse-network",
    collection="provincial",
    inputs=("passages", "reuse"),
    settings={"most_pairs": MOST_PAIRS, "per": PER},
    tabulate=tabulate,
    plot=plot_network,
    facts=facts,
    beside=("work-reports",),
)

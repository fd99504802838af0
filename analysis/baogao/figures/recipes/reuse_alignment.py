"""Figure reuse-alignment: where the stretches that three reports share with the one before lie in either."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from baogao.errors import SettingError
from baogao.features.compared import compared
from baogao.features.current import read_table
from baogao.figures.fit import SMALL
from baogao.figures.labels import report_names
from baogao.figures.marks import legend_above
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, PALE
from baogao.figures.wording import name_of, say
from baogao.language.reuse.kinds import KINDS
from baogao.measures.covering import report_ids
from baogao.measures.reuse_pairs import reuse_pairs

COLOUR = dict(zip(KINDS, (COLOURS[5], COLOURS[0], COLOURS[1]), strict=True))


def tabulate(collection: str) -> pd.DataFrame:
    """Stretches of the report that shares most with the one before, of the middle one, and of the last."""
    names = report_names(manifest_of(collection, RECIPE.name, at_least=2, years=2))
    known, reuse = compared(collection), read_table(collection, "reuse")
    pairs = reuse_pairs(reuse, sizes=known.sizes, days=known.days)
    pairs = pairs[pairs["earlier"] == pairs["later"].map(known.previous)]
    pairs = pairs.sort_values(["expected_of_later", "later"], ascending=False, kind="stable").dropna()
    if len(pairs) < 3:
        raise SettingError(
            f"{RECIPE.name}: {collection} has no three reports that share a stretch with the one before."
        )
    chosen = pairs.iloc[[0, len(pairs) // 2, -1]]
    rows = [
        _stretches(reuse, earlier, later).assign(
            earlier_name=names.get(earlier, earlier),
            later_name=names.get(later, later),
            size_earlier=known.sizes[earlier],
            size_later=known.sizes[later],
            share=share,
        )
        for earlier, later, share in chosen[["earlier", "later", "share_of_later"]].to_numpy().tolist()
    ]
    return pd.concat(rows, ignore_index=True)


def _stretches(reuse: pd.DataFrame, earlier: str, later: str) -> pd.DataFrame:
    """Stretches that two reports share, by their place in the earlier one."""
    a, b = report_ids(reuse["passage_a"]), report_ids(reuse["passage_b"])
    turned = {f"{name}_{x}": f"{name}_{y}" for name in ("passage", "start", "end") for x, y in ("ab", "ba")}
    straight = reuse[(a == earlier) & (b == later)]
    back = reuse[(a == later) & (b == earlier)].rename(columns=turned)
    columns = ["earlier", "later", "start_a", "end_a", "start_b", "end_b", "shared_chars", "kind"]
    both = pd.concat([straight, back]).assign(earlier=earlier, later=later)
    return both.sort_values(["start_a", "start_b"], ignore_index=True)[columns]


def plot_alignment(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw two bars a pair, the earlier report above, and a ribbon for each stretch that both hold."""
    pairs = [pair for _, pair in table.groupby("later", sort=False)]
    figure = Figure(figsize=(page.inches, 1.35 * len(pairs) + 1.0), layout="constrained")
    for axes, pair in zip(figure.subplots(len(pairs), 1, squeeze=False).ravel(), pairs, strict=True):
        first = pair.to_dict("records")[0]
        for y, side in ((1.0, "earlier"), (0.0, "later")):
            axes.barh(y, first[f"size_{side}"], height=0.12, color=PALE)
            place: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "va": "center"}
            name = first[f"{side}_name"].replace("-", "-\n", page.is_narrow)
            axes.annotate(name, (0, y), (-6, 0), fontsize=SMALL, **place)
        _ribbons(axes, pair)
        axes.set_title(say(page, "share-of-later", share=first["share"]))
        axes.set(xlim=(0, 1.01 * table[["size_earlier", "size_later"]].to_numpy().max()), ylim=(-0.15, 1.15), yticks=[])
        axes.xaxis.set_major_locator(MaxNLocator(nbins=4 if page.is_narrow else 8))
        axes.spines["left"].set_visible(False)
    axes.set_xlabel(say(page, "character-of-report"))
    handles: list[Artist] = [Polygon([(0, 0)], facecolor=COLOUR[kind]) for kind in KINDS]
    legend_above(figure, page, handles, [name_of("reuse", kind) for kind in KINDS])
    return figure


def _ribbons(axes: Axes, pair: pd.DataFrame) -> None:
    """What leads from each stretch of the earlier report to its fellow in the later one, paragraphs on top."""
    for kind in KINDS:
        spans = pair.loc[pair["kind"] == kind, ["start_a", "end_a", "start_b", "end_b"]]
        for start_a, end_a, start_b, end_b in spans.to_numpy().tolist():
            corners = [(start_a, 0.94), (end_a, 0.94), (end_b, 0.06), (start_b, 0.06)]
            axes.add_patch(Polygon(corners, facecolor=COLOUR[kind], alpha=0.45, lw=0))
            for y, start, end in ((1.0, start_a, end_a), (0.0, start_b, end_b)):
                axes.barh(y, end - start, left=start, height=0.12, color=COLOUR[kind])


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """The pair that shares most and the one that shares least, with their shares."""
    pairs = table.drop_duplicates("later")
    ends = {"most": pairs.iloc[0], "least": pairs.iloc[-1]}
    names = {name: f"{row['earlier']} → {row['later']}" for name, row in ends.items()}
    return {**names, **{f"{name}_share": float(row["share"]) for name, row in ends.items()}}


RECIPE = Recipe(
    name="reuse-alignment",
    collection="provincial",
    inputs=("passages", "reuse"),
    settings={},
    tabulate=tabulate,
    plot=plot_alignment,
    facts=facts,
    beside=("work-reports",),
)

"""Figure slogan-adoption: which regions took up, kept or dropped which slogans from one year to the next."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of
from baogao.figures.style import COLOURS, PALE, WIDTH, tiles_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.adoption import adoption, adoption_test
from baogao.measures.coverage import main_kind

MOST, MIN_REGIONS, MAX_Q = 16, 10, 0.05
CHANGES = {"absent": "white", "dropped": COLOURS[4], "kept": PALE, "adopted": COLOURS[0]}


def tabulate(collection: str) -> pd.DataFrame:
    """The slogans that gained and lost most regions between the last two years."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=2 * MIN_REGIONS, years=2))
    years = sorted(reports["year"].dropna().unique())[-2:]
    table = adoption(reports[reports["year"].isin(years)], *features_restricted(collection, reports, years))
    tested = adoption_test(table).sort_values("share_change", ascending=False, kind="stable")
    chosen = pd.concat([tested.head(MOST), tested.tail(MOST)]).drop_duplicates("slogan_id")
    chosen = chosen.assign(row=range(len(chosen)), slogan=chosen["slogan_id"].map(load_lexicon().canonical))
    later = table[table["year"] == years[1]][["slogan_id", "region", "change"]]
    named = chosen.merge(later, on="slogan_id").assign(year_before=years[0], year_after=years[1])
    columns = ["slogan_id", "slogan", "region", "change", "adopted", "dropped", "share_before", "share_after", "p", "q"]
    return named.sort_values(["row", "region"], ignore_index=True)[[*columns, "year_before", "year_after"]]


def features_restricted(collection: str, reports: pd.DataFrame, years: list[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Passages and hits of the reports of two years."""
    passages, hits = features_of(collection)
    passages = passages[passages["report_id"].isin(reports.loc[reports["year"].isin(years), "report_id"])]
    return passages, hits[hits["passage_id"].isin(passages["passage_id"])]


def plot_adoption(table: pd.DataFrame) -> Figure:
    """Draw one tile a slogan and region, and the number of regions before and after."""
    slogans, regions = list(dict.fromkeys(table["slogan"])), list(dict.fromkeys(table["region"]))
    codes = table["change"].map({change: code for code, change in enumerate(CHANGES)}).to_numpy()
    figure = Figure(figsize=(WIDTH, 1.0 + 0.17 * len(slogans)), layout="constrained")
    axes = figure.subplots()
    grid = codes.reshape(len(slogans), len(regions))
    axes.pcolormesh(
        grid,
        cmap=ListedColormap(list(CHANGES.values())),
        vmin=-0.5,
        vmax=len(CHANGES) - 0.5,
        edgecolors="white",
        linewidth=0.8,
    )
    tiles_axis(axes, slogans)
    axes.set_xticks(np.arange(len(regions)) + 0.5, [short(region) for region in regions], fontsize=6.5, rotation=90)
    axes.xaxis.tick_top()
    rows = table.drop_duplicates("slogan")
    shares = zip(rows["share_before"], rows["share_after"], rows["q"], strict=True)
    for row, (before, after, q) in enumerate(shares):
        text = f"{before * len(regions):.0f} → {after * len(regions):.0f}" + (" *" if q < MAX_Q else "")
        axes.text(len(regions) + 0.25, row + 0.5, text, va="center", fontsize=7)
    handles = [Patch(facecolor=colour, edgecolor="#bbbbbb", label=change) for change, colour in CHANGES.items()]
    years = f"{int(rows['year_before'].iloc[0])} → {int(rows['year_after'].iloc[0])}"
    figure.legend(handles=handles, loc="outside lower center", ncols=4, title=f"{years} (n = {len(regions)} regions)")
    return figure


def short(region: str) -> str:
    """Name of a region without its kind.

    Examples
    --------
    >>> short("广西壮族自治区"), short("甘肃省")
    ('广西', '甘肃')
    """
    for kind in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        region = region.removesuffix(kind)
    return region


RECIPE = Recipe(
    name="slogan-adoption",
    collection="provincial",
    inputs=("passages", "hits"),
    settings={"most": MOST, "min_regions": MIN_REGIONS},
    caption=f"The {MOST} slogans that gained and the {MOST} that lost most regions between two years' reports; a "
    "region uses a slogan when it occurs at least once, in any form. At the right, regions before and after; a star: "
    f"q < {MAX_Q} (McNemar's exact test, Benjamini-Hochberg over all slogans). Earlier use is not copying, and a long "
    "report uses more.",
    tabulate=tabulate,
    plot=plot_adoption,
)

"""Figure slogan-adoption: which regions took up, kept or dropped which slogans from one year to the next."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from baogao.corpus.words.places import mainland_provinces
from baogao.figures.recipes.recipe import Recipe, centre_dates, families, features_of, manifest_of
from baogao.figures.style import COLOURS, PALE, WIDTH, tiles_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.adoption import adoption, adoption_test
from baogao.measures.coverage import main_kind
from baogao.measures.equal_length import equal_length
from baogao.measures.first_uses import CENTRE, GROUPS
from baogao.measures.formulas import formulas
from baogao.measures.joins import led

MOST, MIN_REGIONS = 16, 10
CHANGES = {"absent": "white", "dropped": COLOURS[4], "kept": PALE, "adopted": COLOURS[0]}


def tabulate(collection: str) -> pd.DataFrame:
    """The formulas that gained and lost most regions between the last two years."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=2 * MIN_REGIONS, years=2))
    years = sorted(reports["year"].dropna().unique())[-2:]
    reports = reports[reports["year"].isin(years)]
    passages, hits = features_restricted(collection, reports, years)
    hits = led(hits, families())
    hits = hits.assign(slogan_id=hits["slogan_id"].map(formulas(hits)))
    table = adoption(reports, passages, hits)
    tested = adoption_test(table).merge(equal_length(reports, passages, hits), on="slogan_id", how="left")
    tested = tested.sort_values("share_change", ascending=False, kind="stable")
    chosen = pd.concat([tested.head(MOST), tested.tail(MOST)]).drop_duplicates("slogan_id")
    lexicon, present = load_lexicon(), set(reports["region"])
    chosen = chosen.assign(row=range(len(chosen)), slogan=chosen["slogan_id"].map(lexicon.canonical))
    chosen["gloss_en"] = chosen["slogan_id"].map(lexicon.table.set_index("slogan_id")["gloss_en"])
    chosen["centre_date"] = chosen["slogan_id"].map(families()).map(centre_dates()).fillna("")
    later = table[table["year"] == years[1]][["slogan_id", "region", "change"]]
    named = chosen.merge(later, on="slogan_id").assign(year_before=years[0], year_after=years[1])
    named["missing"] = " ".join(short(name) for name in mainland_provinces() if name not in present)
    columns = ["slogan_id", "slogan", "gloss_en", "centre_date", "region", "change", "adopted", "dropped"]
    columns += ["share_before", "share_after", "share_change", "low", "high", "p", "q"]
    columns += ["equal_before", "equal_after", "year_before", "year_after", "missing"]
    return named.sort_values(["row", "region"], ignore_index=True)[columns]


def features_restricted(collection: str, reports: pd.DataFrame, years: list[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Passages and hits of the reports of two years."""
    passages, hits = features_of(collection)
    passages = passages[passages["report_id"].isin(reports.loc[reports["year"].isin(years), "report_id"])]
    return passages, hits[hits["passage_id"].isin(passages["passage_id"])]


def plot_adoption(table: pd.DataFrame) -> Figure:
    """Draw one tile a formula and region; at the right how many, the change and the first central use."""
    slogans, regions = list(dict.fromkeys(table["slogan"])), list(dict.fromkeys(table["region"]))
    codes = table["change"].map({change: code for code, change in enumerate(CHANGES)}).to_numpy()
    figure = Figure(figsize=(WIDTH, 1.2 + 0.17 * len(slogans)), layout="constrained")
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
    labels = [slogan if len(slogan) <= 15 else f"{slogan[:14]}…" for slogan in slogans]
    tiles_axis(axes, labels, size=6.5)
    axes.set_xticks(np.arange(len(regions)) + 0.5, [short(region) for region in regions], fontsize=6.5, rotation=90)
    axes.xaxis.tick_top()
    _margin(axes, table.drop_duplicates("slogan_id"), len(regions))
    handles = [Patch(facecolor=colour, edgecolor="#bbbbbb", label=change) for change, colour in CHANGES.items()]
    years = f"{int(table['year_before'].iloc[0])} → {int(table['year_after'].iloc[0])}"
    missing = f"; no report at hand of {table['missing'].iloc[0]}" if table["missing"].iloc[0] else ""
    title = f"{years} (n = {len(regions)} regions{missing})"
    figure.legend(handles=handles, loc="outside lower center", ncols=4, title=title)
    return figure


def _margin(axes: Axes, rows: pd.DataFrame, n_regions: int) -> None:
    """Counts before and after, the change in percentage points with its interval, and the date of the centre."""
    size, places = 6.3, (n_regions + 0.3, n_regions + 3.0, n_regions + 8.2)
    for place, head in zip(places, ("regions", "change, 95 %", "centre"), strict=True):
        axes.text(place, -0.3, head, fontsize=size, va="bottom")
    shares = rows[["share_before", "share_after", "share_change", "low", "high"]].to_numpy(float)
    for row, (values, date) in enumerate(zip(shares.tolist(), rows["centre_date"], strict=True)):
        before, after, change, low, high = values
        counts = f"{before * n_regions:.0f} → {after * n_regions:.0f}"
        percent = f"{100 * change:+.0f} [{100 * low:+.0f}, {100 * high:+.0f}]"
        for place, text in zip(places, (counts, percent, date or "–"), strict=True):
            axes.text(place, row + 0.5, text, va="center", fontsize=size)


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
    caption=f"The {MOST} formulas that gained and the {MOST} that lost most regions between two years' reports: "
    "families of wordings, taken together with those that nearly always stand in them or beside them. A region "
    "uses one when it occurs at least once. Right: regions before and after; the change in percentage points "
    "with Newcombe's paired interval (these regions are no sample); the first use in a central document. The "
    "table has the shares at equal length too. Earlier use is not copying.",
    tabulate=tabulate,
    plot=plot_adoption,
    beside=GROUPS[CENTRE],
)

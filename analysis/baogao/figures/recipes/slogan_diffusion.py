"""Figure slogan-diffusion: days from the first central use of slogans until a quarter, half and most regions had it."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, centre_dates, families, features_of, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE, WIDTH, rows_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.first_uses import CENTRE, GROUPS, YEAR, days_between, earliest, first_reports, first_uses, spread
from baogao.measures.joins import led

MOST, MIN_REGIONS = 24, 10
LAGS = {"lag_25": COLOURS[5], "lag_50": COLOURS[0], "lag_75": COLOURS[2]}


def tabulate(collection: str) -> pd.DataFrame:
    """Families that the centre was first to use, so lately that no report of a region is lacking since."""
    reports = manifest_of(collection, RECIPE.name, at_least=2 * MIN_REGIONS, years=2)
    passages, hits = features_of(collection)
    family_of, lexicon = families(), load_lexicon()
    by_family = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
    firsts = first_uses(reports, passages, by_family, by=("slogan_id", "region"))
    table = spread(firsts, centre_dates(), first_reports(reports))
    table = table[~table["is_upper_bound"] & (table["n_before"] == 0) & table["lag_50"].notna()]
    if table.empty:
        raise SettingError(f"{RECIPE.name}: no slogan reached half of the regions of {collection} after the centre.")
    table = table.sort_values(["n_using", "slogan_id"], ascending=[False, True]).head(MOST)
    news = earliest([_firsts(name, family_of) for name in GROUPS["news"]])
    table["news_lag"] = days_between(table["centre_date"], table["slogan_id"].map(news).fillna(""))
    leaders = dict(zip(by_family["slogan_id"], led(hits, family_of)["slogan_id"], strict=True))
    table = table.assign(slogan_id=table["slogan_id"].map(leaders)).sort_values(["centre_date", "lag_50", "slogan_id"])
    table["slogan"] = table["slogan_id"].map(lexicon.canonical)
    table["gloss_en"] = table["slogan_id"].map(lexicon.table.set_index("slogan_id")["gloss_en"])
    columns = ["slogan_id", "slogan", "gloss_en", "centre_date", "news_lag", *LAGS, "n_using", "n_regions"]
    return table[columns].reset_index(drop=True)


def _firsts(name: str, family_of: dict[str, str]) -> pd.DataFrame:
    passages, hits = features_of(name)
    hits = hits.assign(slogan_id=hits["slogan_id"].map(family_of))
    return first_uses(manifest_of(name, RECIPE.name, at_least=1), passages, hits)


def plot_diffusion(table: pd.DataFrame) -> Figure:
    """Draw a row a slogan: first news before the centre, the centre at 0, and the shares of regions after it."""
    figure = Figure(figsize=(WIDTH, 1.1 + 0.2 * len(table)), layout="constrained")
    axes = figure.subplots()
    rows, last = list(range(len(table))), table[[*LAGS]].max(axis=1)
    axes.hlines(rows, 0, last, color=PALE, lw=1.2)
    axes.axvline(0, color=GREY, lw=0.8)
    news = table["news_lag"]
    for marker, chosen, name in (
        ("|", news.between(-YEAR, -1), "news first"),
        ("<", news < -YEAR, "news first, by over a year"),
    ):
        shown = news.clip(lower=-YEAR).where(chosen)
        axes.scatter(shown, rows, marker=marker, s=30, color=COLOURS[1], lw=1, label=name)
    for (name, colour), size in zip(LAGS.items(), (42, 22, 10), strict=True):
        axes.scatter(
            table[name], rows, s=size, color=colour, label=f"{name.removeprefix('lag_')} % of regions", zorder=3
        )
    rows_axis(axes, [_label(slogan) for slogan in table["slogan"]], size=6.5)
    for row, (date, n_using, n_regions) in enumerate(
        zip(table["centre_date"], table["n_using"], table["n_regions"], strict=True)
    ):
        text = f"{date}   {n_using}/{n_regions}"
        axes.text(1.01, row, text, va="center", fontsize=6.5, transform=axes.get_yaxis_transform())
    axes.set_xlabel("days after the first central use (its date and the regions that use it: right)")
    figure.legend(loc="outside lower center", ncols=5)
    return figure


def _label(slogan: str) -> str:
    """A slogan short enough to stand beside a row."""
    return slogan if len(slogan) <= 16 else f"{slogan[:15]}…"


RECIPE = Recipe(
    name="slogan-diffusion",
    collection="provincial",
    inputs=("passages", "hits"),
    settings={"most": MOST, "min_regions": MIN_REGIONS},
    caption="Days from the first use of a slogan family in a central document until 25, 50 and 75 % of the "
    f"regions used it; {MOST} families that no region used before and most regions use since, of which no report "
    "of a region is lacking in between. Regions report once a year, in January or February, so a lag is mostly "
    "the wait for the next report. Orange: first use on the evening news, where that was earlier. Earlier use is "
    "not authorship.",
    tabulate=tabulate,
    plot=plot_diffusion,
    beside=(*GROUPS[CENTRE], *GROUPS["news"]),
)

"""Figure slogan-lives: life lines of slogans that took one another's place, and where each overtook the last."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of
from baogao.figures.style import COLOURS, GREY, INK, PALE, WIDTH, rows_axis, year_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.coverage import main_kind
from baogao.measures.series import MIN_HITS, MIN_REPORTS, slogan_series
from baogao.measures.successions import replaced, successions

MOST, CLEAR, LEAST_USES = 14, 0.9, 3


def tabulate(collection: str) -> pd.DataFrame:
    """Years and rates of the slogans of each succession that has a crossing, by year of crossing."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_REPORTS))
    passages, hits = features_of(collection)
    lexicon = load_lexicon()
    pairs = replaced(lexicon.table)
    series = slogan_series(reports, passages, hits[hits["slogan_id"].isin(pairs.to_numpy().ravel())])
    found = successions(series, pairs)
    is_clear = (found["clarity"] >= CLEAR) & (found[["count", "replaced_count"]].min(axis=1) >= LEAST_USES)
    found = found[is_clear & found["crossing"].notna()]
    if found.empty:
        raise SettingError(
            f"{RECIPE.name}: no slogan of {collection} overtook the one it replaced, with {MIN_HITS} hits of the two "
            f"in {MIN_REPORTS} years; this figure needs one."
        )
    found = found.assign(both=found["count"] + found["replaced_count"]).drop_duplicates("slogan_id")
    found = found.nlargest(MOST, "both", keep="all").head(MOST)
    found = found.sort_values(["crossing", "slogan_id"], ignore_index=True).reset_index(names="row")
    rows: list[pd.DataFrame] = [
        series[series["slogan_id"] == pair[role]].assign(row=pair["row"], role=role, crossing=pair["crossing"])
        for _, pair in found.iterrows()
        for role in ("replaced_id", "slogan_id")
    ]
    table = pd.concat(rows)
    table["slogan"] = table["slogan_id"].map(lexicon.canonical)
    table["gloss_en"] = table["slogan_id"].map(lexicon.table.set_index("slogan_id")["gloss_en"])
    table["role"] = table["role"].map({"replaced_id": "old", "slogan_id": "new"})
    columns = ["row", "role", "slogan_id", "slogan", "gloss_en", "crossing", "year", "count", "rate_per_10k"]
    table = table.sort_values(["row", "role", "year"], ascending=[True, False, True], ignore_index=True)
    return table.reindex(columns=columns)


def plot_lives(table: pd.DataFrame) -> Figure:
    """Draw two lines a succession, a dot a report (area by rate), and the year of crossing."""
    lines = table.drop_duplicates(["row", "role"])
    places = {pair: number + 0.7 * pair[0] for number, pair in enumerate(zip(lines["row"], lines["role"], strict=True))}
    figure = Figure(figsize=(WIDTH, 0.8 + 0.16 * len(lines) + 0.1 * lines["row"].nunique()), layout="constrained")
    axes = figure.subplots()
    used = table[table["count"] > 0]
    for (row, role), own in used.groupby(["row", "role"]):
        place, colour = places[row, role], COLOURS[0] if role == "new" else COLOURS[4]
        axes.hlines(place, own["year"].min(), own["year"].max(), color=colour, lw=0.8, alpha=0.6)
        axes.scatter(own["year"], [place] * len(own), s=3 + 7 * own["rate_per_10k"], color=colour, lw=0, zorder=2)
    for row, own in lines.groupby("row"):
        span = [places[row, "old"] - 0.4, places[row, "new"] + 0.4]
        axes.vlines(float(own["crossing"].iloc[0]) - 0.5, *span, color=INK, lw=1)
        axes.axhline(span[1] + 0.45, color=PALE, lw=0.6)
    labels = [_label(slogan) for slogan in lines["slogan"]]
    rows_axis(axes, labels, size=6.5)
    axes.set_yticks(list(places.values()), labels)
    axes.set_ylim(max(places.values()) + 0.9, -0.8)
    year_axis(axes, int(used["year"].min()), int(used["year"].max()))
    for name, colour in (("the old wording", COLOURS[4]), ("the new one", COLOURS[0])):
        axes.scatter([], [], s=14, color=colour, label=name)
    axes.plot([], [], color=INK, lw=1, label="from here on the new one is ahead")
    figure.legend(loc="outside lower center", ncols=3)
    axes.tick_params(axis="x", color=GREY)
    return figure


def _label(slogan: str) -> str:
    """A slogan short enough to stand beside a line."""
    return slogan if len(slogan) <= 18 else f"{slogan[:17]}…"


RECIPE = Recipe(
    name="slogan-lives",
    collection="work-reports",
    inputs=("passages", "hits"),
    settings={"most": MOST, "clear": CLEAR, "min_hits": MIN_HITS, "min_reports": MIN_REPORTS},
    caption="Successions: a slogan and the one that took its place (column supersedes of the lexicon), the "
    f"{MOST} with most occurrences of those with {MIN_HITS} in {MIN_REPORTS} reports of which {CLEAR:.0%} stand "
    "on the right side of the crossing. A dot is a report, its area the rate (all forms, those inside longer "
    "slogans too); the stroke is the first report from which the new wording is ahead. Exact counts, no "
    "estimates.",
    tabulate=tabulate,
    plot=plot_lives,
)

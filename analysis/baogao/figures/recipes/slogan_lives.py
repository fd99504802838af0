"""Figure slogan-lives: life lines of slogans that took one another's place, and where each overtook the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.marks import legend_above, mark_events
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of, series_of, slogan_ids, with_names, wordings
from baogao.figures.style import COLOURS, GREY, INK, PALE, rows_axis, year_axis
from baogao.figures.wording import pitch, row_labels, wording
from baogao.language.lexicon import load_lexicon
from baogao.measures.coverage import main_kind
from baogao.measures.series import MIN_HITS, MIN_REPORTS, slogan_series
from baogao.measures.successions import replaced, successions

LABELS = {"zh": 1.6, "en": 2.6, "both": 3.0}  # inches of the labels of rows
MOST, CLEAR, LEAST_USES = 14, 0.9, 8  # of each of the two; less would let single uses make a crossing
AREA, SCALE = 9.0, (1, 5)  # points² of a rate of 1, and the rates of the scale


def tabulate(collection: str) -> pd.DataFrame:
    """Years and rates of the slogans of each succession that has a crossing, by year of crossing."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=MIN_REPORTS, years=MIN_REPORTS))
    passages, hits = features_of(collection)
    pairs = replaced(load_lexicon().table)
    series = slogan_series(reports, passages, hits[hits["slogan_id"].isin(pairs.to_numpy().ravel())])
    found = successions(series, pairs)
    is_clear = (found["clarity"] >= CLEAR) & (found[["count", "replaced_count"]].min(axis=1) >= LEAST_USES)
    found = found[is_clear & found["crossing"].notna()]
    if found.empty:
        raise SettingError(
            f"{RECIPE.name}: no slogan of {collection} overtook the one it replaced, with {MIN_HITS} hits of the two, "
            f"{LEAST_USES} of each, in {MIN_REPORTS} years; this figure needs one."
        )
    found = found.assign(both=found["count"] + found["replaced_count"]).drop_duplicates("slogan_id")
    found = found.nlargest(MOST, "both", keep="all").head(MOST)
    found = found.sort_values(["crossing", "slogan_id"], ignore_index=True).reset_index(names="row")
    return _lines(series, found)


def _lines(series: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Years and rates of both slogans of each succession."""
    rows: list[pd.DataFrame] = [
        series[series["slogan_id"] == pair[role]].assign(row=pair["row"], role=role, crossing=pair["crossing"])
        for _, pair in found.iterrows()
        for role in ("replaced_id", "slogan_id")
    ]
    table = with_names(pd.concat(rows))
    table["role"] = table["role"].map({"replaced_id": "old", "slogan_id": "new"})
    columns = ["row", "role", "slogan_id", "slogan", "gloss_en", "crossing", "year", "count", "rate_per_10k"]
    table = table.sort_values(["row", "role", "year"], ascending=[True, False, True], ignore_index=True)
    return table.reindex(columns=columns)


def of_slogans(collection: str, forms: Sequence[str]) -> pd.DataFrame:
    """Lines of the slogans that a user names: each and the one named after it, with the year of crossing if any."""
    series, ids = series_of(collection, forms, RECIPE.name), slogan_ids(forms)
    if len(ids) < 2:
        raise SettingError(f"{RECIPE.name}: draws slogans against each other; name two or more.")
    pairs = pd.DataFrame({"replaced_id": ids[:-1], "slogan_id": ids[1:]})
    return _lines(series, successions(series, pairs).reset_index(names="row"))


def plot_lives(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw two lines a succession, a dot a report (area by rate), and the year of crossing."""
    lines = table.drop_duplicates(["row", "role"])
    width = 1.2 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(lines), width)
    places = {pair: number + 0.7 * pair[0] for number, pair in enumerate(zip(lines["row"], lines["role"], strict=True))}
    height = 1.3 + pitch(labels) * max(places.values())
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    axes = figure.subplots()
    used = table[table["count"] > 0]
    for (row, role), own in used.groupby(["row", "role"]):
        place, colour = places[row, role], COLOURS[0] if role == "new" else COLOURS[4]
        axes.hlines(place, own["year"].min(), own["year"].max(), color=colour, lw=0.8, alpha=0.6)
        axes.scatter(own["year"], [place] * len(own), s=AREA * own["rate_per_10k"], color=colour, lw=0, zorder=3)
    for row, own in lines.groupby("row"):
        _crossing(axes, own["crossing"].iloc[0], [places[row, role] for role in own["role"]])
    rows_axis(axes, labels)
    axes.set_yticks(list(places.values()), labels)
    axes.set_ylim(max(places.values()) + 0.9, -0.8)
    first, last = int(used["year"].min()), int(used["year"].max())
    year_axis(axes, first, last, most=4 if page.is_narrow else 9)
    mark_events(axes, page, first, last, inches=page.inches - width - 0.2)
    handles: list[Artist] = [axes.scatter([], [], s=14, color=colour) for colour in (COLOURS[4], COLOURS[0])]
    handles += axes.plot([], [], color=INK, lw=1)
    handles += [axes.scatter([], [], s=AREA * rate, color=GREY, lw=0) for rate in SCALE]
    names = [wording(key) for key in ("old-wording", "new-wording", "new-ahead")]
    legend_above(figure, page, handles, [*names, *(wording("dot-of-rate", rate=rate) for rate in SCALE)])
    return figure


def _crossing(axes: Axes, year: Any, places: list[float]) -> None:
    """A stroke before the first report from which the new wording is ahead, and a line below the two."""
    if not pd.isna(year):  # slogans of one's own may never cross
        axes.vlines(year - 0.5, min(places) - 0.4, max(places) + 0.4, color=INK, lw=1)
    axes.axhline(max(places) + 0.85, color=PALE, lw=0.6)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Successions, and the first and the last of them to cross."""
    rows = table.drop_duplicates("row").dropna(subset=["crossing"])
    years = rows["crossing"].astype(int)
    span = {"first": int(years.min()), "last": int(years.max())} if len(years) else {}
    used = table.loc[table["count"] > 0, "year"].astype(int)
    axis = {"axis": (int(used.min()), int(used.max()))}
    return {"n_rows": table["row"].nunique(), **span, **axis}


RECIPE = Recipe(
    name="slogan-lives",
    collection="work-reports",
    inputs=("passages", "hits", "events"),
    settings={"most": MOST, "clear": CLEAR, "least": LEAST_USES, "min_hits": MIN_HITS, "min_reports": MIN_REPORTS},
    tabulate=tabulate,
    plot=plot_lives,
    facts=facts,
    of_slogans=of_slogans,
)

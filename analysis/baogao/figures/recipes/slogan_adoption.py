"""Figure slogan-adoption: which regions took up, kept or dropped which slogans from one year to the next."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.transforms import Transform

from baogao.corpus.words.places import mainland_provinces
from baogao.figures.fit import POINTS, SMALL, widest
from baogao.figures.marks import legend_above, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import (
    Recipe,
    centre_dates,
    families,
    features_of,
    manifest_of,
    with_names,
    wordings,
)
from baogao.figures.style import COLOURS, PALE, tiles_axis
from baogao.figures.wording import Wording, gloss_of, join, pitch, row_labels, say, wording
from baogao.measures.adoption import adoption, adoption_test, told_once
from baogao.measures.coverage import main_kind
from baogao.measures.equal_length import equal_length
from baogao.measures.first_uses import CENTRE, GROUPS
from baogao.measures.formulas import formulas, nested
from baogao.measures.joins import led

LABELS = {"zh": 1.7, "en": 1.9, "both": 2.2}  # inches of the labels of rows
MOST, MIN_REGIONS = 16, 10
MAX_Q, UNCLEAR = 0.05, "°"  # what is less clear among so many tests is marked
CHANGES = {"absent": "white", "dropped": COLOURS[4], "kept": PALE, "adopted": COLOURS[0]}


def tabulate(collection: str) -> pd.DataFrame:
    """The formulas that gained and lost most regions between the last two years."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=2 * MIN_REGIONS, years=2))
    years = sorted(reports["year"].dropna().unique())[-2:]
    reports = reports[reports["year"].isin(years)]
    passages, hits = features_restricted(collection, reports, years)
    hits = led(hits, families())
    hits = hits.assign(slogan_id=hits["slogan_id"].map(formulas(hits)))
    table = told_once(adoption(reports, passages, hits), nested(hits))
    tested = adoption_test(table).merge(equal_length(reports, passages, hits), on="slogan_id", how="left")
    tested = tested.sort_values("share_change", ascending=False, kind="stable")
    chosen = pd.concat([tested.head(MOST), tested.tail(MOST)]).drop_duplicates("slogan_id")
    present = set(reports["region"])
    chosen = with_names(chosen.assign(row=range(len(chosen))))
    chosen["centre_date"] = chosen["slogan_id"].map(families()).map(centre_dates()).fillna("")
    later = table[table["year"] == years[1]][["slogan_id", "region", "change"]]
    named = chosen.merge(later, on="slogan_id").assign(year_before=years[0], year_after=years[1])
    named["n_tests"] = int(tested["p"].notna().sum())
    named["missing"] = " ".join(name for name in mainland_provinces() if name not in present)
    columns = ["slogan_id", "slogan", "gloss_en", "centre_date", "region", "change", "adopted", "dropped"]
    columns += ["share_before", "share_after", "share_change", "low", "high", "p", "q"]
    columns += ["equal_before", "equal_after", "n_tests", "year_before", "year_after", "missing"]
    return named.sort_values(["row", "region"], ignore_index=True)[columns]


def features_restricted(collection: str, reports: pd.DataFrame, years: list[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Passages and hits of the reports of two years."""
    passages, hits = features_of(collection)
    passages = passages[passages["report_id"].isin(reports.loc[reports["year"].isin(years), "report_id"])]
    return passages, hits[hits["passage_id"].isin(passages["passage_id"])]


def plot_adoption(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw one tile a formula and region; at the right how many, the change and the first central use."""
    rows, regions = table.drop_duplicates("slogan_id"), list(dict.fromkeys(table["region"]))
    codes = table["change"].map({change: code for code, change in enumerate(CHANGES)}).to_numpy()
    width = 0.82 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(rows), width)
    figure = Figure(figsize=(page.inches, 2.2 + pitch(labels) * len(rows)), layout="constrained")
    axes = figure.subplots()
    colours = ListedColormap(list(CHANGES.values()))
    grid = codes.reshape(len(rows), len(regions))
    axes.pcolormesh(grid, cmap=colours, vmin=-0.5, vmax=len(CHANGES) - 0.5, edgecolors="white", linewidth=0.8)
    tiles_axis(axes, labels)
    names = [join(page, gloss_of(region)) for region in regions]
    axes.set_xticks(np.arange(len(regions)) + 0.5, names, rotation=90)
    axes.xaxis.tick_top()
    _margin(axes, rows, len(regions), page)
    handles: list[Artist] = [Patch(facecolor=colour, edgecolor="#bbbbbb") for colour in CHANGES.values()]
    legend_above(figure, page, handles, [wording(f"change-{change}") for change in CHANGES])
    note(figure, page, "adoption-note", **facts(table))
    return figure


def _margin(axes: Axes, rows: pd.DataFrame, n_regions: int, page: Page) -> None:
    """Counts before and after, the change in percentage points with its interval, and the date of the centre."""
    across = axes.get_yaxis_transform()
    shares = rows[["share_before", "share_after", "share_change", "low", "high", "q"]].to_numpy(float)
    arrow = "→" if page.is_narrow else " → "
    marks = ["" if q < MAX_Q else UNCLEAR for *_, q in shares.tolist()]
    counts = [f"{row[0] * n_regions:.0f}{arrow}{row[1] * n_regions:.0f}" for row in shares.tolist()]
    changes = [f"{100 * x:+.0f} [{100 * low:+.0f}, {100 * high:+.0f}]" for *_, x, low, high, _ in shares.tolist()]
    counts, changes = (
        [f"{text}{mark}" if is_last else text for text, mark in zip(texts, marks, strict=True)]
        for texts, is_last in ((counts, page.is_narrow), (changes, not page.is_narrow))
    )
    columns = {"regions-column": counts}
    if not page.is_narrow:
        columns |= {"change-column": changes, "centre-column": [date or "–" for date in rows["centre_date"]]}
    offset = 4.0
    for key, texts in columns.items():
        head = say(page, key, inches=0.62)
        for row, text in enumerate(texts):
            axes.annotate(text, (1, row + 0.5), (offset, 0), va="center", fontsize=SMALL, **_beside(across))
        axes.annotate(head, (1, -0.15), (offset, 0), va="bottom", fontsize=SMALL, **_beside(across))
        offset += POINTS * max(widest(texts), widest([head])) + 7


def _beside(across: Transform) -> dict[str, Any]:
    """Where a text beside the tiles is measured from."""
    return {"xycoords": across, "textcoords": "offset points", "annotation_clip": False}


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Years, regions, those without a report at hand, and the formulas that gained and lost most."""
    rows = table.drop_duplicates("slogan_id")
    absent = [gloss_of(region) for region in str(table["missing"].iloc[0] or "").split()]
    ends = {"gained": rows.iloc[0], "lost": rows.iloc[-1]}
    return {
        "n": table["region"].nunique(),
        "n_tests": int(table["n_tests"].iloc[0]),
        "n_unclear": int((rows["q"] >= MAX_Q).sum()),
        "before": int(table["year_before"].iloc[0]),
        "after": int(table["year_after"].iloc[0]),
        "absent": Wording("、".join(text.zh for text in absent), ", ".join(text.en for text in absent)),
        **{name: Wording(row["slogan"], row["gloss_en"]) for name, row in ends.items()},
        **{f"{name}_by": abs(round(row["share_change"] * table["region"].nunique())) for name, row in ends.items()},
    }


RECIPE = Recipe(
    name="slogan-adoption",
    collection="provincial",
    inputs=("passages", "hits"),
    settings={"most": MOST, "min_regions": MIN_REGIONS},
    tabulate=tabulate,
    plot=plot_adoption,
    facts=facts,
    beside=GROUPS[CENTRE],
)

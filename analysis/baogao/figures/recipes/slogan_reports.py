"""Figure slogan-reports: which slogans each of a few reports uses, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.fit import SMALL, n_lines, widest, width_of, wrap
from baogao.figures.labels import report_names, short_labels
from baogao.figures.marks import bar_below, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe, as_high, features_of, manifest_of, with_names, wordings
from baogao.figures.style import GREY, HEAT, HEAT_TICKS, heat_range, letter_colour, tiles_axis
from baogao.figures.wording import Wording, join, name_of, pitch, row_labels
from baogao.measures.series import slogan_series

LABELS = {"zh": 1.5, "en": 2.3, "both": 2.8}  # inches of the labels of rows
MOST, MOST_REPORTS = 30, 15
LINE = 0.12  # inches that a line of a head takes


def tabulate(collection: str) -> pd.DataFrame:
    """Counts of the slogans that most reports share, by report."""
    reports = manifest_of(collection, RECIPE.name, at_least=2)
    if len(reports) > MOST_REPORTS:
        raise SettingError(
            f"{RECIPE.name}: {collection} has {len(reports)} reports; this figure compares at most {MOST_REPORTS}."
        )
    passages, hits = features_of(collection)
    series = slogan_series(reports, passages, hits[hits["maximal"]], by="report_id")
    spread = series.assign(used=series["count"] > 0).groupby("slogan_id")[["used", "count"]].sum()
    chosen = spread.sort_values(["used", "count"], ascending=False, kind="stable").index[:MOST]
    rank = {slogan_id: row for row, slogan_id in enumerate(chosen)}
    series = series[series["slogan_id"].isin(chosen)]
    series = with_names(series.assign(row=series["slogan_id"].map(rank)))
    series = series.merge(reports[["report_id", "genre"]], on="report_id")
    order = {report_id: column for column, report_id in enumerate(reports["report_id"])}
    series = series.assign(column=series["report_id"].map(order)).sort_values(["row", "column"], ignore_index=True)
    series["report_name"] = series["report_id"].map(report_names(reports))
    columns = ["slogan_id", "slogan", "gloss_en", "report_id", "report_name", "genre", "n_chars"]
    return series[[*columns, "count", "rate_per_10k"]]


def plot_slogan_reports(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw slogans against reports; the number is the count, the colour the rate."""
    slogans = table.drop_duplicates("slogan_id")
    columns = table.drop_duplicates("report_id")
    counts = table["count"].to_numpy(float).reshape(len(slogans), len(columns))
    rates = table["rate_per_10k"].to_numpy(float).reshape(counts.shape)
    width = 1.1 if page.is_narrow else LABELS[page.labels]
    labels = row_labels(page, wordings(slogans), width)
    heads, key, turn = _heads(page, columns, (page.inches - widest(labels) - 0.35) / len(columns))
    above = 0.6 + (widest(heads) if turn else LINE * n_lines(heads)) + LINE * key.count("\n")
    figure = Figure(figsize=(page.inches, 1.25 + above + pitch(labels) * len(slogans)), layout="constrained")
    axes = figure.subplots()
    shown = np.where(rates > 0, rates, np.nan)
    norm = LogNorm(*heat_range(rates[rates > 0].tolist()))
    cells = axes.pcolormesh(shown, cmap=HEAT, norm=norm, edgecolors="white", linewidth=0.6)
    for (row, column), count in np.ndenumerate(counts):
        colour = letter_colour(cells.cmap(norm(rates[row, column]))) if count else GREY
        text = f"{count:.0f}" if count else "·"
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=SMALL, color=colour)
    tiles_axis(axes, labels)
    style: dict[str, Any] = {"rotation": 90, "ha": "center", "multialignment": "left"} if turn else {}
    axes.set_xticks(np.arange(len(columns)) + 0.5, heads, **style)
    axes.xaxis.tick_top()
    ticks = [tick for tick in HEAT_TICKS if norm.vmin <= tick <= norm.vmax]
    bar_below(figure, page, cells, "per-10k", ticks)
    kind = name_of("genre", columns["genre"].iloc[0])
    label = "reports-note" if _differ(columns["genre"]) else "reports-note-one-genre"
    note(figure, page, label, n=len(columns), genre=kind, names=f"\n{key}" if key else "")
    return figure


def _heads(page: Page, columns: pd.DataFrame, inches: float) -> tuple[list[str], str, bool]:
    """Heads of columns of some width (name, genre where these differ, characters), a key to names, and whether to turn.

    Turned heads have as many lines as a column has room for.
    """
    names, key = short_labels(columns["report_name"].tolist())
    genres = [name_of("genre", genre) if _differ(columns["genre"]) else None for genre in columns["genre"]]
    sizes = [f"{n_chars:,}" for n_chars in columns["n_chars"]]
    upright = [
        "\n".join([wrap_name(name, inches), *([join(page, genre, inches=inches)] if genre else []), size])
        for name, genre, size in zip(names, genres, sizes, strict=True)
    ]
    key = wrap(key, page.inches - 0.15)
    if widest(upright) <= inches:
        return upright, key, False
    parts = [
        [name, *([join(page, genre)] if genre else []), size]
        for name, genre, size in zip(names, genres, sizes, strict=True)
    ]
    return [in_lines(each, int(inches / LINE)) for each in parts], key, True


def in_lines(parts: Sequence[str], lines: int) -> str:
    r"""Parts of a head on lines of their own, as many as there is room for: the last line takes what is left.

    Examples
    --------
    >>> in_lines(["lan-2020", "speech", "900"], 2)
    'lan-2020\nspeech  900'
    """
    whole = max(lines, 1) - 1
    return "\n".join([*parts[:whole], *(["  ".join(parts[whole:])] if parts[whole:] else [])])


def _differ(genres: pd.Series[str]) -> bool:
    return genres.nunique() > 1


def wrap_name(name: str, inches: float) -> str:
    """A report's name of plain letters, broken after a hyphen where it is wider than its column."""
    return name.replace("-", "-\n", 1) if name.isascii() and width_of(name) > inches else name


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Slogans, reports, and the slogan with most occurrences."""
    counts = table.groupby(["slogan", "gloss_en"])["count"].sum()
    zh, en = counts.index[int(counts.argmax())]
    top = {"top": Wording(zh, en), "top_count": int(counts.max()), **as_high(counts)}
    return {"n_slogans": table["slogan_id"].nunique(), "n": table["report_id"].nunique(), **top}


RECIPE = Recipe(
    name="slogan-reports",
    collection="judicial",
    inputs=("passages", "hits"),
    settings={"most": MOST},
    tabulate=tabulate,
    plot=plot_slogan_reports,
    facts=facts,
)

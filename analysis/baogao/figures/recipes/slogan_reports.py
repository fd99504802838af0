"""Figure slogan-reports: which slogans each of a few reports uses, and how often."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from baogao.errors import SettingError
from baogao.figures.labels import short_labels
from baogao.figures.recipes.recipe import Recipe, features_of, manifest_of
from baogao.figures.style import GREY, HEAT, HEAT_TICKS, heat_range, letter_colour, tiles_axis
from baogao.language.lexicon import load_lexicon
from baogao.measures.series import slogan_series

MOST, MOST_REPORTS = 30, 15


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
    series = series.assign(row=series["slogan_id"].map(rank), slogan=series["slogan_id"].map(load_lexicon().canonical))
    series = series.merge(reports[["report_id", "genre"]], on="report_id")
    order = {report_id: column for column, report_id in enumerate(reports["report_id"])}
    series = series.assign(column=series["report_id"].map(order)).sort_values(["row", "column"], ignore_index=True)
    return series[["slogan_id", "slogan", "report_id", "genre", "n_chars", "count", "rate_per_10k"]]


def plot_slogan_reports(table: pd.DataFrame) -> Figure:
    """Draw slogans against reports; the number is the count, the colour the rate."""
    slogans = list(dict.fromkeys(table["slogan"]))
    columns = table.drop_duplicates("report_id")
    counts = table["count"].to_numpy(float).reshape(len(slogans), len(columns))
    rates = table["rate_per_10k"].to_numpy(float).reshape(counts.shape)
    figure = Figure(figsize=(2.3 + 0.82 * len(columns), 1.2 + 0.19 * len(slogans)), layout="constrained")
    axes = figure.subplots()
    shown = np.where(rates > 0, rates, np.nan)
    norm = LogNorm(*heat_range(rates[rates > 0].tolist()))
    cells = axes.pcolormesh(shown, cmap=HEAT, norm=norm, edgecolors="white", linewidth=0.6)
    for (row, column), count in np.ndenumerate(counts):
        colour = letter_colour(cells.cmap(norm(rates[row, column]))) if count else GREY
        text = f"{count:.0f}" if count else "·"
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7, color=colour)
    tiles_axis(axes, slogans, size=7.5)
    names, key = short_labels(columns["report_id"].tolist())
    facts = zip(names, columns["genre"], columns["n_chars"], strict=True)
    labels = [f"{name}\n{genre}\n{n_chars:,} chars" for name, genre, n_chars in facts]
    axes.set_xticks(np.arange(len(columns)) + 0.5, labels, fontsize=6.5)
    axes.xaxis.tick_top()
    bar = figure.colorbar(cells, ax=axes, shrink=0.4, aspect=20, pad=0.02, anchor=(0, 1))
    bar.set_label("occurrences per 10,000 characters", fontsize=7)
    bar.set_ticks([tick for tick in HEAT_TICKS if norm.vmin <= tick <= norm.vmax])
    bar.ax.minorticks_off()
    bar.ax.yaxis.set_major_formatter("{x:g}")
    bar.outline.set_visible(False)
    axes.set_xlabel(f"n = {len(columns)} reports; numbers are counts, a dot is none" + (f"\n{key}" if key else ""))
    return figure


RECIPE = Recipe(
    name="slogan-reports",
    collection="judicial",
    inputs=("passages", "hits"),
    settings={"most": MOST},
    caption=f"The {MOST} slogans that most of the reports share, by report: counts (all forms; what stands inside "
    "a longer slogan is that one's) and, as colour, occurrences per 10,000 characters. "
    "Description only: genre, place and year differ together.",
    tabulate=tabulate,
    plot=plot_slogan_reports,
)

"""Figure rhetoric-levels: devices in the reports of a collection beside those of the provinces."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.figures.labels import report_names, short_labels
from baogao.figures.marks import legend_above, note
from baogao.figures.page import PAGE, Page
from baogao.figures.provenance import collection_name
from baogao.figures.recipes.panels import READ, device_panels, in_order, left_out, names_of, none_found, rates_of
from baogao.figures.recipes.recipe import Recipe, in_time, manifest_of
from baogao.figures.style import COLOURS, GREY, PALE
from baogao.figures.wording import Wording, row_labels, wording
from baogao.measures.coverage import main_kind

MOST_REPORTS = 6
RATES = ["count", "rate_per_10k", "low", "high", "corrected", "corrected_low", "corrected_high", "drawn"]
COLUMNS = ["collection", "kind", "year", "report", "report_name", "device", "n_reports", *RATES]


def tabulate(collection: str) -> pd.DataFrame:
    """Rates of each device: of the years of the group, of each of its reports, and of the latest reports."""
    reports = in_time(main_kind(manifest_of(collection, RECIPE.name, at_least=2)))
    [group] = RECIPE.beside
    members = main_kind(read_reports(group))
    if other := sorted(set(reports["genre"]) - set(members["genre"])):
        raise SettingError(
            f"{RECIPE.name}: {collection} has reports of genre {listed(other)}, and {group} has none; kinds of report "
            f"differ in devices more than places do: take a collection of {listed(sorted(set(members['genre'])))}."
        )
    name = collection_name(collection)
    parts = [
        _rates(group, members, by="year").assign(collection=group, kind="group"),
        _rates(group, members, by="report").assign(collection=group, kind="member"),
        _rates(collection, reports.tail(MOST_REPORTS), by="report").assign(collection=name, kind="report"),
    ]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _rates(collection: str, reports: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Corrected rates of the reports with their years, in order of time."""
    if by == "year":
        return rates_of(collection, reports, by="year").assign(report="", report_name="")
    table = rates_of(collection, reports, by="report").assign(n_reports=1)
    table["report_name"] = table["report"].map(report_names(reports))
    years = reports[["report_id", "year"]].rename(columns={"report_id": "report"})
    return table.merge(years, on="report", validate="m:1").sort_values(
        ["year", "report", "device"], kind="stable", ignore_index=True
    )


def plot_levels(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a row for each year of the group (a tick a report, their median a diamond) and one for each report."""
    is_drawn, absent = table.groupby("device")["drawn"].all(), none_found(table)
    drawn = in_order(is_drawn.index[is_drawn & ~is_drawn.index.isin(absent)].tolist())
    groups, reports = (table[table["kind"] == kind] for kind in ("group", "report"))
    years, alone = groups.drop_duplicates("year"), reports.drop_duplicates("report").iloc[::-1]
    names = [wording("provinces-of", year=row.year) for row in years.itertuples()]
    own_names, key = short_labels(alone["report_name"].tolist())
    labels = row_labels(page, [*names, *(Wording(name, name) for name in own_names)], 1.5)
    figure, panels = device_panels(page, drawn, labels, legend=1.5 + 0.12 * key.count("\n"))
    for device, axes in panels.items():
        own = table[table["device"] == device]
        column = "corrected" if own["corrected"].notna().all() else "rate_per_10k"
        for row, year in enumerate(years["year"]):
            _members(axes, own.loc[(own["kind"] == "member") & (own["year"] == year), column], row)
        _reports(axes, own[own["kind"] == "report"].set_index("report").loc[alone["report"]], len(years), column)
        axes.axhline(len(years) - 0.5, color=PALE, lw=0.8)
        axes.set_xlim(left=0)
    keys = ("a-province", "median", "corrected", "as-found")
    legend_above(figure, page, _handles(), [wording(key) for key in keys])
    devices = left_out(facts(table)["not_drawn"], [device for device in absent if is_drawn[device]])
    note(figure, page, "rates-note", devices=Wording(*(f"{text}\n{key}".strip() for text in devices)))
    return figure


def _handles() -> list[Artist]:
    """Marks of the legend: a province, their median, a report corrected, and one as found."""
    dot: dict[str, Any] = {"ls": "", "mec": COLOURS[0], "ms": 3}
    province = Line2D([], [], marker="|", color=COLOURS[5], ms=5, ls="")
    median = Line2D([], [], marker="D", color=COLOURS[1], ms=3, ls="")
    return [province, median, *(Line2D([], [], marker="o", mfc=fill, **dot) for fill in (COLOURS[0], "white"))]


def _members(axes: Axes, rates: pd.Series, row: int) -> None:
    """A tick for each report of the group, and their median."""
    axes.plot(rates, [row] * len(rates), "|", color=COLOURS[5], ms=5, mew=0.6, clip_on=False)
    axes.plot([rates.median()], [row], "D", color=COLOURS[1], ms=3, clip_on=False)


def _reports(axes: Axes, reports: pd.DataFrame, above: int, column: str) -> None:
    """A dot a report with the error of the reading, or a circle where there is no correction."""
    rows = range(above, above + len(reports))
    if column == "corrected":
        axes.hlines(rows, reports["corrected_low"], reports["corrected_high"], color=GREY, lw=1.0)
    fill = COLOURS[0] if column == "corrected" else "white"
    axes.plot(reports[column], rows, "o", mfc=fill, mec=COLOURS[0], ms=3, clip_on=False)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Reports of either level, and the devices that are not drawn."""
    is_drawn = table.groupby("device")["drawn"].all()
    groups, reports = (table[table["kind"] == kind] for kind in ("group", "report"))
    return {
        "collection": reports["collection"].iloc[0],
        "n_reports": reports["report"].nunique(),
        "n_provinces": int(groups["n_reports"].max()),
        "years": "–".join(f"{year:.0f}" for year in sorted({groups["year"].min(), groups["year"].max()})),
        "not_drawn": names_of(is_drawn.index[~is_drawn]),
    }


RECIPE = Recipe(
    name="rhetoric-levels",
    collection="work-reports",
    inputs=("passages", "devices", *READ),
    settings={"most_reports": MOST_REPORTS},
    tabulate=tabulate,
    plot=plot_levels,
    facts=facts,
    beside=("provincial",),
)

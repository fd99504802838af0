"""Figure rhetoric-levels: devices in the State Council's reports against those of the provinces."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.features.current import read_table
from baogao.figures.panels import device_panels
from baogao.figures.recipes.recipe import Recipe, manifest_of
from baogao.figures.style import COLOURS, PALE
from baogao.measures.coverage import main_kind
from baogao.measures.rhetoric import rhetoric_profile

MOST_REPORTS = 10
COLUMNS = ["collection", "kind", "year", "report", "device", "n_reports", "count", "rate_per_10k", "low", "high"]


def tabulate(collection: str) -> pd.DataFrame:
    """Rates of each device: of the years of the group, of each of its reports, and of the latest reports."""
    reports = main_kind(manifest_of(collection, RECIPE.name, at_least=2)).sort_values("year", kind="stable")
    [group] = RECIPE.beside
    members = main_kind(read_reports(group))
    if other := sorted(set(reports["genre"]) - set(members["genre"])):
        raise SettingError(
            f"{RECIPE.name}: {collection} has reports of genre {listed(other)}, and {group} has none; kinds of report "
            f"differ in devices more than places do: take a collection of {listed(sorted(set(members['genre'])))}."
        )
    parts = [
        _rates(group, members, by="year").assign(collection=group, kind="group"),
        _rates(group, members, by="report").assign(collection=group, kind="member"),
        _rates(collection, reports.tail(MOST_REPORTS), by="report").assign(collection=collection, kind="report"),
    ]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _rates(collection: str, reports: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Profile of the reports with their years, in order of time."""
    passages, devices = read_table(collection, "passages"), read_table(collection, "devices")
    if by == "year":
        return rhetoric_profile(reports, passages, devices, by="year").assign(report="")
    table = rhetoric_profile(reports, passages, devices, by="report").assign(n_reports=1)
    years = reports[["report_id", "year"]].rename(columns={"report_id": "report"})
    return table.merge(years, on="report", validate="m:1").sort_values(
        ["year", "report", "device"], kind="stable", ignore_index=True
    )


def plot_levels(table: pd.DataFrame) -> Figure:
    """Draw a row for each year of the group (interval over a dot a report) and one for each report."""
    groups, members, reports = (table[table["kind"] == kind] for kind in ("group", "member", "report"))
    years, alone = groups.drop_duplicates("year"), reports.drop_duplicates("report").iloc[::-1]
    labels = [f"{row.n_reports} reports of {row.collection}, {row.year}" for row in years.itertuples()]
    labels += [str(report) for report in alone["report"]]
    figure, panels = device_panels(sorted(table["device"].unique()), labels)
    for device, axes in panels.items():
        for row, year in enumerate(years["year"]):
            dots = members[(members["device"] == device) & (members["year"] == year)]["rate_per_10k"]
            axes.plot(dots, [row] * len(dots), "|", color=COLOURS[5], ms=5, mew=0.6)
        _intervals(axes, groups[groups["device"] == device])
        _points(axes, reports[reports["device"] == device].set_index("report").loc[alone["report"]], len(years))
        axes.axhline(len(years) - 0.5, color=PALE, lw=0.8)
        rates = table.loc[table["device"] == device, "rate_per_10k"]
        axes.set_xlim(0, max(rates.max(), 1) * 1.3)
    figure.supxlabel("occurrences per 10,000 characters (numbers: count in the report)", fontsize=8)
    return figure


def _intervals(axes: Axes, groups: pd.DataFrame) -> None:
    """Rate of each year's group with its interval, where there is one."""
    rows = range(len(groups))
    axes.hlines(rows, groups["low"], groups["high"], color=COLOURS[1], lw=2.2)
    axes.plot(groups["rate_per_10k"], rows, "D", color=COLOURS[1], ms=3.5)


def _points(axes: Axes, reports: pd.DataFrame, above: int) -> None:
    """One dot a report, with its count; a single report has no interval."""
    rows, rates = range(above, above + len(reports)), reports["rate_per_10k"].astype(float).tolist()
    axes.hlines(rows, 0, rates, color=PALE, lw=1.2)
    axes.plot(rates, rows, "o", color=COLOURS[0], ms=3.5, clip_on=False)
    for rate, row, count in zip(rates, rows, reports["count"], strict=True):
        axes.annotate(str(count), (rate, row), (4, 0), textcoords="offset points", va="center", fontsize=6)


RECIPE = Recipe(
    name="rhetoric-levels",
    collection="work-reports",
    inputs=("passages", "devices"),
    settings={"most_reports": MOST_REPORTS},
    caption="Rhetorical devices, found by rule, per 10,000 characters. Above: provincial work reports of each year, "
    "their common rate with its 95 % interval (clustered by issuer) and a tick for each report. Below: the latest "
    f"{MOST_REPORTS} work reports of the State Council, one issuer: each is an exact count and has no interval. How "
    "often the rules are right and how much they find differs by device and era (device_accuracy, notebook "
    "05-rhetoric); each panel has its own scale. Level, issuer and years differ together.",
    tabulate=tabulate,
    plot=plot_levels,
    beside=("provincial",),
)

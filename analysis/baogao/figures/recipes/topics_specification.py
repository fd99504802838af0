"""Figure topics-specification: how stated findings move over other choices of the topic model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.features.theme_tables import SEEDS, read_findings, read_seeds
from baogao.figures.fit import SMALL, widest
from baogao.figures.marks import DARK, note
from baogao.figures.page import PAGE, Page
from baogao.figures.recipes.recipe import Recipe
from baogao.figures.style import COLOURS, GREY, INK, PALE, TITLE, rows_axis
from baogao.figures.wording import Wording, name_of, pitch, row_labels, say, wording
from baogao.measures.specification import LEAST, TOP, sign_agreement
from baogao.measures.stored_specification import read_specification
from baogao.paths import collection_folder

CHOICES = ["engine", "k", "policy", "stops"]
ORDER: dict[str, Callable[[str], int]] = {
    "engine": ("gibbs", "gensim", "nmf", "seeded").index,
    "k": int,
    "policy": ("protected", "plain").index,
    "stops": ("study", "widespread").index,
}
FIRM = 0.9  # share of the choices that have one sign
LABELS = 1.8  # inches


def tabulate(collection: str) -> pd.DataFrame:
    """Estimates of each finding by each specification, from the smallest to the largest."""
    folder = collection_folder(collection)
    findings, themes = read_findings(folder), read_seeds(folder / SEEDS)
    table = read_specification(collection).merge(findings, on="finding")
    table = table.merge(themes[["theme", "zh", "en"]], on="theme")
    order = {finding: row for row, finding in enumerate(findings["finding"])}
    table = table.assign(row=table["finding"].map(order)).sort_values(["row", "estimate"], kind="stable")
    return table.drop(columns="row").reset_index(drop=True)


def plot_specification(table: pd.DataFrame, page: Page = PAGE) -> Figure:
    """Draw a panel a finding: a row a choice, with every estimate made by it and how many have the finding's sign."""
    agreement = sign_agreement(table).set_index("finding")
    columns = min(1 if page.is_narrow else 3, len(agreement))
    lines = -(-len(agreement) // columns)
    choices = _choices(table)
    labels = row_labels(page, [_name(*choice) for choice in choices], LABELS)
    height = lines * (0.5 + pitch(labels) * len(choices)) + 0.75
    figure = Figure(figsize=(page.inches, height), layout="constrained")
    panels = figure.subplots(lines, columns, squeeze=False, sharex=True).ravel()
    limit = 1.08 * float(np.nanmax(np.abs(table["estimate"])))
    room = (page.inches - widest(labels) - 0.3) / columns - 0.1
    for place, (axes, finding) in enumerate(zip(panels, agreement.index, strict=False)):
        own = table[table["finding"] == finding]
        rows_axis(axes, labels if place % columns == 0 else [""] * len(labels))
        axes.set_title(_title(own, page, room))
        axes.axvline(0, color=GREY, lw=0.7)
        axes.axvline(agreement.loc[finding, "median"], color=INK, lw=0.7, ls=":")
        for row, choice in enumerate(choices):
            _row(axes, row, own[_has(own, *choice)], int(agreement.loc[finding, "sign"]))
            if row and choices[row - 1][0] != choice[0]:
                axes.axhline(row - 0.5, color=PALE, lw=0.6)
        axes.set_xlim(-limit, limit)
        axes.tick_params(axis="x", labelbottom=place + columns >= len(agreement))
    for axes in panels[len(agreement) :]:
        axes.set_axis_off()
    note(figure, page, "specification-note", unit=_units(table))
    return figure


def _row(axes: Axes, row: int, own: pd.DataFrame, sign: int) -> None:
    """Estimates by one choice, and how many of its fits have the sign of the finding."""
    values = own["estimate"].dropna().to_numpy()
    for colour, side in ((COLOURS[0], values[values > 0]), (COLOURS[1], values[values <= 0])):
        axes.plot(side, np.full(len(side), row), "|", ms=7, mew=0.7, color=colour, alpha=0.6)
    text = f"{int((np.sign(values) == sign).sum())}/{len(own)}"
    axes.annotate(
        text,
        (1, row),
        (3, 0),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        color=DARK,
    )


def _title(own: pd.DataFrame, page: Page, inches: float) -> str:
    """Theme and years of a finding."""
    head = own.iloc[0]
    theme, span = Wording(str(head["zh"]), str(head["en"])), {"first": head["first"], "last": head["last"]}
    return say(page, "finding-head", inches=inches, size=TITLE, theme=theme, **span)


def _units(table: pd.DataFrame) -> Wording:
    """What the estimates are: percentage points, of a trend a decade."""
    units = [wording(f"unit-{statistic}") for statistic in dict.fromkeys(table["statistic"])]
    return Wording("、".join(unit.zh for unit in units), ", ".join(unit.en for unit in units))


def _choices(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Column and value of every row; the number of topics of a seeded fit follows from its seeds."""
    free = table[table["engine"] != "seeded"]
    values = {column: set((free if column == "k" else table)[column].astype(str)) for column in CHOICES}
    return [(column, value) for column in CHOICES for value in sorted(values[column], key=ORDER[column])]


def _has(own: pd.DataFrame, column: str, value: str) -> pd.Series[bool]:
    """Which fits were made by a choice."""
    has = own[column].astype(str) == value
    return has & (own["engine"] != "seeded") if column == "k" else has


def _name(column: str, value: str) -> Wording:
    return Wording(f"k {value}", f"k {value}") if column == "k" else name_of(column, value)


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """Findings, fits, and which findings keep their sign over choices and over fits."""
    agreement = sign_agreement(table).merge(table[["finding", "zh", "en"]].drop_duplicates(), on="finding")
    agreement = agreement.sort_values("share_of_choices", ascending=False, kind="stable")
    shares = [f"{by_choice:.0%}" for by_choice in agreement["share_of_choices"]]
    fits = [f"{by_fit:.0%}" for by_fit in agreement["share_of_fits"]]
    rows = list(zip(agreement["zh"], agreement["en"], shares, fits, strict=True))
    firm = agreement[agreement["share_of_choices"] >= FIRM]
    return {
        "n_findings": len(agreement),
        "n": len(table),
        "n_fits": int(agreement["n_fits"].max()),
        "n_choices": int(agreement["n_choices"].max()),
        "n_firm": len(firm),
        "firm": FIRM,
        "shares": Wording(
            "；".join(f"{zh}{by_choice}（{by_fit}）" for zh, _, by_choice, by_fit in rows),
            ", ".join(f"{en} {by_choice} ({by_fit})" for _, en, by_choice, by_fit in rows),
        ),
    }


RECIPE = Recipe(
    name="topics-specification",
    collection="work-reports",
    inputs=("terms", "stopwords", "topics/specification"),
    of_whole=True,
    settings={"top": TOP, "least": LEAST},
    tabulate=tabulate,
    plot=plot_specification,
    facts=facts,
)

"""What stands around a plot: a note below it, a legend above it, and the events that a time axis is read by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from baogao.figures.fit import SMALL, width_of
from baogao.figures.page import Page
from baogao.figures.wording import SaidIf, Wording, in_row, join, labels, say, wording
from baogao.language.events import load_events

EDGE = 0.06  # inches between what stands around a plot and the edge of the figure
LINE = 8.6  # points from one line of names of events to the next
HANDLE = 0.36  # inches that a mark of a legend and the space after its name take
DARK = "#5f5f5f"


def note(figure: Figure, page: Page, label: str, **facts: Any) -> None:
    """Write a note below the plots, as wide as the page: what is counted, what colours and marks mean."""
    text = say(page, label, inches=page.inches - 2 * EDGE, **facts)
    figure.supxlabel(text, x=EDGE / page.inches, ha="left", fontsize=SMALL, color=DARK)


def legend_above(
    figure: Figure, page: Page, handles: Sequence[Artist], labels: Sequence[Wording], title: str = ""
) -> None:
    """Set a legend above the plots, in as many columns as the page has room for."""
    room = page.inches - 2 * EDGE
    texts = [join(page, label, inches=room / min(2, len(labels)) - HANDLE) for label in labels]
    widths = [max(width_of(line) for line in text.split("\n")) + HANDLE for text in texts]
    ncols = next((n for n in range(len(texts), 1, -1) if _fits(widths, n, room)), 1)
    figure.legend(
        handles=list(handles),
        labels=texts,
        loc="outside upper left",
        ncols=ncols,
        title=title or None,
        alignment="left",
        borderpad=0.1,
    )


def _fits(widths: list[float], n: int, room: float) -> bool:
    """Whether entries stand in n columns, filled one column after another, within the room."""
    return bool(sum(max(column) for column in np.array_split(widths, n)) <= room)


def bar_below(
    figure: Figure,
    page: Page,
    cells: Any,
    key: str,
    ticks: Sequence[float],
    labels: Sequence[str] | None = None,
    pad: float = 0.01,
    **style: Any,
) -> None:
    """Set the scale of colours below the plots, with its name."""
    bar = figure.colorbar(
        cells,
        ax=figure.axes,
        location="bottom",
        shrink=0.9 if page.is_narrow else 0.55,
        aspect=28,
        pad=pad,
        anchor=(0, 1),
        ticks=list(ticks),
        **style,
    )
    bar.ax.set_xticklabels(labels or [f"{tick:g}" for tick in ticks])
    bar.ax.minorticks_off()
    bar.ax.tick_params(length=0)
    bar.set_label(say(page, key, inches=page.inches - 1.4), fontsize=SMALL, loc="left")
    bar.outline.set_visible(False)


def moments(by_day: bool) -> pd.DataFrame:
    """Events with their place on an axis of years: between two years' reports, or on the day itself."""
    events = load_events()
    months = pd.to_numeric(events["date"].str[5:7], errors="coerce").fillna(7)
    days = events["date"].str[:4].astype(float) + (months - 1) / 12
    return events.assign(place=days if by_day else events["year"] - 0.5)


def events_on(page: Page, first: float, last: float, *, by_day: bool = False) -> pd.DataFrame:
    """Premiers' first reports, where the page has them, and Party congresses on an axis of years, with their place."""
    events = moments(by_day)
    marked = events[events["kind"].isin(["congress", "premier"] if page.has_premiers else ["congress"])]
    return marked[marked["place"].between(first - 0.8, last + 0.5, inclusive="left")]


def marked(page: Page, first: float, last: float, *, by_day: bool = False) -> dict[str, SaidIf]:
    """What a note or caption says of the marks of an axis: each only where one is drawn."""
    kinds = set(events_on(page, first, last, by_day=by_day)["kind"])
    return {"premiers": SaidIf("premier" in kinds), "congresses": SaidIf("congress" in kinds)}


def marks_of(page: Page, name: str, first: float, last: float, *, by_day: bool = False) -> Wording:
    """What the caption of a figure says of the marks that `mark_events` draws: a sentence for each kind.

    A figure has its own words where ``labels.tsv`` has a row for it, such as ``mark-congress:slogan-bursts``.
    """
    kinds = [kind for kind, said in marked(page, first, last, by_day=by_day).items() if said.is_so]
    keys = [f"mark-{kind}:{name}" if f"mark-{kind}:{name}" in labels() else f"mark-{kind}" for kind in kinds]
    texts = [wording(key, named=premiers_named(first, last)) for key in keys]
    return Wording("".join(text.zh for text in texts), " ".join(text.en for text in texts))


def mark_events(
    axes: Axes, page: Page, first: float, last: float, *, inches: float, by_day: bool = False, named: bool = True
) -> float:
    """Mark premiers' first reports (dotted, named above) and Party congresses (triangles) on an axis of years.

    Premiers are marked only where the page has them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With years to the right.
    page : Page
    first, last : float
        First and last year of the axis.
    inches : float
        How wide the axes are about: names that would touch stand on lines of their own.
    by_day : bool
        Whether a mark stands at its day, or before the first report that could show the event.
    named : bool
        Whether premiers are named.

    Returns
    -------
    float
        Height in points that the marks take above the axes.
    """
    shown = events_on(page, first, last, by_day=by_day)
    congresses = shown[shown["kind"] == "congress"].drop_duplicates("place")
    across = axes.get_xaxis_transform()
    if len(congresses):  # without a mark, what is drawn would have no place, and the layout none either
        axes.plot(
            congresses["place"], [1.0] * len(congresses), "v", ms=3, mew=0, color=DARK, transform=across, clip_on=False
        )
    premiers = shown[shown["kind"] == "premier"]
    for place in premiers["place"]:
        axes.axvline(place, color=DARK, lw=0.5, ls=(0, (1, 2)), zorder=2.5)
    return 3 + (_names(axes, page, premiers, last, inches / (last - first + 1)) if named else 0)


def _names(axes: Axes, page: Page, premiers: pd.DataFrame, last: float, inches_a_year: float) -> float:
    """Write premiers' names above the axes, each on the lowest line where it touches no other; their height."""
    ends: list[float] = []
    for place, zh, en in zip(premiers["place"], premiers["name"], premiers["name_en"], strict=True):
        text = join(page, Wording(zh, short_name(en)))
        width = (width_of(text) + 0.08) / inches_a_year
        turned = place + width > last + 1.5  # at the right edge it stands before its line
        start, end = (place - width, place) if turned else (place, place + width)
        line = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        ends[line : line + 1] = [end]
        axes.annotate(
            text,
            (place, 1),
            (-1 if turned else 1, 4 + LINE * line),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            ha="right" if turned else "left",
            fontsize=SMALL,
            color=DARK,
            annotation_clip=False,
        )
    return LINE * len(ends) + 3


def short_name(name: str) -> str:
    """A premier's family name, with the given one where three share the family name.

    Examples
    --------
    >>> short_name("Zhou Enlai"), short_name("Li Peng")
    ('Zhou', 'Li Peng')
    """
    family = name.split()[0]
    return name if family == "Li" else family


def premiers_named(first: float, last: float) -> Wording:
    """The premiers whose first reports lie in some years, for a caption."""
    events = load_events()
    shown = events[(events["kind"] == "premier") & events["year"].between(first, last)]
    rows = zip(shown["name"], shown["name_en"], shown["year"], strict=True)
    return in_row([Wording(f"{zh}{year}", f"{short_name(en)} {year}") for zh, en, year in rows])

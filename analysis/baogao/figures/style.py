"""How figures look: sizes in inches, colours that all eyes can tell apart, light axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from baogao.figures.fit import SMALL
from baogao.figures.fonts import font

INK, GREY, PALE = "#222222", "#8a8a8a", "#e6e6e6"
# Okabe and Ito (2008), readable with any colour vision.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
HEAT = "YlGnBu"
TITLE = 7.5  # points of titles of panels

SETTINGS: dict[str, Any] = {
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "font.size": 7.5,
    "axes.titlesize": TITLE,
    "axes.titlelocation": "left",
    "axes.labelsize": SMALL,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "text.hinting": "none",  # letters are as wide at any resolution as the font says
    "text.parse_math": False,  # a dollar sign in a name is one
    "legend.frameon": False,
    "legend.fontsize": SMALL,
    "legend.title_fontsize": SMALL,
    "legend.handlelength": 1.3,
    "legend.columnspacing": 1.4,
    "legend.borderaxespad": 0.2,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "baogao",
}


HEAT_TICKS = tuple(step * 10**power for power in range(-4, 4) for step in (1, 2, 5))  # rates
WIDEST_OF_FLAT = 10  # times its bottom that a scale reaches at least, so that rates that hardly differ look alike
HEAT_BOUNDS = [0.0, 0.5, 1, 2, 4, 8, 16]  # rates at which the colour changes
FEW = 0.05  # share of the rates that a class of them must hold to tell something
CLASSES = 3, 7  # of rates, at least and at most
STARTS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)  # numbers that, and whose doubles, are easily read
DARK = 0.213  # relative luminance below which white letters have more contrast than black ones


def heat_range(rates: Sequence[float]) -> tuple[float, float]:
    """Bottom and top of a logarithmic scale for rates above 0: theirs, or round ones where theirs are close together.

    Examples
    --------
    >>> heat_range([18.69, 18.87]), heat_range([0.4, 31.0])
    ((5, 50), (0.4, 31.0))
    """
    low, high = min(rates), max(rates)
    if high >= WIDEST_OF_FLAT * low:
        return low, high
    middle = (low * high) ** 0.5
    below = [tick for tick in HEAT_TICKS if tick <= min(low, middle / WIDEST_OF_FLAT**0.5)] or [low / WIDEST_OF_FLAT]
    above = [tick for tick in HEAT_TICKS if tick >= max(high, below[-1] * WIDEST_OF_FLAT)] or [high * WIDEST_OF_FLAT]
    return below[-1], above[0]


def heat_bounds(rates: Sequence[float]) -> list[float]:
    """Rates at which the colour of a heat map changes: each twice the one before.

    Those of the study, `HEAT_BOUNDS`, where at least four of their classes hold some of the rates. Else, of round
    numbers and their doubles, those that lie farthest from every rate: rates that hardly differ, such as
    one occurrence in reports of nearly one length, have one colour.

    Parameters
    ----------
    rates : sequence of float
        Above 0, at least one.

    Returns
    -------
    list of float
        3 to 7 classes; what lies above the last one takes a colour of its own.

    Examples
    --------
    >>> heat_bounds([9.7, 9.9, 10.1, 19.8])
    [4.0, 8.0, 16.0, 32.0]
    >>> heat_bounds([0.3, 0.7, 1.5, 3.0, 6.0])
    [0.0, 0.5, 1, 2, 4, 8, 16]
    """
    values = np.asarray(rates, float)
    in_class = np.bincount(np.searchsorted(HEAT_BOUNDS, values, side="right")) / len(values)
    if (in_class >= FEW).sum() > CLASSES[0]:
        return HEAT_BOUNDS
    power = 10.0 ** math.floor(math.log10(values.min()))
    starts = [step * power * ten for ten in (0.1, 1.0) for step in STARTS]
    ladders = [_ladder(round(start, 9), values.max()) for start in starts if values.min() / 2 < start <= values.min()]
    plain = [ladder for ladder in ladders if all(_is_plain(bound) for bound in ladder)] or ladders
    return max(plain, key=lambda ladder: np.abs(np.log(np.divide.outer(ladder, values))).min())


def _ladder(first: float, high: float) -> list[float]:
    """Doubles of a number, until one is above the highest rate."""
    rungs = [first]
    while rungs[-1] <= high and len(rungs) < CLASSES[1]:
        rungs.append(round(2 * rungs[-1], 9))
    if len(rungs) <= CLASSES[0]:
        rungs = [first / 2, *rungs, rungs[-1] * 2][: CLASSES[0] + 1]
    return rungs


def _is_plain(number: float) -> bool:
    """Whether a number is whole or has two digits."""
    return number.is_integer() or float(f"{number:.2g}") == number


def letter_colour(cell: Sequence[float]) -> str:
    """Colour of letters that can be read on a cell of some red, green and blue (0 to 1), by its relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in cell[:3])
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # of WCAG 2
    return "white" if luminance < DARK else INK


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style, whatever the user's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(cast(Any, {**SETTINGS, "font.family": [font().get_name()]}))
        yield


def year_axis(axes: Axes, first: int, last: int, *, most: int = 9) -> None:
    """Mark round years on the x axis, at most ``most`` of them."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= most)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.set_xticks(range(-(-first // step) * step, last + 1, step))


def rows_axis(axes: Axes, labels: Sequence[str], *, size: float = SMALL) -> None:
    """Name the rows of a dot plot, the first on top: no axis line, no ticks."""
    axes.set_yticks(range(len(labels)), labels, fontsize=size)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def tiles_axis(axes: Axes, labels: Sequence[str], *, size: float = SMALL) -> None:
    """Name the rows of tiles, the first on top: no axis lines, no ticks."""
    axes.set_yticks([row + 0.5 for row in range(len(labels))], labels, fontsize=size)
    axes.set_ylim(len(labels), 0)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)

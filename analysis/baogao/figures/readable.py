"""Whether every text of a figure can be read: on the canvas, apart from other texts, large enough, no glyph missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from baogao.errors import BaogaoError
from baogao.figures.fit import POINTS, SMALL
from baogao.figures.fonts import check_glyphs

SLACK = 1.0  # points by which boxes of texts may reach into each other: the air above and below letters
EDGE = 0.5  # points by which a box may reach over the edge of the canvas: rounding


def faults(figure: Figure) -> list[str]:
    """What cannot be read of a figure, one line a fault; empty if all can be.

    A text is faulty if its box reaches over the edge of the canvas by more than `EDGE` points, if it reaches into
    another text's box by more than `SLACK` points both ways, if its letters are smaller than
    `baogao.figures.fit.SMALL` points, or if the font lacks one of its characters.

    Examples
    --------
    >>> figure = Figure()
    >>> _ = figure.text(0.5, 0.5, "one"), figure.text(0.5, 0.5, "two", fontsize=5)
    >>> faults(figure)
    ["'two': letters of 5 points", "'one' and 'two': lie over each other"]
    """
    texts = _visible(figure)
    return [*_small(texts), *_without_glyph(texts), *_outside(figure, texts), *_over_each_other(texts)]


def _visible(figure: Figure) -> list[tuple[Text, np.ndarray]]:
    """Texts that are drawn, with left, bottom, right and top of their boxes in points."""
    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(POINTS)
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and not text.stale]  # drawn: not stale
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    return [(text, np.asarray(text.get_window_extent(renderer).extents)) for text in texts]


def _small(texts: list[tuple[Text, np.ndarray]]) -> Iterator[str]:
    for text, _ in texts:
        if float(text.get_fontsize()) < SMALL - 1e-9:
            yield f"{text.get_text()!r}: letters of {text.get_fontsize():g} points"


def _without_glyph(texts: list[tuple[Text, np.ndarray]]) -> Iterator[str]:
    for text, _ in texts:
        try:
            check_glyphs(text.get_text(), "figure")
        except BaogaoError as error:
            yield str(error)


def _outside(figure: Figure, texts: list[tuple[Text, np.ndarray]]) -> Iterator[str]:
    width, height = figure.get_size_inches() * POINTS
    for text, (left, bottom, right, top) in texts:
        over = max(-left, -bottom, right - width, top - height)
        if over > EDGE:
            yield f"{text.get_text()!r}: {over:.0f} points over the edge"


def _over_each_other(texts: list[tuple[Text, np.ndarray]]) -> Iterator[str]:
    for (first, a), (second, b) in combinations(texts, 2):
        if min(a[2], b[2]) - max(a[0], b[0]) > SLACK and min(a[3], b[3]) - max(a[1], b[1]) > SLACK:
            yield f"{first.get_text()!r} and {second.get_text()!r}: lie over each other"

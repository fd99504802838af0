"""How wide text is in the figures' font, and text wrapped or shortened to a width."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unicodedata import category

from fontTools.ttLib import TTFont

from baogao.figures.fonts import font_path

SMALL = 7.0  # points: no letter of a figure is smaller at print size
POINTS = 72  # an inch
CUT = "…"
CLOSING, OPENING = ("Po", "Pe", "Pf"), ("Ps", "Pi")  # Unicode classes of marks: none begins, none ends a line


@cache
def _advances() -> tuple[dict[int, float], float]:
    """Width of each character as a share of the letters' size, and that of one the font lacks."""
    with TTFont(font_path(), lazy=True) as opened:
        unit, widths = opened["head"].unitsPerEm, opened["hmtx"].metrics
        return {code: widths[name][0] / unit for code, name in opened.getBestCmap().items()}, 1.0


def width_of(text: str, size: float = SMALL) -> float:
    """Width of a line in inches at some size of letters in points.

    Examples
    --------
    >>> round(width_of("改革开放", 9), 6)
    0.5
    """
    widths, other = _advances()
    return sum(widths.get(ord(char), other) for char in text) * size / POINTS


def widest(labels: Iterable[str], size: float = SMALL) -> float:
    """Width in inches of the widest line of some labels."""
    return max((width_of(line, size) for label in labels for line in label.split("\n")), default=0.0)


def n_lines(labels: Iterable[str]) -> int:
    """Lines of the tallest of some labels."""
    return max((label.count("\n") + 1 for label in labels), default=1)


def shorten(text: str, inches: float, size: float = SMALL) -> str:
    """Text cut to a width, with an ellipsis where something is cut.

    Examples
    --------
    >>> shorten("社会主义市场经济", 0.5, 9)
    '社会主…'
    """
    if width_of(text, size) <= inches:
        return text
    while text and width_of(text.rstrip() + CUT, size) > inches:
        text = text[:-1]
    while text and (text[-1].isspace() or category(text[-1]) in CLOSING):
        text = text[:-1]
    return text + CUT


def wrap(text: str, inches: float, size: float = SMALL) -> str:
    """Text in lines of at most a width: broken at blanks, and between Chinese characters where no mark begins a line.

    Examples
    --------
    >>> wrap("one two three", 0.6, 9).split(chr(10))
    ['one two', 'three']
    >>> wrap("改革开放，和平", 0.5, 9).split(chr(10))
    ['改革开', '放，和平']
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width_of((line + piece).rstrip(), size) > inches:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return "\n".join(lines)


def _pieces(text: str) -> list[str]:
    """The smallest parts between which a line may end; a mark stays with what it follows."""
    pieces: list[str] = []
    for char in text:
        before = pieces[-1] if pieces else " "
        is_wide = ord(char) > 0x2E80
        glued = category(char) in CLOSING or category(before[-1]) in OPENING or char == " "
        if pieces and (glued or (not is_wide and ord(before[-1]) <= 0x2E80 and before[-1] != " ")):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces

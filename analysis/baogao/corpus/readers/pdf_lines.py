"""Letters of a PDF page to its lines in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

GUTTER = 1.2  # letter sizes: a gap as wide as this may part two columns
MIN_ROWS = 4  # rows with text on both sides that two columns take
SHARE_OF_ROWS = 0.7
SPACE = 0.2  # letter sizes: a gap as wide as this between Latin letters is a space
WIDE_SPACE = 0.8  # the same beside a Chinese character, since justified lines are stretched
SPACED_OUT = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff])+")


class PageLine(NamedTuple):
    """One line of a page: text, page and column it stands in, box in points from the page's top left, letter size.

    ``column`` is 0 for a line over the whole width, 1 for the left and 2 for the right
    column; ``place`` is its height on the page, 0 at the top and 1 at the bottom; ``upright``
    is false for slanted text.
    """

    text: str
    page: int
    column: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    place: float
    upright: bool


Letter = dict[str, Any]


def page_lines(letters: Sequence[Letter], page: int, width: float, height: float) -> list[PageLine]:
    """Lines of one page in reading order; slanted text comes last as one line.

    Parameters
    ----------
    letters : sequence of dict
        pdfplumber's ``chars``.
    page : int
        Number of the page.
    width, height : float
        Of the page, in points.
    """
    drawn = [
        x
        for x in letters
        if x["size"] > 0 and x["x1"] > 0 and x["x0"] < width and x["bottom"] > 0 and x["top"] < height
    ]
    slanted = "".join(_known(letter["text"]) for letter in drawn if not letter["upright"]).strip()
    rows = _rows([letter for letter in drawn if letter["upright"]])
    gutter = _gutter(rows, width)
    lines = [line for line in _in_order(rows, gutter, page, max(height, 1.0)) if line.text]
    if slanted:
        lines.append(PageLine(slanted, page, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, False))
    return lines


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that stand at one height, from top to bottom, each row from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda x: (x["top"] + x["bottom"], x["x0"])):
        middle = (letter["top"] + letter["bottom"]) / 2
        if rows and abs(middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2) < letter["size"] / 2:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    rows = [_once(sorted(row, key=lambda x: x["x0"])) for row in rows]
    return [row for row in rows if any(not x["text"].isspace() for x in row)]


def _once(row: list[Letter]) -> list[Letter]:
    """The row without letters drawn twice at one place, which is how some programs make bold type."""
    kept: list[Letter] = []
    for letter in row:
        if any(x["text"] == letter["text"] and letter["x0"] - x["x0"] < letter["size"] / 4 for x in kept[-2:]):
            continue
        kept.append(letter)
    return kept


def _gutter(rows: list[list[Letter]], width: float) -> float:
    """Where the strip between two columns runs; 0 when the page has one column."""
    best, at = 0, 0.0
    solid = [[x for x in row if not x["text"].isspace()] for row in rows]
    for step in range(35, 66):
        x = width * step / 100
        both = [row for row in solid if row[0]["x1"] < x < row[-1]["x0"]]
        free = sum(_gap_at(row, x) for row in both)
        if free > best and free >= MIN_ROWS and free >= SHARE_OF_ROWS * len(both):
            best, at = free, x
    return at


def _gap_at(row: list[Letter], x: float) -> bool:
    """Whether a row of two dense halves has a gap at ``x`` that is wide enough to be a gutter."""
    left, right = [c for c in row if c["x1"] <= x], [c for c in row if c["x0"] >= x]
    if len(left) + len(right) < len(row) or min(len(left), len(right)) < 4:
        return False
    return bool(right[0]["x0"] - left[-1]["x1"] >= GUTTER * left[-1]["size"])


def _in_order(rows: list[list[Letter]], gutter: float, page: int, height: float) -> Iterator[PageLine]:
    """Lines from top to bottom; between lines over the whole width, the left column before the right one."""
    waiting: list[PageLine] = []
    for row in rows:
        left, right = [c for c in row if c["x1"] <= gutter], [c for c in row if c["x0"] >= gutter]
        parted = bool(gutter) and len(left) + len(right) == len(row) and _is_parted(left, right, gutter)
        if not parted:
            yield from waiting
            waiting = []
            yield _line(row, page, 0, height)
            continue
        if left:
            before = sum(line.column == 1 for line in waiting)
            waiting.insert(before, _line(left, page, 1, height))
        if right:
            waiting.append(_line(right, page, 2, height))
    yield from waiting


def _is_parted(left: list[Letter], right: list[Letter], gutter: float) -> bool:
    """Whether a row belongs to columns: it stands on one side, or has the gutter between its halves.

    A row on one side that starts or ends far from the gutter's edge is still of a column;
    a centred line crosses the gutter and never comes here.
    """
    if not left or not right:
        return True
    return bool(right[0]["x0"] - left[-1]["x1"] >= GUTTER * left[-1]["size"] and left[-1]["x1"] <= gutter)


def _line(row: list[Letter], page: int, column: int, height: float) -> PageLine:
    solid = [letter for letter in row if not letter["text"].isspace()]
    if not solid:
        return PageLine("", page, column, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, True)
    sizes = sorted(letter["size"] for letter in solid)
    top, bottom = min(x["top"] for x in solid), max(x["bottom"] for x in solid)
    return PageLine(
        _text(row),
        page,
        column,
        float(solid[0]["x0"]),
        float(max(letter["x1"] for letter in solid)),
        float(top),
        float(bottom),
        float(sizes[len(sizes) // 2]),
        float((top + bottom) / 2 / height),
        True,
    )


def _text(row: list[Letter]) -> str:
    """Text of a row, with a space where a gap is too wide to be the setting of the line."""
    parts: list[str] = []
    before: Letter | None = None
    for letter in (x for x in row if not x["text"].isspace()):
        if before is not None:
            latin = before["text"].isascii() and letter["text"].isascii()
            gap = letter["x0"] - before["x1"]
            parts.append(" " if gap > (SPACE if latin else WIDE_SPACE) * letter["size"] else "")
        parts.append(_known(letter["text"]))
        before = letter
    text = "".join(parts).strip()
    return text.replace(" ", "") if SPACED_OUT.fullmatch(text) else text


def _known(text: str) -> str:
    """A letter's text; what pdfminer writes as ``(cid:12)`` is a character it does not know."""
    return "\ufffd" if text.startswith("(cid:") else text.replace("\0", "\ufffd")

"""Letters of a PDF page to its lines in reading order, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import Any, NamedTuple

from baogao.corpus.words.rules import rule

SPACED_OUT = rule("pages", "spaced-out")
GUTTER = 1.2  # letter sizes: a gap as wide as this may part two columns
MIN_ROWS, FEW_ROWS = 4, 1  # rows on either side that two columns take; where pages before have two columns
DENSE = 4  # letters on one side that make a row count for that side
SHARE_OF_ROWS, SMALL_SHARE = 0.7, 0.5  # rows that do not run across; where pages before have two columns
SAME_ROW = 0.4  # letter sizes between the middles of letters of one row
SPACE = 0.35  # letter sizes: a gap as wide as this between Latin letters is a space
WIDE_SPACE = 0.8  # the same beside a Chinese character, since justified lines are stretched


class PageLine(NamedTuple):
    """One line of a page, with its place in points from the page's top left."""

    text: str
    page: int
    column: int  # 0 over the whole width, 1 left, 2 right
    left: float
    right: float
    top: float
    size: float  # of its letters
    height: float  # where it stands on the page: 0 at the top, 1 at the bottom
    upright: bool = True


Letter = dict[str, Any]


def page_lines(
    letters: Sequence[Letter], page: int, width: float, height: float, *, in_columns: bool = False
) -> list[PageLine]:
    """Lines of one page in reading order, from pdfplumber's ``chars``; slanted text comes last as one line.

    Where pages before have two columns (`in_columns`), a single line beside others makes a right column.
    """
    across = [letter for letter in letters if letter["x1"] > 0 and letter["x0"] < width]
    inside = [letter for letter in across if letter["bottom"] > 0 and letter["top"] < height and letter["size"] > 0]
    slanted = "".join(_known(letter["text"]) for letter in inside if not letter["upright"]).strip()
    rows = _rows([letter for letter in inside if letter["upright"]])
    lines = list(_in_order(rows, _gutter(rows, width, in_columns), page, max(height, 1.0)))
    return [*lines, PageLine(slanted, page, 0, 0, 0, 0, 0, 0, upright=False)] if slanted else lines


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that stand at one height, from top to bottom, each row from left to right."""
    from pdfplumber.utils.clustering import cluster_objects

    tolerance = SAME_ROW * median_low(letter["size"] for letter in letters) if letters else 0
    rows = cluster_objects(letters, lambda letter: (letter["top"] + letter["bottom"]) / 2, tolerance)
    return [_once(sorted(row, key=lambda letter: letter["x0"])) for row in rows if _solid(row)]


def _solid(row: list[Letter]) -> list[Letter]:
    """The row without blanks."""
    return [letter for letter in row if not letter["text"].isspace()]


def _once(row: list[Letter]) -> list[Letter]:
    """The row without letters drawn twice at one place, which is how some programs make bold type."""
    once: list[Letter] = []
    for letter in row:
        if not any(x["text"] == letter["text"] and letter["x0"] - x["x0"] < letter["size"] / 4 for x in once[-2:]):
            once.append(letter)
    return once


def _gutter(rows: list[list[Letter]], width: float, in_columns: bool) -> float:
    """Where the strip between two columns runs; 0 when the page has one column."""
    least, share = (FEW_ROWS, SMALL_SHARE) if in_columns else (MIN_ROWS, SHARE_OF_ROWS)
    solid = [_solid(row) for row in rows]
    frees: dict[float, tuple[int, int]] = {}
    for step in range(35, 66):
        x = width * step / 100
        sides = [side for row in solid if (side := _sides(row, x)) is not None]
        left, right = (sum(side[number] >= DENSE for side in sides) for number in (0, 1))
        if min(left, right) >= least and len(sides) >= share * len(rows):
            frees[x] = min(left, right), len(sides)
    best = [x for x, free in frees.items() if free == max(frees.values())]
    return best[len(best) // 2] if best else 0.0


def _sides(row: list[Letter], x: float) -> tuple[int, int] | None:
    """Letters left and right of ``x``; None for a row that runs across it or has no gap there as wide as a gutter."""
    left, right = [c for c in row if c["x1"] <= x], [c for c in row if c["x0"] >= x]
    is_gap = not (left and right) or right[0]["x0"] - left[-1]["x1"] >= GUTTER * left[-1]["size"]
    return (len(left), len(right)) if is_gap and len(left) + len(right) == len(row) else None


def _in_order(rows: list[list[Letter]], gutter: float, page: int, height: float) -> Iterator[PageLine]:
    """Lines from top to bottom; between lines over the whole width, the left column before the right one."""
    columns: tuple[list[PageLine], list[PageLine]] = ([], [])
    for row in rows:
        if not gutter or _sides(_solid(row), gutter) is None:
            yield from columns[0] + columns[1]
            columns = ([], [])
            yield _line(row, page, 0, height)
            continue
        for number, side in enumerate(([c for c in row if c["x1"] <= gutter], [c for c in row if c["x0"] >= gutter])):
            if _solid(side):
                columns[number].append(_line(side, page, number + 1, height))
    yield from columns[0] + columns[1]


def _line(row: list[Letter], page: int, column: int, height: float) -> PageLine:
    solid = _solid(row)
    top, bottom = min(letter["top"] for letter in solid), max(letter["bottom"] for letter in solid)
    left, right = solid[0]["x0"], max(letter["x1"] for letter in solid)
    size = median_low(letter["size"] for letter in solid)
    return PageLine(_text(row), page, column, left, right, top, size, (top + bottom) / 2 / height)


def _text(row: list[Letter]) -> str:
    """Text of a row, with a space where one is drawn beside a Latin letter, or a gap is wide."""
    parts: list[str] = []
    before: Letter | None = None
    blank = False
    for letter in row:
        if letter["text"].isspace():
            blank = True
            continue
        if before is not None:
            latin = before["text"].isascii() + letter["text"].isascii()
            gap = (letter["x0"] - before["x1"]) / letter["size"]
            parts.append(" " if (latin and blank) or gap > (SPACE if latin == 2 else WIDE_SPACE) else "")
        parts.append(_known(letter["text"]))
        before, blank = letter, False
    text = "".join(parts).strip()
    return text.replace(" ", "") if SPACED_OUT.fullmatch(text) else text


def _known(text: str) -> str:
    """A letter's text; what pdfminer writes as ``(cid:12)`` is a character it does not know."""
    return "\ufffd" if text.startswith("(cid:") else text.replace("\0", "\ufffd")

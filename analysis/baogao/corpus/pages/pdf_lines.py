"""Letters of a PDF page to its lines in reading order, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median_low
from typing import NamedTuple

from baogao.corpus.pages.pdf_turned import Letter
from baogao.corpus.words.rules import rule

SPACED_OUT = rule("pages", "spaced-out")
UNKNOWN = re.compile(r"\(cid:\d+\)|\0")
GUTTER, NARROW = 1.2, 1.0  # letter sizes: a gap as wide as this may part two columns; one of three that are filled
MIN_ROWS, FEW_ROWS = 4, 1  # rows that each column takes; where pages before have columns
DENSE = 4  # letters of a row in a column that make it count for that column
SHARE_OF_ROWS, SMALL_SHARE = 0.7, 0.5  # rows that do not run across; where pages before have columns
# Percents of the width between which the gutter of two columns is, and those of three.
MIDDLE, FIRST_THIRD, SECOND_THIRD = range(35, 66), range(20, 46), range(55, 81)
# Of three columns, unlike the cells of a table: widest to narrowest, letters of a line, rows that fill a column.
AS_WIDE, LINE, FULL_ROWS = 1.3, 8, 0.3
SAME_ROW = 0.4  # letter sizes between the middles of letters of one row
SPACE = 0.35  # letter sizes: a gap as wide as this between Latin letters is a space
WIDE_SPACE = 0.8  # the same beside a Chinese character, since justified lines are stretched


class PageLine(NamedTuple):
    """One line of a page, with its place in points from the page's top left."""

    text: str
    page: int
    column: int  # 0 over the whole width, else from the left
    left: float
    right: float
    top: float
    size: float  # of its letters
    height: float  # where it stands on the page: 0 at the top, 1 at the bottom
    upright: bool = True


def page_lines(
    letters: Sequence[Letter], page: int, width: float, height: float, *, slanted: str = "", columns: int = 0
) -> list[PageLine]:
    """Lines of one page in reading order, from pdfplumber's ``chars`` (see `turned`); what is `slanted` comes last.

    Where pages before have `columns`, a single line beside others makes a column.
    """
    across = [letter for letter in letters if letter["x1"] > 0 and letter["x0"] < width]
    rows = _rows(
        [letter for letter in across if letter["bottom"] > 0 and letter["top"] < height and letter["size"] > 0]
    )
    lines = list(_in_order(rows, _gutters(rows, width, columns), page, max(height, 1.0)))
    return [*lines, PageLine(_known(slanted), page, 0, 0, 0, 0, 0, 0, upright=False)] if slanted else lines


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


def _gutters(rows: list[list[Letter]], width: float, columns: int) -> tuple[float, ...]:
    """Where the strips between columns run; none when the page has one column."""
    solid = [_solid(row) for row in rows]
    least, share = (FEW_ROWS, SMALL_SHARE) if columns else (MIN_ROWS, SHARE_OF_ROWS)
    first, second = (_gutter(solid, width, steps, least, 0.0, NARROW) for steps in (FIRST_THIRD, SECOND_THIRD))
    if first and second and _is_of_three(solid, (first, second), columns):
        return first, second
    middle = _gutter(solid, width, range(FIRST_THIRD[0], SECOND_THIRD[-1] + 1) if columns > 2 else MIDDLE, least, share)
    return (middle,) if middle else ()


def _gutter(
    solid: list[list[Letter]], width: float, steps: Iterable[int], least: int, share: float, gap: float = GUTTER
) -> float:
    """The middle of the places, in percents of the width, that most rows leave free; 0 where too few do."""
    frees: dict[float, tuple[int, int]] = {}
    for x in (width * step / 100 for step in steps):
        sides = [side for row in solid if (side := _sides(row, (x,), gap)) is not None]
        left, right = (sum(len(side[number]) >= DENSE for side in sides) for number in (0, 1))
        if min(left, right) >= least and len(sides) >= share * len(solid):
            frees[x] = min(left, right), len(sides)
    best = [x for x, free in frees.items() if free == max(frees.values())]
    return best[len(best) // 2] if best else 0.0


def _is_of_three(solid: list[list[Letter]], gutters: tuple[float, ...], columns: int) -> bool:
    """Whether most rows leave both gutters free, and the columns are alike and filled, as those of no table are."""
    sides = [side for row in solid if (side := _sides(row, gutters, NARROW)) is not None]
    parts = [[side[number] for side in sides if len(side[number]) >= DENSE] for number in range(3)]
    if len(sides) < (SMALL_SHARE if columns else SHARE_OF_ROWS) * len(solid) or not all(parts):
        return False
    if columns > 2:
        return True
    widths = [max(part[-1]["x1"] for part in one) - min(part[0]["x0"] for part in one) for one in parts]
    return max(widths) <= AS_WIDE * min(widths) and all(len(one) >= MIN_ROWS and _is_filled(one) for one in parts)


def _is_filled(column: list[list[Letter]]) -> bool:
    """Whether enough lines of a column are long and reach its margin."""
    right = max(line[-1]["x1"] for line in column)
    full = [line for line in column if line[-1]["x1"] >= right - 2 * line[-1]["size"] and len(line) >= LINE]
    return len(full) >= FULL_ROWS * len(column)


def _sides(row: list[Letter], gutters: tuple[float, ...], gap: float = GUTTER) -> list[list[Letter]] | None:
    """Letters of a row by column; None for a row that runs across, or has no gap there as wide as a gutter."""
    edges = pairwise((float("-inf"), *gutters, float("inf")))
    sides = [[letter for letter in row if letter["x0"] >= left and letter["x1"] <= right] for left, right in edges]
    filled = [side for side in sides if side]
    gaps = [after[0]["x0"] - before[-1]["x1"] >= gap * before[-1]["size"] for before, after in pairwise(filled)]
    return sides if all(gaps) and sum(map(len, sides)) == len(row) else None


def _in_order(rows: list[list[Letter]], gutters: tuple[float, ...], page: int, height: float) -> Iterator[PageLine]:
    """Lines from top to bottom; between lines over the whole width, the columns from left to right."""
    columns: list[list[PageLine]] = [[] for _ in range(len(gutters) + 1)]
    gap = NARROW if len(gutters) > 1 else GUTTER
    for row in rows:
        sides = _sides(_solid(row), gutters, gap)
        is_centred = len(gutters) > 1 and sides is not None and not (any(columns) or sides[0] or sides[-1])
        if not gutters or sides is None or is_centred:
            yield from chain.from_iterable(columns)
            columns = [[] for _ in columns]
            yield _line(row, page, 0, height)
            continue
        for number, (left, right) in enumerate(pairwise((float("-inf"), *gutters, float("inf")))):
            side = [letter for letter in row if letter["x0"] >= left and letter["x1"] <= right]
            if _solid(side):
                columns[number].append(_line(side, page, number + 1, height))
    yield from chain.from_iterable(columns)


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
    """The text of letters; what pdfminer writes as ``(cid:12)`` is a character it does not know."""
    return UNKNOWN.sub("\ufffd", text)

"""Values of cells and keys as text, and the rows of a workbook's sheet: merged cells filled, what is hidden told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

ESCAPED = re.compile("_x([0-9A-F]{4})_")  # a control character, or an underscore before such a code
CELL_OF_EXCEL = 32_767  # characters: Excel cuts off what is longer
NOT_SAVED, CUT_OFF = "#NOT-SAVED!", "#CUT-OFF!"  # stand for the values of cells that do not hold them whole
FAULTS = {
    NOT_SAVED: "holds a formula whose value was not saved (open the workbook in Excel and save it)",
    CUT_OFF: f"fills its cell ({CELL_OF_EXCEL:,} characters), so Excel cut it off (give its text as a file)",
}
# What openpyxl does not read of a sheet in pieces: merged cells, hidden rows, formulas without a value.
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,99}?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"')
ROW = re.compile(rb"<(?:\w+:)?row\s([^>]{1,999})>")
NUMBER, HIDDEN = re.compile(rb'(?:^|\s)r="(\d{1,7})"'), re.compile(rb'(?:^|\s)hidden="(?:1|true)"')
STRUCK = re.compile(rb'<(?:\w+:)?strike(?:\s+val="(?:1|true)")?\s*/>')
FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]{0,99}\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]{0,99}><(?:\w+:)?f(?:/|\s[^>]{0,999}/)?>'
    rb"(?:[^<]{0,9999}</(?:\w+:)?f>)?(?:<(?:\w+:)?v\s?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


class Sheet(NamedTuple):
    """Rows of a table or of a sheet with its title; whether it is hidden, which of its rows are, pieces struck out."""

    rows: list[list[str]]
    title: str = ""
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    n_struck_out: int = 0


def cell(value: Any) -> str:
    r"""A cell as text: nothing for an empty one, ISO for a date, no ".0" behind a whole number; lists by lines.

    What Excel writes as ``_x000D_`` is a carriage return, and so on.

    Examples
    --------
    >>> cell(2021.0), cell("a_x000D_b"), cell(["a", "b"]), cell(None)
    ('2021', 'a\rb', 'a\nb', '')
    """
    if isinstance(value, list) and all(not isinstance(one, (dict, list)) for one in value):
        return "\n".join(map(cell, value))
    if isinstance(value, str):
        return ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
    if value is None or value != value:  # NaN and NaT are unlike themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def sheet_of(sheet: Any) -> Sheet:
    """Rows of a sheet (openpyxl, read-only) as they are, whatever size it states, empty columns at the end aside.

    The value of cells that are merged down a column stands in each of their rows.
    """
    sheet.reset_dimensions()
    rows = [[CUT_OFF if _is_full(value) else cell(value) for value in row] for row in sheet.values]
    with sheet._get_source() as source:
        content = source.read()
    for column, row in FORMULA.findall(content):
        _put(rows, int(row) - 1, _number(column), NOT_SAVED)
    for column, first, last in MERGED.findall(content):
        top, number = int(first) - 1, _number(column)
        value = rows[top][number] if top < len(rows) and number < len(rows[top]) else ""
        for row in range(top + 1, min(int(last), len(rows)) if value else 0):
            _put(rows, row, number, value)
    width = max((number for row in rows for number, one in enumerate(row, 1) if one), default=0)
    rows = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    struck_out = len(STRUCK.findall(content))
    return Sheet(rows, sheet.title, sheet.sheet_state != "visible", frozenset(_hidden(content)), struck_out)


def n_struck_out(book: Any) -> int:
    """Struck out pieces of the strings that the sheets of a workbook (openpyxl, read-only) share; they are read too."""
    shared = [name for name in book._archive.namelist() if name.endswith("sharedStrings.xml")]
    return sum(len(STRUCK.findall(book._archive.read(name))) for name in shared)


def n_units(text: str) -> int:
    """Characters of a text as Excel counts them: two for one beyond U+FFFF."""
    return len(text) + (sum(char > "\uffff" for char in text) if len(text) > CELL_OF_EXCEL // 2 else 0)


def _is_full(value: Any) -> bool:
    return isinstance(value, str) and n_units(value) >= CELL_OF_EXCEL


def _number(letters: bytes) -> int:
    """Number of a column from 0 by its letters: A, Z, AA."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def _put(rows: list[list[str]], row: int, column: int, value: str) -> None:
    """Put a value into a cell that is empty, if the sheet has its row."""
    if 0 <= row < len(rows) and not "".join(rows[row][column : column + 1]):
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = value


def _hidden(content: bytes) -> Iterator[int]:
    for row in ROW.finditer(content):
        if HIDDEN.search(row[1]) and (number := NUMBER.search(row[1])):
            yield int(number[1]) - 1

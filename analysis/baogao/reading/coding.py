"""Lines of a concordance, or candidates, to a spreadsheet, to be coded by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.errors import SettingError, from_extra
from baogao.files import atomic

FORMULAS = ("=", "+", "-", "@")  # what begins with these is a formula to Excel


def write_sheet(lines: pd.DataFrame, out: Path, *, code: str | None = None) -> None:
    """Write lines to an .xlsx file, with an empty column to code them in.

    Parameters
    ----------
    lines : pandas.DataFrame
        As `baogao.reading.concordance.kwic` or `baogao.reading.discover.discover` returns them.
    out : pathlib.Path
        The file to write.
    code : str, optional
        Name of the empty column.

    Raises
    ------
    SettingError
        If the file's name does not end in ``.xlsx``, it exists already (codes in it would
        be lost), or `code` is a column of the lines.
    """
    if out.suffix != ".xlsx":
        raise SettingError(f"out={out}: must end in .xlsx.")
    if out.exists():
        raise SettingError(f"out={out}: exists already and may hold codes; choose another name or move it away.")
    if code in lines.columns:
        raise SettingError(f"code={code}: is a column of the lines already; choose another name.")
    sheet = lines.assign(**{code: ""}) if code else lines
    with from_extra("import"), atomic(out) as draft:
        _write(sheet, draft)


def _write(sheet: pd.DataFrame, path: Path) -> None:
    """Write a sheet whose texts stay texts: none is a formula, and what no workbook may hold is shown as a blank."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    page = book.create_sheet("lines")
    rows = sheet.astype(object).where(sheet.notna(), None)
    for row in [tuple(sheet.columns), *rows.itertuples(index=False, name=None)]:
        cells = []
        for value in row:
            is_text = isinstance(value, str)
            cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub(" ", value) if is_text else value)
            if is_text:
                cell.data_type, cell.quotePrefix = "s", value[:1] in FORMULAS
            cells.append(cell)
        page.append(cells)
    book.save(path)

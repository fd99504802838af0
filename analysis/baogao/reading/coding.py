"""Lines of a concordance, or candidates, to a spreadsheet, to be coded by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.errors import SettingError, from_extra
from baogao.files import atomic


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
        sheet.to_excel(draft, index=False, engine="openpyxl", sheet_name="lines")

"""Cells that reports are counted in: the columns to count by, and what they take."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns

By = Literal["year", "region", "level", "genre", "report"]


@measure
def cell_column(reports: pd.DataFrame, by: str) -> str:
    """Column of the manifest that makes the cells, once it is sure that there are cells to compare.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``n_chars``, ``issuer`` and the column of `by`.
    by : {"year", "region", "level", "genre", "report"}
        What makes a cell.

    Returns
    -------
    str
        ``report_id`` for ``report``, else `by`.

    Raises
    ------
    SettingError
        If `by` is none of the five, or there are fewer than two reports to compare.
    TableError
        If the manifest lacks a column.

    Examples
    --------
    >>> cell_column(pd.DataFrame({"report_id": ["a"], "n_chars": [500], "issuer": "x"}), "report")
    'report_id'
    """
    if by not in get_args(By):
        raise SettingError(f'by="{by}": no such column to count by; it must be one of {listed(get_args(By))}.')
    column = "report_id" if by == "report" else by
    require_columns(reports, ["report_id", "n_chars", "issuer", column], "reports")
    if len(reports) < 2 and by != "report":
        raise SettingError(
            f'by="{by}": a collection of {len(reports)} report(s) has nothing to compare; it takes at least 2. '
            'Count the report alone with by="report".'
        )
    return column

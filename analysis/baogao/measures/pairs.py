"""The table of each two reports as a square, the places behind it, and the run of years that has no gap."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import TableError, require_columns
from baogao.measures.divergence import Floats


@measure
def squared(pairs: pd.DataFrame, column: str) -> tuple[NDArray[np.int64], Floats]:
    """Years of the reports in order, and a column of `pairs` as a symmetric matrix with zeros on its diagonal.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it: each two years once.
    column : str
        Which column.

    Raises
    ------
    TableError
        If a column or a pair is lacking.

    Examples
    --------
    >>> pairs = pd.DataFrame({"year_from": [1990, 1990, 1991], "year_to": [1991, 1992, 1992], "excess": [1, 2, 3]})
    >>> squared(pairs, "excess")[1].tolist()
    [[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]]
    """
    require_columns(pairs, ["year_from", "year_to", column], "pairs")
    years = np.unique(pairs[["year_from", "year_to"]].to_numpy(np.int64))
    first, other = np.triu_indices(len(years), 1)
    wanted = pd.MultiIndex.from_arrays([years[first], years[other]])
    table = pairs.set_index(["year_from", "year_to"])[column]
    if (
        len(table) != len(wanted)
        or table.index.has_duplicates
        or table.isna().any()
        or not wanted.isin(table.index).all()
    ):
        raise TableError(
            f"pairs: {len(table)} rows do not hold each two of {len(years)} years once; give the whole table of drift."
        )
    square = np.zeros((len(years), len(years)))
    square[first, other] = square[other, first] = table.reindex(wanted).to_numpy(float)
    return years, square


@measure
def principal_coordinates(squares: Floats) -> tuple[Floats, Floats]:
    """Places of points along their axes, and the share of each axis, from squared distances; widest axis first."""
    centring = np.eye(len(squares)) - 1 / len(squares)
    values, vectors = np.linalg.eigh(-centring @ squares @ centring / 2)
    values, vectors = values[::-1], vectors[:, ::-1]
    real = values > 1e-9 * values.max()
    return vectors[:, real] * np.sqrt(values[real]), values[real] / values[real].sum()


@measure
def unbroken(reports: pd.DataFrame, *, gap: int = 1) -> pd.DataFrame:
    """The longest run of a series without a gap.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest, or the part of it that makes one series: ``year``. Undated reports are left out.
    gap : int
        So many times the usual (median) time between two reports still makes one run: with 2, a series
        of annual reports may lack single years.

    Returns
    -------
    pandas.DataFrame
        Rows of `reports` by year; of runs of the same length the last.

    Examples
    --------
    >>> reports = pd.DataFrame({"year": [1954, 1959, 1978, 1979, 1980, 1981, 1983, 1984]})
    >>> unbroken(reports)["year"].tolist()
    [1978, 1979, 1980, 1981]
    >>> unbroken(reports, gap=2)["year"].tolist()
    [1978, 1979, 1980, 1981, 1983, 1984]
    """
    require_columns(reports, ["year"], "reports")
    dated = reports.dropna(subset=["year"]).sort_values("year", ignore_index=True)
    steps = dated["year"].astype(int).diff()
    run = (steps > gap * steps.median()).cumsum()
    sizes = run.value_counts()
    longest = max(run.unique(), key=lambda each: (sizes[each], each), default=0)
    return dated[run == longest].reset_index(drop=True)

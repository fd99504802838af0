"""Outline that reports share: passages by relative place, and the reports of other issuers laid over them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import TableError, listed, require_columns
from baogao.measures.permutation import matchings

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


@measure
def outline_of(passages: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Passages in order, with numbers of their report, of its issuer, and of the report among the issuer's.

    Parameters
    ----------
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``, ``start``.
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``issuer``, ``date``.

    Returns
    -------
    pandas.DataFrame
        The columns of `passages`, and ``report``, ``issuer``, ``wave`` (0 the earliest report of the
        issuer), each counted from 0; sorted by report and place.

    Raises
    ------
    TableError
        If a column is lacking or a report has no issuer.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"], "start": 0})
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "issuer": "x", "date": ["2025", "2026"]})
    >>> outline_of(passages, reports)[["report", "issuer", "wave"]].values.tolist()
    [[0, 0, 0], [1, 0, 1]]
    """
    require_columns(passages, ["passage_id", "report_id", "start"], "passages")
    require_columns(reports, ["report_id", "issuer", "date"], "reports")
    used = reports[reports["report_id"].isin(passages["report_id"])].sort_values(["issuer", "date", "report_id"])
    nameless = used.loc[used["issuer"].isna() | (used["issuer"] == ""), "report_id"]
    if len(nameless):
        raise TableError(f"reports: no issuer for {listed(sorted(nameless))}; fill in the column issuer.")
    waves = used.groupby("issuer").cumcount()
    used = used.assign(report=np.arange(len(used)), issuer=pd.factorize(used["issuer"])[0], wave=waves)
    rows = passages.merge(used[["report_id", "report", "issuer", "wave"]], on="report_id", validate="m:1")
    return rows.sort_values(["report", "start"], kind="stable", ignore_index=True)


@measure
def laid_over(outline: pd.DataFrame, order: Rows) -> Rows:
    """Row of the passage at the same relative place in the report of the issuer that each issuer is matched with.

    Parameters
    ----------
    outline : pandas.DataFrame
        As `outline_of` returns it.
    order : ndarray of int, shape [n_issuers]
        The issuer that each issuer is matched with; a report is matched with the report of the same
        wave, or, where that issuer has fewer, from its first on again.

    Returns
    -------
    ndarray of int, shape [n_passages]
        Rows of `outline`; each its own when every issuer is matched with itself.

    Examples
    --------
    >>> outline = pd.DataFrame({"report": [0, 0, 1, 1, 1, 1], "issuer": [0, 0, 1, 1, 1, 1], "wave": 0})
    >>> laid_over(outline, np.array([1, 0])).tolist()
    [3, 5, 0, 0, 1, 1]
    """
    heads = outline.drop_duplicates("report")
    sizes = outline.groupby("report").size().to_numpy()
    starts = np.cumsum(sizes) - sizes
    n_waves = heads.groupby("issuer").size().to_numpy()
    first_report = np.cumsum(n_waves) - n_waves
    other = order[heads["issuer"].to_numpy()]
    matched = first_report[other] + heads["wave"].to_numpy() % n_waves[other]
    report = outline["report"].to_numpy()
    place = np.arange(len(outline)) - starts[report]
    there = matched[report]
    rows: Rows = starts[there] + (2 * place + 1) * sizes[there] // (2 * sizes[report])
    return rows


@measure
def matched_p(
    statistic: Callable[[Rows], Floats], observed: Floats, outline: pd.DataFrame, *, n: int, seed: int
) -> Floats:
    r"""Share of the matchings of issuers whose statistic is at least the observed one.

    Parameters
    ----------
    statistic : callable
        Takes the row of `outline` that is laid over each row, and gives one number a test; large values
        speak against the null.
    observed : ndarray of float, shape [n_tests]
        Its value when each issuer is matched with itself.
    outline : pandas.DataFrame
        As `outline_of` returns it.
    n, seed : int
        As for `baogao.measures.permutation.matchings`.

    Returns
    -------
    ndarray of float, shape [n_tests]
        Each p, above 0 and at most 1; all NaN when fewer than 20 matchings exist.

    Examples
    --------
    >>> outline = pd.DataFrame({"report": range(4), "issuer": range(4), "wave": 0})
    >>> x = np.arange(4.0)  # no order of 0, 1, 2, 3 has as large a sum of products as their own
    >>> matched_p(lambda rows: np.array([x[rows] @ x]), np.array([x @ x]), outline, n=99, seed=1).round(6).tolist()
    [0.041667]
    """
    orders = matchings(outline["issuer"].nunique(), n=n, seed=seed)
    if not len(orders):
        return np.full(len(observed), np.nan)
    reached = np.zeros(len(observed))
    for order in orders:
        reached += statistic(laid_over(outline, order)) >= observed - 1e-9  # equal but for rounding is equal
    return reached / len(orders)

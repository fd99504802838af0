"""Distances between reports under several ways of cutting text, and whether the same reports stay alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import spearmanr

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.divergence import Floats, js_divergence

MIN_REPORTS = 5


@measure
def policy_distances(counts: pd.DataFrame, *, reference: str = "protected") -> pd.DataFrame:
    """Whether reports are near and far from one another whatever the text is cut into.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``policy``, ``report_id``, ``term``, ``count``: what each report holds under each policy,
        words or character bigrams; the same reports under each.
    reference : str
        The policy that the others are compared with.

    Returns
    -------
    pandas.DataFrame
        One row a policy: ``policy``, ``rank_correlation`` (Spearman's, -1 to 1, of the
        divergence of each two reports with that under the reference), ``same_nearest`` (share of
        the reports whose nearest other report is the same, 0 to 1), ``n_reports``, ``n_pairs``.

    Raises
    ------
    SettingError
        If `reference` is not among the policies, the policies hold different reports, or there
        are fewer than 5.
    TableError
        If the table lacks a column.

    Notes
    -----
    Divergence is Jensen and Shannon's of the shares of terms; see `baogao.measures.drift.drift`. Longer reports
    are nearer to all others under every policy alike, so this compares policies, not reports.
    Pairs share their reports and are not independent: no interval is given.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. American
    Journal of Psychology 15(1), 72-101.

    Examples
    --------
    >>> counts = [(f"r{i}", term, n) for i in range(5) for term, n in (("学", i + 1), ("干", 3))]
    >>> rows = [(policy, *each) for policy in ("plain", "protected") for each in counts]
    >>> table = policy_distances(pd.DataFrame(rows, columns=["policy", "report_id", "term", "count"]))
    >>> table[["policy", "rank_correlation", "same_nearest"]].round(6).values.tolist()
    [['plain', 1.0, 1.0], ['protected', 1.0, 1.0]]
    """
    require_columns(counts, ["policy", "report_id", "term", "count"], "counts")
    shares = {str(policy): _shares(part) for policy, part in counts.groupby("policy")}
    _refuse(shares, reference)
    squares = {policy: _divergences(table.to_numpy(float)) for policy, table in shares.items()}
    n_reports = len(shares[reference])
    pairs = np.triu_indices(n_reports, 1)
    rows = [
        (
            policy,
            float(spearmanr(square[pairs], squares[reference][pairs]).statistic),
            float((square.argmin(axis=1) == squares[reference].argmin(axis=1)).mean()),
            n_reports,
            len(pairs[0]),
        )
        for policy, square in squares.items()
    ]
    return pd.DataFrame(rows, columns=["policy", "rank_correlation", "same_nearest", "n_reports", "n_pairs"])


def _shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Share of each term in each report, reports in order."""
    table = counts.pivot_table(index="report_id", columns="term", values="count", aggfunc="sum", fill_value=0)
    return table.div(table.sum(axis=1), axis=0)


def _divergences(shares: Floats) -> NDArray[np.float64]:
    """Divergence of each two reports; infinite from a report to itself, so that it is not its own nearest."""
    square = np.full((len(shares), len(shares)), np.inf)
    for first, other in zip(*np.triu_indices(len(shares), 1), strict=True):
        square[first, other] = square[other, first] = js_divergence(shares[first], shares[other])
    return square


def _refuse(shares: dict[str, pd.DataFrame], reference: str) -> None:
    if reference not in shares:
        raise SettingError(f"reference={reference!r}: no such policy; the table has {listed(shares) or 'no rows'}.")
    wanted = list(shares[reference].index)
    if unlike := [policy for policy, table in shares.items() if list(table.index) != wanted]:
        raise SettingError(f"policy {listed(unlike)}: holds other reports than {reference}; give all of them the same.")
    if len(wanted) < MIN_REPORTS:
        raise SettingError(f"{len(wanted)} reports: distances take at least {MIN_REPORTS} to be compared.")

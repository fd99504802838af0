"""Segments of a series: the cuts that leave its reports most alike within segments, and how stable each cut is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import entr

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.divergence import Cells, Floats, dense, one_a_year, report_cells, tokens_drawn
from baogao.measures.expected import expected_divergences
from baogao.measures.matrix import DocumentTermMatrix

MIN_RESAMPLED = 20


@measure
def drift_segments(
    matrix: DocumentTermMatrix,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    most: int = 7,
    least: int = 3,
    n: int = 100,
    seed: int,
) -> pd.DataFrame:
    r"""Cut a series into two segments, three, and so on, each time as well as it can be done.

    Parameters
    ----------
    matrix, passages, reports
        As for `baogao.measures.drift.drift`.
    most : int
        Segments at most; at least 2.
    least : int
        Reports in a segment at least.
    n : int
        Times that the passages are resampled, at least 20.
    seed : int
        Of the resampling.

    Returns
    -------
    pandas.DataFrame
        One row a cut of each number of segments: ``n_segments``, ``year_before``,
        ``year_after`` (the reports it lies between), ``stability`` (share of the resampled series
        that are cut between the same two reports into as many segments), ``explained`` (share of the
        differences between reports that as many segments take up, 0 to 1; the same for each cut of a
        number of segments; sampling noise cannot be taken up, so it stays well below 1).

    Raises
    ------
    SettingError
        As for `baogao.measures.drift.drift`, or if a setting is out of range.

    Notes
    -----
    The root of the divergence is a distance between points in space, so the squares about the
    mean of a segment of reports are :math:`\sum_{i<j} d_{ij}^2 / m`, *m* its number of reports.
    The cuts with the least sum over all segments come from dynamic programming, so no better
    ones exist [1]_. What every two reports differ in by sampling alone adds the same to any cuts
    of a number of segments and does not move them.

    Stability resamples the passages of each report with replacement and draws the same number of
    tokens of each. It says whether a cut hangs on a few passages, not whether there is a break: drift
    without a break is cut somewhere too. `baogao.measures.drift_cuts.drift_cuts` tests that, and
    `baogao.measures.drift_events.drift_events` whether cuts go with known events. The number of segments
    is not chosen: a cut that stays with more and with fewer segments hangs less on that choice (`shared_cuts`).

    References
    ----------
    .. [1] Truong, C., Oudre, L. and Vayatis, N. (2020). Selective review of offline change point
       detection methods. Signal Processing 167, 107299.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> ids = tuple(f"r{i}:1" for i in range(8))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "工业"), csr_matrix([[400, 0]] * 5 + [[0, 400]] * 3), 3200)
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": [f"r{i}" for i in range(8)]})
    >>> reports = pd.DataFrame({"report_id": passages["report_id"], "year": range(1990, 1998)})
    >>> drift_segments(matrix, passages, reports, most=2, seed=1).values.tolist()
    [[2.0, 1994.0, 1995.0, 1.0, 1.0]]
    """
    reports = one_a_year(reports, "drift_segments")
    _refuse(len(reports), most, least, n)
    cells = report_cells(matrix, passages, reports)
    n_tokens, n_terms = tokens_drawn(cells, reports), len(matrix.vocabulary)
    squares = expected_divergences(dense(cells, n_terms), n_tokens)
    np.fill_diagonal(squares, 0)
    best = cuts_by_number(squares, most=most, least=least)
    rng = np.random.default_rng(seed)
    resampled = [cuts_by_number(_resampled(cells, n_terms, n_tokens, rng), most=most, least=least) for _ in range(n)]
    years = reports["year"].to_numpy()
    rows = [
        (k, years[cut - 1], years[cut], np.mean([cut in each[k][0] for each in resampled]), 1 - left / best[1][1])
        for k, (cuts, left) in best.items()
        for cut in cuts
    ]
    return pd.DataFrame(rows, columns=["n_segments", "year_before", "year_after", "stability", "explained"])


@measure
def cuts_by_number(squares: Floats, *, most: int, least: int) -> dict[int, tuple[list[int], float]]:
    """The best cuts of a series into 1 to ``most`` segments.

    Parameters
    ----------
    squares : numpy.ndarray, shape [n, n]
        Squared distances between the reports of a series, in order; zeros on the diagonal.
    most, least : int
        Segments, and reports in each.

    Returns
    -------
    dict
        For each number of segments where each but the first begins (counted from 0), and the squares
        about the means of the segments.

    Examples
    --------
    >>> places = np.array([0.0, 0.1, 0.0, 5.0, 5.1, 5.0])
    >>> cuts, left = cuts_by_number((places[:, None] - places) ** 2, most=2, least=2)[2]
    >>> cuts, round(left, 4)  # 2 * ((1/30)**2 * 2 + (2/30)**2)
    ([3], 0.0133)
    """
    n = len(squares)
    cost = np.full((n + 1, n + 1), np.inf)
    sums = np.pad(squares, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    for first in range(n):
        for end in range(first + least, n + 1):
            inside = sums[end, end] - sums[first, end] - sums[end, first] + sums[first, first]
            cost[first, end] = inside / (2 * (end - first))
    best, begins, cuts = np.r_[0.0, np.full(n, np.inf)], [], {}
    for number in range(1, most + 1):
        table = best[:, None] + cost
        begins.append(table.argmin(axis=0))
        best = table.min(axis=0)
        cuts[number] = (_traced(begins), float(best[n]))
    return cuts


@measure
def shared_cuts(segments: pd.DataFrame, *, least_stability: float = 0.5) -> pd.DataFrame:
    """Cuts that most numbers of segments share; not the best cuts of any one number.

    Parameters
    ----------
    segments : pandas.DataFrame
        As `drift_segments` returns it.
    least_stability : float
        Mean over the numbers of segments that have the cut, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        One row a cut that more than half of the numbers of segments have, by year:
        ``year_before``, ``year_after``, ``n_numbers`` (of segments that have it), ``share_of_numbers``,
        ``stability`` (mean over those), ``least``, ``greatest`` (stability with any of them).

    Examples
    --------
    >>> cuts = pd.DataFrame({"n_segments": [2, 3, 3], "year_before": [1990, 1990, 1995],
    ...                      "year_after": [1991, 1991, 1996], "stability": [0.9, 0.7, 0.9]})
    >>> shared_cuts(cuts)[["year_after", "share_of_numbers", "least"]].values.tolist()
    [[1991.0, 1.0, 0.7]]
    """
    numbers = segments["n_segments"].nunique()
    by_cut = segments.groupby(["year_before", "year_after"])["stability"]
    cuts = by_cut.agg(n_numbers="size", stability="mean", least="min", greatest="max").reset_index()
    cuts.insert(3, "share_of_numbers", cuts["n_numbers"] / numbers)
    return cuts[(cuts["share_of_numbers"] > 0.5) & (cuts["stability"] >= least_stability)].reset_index(drop=True)


def _traced(begins: list[NDArray[np.int64]]) -> list[int]:
    """Where the segments but the first begin, from where the last of each number of segments begins."""
    end, cuts = len(begins[0]) - 1, []
    for begin in reversed(begins):
        end = int(begin[end])
        cuts.append(end)
    return sorted(cuts)[1:]


def _resampled(cells: list[Cells], n_terms: int, n_tokens: int, rng: np.random.Generator) -> Floats:
    """Squared distances between one draw of each report, its passages resampled with replacement."""
    counts = np.zeros((len(cells), n_terms), dtype=np.int64)
    for row, each in zip(counts, cells, strict=True):
        passages, place = np.unique(each.passages, return_inverse=True)
        times = rng.multinomial(len(passages), np.full(len(passages), 1 / len(passages)))
        row += np.bincount(each.terms, each.counts * times[place], n_terms).astype(np.int64)
    size = min(n_tokens, int(counts.sum(axis=1).min()))
    drawn = np.array([rng.multivariate_hypergeometric(row, size, method="count") for row in counts])
    return _divergences(drawn[:, drawn.any(axis=0)], size)


def _divergences(drawn: NDArray[np.int64], size: int) -> Floats:
    """Divergence in bits of each two rows of counts that sum to ``size``."""
    surprise = entr(np.arange(2 * size + 1) / (2 * size)) / np.log(2)
    together = np.array([surprise[row + drawn].sum(axis=1) for row in drawn])
    own = together.diagonal()
    divergences: Floats = together - (own[:, None] + own) / 2
    return divergences


def _refuse(n_reports: int, most: int, least: int, n: int) -> None:
    if least < 2 or not 2 <= most <= n_reports // least:
        raise SettingError(
            f"most={most}, least={least}: of {n_reports} reports there can be 2 to {n_reports // max(least, 2)} "
            "segments, of at least 2 reports each."
        )
    if n < MIN_RESAMPLED:
        raise SettingError(f"n={n}: too few resampled series for a share; it must be at least {MIN_RESAMPLED}.")

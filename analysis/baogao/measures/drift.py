"""Drift: how far the language of reports is from year to year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import entr
from scipy.stats import hypergeom

from baogao.measures.divergence import Floats, one_a_year, report_cells, tokens_drawn
from baogao.measures.matrix import DocumentTermMatrix

TERMS_AT_A_TIME = 256  # keeps the table of chances small


def drift(matrix: DocumentTermMatrix, passages: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    r"""How far apart the terms of each two reports of a series are.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.measures.matrix.document_term_matrix` gives it; it may hold other reports too.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    reports : pandas.DataFrame
        Manifest, or the part of it that makes one series: ``report_id``, ``year``, one report
        a year, at least 8. Undated reports are left out.

    Returns
    -------
    pandas.DataFrame
        One row for each two reports, by year: ``year_from``, ``year_to``, ``years_apart``,
        ``distance`` (0: the same shares of terms, 1: no term in common), ``floor`` (what the
        distance would be if each of the two were compared with a copy of itself: the effect
        of small samples alone), ``excess`` (bits, ``distance`` squared less ``floor``
        squared), ``n_tokens`` (drawn of each report).

    Raises
    ------
    SettingError
        If there are fewer than 8 dated reports, two of one year, or a report of fewer than
        400 tokens.
    TableError
        If a table lacks a column or a passage.

    Notes
    -----
    With *p* and *q* the shares of terms in two samples and *m* their mean, the divergence [1]_

    .. math:: \mathit{JSD} = H(m) - \frac{H(p) + H(q)}{2}, \qquad H(p) = - \sum_v p_v \log_2 p_v

    is 0 to 1 bit, and its square root is a metric [2]_. Of small samples it is too large, the
    more so the smaller, and a short report would look odd by its length alone. So of every
    report the same number of tokens is drawn at random without replacement, half of what the
    smallest holds; ``distance`` is the root of the expected divergence over all draws, which is
    computed and not simulated. The floor comes from two independent draws of one report;
    ``floor`` squared is the mean of the two reports' own. Drawing makes distances comparable
    with one another; their height depends on ``n_tokens``, so compare across collections only
    what was drawn alike.

    Drawn are tokens, not passages, since the report is the unit and all of it is there. Two
    halves of one report's passages would be no floor: a report says each thing once, so its
    halves speak of different things and are often further apart than the reports of two
    years in a row.

    References
    ----------
    .. [1] Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions
       on Information Theory 37(1), 145-151.
    .. [2] Endres, D. M. and Schindelin, J. E. (2003). A new metric for probability
       distributions. IEEE Transactions on Information Theory 49(7), 1858-1860.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> ids = tuple(f"r{i}:1" for i in range(8))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "工业"), csr_matrix([[400, 0]] * 4 + [[0, 400]] * 4), 3200)
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": [f"r{i}" for i in range(8)]})
    >>> reports = pd.DataFrame({"report_id": passages["report_id"], "year": range(1990, 1998)})
    >>> drift(matrix, passages, reports).query("year_from == 1993")["distance"].tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    reports = one_a_year(reports, "drift")
    cells = report_cells(matrix, passages, reports)
    n_tokens = tokens_drawn(cells, reports)
    counts = np.array([np.bincount(each.terms, each.counts, len(matrix.vocabulary)) for each in cells])
    return _table(expected_divergences(counts.astype(np.int64), n_tokens), reports["year"].to_numpy(), n_tokens)


def expected_divergences(counts: NDArray[np.int64], n_tokens: int) -> Floats:
    """Expected divergence in bits between draws of each two reports, without drawing.

    Parameters
    ----------
    counts : numpy.ndarray of int, shape [n_reports, n_terms]
        Tokens of each term in each report.
    n_tokens : int
        Drawn of each report, at random without replacement.

    Returns
    -------
    numpy.ndarray, shape [n_reports, n_reports]
        On the diagonal the divergence between two independent draws of one report.

    Notes
    -----
    Entropy is a sum over terms, so that its expectation takes the distribution of each term
    alone: hypergeometric in one draw, and for the mixture of two draws that of the sum of two.

    Examples
    --------
    >>> expected_divergences(np.array([[2, 0], [1, 1]]), 1).tolist()  # half the draws of the second differ
    [[0.0, 0.5], [0.5, 0.5]]
    """
    looked_up = _surprise(2 * n_tokens)
    mixed, own = np.zeros((len(counts), len(counts))), np.zeros(len(counts))
    frequent_last = np.argsort(counts.max(axis=0), kind="stable")
    for terms in np.array_split(frequent_last, len(frequent_last) // TERMS_AT_A_TIME + 1):
        drawn = np.arange(min(int(counts[:, terms].max(initial=0)), n_tokens) + 1)
        chance = np.array([_chances(row[terms], n_tokens, int(row.sum()), drawn) for row in counts])
        of_sum = chance @ looked_up[drawn[:, None] + drawn]
        mixed += chance.reshape(len(counts), -1) @ of_sum.reshape(len(counts), -1).T
        own += (chance @ looked_up[2 * drawn]).sum(axis=1)
    return mixed - (own[:, None] + own) / 2


def _chances(counts: NDArray[np.int64], n_tokens: int, size: int, drawn: NDArray[np.int64]) -> Floats:
    """Chance that so many tokens of each term are drawn of a report, shape [n_terms, n_drawn]."""
    different, place = np.unique(counts, return_inverse=True)
    chances: Floats = hypergeom.pmf(drawn, size, different[:, None], n_tokens)[place]
    return chances


def _surprise(total: int) -> Floats:
    """What a term with so many of ``total`` tokens adds to the entropy in bits, for 0 to ``total``."""
    surprise: Floats = entr(np.arange(total + 1) / total) / np.log(2)
    return surprise


def _table(divergences: Floats, years: NDArray[np.int64], n_tokens: int) -> pd.DataFrame:
    first, other = np.triu_indices(len(years), 1)
    floors = divergences.diagonal()
    floor = (floors[first] + floors[other]) / 2
    between = divergences[first, other].clip(min=0)
    return pd.DataFrame(
        {
            "year_from": years[first],
            "year_to": years[other],
            "years_apart": years[other] - years[first],
            "distance": np.sqrt(between),
            "floor": np.sqrt(floor.clip(min=0)),
            "excess": between - floor,
            "n_tokens": n_tokens,
        }
    )

"""Drift: how far the language of reports is from year to year."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.measures.divergence import Floats, dense, one_a_year, report_cells, tokens_drawn
from baogao.measures.expected import expected_divergences
from baogao.measures.matrix import DocumentTermMatrix


@measure
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
        ``distance`` (0: the same shares of terms, 1: no term in common), ``floor`` (the distance
        of two draws of one report that share no token, mean of the two reports: the effect of
        small samples alone), ``excess`` (bits, ``distance`` squared less ``floor`` squared; below
        0 where a report is nearer to the other than to itself, because it repeats rare words of
        the other and says its own but once), ``n_tokens`` (drawn of each report).

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
    computed and not simulated. The floor is what the two halves of one draw of twice the size
    differ in. Neither moves, on average, when a report is thinned at random: a draw of the
    thinned report is a draw of the whole one. (Independent draws of one report would share
    tokens, and the floor of a short report would be too low.) With *h(P, n)* the expected
    entropy of *n* tokens of *P*, and *h(P, Q, n)* that of *n* tokens of each together,

    .. math:: \mathit{excess} = h(P, Q, n) - \frac{h(P, 2n) + h(Q, 2n)}{2}.

    Heights depend on ``n_tokens``, so compare across collections only what was drawn alike.

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
    divergences = expected_divergences(dense(cells, len(matrix.vocabulary)), n_tokens)
    return pairs_table(divergences, reports["year"].to_numpy(), n_tokens)


@measure
def pairs_table(divergences: Floats, years: NDArray[np.int64], n_tokens: int) -> pd.DataFrame:
    """The table of `drift`, from divergences as `baogao.measures.expected.expected_divergences` gives them.

    Examples
    --------
    >>> table = pairs_table(np.array([[0.25, 0.49], [0.49, 0.25]]), np.array([1990, 1991]), 200)
    >>> table[["distance", "floor"]].values.tolist()
    [[0.7, 0.5]]
    """
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

"""Divergence of distributions, and reports drawn down to an equal number of tokens."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import entr

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.measures.joins import reports_of
from baogao.measures.matrix import DocumentTermMatrix

Floats = NDArray[np.float64]
MIN_REPORTS, MIN_TOKENS = 8, 200  # a series of reports, and the tokens drawn of each: less is too little


class Cells(NamedTuple):
    """What one report holds of a document-term matrix: passage (row), term (column) and count of each cell."""

    passages: NDArray[np.int64]
    terms: NDArray[np.int64]
    counts: NDArray[np.int64]


@measure
def entropy(p: Floats) -> float:
    """Shannon entropy in bits of a distribution of any shape.

    Examples
    --------
    >>> entropy(np.array([0.5, 0.25, 0.25, 0.0]))
    1.5
    """
    return float(entr(p).sum() / np.log(2))


@measure
def js_divergence(p: Floats, q: Floats) -> float:
    """Jensen-Shannon divergence in bits, 0 to 1; formula and source in `baogao.measures.drift.drift`.

    Examples
    --------
    >>> js_divergence(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    1.0
    """
    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


@measure
def one_a_year(reports: pd.DataFrame, name: str) -> pd.DataFrame:
    """Dated reports in the order of their years, refused when two are of one year or there are too few.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": list("abcdefghi"), "year": [1999 - i for i in range(8)] + [None]})
    >>> one_a_year(reports, "drift")["report_id"].tolist()
    ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a']
    """
    require_columns(reports, ["report_id", "year"], "reports")
    dated = reports.dropna(subset=["year"]).astype({"year": int}).sort_values("year", ignore_index=True)
    twice = dated["year"][dated["year"].duplicated()].unique()
    if len(twice):
        raise SettingError(
            f"{name}: more than one report of {listed(twice)}; it follows one series of reports, one a year: "
            "choose the reports of one issuer and kind."
        )
    if len(dated) < MIN_REPORTS:
        raise SettingError(f"{name}: {len(dated)} dated report(s) are too few; it takes at least {MIN_REPORTS}.")
    return dated


@measure
def report_cells(matrix: DocumentTermMatrix, passages: pd.DataFrame, reports: pd.DataFrame) -> list[Cells]:
    """Cells of each of `reports`, in their order.

    Raises
    ------
    TableError
        If `passages` lacks passages of the matrix.
    """
    report = reports_of(matrix.passage_ids, passages, "the matrix was made of")
    return [_cells(matrix, np.flatnonzero(report == each)) for each in reports["report_id"]]


def _cells(matrix: DocumentTermMatrix, rows: NDArray[np.int64]) -> Cells:
    part = matrix.counts[rows].tocoo()
    return Cells(rows[part.row], part.col.astype(np.int64), part.data.astype(np.int64))


@measure
def dense(cells: list[Cells], n_terms: int) -> NDArray[np.int64]:
    """Tokens of each term in each report, shape [n_reports, n_terms].

    Examples
    --------
    >>> dense([Cells(np.array([0, 1]), np.array([2, 2]), np.array([3, 1]))], 3).tolist()
    [[0, 0, 4]]
    """
    return np.array([np.bincount(each.terms, each.counts, n_terms) for each in cells]).astype(np.int64)


@measure
def tokens_drawn(cells: list[Cells], reports: pd.DataFrame) -> int:
    """How many tokens to draw of each report: half of the smallest, so that two draws need share none.

    Raises
    ------
    SettingError
        If that is less than 200.
    """
    sizes = pd.Series([int(each.counts.sum()) for each in cells], index=reports["report_id"])
    if small := list(sizes.index[sizes < 2 * MIN_TOKENS]):
        raise SettingError(
            f"report(s) {listed(small)} hold fewer than {2 * MIN_TOKENS} tokens of the matrix, too few to be compared; "
            "leave them out."
        )
    return int(sizes.min()) // 2


@measure
def draw_twice(cells: Cells, n_tokens: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Two draws of so many tokens of a report, without replacement and with no token in both, shape [2, n_cells].

    Independent draws would share tokens, the more the shorter the report, and be too near to one
    another to be a floor.

    Examples
    --------
    >>> cells = Cells(np.array([0, 0]), np.array([0, 1]), np.array([6, 2]))
    >>> draw_twice(cells, 4, np.random.default_rng(1)).sum(axis=0).tolist()  # all eight tokens
    [6, 2]
    """
    both = rng.multivariate_hypergeometric(cells.counts, 2 * n_tokens, method="count")
    first = rng.multivariate_hypergeometric(both, n_tokens, method="count")
    return np.stack([first, both - first])

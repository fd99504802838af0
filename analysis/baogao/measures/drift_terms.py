"""Terms of a change: how much each term adds to the divergence of two groups of reports, and how much slogans do."""

from __future__ import annotations

from collections.abc import Collection, Set

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed
from baogao.measures.divergence import MIN_TOKENS, dense, report_cells
from baogao.measures.expected import expected_contributions
from baogao.measures.matrix import DocumentTermMatrix


@measure
def drift_terms(
    matrix: DocumentTermMatrix,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    before: Collection[int],
    after: Collection[int],
    slogans: Set[str] = frozenset(),
) -> pd.DataFrame:
    r"""What each term adds to the divergence between the reports of some years and those of others.

    Parameters
    ----------
    matrix, passages, reports
        As for `baogao.measures.drift.drift`; the reports may be any number.
    before, after : collection of int
        Years of the two groups of reports; each group is counted as one long report.
    slogans : set of str
        Terms that are slogans.

    Returns
    -------
    pandas.DataFrame
        One row a term of either group, those that add most first: ``term``, ``is_slogan``,
        ``count_before``, ``count_after``, ``per_10k_before``, ``per_10k_after`` (of 10,000 tokens of the
        matrix), ``contribution`` (bits; all of them sum to the excess divergence of the two
        groups; a rare term can add a little less than 0), ``share`` (of that sum),
        ``n_tokens`` (drawn of each group).

    Raises
    ------
    SettingError
        If a year has no report, the groups share one, or a group has fewer than 400 tokens.
    TableError
        If a table lacks a column or a passage.

    Notes
    -----
    Divergence is a sum over terms, so a term's part of it needs no model: it is the word shift of [1]_
    for the Jensen-Shannon divergence, here its expectation over all draws of the same
    number of tokens of each group, less the floor of each term alone. As for the whole, thinning a group
    at random does not move it.

    References
    ----------
    .. [1] Gallagher, R. J. et al. (2021). Generalized word shift graphs: a method for visualizing
       and explaining pairwise comparisons between texts. EPJ Data Science 10, 4.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> matrix = DocumentTermMatrix(("a:1", "b:1"), ("农业", "工业"), csr_matrix([[400, 0], [0, 400]]), 800)
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "year": [1990, 1991]})
    >>> drift_terms(matrix, passages, reports, before=[1990], after=[1991])[["term", "contribution"]].values.tolist()
    [['农业', 0.5], ['工业', 0.5]]
    """
    years = reports["year"].astype("Int64")
    _refuse(set(years.dropna()), set(before), set(after))
    cells = report_cells(matrix, passages, reports)
    counts = dense(cells, len(matrix.vocabulary))
    groups = np.stack([counts[years.isin(list(group)).to_numpy(bool)].sum(axis=0) for group in (before, after)])
    sizes = groups.sum(axis=1)
    if sizes.min() < 2 * MIN_TOKENS:
        raise SettingError(
            f"a group holds {sizes.min()} tokens of the matrix; it takes {2 * MIN_TOKENS} to be compared."
        )
    n_tokens = int(sizes.min()) // 2
    added, rates = expected_contributions(groups[0], groups[1], n_tokens), 1e4 * groups / sizes[:, None]
    terms = np.array(matrix.vocabulary, dtype=object)
    table = pd.DataFrame({"term": terms, "is_slogan": [term in slogans for term in terms]})
    for place, name in enumerate(("before", "after")):
        table[f"count_{name}"], table[f"per_10k_{name}"] = groups[place], rates[place]
    table = table.assign(contribution=added, share=added / added.sum(), n_tokens=n_tokens)
    used = table.query("count_before + count_after > 0")
    columns = ["term", "is_slogan", "count_before", "count_after", "per_10k_before", "per_10k_after"]
    ordered = used.sort_values(["contribution", "term"], ascending=[False, True], ignore_index=True)
    return ordered[[*columns, "contribution", "share", "n_tokens"]]


@measure
def slogan_share(terms: pd.DataFrame) -> pd.DataFrame:
    """How much of a change slogans carry, beside how much of the text they are.

    Parameters
    ----------
    terms : pandas.DataFrame
        As `drift_terms` returns it.

    Returns
    -------
    pandas.DataFrame
        Two rows, slogans and other terms: ``is_slogan``, ``n_terms``, ``share_of_tokens`` (mean of the two
        groups), ``share_of_change`` (of the excess divergence), each 0 to 1.

    Examples
    --------
    >>> terms = pd.DataFrame({"is_slogan": [True, False], "per_10k_before": [0, 9000], "per_10k_after": [2000, 9000],
    ...                       "share": [0.75, 0.25]})
    >>> slogan_share(terms).values.tolist()
    [[True, 1, 0.1, 0.75], [False, 1, 0.9, 0.25]]
    """
    per_10k = (terms["per_10k_before"] + terms["per_10k_after"]) / 2
    table = pd.DataFrame({"is_slogan": terms["is_slogan"], "tokens": per_10k / per_10k.sum(), "change": terms["share"]})
    sums = table.groupby("is_slogan").agg(
        n_terms=("tokens", "size"), tokens=("tokens", "sum"), change=("change", "sum")
    )
    sums = sums.rename(columns={"tokens": "share_of_tokens", "change": "share_of_change"})
    return sums.sort_index(ascending=False).reset_index()


def _refuse(years: set[int], before: set[int], after: set[int]) -> None:
    if not before or not after or before & after:
        raise SettingError("before, after: give years for each, and none for both.")
    if missing := sorted((before | after) - years):
        raise SettingError(
            f"before, after: there is no report of {listed(missing)}; there are {listed(sorted(years), 30)}."
        )

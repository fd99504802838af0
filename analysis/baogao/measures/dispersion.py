"""Dispersion: whether a term is spread over the reports as their sizes are, or sits in a few."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from baogao.arguments import measure
from baogao.errors import TableError, listed, require_columns
from baogao.tables import require_counts


@measure
def dispersion(counts: pd.DataFrame, sizes: pd.Series[Any] | pd.DataFrame) -> pd.DataFrame:
    r"""How evenly each term is spread over the reports.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``report_id``, ``term``, ``count``, of the terms of interest; reports that do not
        have a term need no row.
    sizes : pandas.Series or pandas.DataFrame
        Tokens of every report of the collection, also of those without any of the terms:
        a series by report_id, or a table with ``report_id``, ``n_tokens``.

    Returns
    -------
    pandas.DataFrame
        One row a term, the most frequent first: ``term``; ``count``; ``n_reports``
        (reports that have it); ``share_of_reports`` (of all in `sizes`); ``dp`` (deviation
        of proportions: 0 when each report has the share of the term's tokens that it has of
        all tokens, towards 1 the more they sit in a few reports); ``dp_norm`` (the same,
        with 1 when all are in the smallest report; NaN for a collection of one report).

    Raises
    ------
    TableError
        If a column is lacking, a report of `counts` has no size, a size is not positive,
        a count is negative, or a term has no token anywhere: what is absent has no spread.

    Notes
    -----
    With :math:`s_i` the share of report *i* in all tokens and :math:`v_i` its share in
    the tokens of the term,

    .. math:: \mathit{DP} = \frac{1}{2} \sum_i |v_i - s_i|, \qquad
              \mathit{DP}_{norm} = \frac{\mathit{DP}}{1 - \min_i s_i},

    as in [1]_ and [2]_. A term with fewer tokens than there are reports cannot be even, so
    that rare terms have a high DP by arithmetic alone: compare terms of like frequency. It
    also depends on how many reports there are and on their sizes; do not compare it across
    collections.

    References
    ----------
    .. [1] Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora.
       International Journal of Corpus Linguistics 13(4), 403-437, p. 415-416.
    .. [2] Lijffijt, J. and Gries, S. Th. (2012). Correction to Stefan Th. Gries'
       "Dispersions and adjusted frequencies in corpora". International Journal of Corpus
       Linguistics 17(1), 147-149, p. 148.

    Examples
    --------
    >>> counts = pd.DataFrame({"report_id": ["a", "b"], "term": "创新", "count": [3, 1]})
    >>> dispersion(counts, pd.Series({"a": 100, "b": 100})).round(3).values.tolist()
    [['创新', 4, 2, 1.0, 0.25, 0.5]]
    """
    require_columns(counts, ["report_id", "term", "count"], "counts")
    tokens, values = _tokens(sizes), counts["count"]
    # Those that are negative or missing are told below, with all other faults.
    require_counts(values.where(values >= 0, 0) if pd.api.types.is_numeric_dtype(values) else values, "counts")
    cells = counts.groupby(["term", "report_id"])["count"].sum().reset_index()
    _refuse(counts, tokens, cells)
    require_counts(tokens, "sizes")
    over = cells.loc[cells["count"] > cells["report_id"].map(tokens).astype(float), "term"].unique()
    if len(over):
        raise TableError(f"counts: {listed(over)} stands more often in a report than that has tokens; mend the sizes.")
    share = tokens / tokens.sum()
    expected = cells["report_id"].map(share).astype(float)
    observed = cells["count"] / cells.groupby("term")["count"].transform("sum")
    # A report without the term adds its expected share; all of these are 1 less those of the reports that have it.
    gap = (observed - expected).abs() - expected
    cells = cells.assign(gap=gap, present=cells["count"] > 0)
    table = cells.groupby("term", as_index=False).agg(
        count=("count", "sum"), n_reports=("present", "sum"), gap=("gap", "sum")
    )
    table["share_of_reports"] = table["n_reports"] / len(tokens)
    table["dp"] = (0.5 * (1 + table["gap"])).clip(lower=0)
    table["dp_norm"] = table["dp"] / (1 - share.min()) if len(tokens) > 1 else float("nan")
    table = table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)
    return table[["term", "count", "n_reports", "share_of_reports", "dp", "dp_norm"]]


def _tokens(sizes: pd.Series[Any] | pd.DataFrame) -> pd.Series[Any]:
    if isinstance(sizes, pd.DataFrame):
        require_columns(sizes, ["report_id", "n_tokens"], "sizes")
        sizes = sizes.set_index("report_id")["n_tokens"]
    return sizes


def _refuse(counts: pd.DataFrame, tokens: pd.Series[Any], cells: pd.DataFrame) -> None:
    """Raise `TableError` with every fault of the two tables."""
    totals = cells.groupby("term")["count"].sum()
    ids_of: dict[str, Collection[object]] = {
        "sizes: more than one size for": list(tokens.index[tokens.index.duplicated()]),
        "sizes: not above 0 for": list(tokens.index[~(tokens > 0).fillna(False).astype(bool)]),
        "counts: no size for report(s)": sorted(set(counts["report_id"]) - set(tokens.index)),
        "counts: negative or missing for": list(counts.loc[~(counts["count"] >= 0), "term"].unique()),
        "counts: no token anywhere of term(s)": list(totals.index[totals == 0]),
    }
    faults = [f"{what} {listed(which)}" for what, which in ids_of.items() if len(which)]
    if faults:
        raise TableError(f"{'; '.join(faults)}. Mend these rows or leave them out.")

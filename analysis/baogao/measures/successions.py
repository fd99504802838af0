"""Successions: when a slogan overtook the one that it replaced."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from baogao.arguments import measure
from baogao.errors import TableError, require_columns

MIN_HITS, MIN_CELLS = 30, 8  # of both together; less is too little for a crossing
COLUMNS = ["slogan_id", "replaced_id"]
Floats = NDArray[np.float64]


@measure
def successions(series: pd.DataFrame, pairs: pd.DataFrame, *, by: str = "year") -> pd.DataFrame:
    r"""When each slogan overtook the one that it replaced, and how clearly.

    Parameters
    ----------
    series : pandas.DataFrame
        As `baogao.measures.series.slogan_series` returns it, zeros included: ``slogan_id``, `by`,
        ``count``, ``rate_per_10k``.
    pairs : pandas.DataFrame
        ``slogan_id`` and ``replaced_id``, one row a succession, as of `replaced`.
    by : str
        The column of periods, in their order: year, month.

    Returns
    -------
    pandas.DataFrame
        One row a pair of which at least one is used, in the order of `pairs`: ``slogan_id``,
        ``replaced_id``; ``count``, ``replaced_count``; ``first_use`` (of the new), ``replaced_last_use``
        (of the old; both missing without use); ``n_shared`` (periods that use both); ``crossing`` (the first period
        from which the new one is ahead; missing where it never is, where one of the two is not used, and under 30
        hits in 8 periods of the two together);
        ``clarity`` (0.5 to 1: share of the differences in rate that stand on the right side of the
        crossing; 1 where the two change places once and for all).

    Raises
    ------
    TableError
        If a column is lacking, or a slogan lacks a period that others have.

    Notes
    -----
    The crossing is the cut *c* with the least rate on the wrong side,

    .. math:: \sum_{t < c} \max(b_t - a_t, 0) + \sum_{t \ge c} \max(a_t - b_t, 0)

    for rates *a* of the old and *b* of the new; of cuts that are as good, the last, so that it falls
    on a use of the new one. It is an exact property of these reports, not an estimate.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": ["a"] * 8 + ["b"] * 8, "year": [*range(8)] * 2,
    ...                        "count": [9, 9, 9, 1, 1, 0, 0, 0] + [0, 0, 1, 0, 9, 9, 9, 9]})
    >>> table = successions(series.assign(rate_per_10k=series["count"] * 1.0),
    ...                     pd.DataFrame({"slogan_id": ["b"], "replaced_id": ["a"]}))
    >>> table[["first_use", "replaced_last_use", "n_shared", "crossing", "clarity"]].values.tolist()
    [[2, 4, 2, 4, 1.0]]
    """
    require_columns(series, ["slogan_id", by, "count", "rate_per_10k"], "series")
    require_columns(pairs, COLUMNS, "pairs")
    counts = series.pivot(index=by, columns="slogan_id", values="count").sort_index()
    if counts.isna().any(axis=None):
        raise TableError(f"series: not one row for each slogan and {by}; pass it as `slogan_series` returns it.")
    rates = series.pivot(index=by, columns="slogan_id", values="rate_per_10k").sort_index()
    rows = [
        {"slogan_id": new, "replaced_id": old}
        | _succession(_columns(counts, old, new), _columns(rates, old, new), counts.index)
        for new, old in pairs[COLUMNS].itertuples(index=False)
        if {new, old} & set(counts.columns)
    ]
    columns = [*COLUMNS, "count", "replaced_count", "first_use", "replaced_last_use", "n_shared", "crossing", "clarity"]
    table = pd.DataFrame(rows, columns=columns)
    if is_numeric_dtype(counts.index):
        table = table.astype(dict.fromkeys(["first_use", "replaced_last_use", "crossing"], "Int64"))
    return table


@measure
def replaced(lexicon: pd.DataFrame) -> pd.DataFrame:
    """The pairs of a lexicon's column ``supersedes``: ``slogan_id`` and ``replaced_id``.

    Examples
    --------
    >>> replaced(pd.DataFrame({"slogan_id": ["b", "c"], "supersedes": ["a|z", ""]})).values.tolist()
    [['b', 'a'], ['b', 'z']]
    """
    pairs = lexicon.loc[lexicon["supersedes"] != "", ["slogan_id", "supersedes"]]
    pairs = pairs.assign(replaced_id=pairs["supersedes"].str.split("|")).explode("replaced_id", ignore_index=True)
    return pairs[COLUMNS]


def _columns(table: pd.DataFrame, *slogan_ids: str) -> list[Floats]:
    return [table[each].to_numpy(float) if each in table else np.zeros(len(table)) for each in slogan_ids]


def _succession(counts: list[Floats], rates: list[Floats], periods: pd.Index[Any]) -> dict[str, object]:
    (old_counts, new_counts), (old, new) = counts, rates
    both = old_counts + new_counts
    is_enough = old_counts.any() and new_counts.any() and both.sum() >= MIN_HITS and (both > 0).sum() >= MIN_CELLS
    ahead, behind = np.maximum(new - old, 0), np.maximum(old - new, 0)
    wrong = np.r_[0.0, ahead.cumsum()] + np.r_[behind[::-1].cumsum()[::-1], 0.0]  # by the number of periods before
    cut = len(wrong) - 1 - int(np.argmin(np.round(wrong[::-1], 12)))
    crossed = is_enough and cut < len(periods) and bool(ahead[cut:].any())
    return {
        "count": int(new_counts.sum()),
        "replaced_count": int(old_counts.sum()),
        "first_use": periods[new_counts > 0].min() if new_counts.any() else None,
        "replaced_last_use": periods[old_counts > 0].max() if old_counts.any() else None,
        "n_shared": int(((old_counts > 0) & (new_counts > 0)).sum()),
        "crossing": periods[cut] if crossed else None,
        "clarity": float(1 - wrong[cut] / (ahead + behind).sum()) if crossed else np.nan,
    }

"""Names put together again that segmentation has cut: counts of tokens made counts of the names they stand for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from baogao.errors import require_columns


def whole_names(terms: pd.DataFrame, names: Iterable[tuple[str, tuple[str, ...], int]]) -> pd.DataFrame:
    r"""Counts of terms in which names that were cut are one term each.

    Parameters
    ----------
    terms : pandas.DataFrame
        ``passage_id``, ``term``, ``count``, and ``year`` of the report.
    names : iterable of (str, tuple of str, int)
        A name, the tokens it was cut into, and the first year in which these mean it; they are put
        together in this order.

    Returns
    -------
    pandas.DataFrame
        ``passage_id``, ``term``, ``count``; what is not concerned stays as it is, and rows of tokens
        that are used up are gone.

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    A passage in which the tokens :math:`t_1 \dots t_m` stand :math:`c_1 \dots c_m` times has the name
    :math:`\min_j c_j` times, at most: word order is not known here. What is found is taken off each
    token. Where the tokens mostly stand together the bound is reached; a test compares it with
    plain counting in the texts. Where tokens also stand apart in the same passage it is too high, which
    is why each name has a first year: before 2019, 十五 and 五 are no part of 十五五.

    Examples
    --------
    >>> terms = pd.DataFrame({"passage_id": "a:1", "term": ["五", "十五"], "count": [3, 2], "year": 2026})
    >>> whole_names(terms, [("十五五", ("十五", "五"), 2019)]).values.tolist()
    [['a:1', '五', 1], ['a:1', '十五五', 2]]
    """
    require_columns(terms, ["passage_id", "term", "count", "year"], "terms")
    names = list(names)
    tokens = {token for _, parts, _ in names for token in parts}
    concerned = terms["term"].isin(tokens)
    wide = terms[concerned].pivot_table(index="passage_id", columns="term", values="count", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=sorted(tokens), fill_value=0).astype(int)
    years = terms.drop_duplicates("passage_id").set_index("passage_id")["year"].reindex(wide.index)
    for name, parts, since in names:
        times = wide[list(parts)].min(axis=1).where(years >= since, 0)
        wide[list(parts)] = wide[list(parts)].sub(times, axis=0)
        wide[name] = times
    long = wide.reset_index().melt("passage_id", var_name="term", value_name="count")
    table = pd.concat([terms.loc[~concerned, ["passage_id", "term", "count"]], long[long["count"] > 0]])
    summed: pd.DataFrame = table.groupby(["passage_id", "term"])["count"].sum().reset_index()
    return summed

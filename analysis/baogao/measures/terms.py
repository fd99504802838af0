"""Term counts by report, from the feature table ``terms``."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from baogao.errors import require_columns

Policy = Literal["protected", "plain"]


def term_counts(terms: pd.DataFrame, passages: pd.DataFrame, *, policy: Policy = "protected") -> pd.DataFrame:
    """Tokens of each term in each report.

    Parameters
    ----------
    terms, passages : pandas.DataFrame
        Feature tables.
    policy : {"protected", "plain"}
        Slogans kept whole, or cut like any other text.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``term``, ``count``, sorted.

    Examples
    --------
    >>> terms = pd.DataFrame({"passage_id": ["a:1", "a:2"], "policy": "plain", "term": "普法", "count": [2, 1]})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "a:2"], "report_id": "a"})
    >>> term_counts(terms, passages, policy="plain").values.tolist()
    [['a', '普法', 3]]
    """
    require_columns(terms, ["passage_id", "policy", "term", "count"], "terms")
    chosen = terms[terms["policy"] == policy]
    placed = chosen.merge(passages[["passage_id", "report_id"]], on="passage_id", validate="m:1")
    return placed.groupby(["report_id", "term"])["count"].sum().reset_index()

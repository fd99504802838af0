"""Collocations: words that stand side by side more often than their numbers alone would make them."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, require_columns
from baogao.measures.contingency import SMOOTHING, interaction, log_dice

COLUMNS = ["first", "second", "count", "n_reports", "n_first", "n_second", "expected", "lambda", "z", "log_dice"]


@measure
def collocations(pairs: pd.DataFrame, *, min_count: int = 5, smoothing: float = SMOOTHING) -> pd.DataFrame:
    """How far each two neighbouring words attract each other.

    Parameters
    ----------
    pairs : pandas.DataFrame
        ``report_id``, ``first``, ``second``, ``count``: how often the second word stands right behind the
        first. All pairs, since their sum is the size of each table.
    min_count : int
        Pairs that occur fewer times than this are left out of the result, not of the sums.
    smoothing : float
        Added to each of the four cells of a pair's table.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the highest z first: ``first``, ``second``; ``count``; ``n_reports`` that have it;
        ``n_first`` (pairs that begin with the first word), ``n_second`` (pairs that end with the
        second); ``expected`` (count if the two were independent); ``lambda``, ``z`` (see
        `baogao.measures.contingency.interaction`); ``log_dice`` (see `baogao.measures.contingency.log_dice`).

    Raises
    ------
    SettingError
        If `min_count` is below 1 or `smoothing` not above 0.
    TableError
        If a column is lacking or a count is below 1.

    Notes
    -----
    The table of a pair counts all pairs by whether they have the first word in front, and the second behind.
    z grows with the corpus and takes pairs as independent: it orders them and tests nothing. A pair
    of few reports may be one author's habit: look at ``n_reports``. Lambda favours rare pairs, logDice
    such as belong to each other.

    References
    ----------
    .. [1] Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs. Proceedings of the
       ACL Workshop on Collocation, 54-60.

    Examples
    --------
    >>> pairs = pd.DataFrame({"report_id": "a", "first": ["依法", "依法", "推进"], "second": ["治国", "行政", "改革"],
    ...                       "count": [6, 1, 5]})
    >>> collocations(pairs)[["first", "second", "count", "expected", "log_dice"]].round(2).values.tolist()
    [['推进', '改革', 5, 2.08, 14.0], ['依法', '治国', 6, 3.5, 13.88]]
    """
    require_columns(pairs, ["report_id", "first", "second", "count"], "pairs")
    if min_count < 1 or smoothing <= 0:
        raise SettingError(
            f"min_count={min_count}, smoothing={smoothing}: min_count must be 1 or more, smoothing above 0."
        )
    if (pairs["count"] < 1).any():
        raise TableError("pairs: a count is below 1; leave out what does not occur.")
    by_pair = pairs.groupby(["first", "second"])
    table = by_pair.agg(count=("count", "sum"), n_reports=("report_id", "nunique")).reset_index()
    total = int(table["count"].sum())
    for side in ("first", "second"):
        table[f"n_{side}"] = table.groupby(side)["count"].transform("sum")
    table = table[table["count"] >= min_count]
    cells = table["count"], table["n_first"], table["n_second"]
    table["expected"] = table["n_first"] * table["n_second"] / total
    table["lambda"], table["z"] = interaction(*cells, total, smoothing=smoothing)
    table["log_dice"] = log_dice(*cells)
    order = table.sort_values(["z", "first", "second"], ascending=[False, True, True], ignore_index=True)
    return order[COLUMNS]

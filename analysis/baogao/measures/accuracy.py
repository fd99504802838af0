"""Accuracy of the rules for devices: precision of what they find, recall of what readers mark, with intervals."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.device_strata import LEAST_READ
from baogao.measures.intervals import wilson_interval

ALL = "all"
LEAST_PRECISION, LEAST_RECALL = 0.8, 0.2  # of a device in a stratum that is drawn
SPAN = ["passage_id", "start", "end"]
PARTS = ("", "_low", "_high")


class Share(NamedTuple):
    """A share with its 95 % interval and design effect."""

    value: float
    low: float
    high: float
    design: float


@measure
def device_accuracy(
    hits: pd.DataFrame, passages: pd.DataFrame, marks: pd.DataFrame, finds: pd.DataFrame
) -> pd.DataFrame:
    r"""How often the rules for devices are right, and how much they find, in each stratum that was read.

    Parameters
    ----------
    hits : pandas.DataFrame
        Finds of the rules, drawn at random: ``device``, ``stratum``, ``first`` and ``second`` (whether it is the
        device to each reader: 1, 0, or NaN where not read).
    passages : pandas.DataFrame
        Passages that readers marked without seeing finds: ``passage_id``, ``stratum``.
    marks : pandas.DataFrame
        What they marked: ``reader``, ``device``, ``passage_id``, ``start``, ``end``.
    finds : pandas.DataFrame
        What the rules find in these passages: ``device``, ``passage_id``, ``start``, ``end``.

    Returns
    -------
    pandas.DataFrame
        One row a device and stratum in the order of `hits`, after the strata one of ``all``: ``device``, ``stratum``,
        ``n_hits``, ``precision``, ``n_marks`` (a reader's, on average), ``recall``, both from 0 to 1 with ``_low``
        and ``_high`` (95 % interval), ``recall_design`` (design effect, 1 or more), ``drawn`` (precision of at
        least .80 on 10 hits or more, and recall not below .20 where 10 marks or more were read, there or in all:
        what figures show). NaN where there is nothing to go by.

    Raises
    ------
    TableError
        If a table lacks a column.

    Notes
    -----
    Precision is the share of hits that are the device, the mean of the readers, with Wilson's interval [1]_ for the
    number of hits. A find and a mark that overlap match, each used once; recall is the share of marks that match,
    the mean of the readers. Marks of one passage are not independent (a list of idioms is found or missed as a whole):
    with :math:`n_i` marks in passage *i* of *m* that have any, :math:`s_i` of them found and
    :math:`p = \sum s_i / \sum n_i`, the design effect is the variance of this ratio over passages [2]_ over that of
    independent marks,

    .. math:: d = \frac{m}{m-1} \frac{\sum_i (s_i - p n_i)^2}{p (1 - p) \sum_i n_i},

    taken as 1 where it is less, and the interval is Wilson's for :math:`\sum n_i / d` marks [3]_. Where *p* is 0 or
    1, or one passage has all marks, *d* cannot be estimated and the interval is too narrow.

    As many hits of each stratum were drawn, so ``all`` tells of this sample, not of a collection.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
       American Statistical Association 22(158), 209-212.
    .. [2] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, section 6.4.
    .. [3] Dean, N. and Pagano, M. (2015). Evaluating confidence interval methods for binomial proportions in
       clustered surveys. Journal of Survey Statistics and Methodology 3(4), 484-503.

    Examples
    --------
    >>> hits = pd.DataFrame({"device": "hedge", "stratum": "x", "first": [1] * 9 + [0], "second": float("nan")})
    >>> passages = pd.DataFrame({"passage_id": ["a"], "stratum": "x"})
    >>> finds = pd.DataFrame({"device": ["hedge"], "passage_id": "a", "start": 3, "end": 5})
    >>> marks = pd.concat([finds, finds.assign(start=8, end=9)]).assign(reader="first")
    >>> device_accuracy(hits, passages, marks, finds)[["stratum", "precision", "recall", "drawn"]].values.tolist()
    [['x', 0.9, 0.5, True], ['all', 0.9, 0.5, True]]
    """
    require_columns(hits, ["device", "stratum", "first", "second"], "hits")
    require_columns(passages, ["passage_id", "stratum"], "passages")
    require_columns(marks, ["reader", "device", *SPAN], "marks")
    require_columns(finds, ["device", *SPAN], "finds")
    matched = _matched(marks, finds).merge(passages[["passage_id", "stratum"]], on="passage_id", validate="m:1")
    rows = [
        _row(device, stratum, *(_of(table, device, stratum) for table in (hits, matched)))
        for device in hits["device"].unique()
        for stratum in [*hits["stratum"].unique(), ALL]
    ]
    columns = ["device", "stratum", "n_hits", *(f"precision{part}" for part in PARTS)]
    table = pd.DataFrame(rows, columns=[*columns, "n_marks", *(f"recall{part}" for part in PARTS), "recall_design"])
    is_right = (table["precision"] >= LEAST_PRECISION) & (table["n_hits"] >= LEAST_READ)
    is_missed = (table["n_marks"] >= LEAST_READ) & (table["recall"] < LEAST_RECALL)
    missed_in_all = table.loc[is_missed & (table["stratum"] == ALL), "device"]
    return table.assign(drawn=is_right & ~is_missed & ~table["device"].isin(missed_in_all))


def _of(table: pd.DataFrame, device: str, stratum: str) -> pd.DataFrame:
    is_own = table["device"] == device
    return table[is_own if stratum == ALL else is_own & (table["stratum"] == stratum)]


def _row(device: str, stratum: str, hits: pd.DataFrame, matched: pd.DataFrame) -> tuple[object, ...]:
    right = hits[["first", "second"]].mean(axis=1).dropna()
    precision = float(right.mean()) if len(right) else math.nan
    bounds = wilson_interval(right.sum(), len(right))
    n_readers = max(matched["reader"].nunique(), 1)
    by_passage = matched.groupby("passage_id")["found"].agg(["sum", "size"]).to_numpy(float) / n_readers
    recall = _share(*by_passage.T) if len(by_passage) else Share(*[math.nan] * 4)
    return (device, stratum, len(right), precision, *bounds, float(by_passage[:, 1].sum()), *recall)


def _matched(marks: pd.DataFrame, finds: pd.DataFrame) -> pd.DataFrame:
    """Marks with a column ``found``: whether a find overlaps it that no mark before it has used."""
    places = {key: own[["start", "end"]].to_numpy() for key, own in finds.groupby(["device", "passage_id"])}
    nothing = np.zeros((0, 2), np.int64)
    parts = [
        own.assign(found=_used_once(own[["start", "end"]].to_numpy(), places.get(key[1:], nothing)))
        for key, own in marks.sort_values("start", kind="stable").groupby(["reader", "device", "passage_id"])
    ]
    return pd.concat(parts) if parts else marks.assign(found=np.zeros(0, bool))


def _used_once(marks: NDArray[np.int64], finds: NDArray[np.int64]) -> list[bool]:
    is_free = np.ones(len(finds), np.bool_)
    found = []
    for start, end in marks:
        overlapping = np.flatnonzero(is_free & (finds[:, 0] < end) & (finds[:, 1] > start))
        is_free[overlapping[:1]] = False
        found.append(len(overlapping) > 0)
    return found


def _share(successes: NDArray[np.float64], trials: NDArray[np.float64]) -> Share:
    n = float(trials.sum())
    share, design = float(successes.sum()) / n, _design_effect(successes, trials)
    effective = n if math.isnan(design) else n / design
    return Share(share, *wilson_interval(share * effective, effective), design)


def _design_effect(successes: NDArray[np.float64], trials: NDArray[np.float64]) -> float:
    n, n_passages = trials.sum(), np.count_nonzero(trials)
    share = successes.sum() / n
    if n_passages < 2 or share in (0, 1):
        return math.nan
    residuals = successes - share * trials
    return max(1.0, float(n_passages / (n_passages - 1) * (residuals**2).sum() / (share * (1 - share) * n)))

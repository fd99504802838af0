"""Accuracy of the rules for devices: precision and recall against a careful reading, with intervals."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from baogao.errors import TableError, require_columns
from baogao.measures.intervals import wilson_interval

ALL = "all"
COUNTS = ["tp", "fp", "fn"]


def device_accuracy(reading: pd.DataFrame) -> pd.DataFrame:
    r"""How often the rules for devices are right, and how much they find, in each stratum that was read.

    Parameters
    ----------
    reading : pandas.DataFrame
        One row a passage and device, zeros included, as `baogao.language.devices.load_reading` gives it:
        ``passage_id``, ``stratum``, ``device``, ``tp``, ``fp``, ``fn``.

    Returns
    -------
    pandas.DataFrame
        One row a device and stratum in the order of `reading`, after the strata one of ``all``:
        ``device``, ``stratum``, ``n_passages``, ``tp`` (found, and one), ``fp`` (found, but
        none), ``fn`` (one, but not found); ``precision`` tp / (tp + fp) and ``recall`` tp /
        (tp + fn), from 0 to 1, each with ``_low`` and ``_high`` (95 % interval) and
        ``_design`` (design effect, 1 or more). Without occurrences a share and its
        interval are NaN; the design effect is NaN too where it cannot be estimated.

    Raises
    ------
    TableError
        If the table lacks a column, or a count is missing or negative.

    Notes
    -----
    Occurrences of one passage are not independent (a list of idioms is found or missed as a
    whole). With :math:`n_i` occurrences in passage *i* of *m* that have any, :math:`s_i` of
    them successes, :math:`p = \sum s_i / \sum n_i`, the design effect is the variance of this
    ratio over passages [1]_ over that of as many independent occurrences,

    .. math:: d = \frac{m}{m-1} \frac{\sum_i (s_i - p n_i)^2}{p (1 - p) \sum_i n_i},

    taken as 1 where it is less, and the interval is Wilson's [2]_ for
    :math:`\sum n_i / d` occurrences, an effective sample size [3]_. Where *p* is 0 or 1, or
    one passage has all occurrences, *d* cannot be estimated and the interval is that of
    independent occurrences: too narrow.

    ``all`` pools the passages as they were drawn; it tells of this sample, not of a
    collection. Found counts times precision over recall estimate true counts, so rates of
    two strata compare only as far as both are alike in them.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, section 6.4.
    .. [2] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
       inference. Journal of the American Statistical Association 22(158), 209-212.
    .. [3] Dean, N. and Pagano, M. (2015). Evaluating confidence interval methods for binomial
       proportions in clustered surveys. Journal of Survey Statistics and Methodology 3(4), 484-503.

    Examples
    --------
    >>> counts = {"tp": [4, 4], "fp": [1, 1], "fn": [0, 8]}
    >>> reading = pd.DataFrame({"passage_id": ["a", "b"], "stratum": "x", "device": "deontic", **counts})
    >>> device_accuracy(reading)[["stratum", "precision", "precision_low", "recall"]].round(2).values.tolist()
    [['x', 0.8, 0.49, 0.5], ['all', 0.8, 0.49, 0.5]]
    """
    require_columns(reading, ["passage_id", "stratum", "device", *COUNTS], "reading")
    if not (reading[COUNTS] >= 0).all(axis=None):
        raise TableError("reading: tp, fp and fn must be counts from 0 on. Mend the table and try again.")
    rows = [
        _row(device, stratum, of_device if stratum == ALL else of_device[of_device["stratum"] == stratum])
        for device, of_device in reading.groupby("device", sort=False)
        for stratum in [*of_device["stratum"].unique(), ALL]
    ]
    shares = [name + part for name in ("precision", "recall") for part in ("", "_low", "_high", "_design")]
    return pd.DataFrame(rows, columns=["device", "stratum", "n_passages", *COUNTS, *shares])


def _row(device: object, stratum: str, part: pd.DataFrame) -> tuple[object, ...]:
    right, wrong, missed = (part[name].to_numpy() for name in COUNTS)
    totals = (int(right.sum()), int(wrong.sum()), int(missed.sum()))
    n_passages = part["passage_id"].nunique()
    return (device, stratum, n_passages, *totals, *_share(right, right + wrong), *_share(right, right + missed))


def _share(successes: np.ndarray, trials: np.ndarray) -> tuple[float, float, float, float]:
    """A share with its interval and design effect."""
    n = int(trials.sum())
    if not n:
        return (math.nan,) * 4
    share, design = float(successes.sum()) / n, _design_effect(successes, trials)
    effective = n if math.isnan(design) else n / design
    return (share, *wilson_interval(share * effective, effective), design)


def _design_effect(successes: np.ndarray, trials: np.ndarray) -> float:
    n, n_passages = trials.sum(), np.count_nonzero(trials)
    share = successes.sum() / n
    if n_passages < 2 or share in (0, 1):
        return math.nan
    residuals = successes - share * trials
    return max(1.0, float(n_passages / (n_passages - 1) * (residuals**2).sum() / (share * (1 - share) * n)))

"""Rates of devices corrected by precision and recall of the rules, with the error of the reading in their interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.measures.cells import cell_column
from baogao.measures.device_counts import device_counts
from baogao.measures.device_strata import LEAST_READ, device_strata
from baogao.measures.intervals import normal_quantile

LEVEL = 0.95


@measure
def corrected_rates(
    profile: pd.DataFrame,
    reports: pd.DataFrame,
    passages: pd.DataFrame,
    devices: pd.DataFrame,
    accuracy: pd.DataFrame,
) -> pd.DataFrame:
    r"""How often each device occurs in each cell, as found and as corrected by what readers say of the rules.

    Parameters
    ----------
    profile : pandas.DataFrame
        Rates as `baogao.measures.rhetoric.rhetoric_profile` gives them; its first column makes the cells.
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``n_chars``, ``issuer``, ``level``, ``genre``, ``year``.
    passages, devices : pandas.DataFrame
        Feature tables that the profile was made of.
    accuracy : pandas.DataFrame
        As `baogao.measures.accuracy.device_accuracy` gives it.

    Returns
    -------
    pandas.DataFrame
        `profile` and ``corrected`` (per 10,000 characters), ``corrected_low``,
        ``corrected_high`` (95 % interval), ``drawn`` (whether precision is .80 or more in every stratum of the cell).
        The correction is NaN where a stratum of the cell has fewer than 10 hits or 10 marks that were read, or is
        not drawn; of a rate of 0 only the bounds are NaN. In a
        cell without an interval of its own, such as a single report, the interval holds the error of the reading
        only; else that and the interval of the rate.

    Raises
    ------
    TableError
        If a table lacks a column.

    Notes
    -----
    A count *c* found at precision *p* and recall *s* stands for :math:`c \, p / s` occurrences. That is Rogan and
    Gladen's correction of a prevalence [1]_, :math:`(t + s_p - 1) / (s + s_p - 1)` with *t* the share of units found
    and :math:`s_p` the specificity, written with precision, as occurrences in running text have no countable
    negatives: in a finite number of units the two are one. With *n* hits and *m* marks that were read (divided by
    their design effect) the variance of its logarithm is

    .. math:: v = \frac{1 - p'}{n p'} + \frac{1 - s'}{m s'}, \quad p' = \frac{n p + 1}{n + 2}, \;
       s' = \frac{m s + 1}{m + 2},

    the two readings being independent; the shares are moved from 0 and 1 as Lang and Reiczigel do [2]_. In a cell of
    several strata the corrected counts are added, each with its own *v*. The half width of the interval on the log
    rate is the root of the sum of squares of that of the rate and of :math:`z \sqrt v`.

    References
    ----------
    .. [1] Rogan, W. J. and Gladen, B. (1978). Estimating prevalence from the results of a screening test. American
       Journal of Epidemiology 107(1), 71-76.
    .. [2] Lang, Z. and Reiczigel, J. (2014). Confidence limits for prevalence of disease adjusted for estimated
       sensitivity and specificity. Preventive Veterinary Medicine 113(1), 13-22.

    Examples
    --------
    >>> from baogao.measures.rhetoric import rhetoric_profile
    >>> reports = pd.DataFrame({"report_id": ["a", "b"], "n_chars": 1000, "issuer": "x", "level": "city"})
    >>> reports = reports.assign(genre="work-report", year=2026)
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> devices = pd.DataFrame({"passage_id": ["a:1", "b:1"], "device": "hedge", "count": [4, 8], "chars": 9})
    >>> accuracy = pd.DataFrame({"device": ["hedge"], "stratum": "regions", "n_hits": 100, "precision": 0.9})
    >>> accuracy = accuracy.assign(n_marks=50, recall=0.6, recall_design=1.0, drawn=True)
    >>> profile = rhetoric_profile(reports, passages, devices)
    >>> table = corrected_rates(profile, reports, passages, devices, accuracy)
    >>> table[["rate_per_10k", "corrected"]].values.round(2).tolist()
    [[40.0, 60.0], [80.0, 120.0]]
    """
    columns = ["device", "stratum", "n_hits", "precision", "n_marks", "recall", "recall_design", "drawn"]
    require_columns(accuracy, columns, "accuracy")
    column = cell_column(reports, str(profile.columns[0]))
    placed = reports.assign(stratum=device_strata(reports))[list(dict.fromkeys(["report_id", "stratum", column]))]
    counted = device_counts(reports, passages, devices)[["report_id", "device", "count"]].merge(placed, on="report_id")
    by_stratum = counted.groupby([column, "device", "stratum"], dropna=False, as_index=False)["count"].sum()
    factors = by_stratum.merge(_factors(accuracy), on=["device", "stratum"], how="left")
    cells = factors.groupby([column, "device"], dropna=False, sort=True)
    added = pd.DataFrame([_added(cell) for _, cell in cells], columns=["factor", "variance", "drawn"])
    return _with_bounds(profile, added)


def _factors(accuracy: pd.DataFrame) -> pd.DataFrame:
    """What a count of each device and stratum is multiplied by, and the variance of its logarithm."""
    hits, marks = accuracy["n_hits"], accuracy["n_marks"]
    is_enough = (hits >= LEAST_READ) & (marks >= LEAST_READ) & accuracy["drawn"].astype(bool) & (accuracy["recall"] > 0)
    effective = marks / accuracy["recall_design"].fillna(1)
    variance = _log_variance(accuracy["precision"], hits) + _log_variance(accuracy["recall"], effective)
    factor = accuracy["precision"] / accuracy["recall"].where(accuracy["recall"] > 0)
    table = accuracy[["device", "stratum", "drawn"]]
    return table.assign(factor=factor.where(is_enough), variance=variance.where(is_enough))


def _log_variance(share: pd.Series, n: pd.Series) -> pd.Series:
    moved = (n * share + 1) / (n + 2)
    return (1 - moved) / (n * moved)


def _added(cell: pd.DataFrame) -> tuple[float, float, bool]:
    """Factor of a cell's count, the variance of its logarithm, and whether every stratum of it is drawn."""
    is_drawn = bool((cell["drawn"] == True).all())  # noqa: E712 (NaN where a device was not read)
    count = int(cell["count"].sum())
    if not count:
        return float(cell["factor"].mean()), float(cell["variance"].mean()), is_drawn
    present = cell[cell["count"] > 0]
    weights = present["count"] * present["factor"]
    total = float(weights.sum(skipna=False))
    return total / count, float((weights**2 * present["variance"]).sum(skipna=False)) / total**2, is_drawn


def _with_bounds(profile: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    rate = profile["rate_per_10k"] * added["factor"]
    of_rate = np.nan_to_num(np.log(profile["high"] / profile["low"]) / 2)
    of_reading = normal_quantile((1 + LEVEL) / 2) * np.sqrt(added["variance"])
    reach = np.exp(np.sqrt(of_rate**2 + of_reading**2)).where(rate > 0)  # none found does not say that there is none
    return profile.assign(
        corrected=rate, corrected_low=rate / reach, corrected_high=rate * reach, drawn=added["drawn"].to_numpy()
    )

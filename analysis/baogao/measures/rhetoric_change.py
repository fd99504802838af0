"""How the rates of devices change from one year's reports to the next, issuer by issuer."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.device_counts import device_counts
from baogao.measures.intervals import MIN_CLUSTERS, PER, t_quantile
from baogao.measures.permutation import MIN_ARRANGEMENTS, benjamini_hochberg

LEVEL = 0.95
FLIPS = 9_999


@measure
def rhetoric_change(
    reports: pd.DataFrame, passages: pd.DataFrame, devices: pd.DataFrame, *, seed: int, n: int = FLIPS
) -> pd.DataFrame:
    r"""Mean change of the rate of each device between two years' reports of the same issuers.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest: ``report_id``, ``issuer``, ``year``, ``n_chars``; one report of each issuer in each of two years.
    passages, devices : pandas.DataFrame
        Feature tables, as for `baogao.measures.rhetoric.rhetoric_profile`.
    seed : int
        Of the random flips.
    n : int
        So many flips.

    Returns
    -------
    pandas.DataFrame
        One row a device: ``device``, ``year_before``, ``year_after``, ``n_issuers``, ``rate_before``, ``rate_after``
        (mean of the issuers' rates per 10,000 characters), ``change`` (after less before), ``low``, ``high`` (95 %
        interval; NaN under 10 issuers), ``p`` (two-sided; NaN with fewer than 20 flips), ``q`` (Benjamini-Hochberg
        over the devices).

    Raises
    ------
    SettingError
        If the reports are not of two years.
    TableError
        If a column is lacking, or an issuer lacks a year or has two reports of one.

    Notes
    -----
    With the difference :math:`d_i` of issuer *i* of *G*, the interval is :math:`\bar d \pm t_{G-1} s_d / \sqrt G`
    (paired t). The null of *p* is that the two years of an issuer could be exchanged: the sign of each
    :math:`d_i` is flipped at random, and :math:`p = (b + 1) / (n + 1)` with *b* flips whose mean is at least as far
    from zero [1]_. Each issuer counts alike, whatever the length of its reports. All issuers follow one centre, so a
    small p says that the years differ in these issuers, not that the issuers decided one by one. The rules' errors
    cancel as far as precision and recall are the same in both years.

    References
    ----------
    .. [1] Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
       Genetics and Molecular Biology 9(1), article 39.

    Examples
    --------
    >>> reports = pd.DataFrame({"report_id": list("abcd"), "issuer": list("xxyy"), "year": [2025, 2026] * 2})
    >>> passages = pd.DataFrame({"passage_id": list("ABCD"), "report_id": list("abcd")})
    >>> devices = pd.DataFrame({"passage_id": list("ABCD"), "device": "hedge", "count": [1, 3, 2, 6], "chars": 9})
    >>> table = rhetoric_change(reports.assign(n_chars=1000), passages, devices, seed=1)
    >>> table[["rate_before", "rate_after", "change", "p"]].values.tolist()
    [[15.0, 45.0, 30.0, nan]]
    """
    require_columns(reports, ["report_id", "issuer", "year", "n_chars"], "reports")
    before, after = _years(reports)
    counts = device_counts(reports, passages, devices).merge(reports[["report_id", "year"]], on="report_id")
    counts = counts.assign(rate=PER * counts["count"] / counts["n_chars"])
    rates = counts.pivot(index=["device", "issuer"], columns="year", values="rate")
    rows = [
        (device, before, after, *_change(own[before].to_numpy(float), own[after].to_numpy(float), seed, n))
        for device, own in rates.groupby(level="device", sort=True)
    ]
    columns = ["device", "year_before", "year_after", "n_issuers", "rate_before", "rate_after", "change", "low", "high"]
    table = pd.DataFrame(rows, columns=[*columns, "p"])
    return table.assign(q=benjamini_hochberg(table["p"]))


def _years(reports: pd.DataFrame) -> list[int]:
    """The two years, if every issuer has one report of each."""
    years = sorted(reports["year"].dropna().unique().tolist())
    if len(years) != 2:
        raise SettingError(f"reports: {len(years)} year(s) ({listed(years)}); a paired change takes two, choose them.")
    sizes = reports.groupby(["issuer", "year"]).size().unstack(fill_value=0)
    uneven = sizes.index[(sizes != 1).any(axis=1)].tolist()
    if uneven or reports["year"].isna().any():
        raise TableError(f"reports: {listed(uneven)} not once in each of {listed(years)}; leave such issuers out.")
    return [int(year) for year in years]


def _change(before: NDArray[np.float64], after: NDArray[np.float64], seed: int, n: int) -> tuple[float, ...]:
    differences = after - before
    size, mean = len(differences), float(differences.mean())
    reach = math.nan
    if size >= MIN_CLUSTERS:
        reach = t_quantile((1 + LEVEL) / 2, size - 1) * float(differences.std(ddof=1)) / math.sqrt(size)
    p = flip_p(differences, seed=seed, n=n)
    return (size, float(before.mean()), float(after.mean()), mean, mean - reach, mean + reach, p)


@measure
def flip_p(differences: NDArray[np.float64], *, seed: int, n: int = FLIPS) -> float:
    """Two-sided p of a mean of paired differences, by flipping their signs; see `rhetoric_change`.

    Examples
    --------
    >>> round(flip_p(np.array([1.0] * 8), seed=1), 3)  # two of 256 arrangements are as far from zero
    0.008
    """
    if 2 ** len(differences) < MIN_ARRANGEMENTS:
        return math.nan
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], (n, len(differences)))
    reached = np.abs(signs @ differences) >= abs(differences.sum()) - 1e-9  # equal but for rounding is equal
    return float((reached.sum() + 1) / (n + 1))

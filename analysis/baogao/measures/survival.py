"""Survival: which share of slogans is still in use so many years after first use, by class or standing."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.intervals import MIN_CLUSTERS, t_quantile
from baogao.measures.permutation import MIN_ARRANGEMENTS

Floats = NDArray[np.float64]
ALL = "all"


class Exposure(NamedTuple):
    """Ends and slogans at risk at each time that a life ended: shape [n_clusters, n_times]."""

    times: Floats
    ends: Floats
    at_risk: Floats


@measure
def survival(lives: pd.DataFrame, *, by: str | None = None, level: float = 0.95) -> pd.DataFrame:
    r"""Kaplan-Meier estimate of the share of slogans still in use after so many years.

    Parameters
    ----------
    lives : pandas.DataFrame
        As `baogao.measures.lives.lives` returns it: ``duration``, ``ended``, ``first_year``, and the
        column of `by`. Rows without a duration are left out.
    by : str, optional
        A column of `lives` that parts the slogans into groups, such as class or standing.
    level : float
        Coverage aimed at.

    Returns
    -------
    pandas.DataFrame
        One row a group and time at which a life ended, time 0 first: ``group`` ("all" without
        `by`), ``n`` (slogans), ``n_censored``, ``time`` (years since first use), ``n_at_risk``,
        ``n_ended`` (at this time), ``survival`` (share in use for longer than this, 0 to 1), ``low``, ``high``
        (missing with under 10 years of first use, or where no interval can be had: survival 0 or 1).

    Raises
    ------
    TableError
        If a column is lacking.

    Notes
    -----
    With :math:`d_j` ends among :math:`n_j` slogans at risk at time :math:`t_j`,

    .. math:: \hat S(t) = \prod_{t_j \le t} (1 - d_j / n_j)

    [1]_. Slogans that came up in the same report are not independent, nor are those that go out together, as when an
    author changes. The variance of :math:`\log(-\log \hat S)` is that of clusters that cross [2]_: by years of first
    use, from the jackknife that leaves out one at a time, plus by calendar years less by cells of both, where these
    are more. The two come from the residuals of year *b* of first use at age :math:`t_j`,
    :math:`(d_{bj} - n_{bj} d_j / n_j) / (n_j - d_j)`, summed up to *t* over those with the same :math:`b + t_j`,
    and squared. The *t* has one degree fewer than there are years of first use.

    References
    ----------
    .. [1] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations.
       Journal of the American Statistical Association 53(282), 457-481.
    .. [2] Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2011). Robust inference with multiway clustering.
       Journal of Business & Economic Statistics 29(2), 238-249.

    Examples
    --------
    >>> lives = pd.DataFrame({"duration": [1.0, 2, 2, 4], "ended": [True, True, False, True], "first_year": 2000})
    >>> survival(lives)[["time", "n_at_risk", "survival"]].values.tolist()
    [[0.0, 4.0, 1.0], [1.0, 4.0, 0.75], [2.0, 3.0, 0.5], [4.0, 1.0, 0.0]]
    """
    groups = _groups(lives, by)
    tables = [_curve(group, level).assign(group=name) for name, group in groups.groupby("group", sort=True)]
    columns = ["group", "n", "n_censored", "time", "n_at_risk", "n_ended", "survival", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


@measure
def median_life(curve: pd.DataFrame) -> pd.DataFrame:
    r"""Median life of each group of a survival table, and the shares in use after ten and twenty years.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `survival` returns it.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``n``, ``n_censored``; ``median`` (first time at which at most half are in use; NaN where
        more than half outlive the curve) with its interval ``low_median``, ``high_median`` (NaN where that bound of
        the curve does not fall to half); ``alive_10``, ``low_10``, ``high_10`` and the same of 20 (share
        in use for longer than that many years).

    Notes
    -----
    The interval of the median holds the times at which one half lies within the bounds of the curve,
    :math:`\{t: S_{low}(t) \le 1/2 \le S_{high}(t)\}` [1]_.

    References
    ----------
    .. [1] Brookmeyer, R. and Crowley, J. (1982). A confidence interval for the median survival time.
       Biometrics 38(1), 29-41.

    Examples
    --------
    >>> lives = pd.DataFrame({"duration": [1.0, 2, 2, 14], "ended": [True, True, False, True], "first_year": 2000})
    >>> median_life(survival(lives))[["median", "alive_10", "alive_20"]].values.tolist()
    [[2.0, 0.5, 0.0]]
    """
    rows = []
    for group, own in curve.groupby("group", sort=True):
        row: dict[str, object] = {"group": group, "n": own["n"].iloc[0], "n_censored": own["n_censored"].iloc[0]}
        for name, bound in (("median", "survival"), ("low_median", "low"), ("high_median", "high")):
            below = own.loc[own[bound] <= 0.5 + 1e-12, "time"]
            row[name] = below.iloc[0] if len(below) else math.nan
        for years in (10, 20):
            last = own[own["time"] <= years].iloc[-1]
            row |= {f"alive_{years}": last["survival"], f"low_{years}": last["low"], f"high_{years}": last["high"]}
        rows.append(row)
    return pd.DataFrame(rows)


@measure
def survival_test(lives: pd.DataFrame, *, by: str, n: int = 999, seed: int) -> pd.DataFrame:
    r"""Whether groups of slogans differ in how long they are used: log-rank, permuted within years of first use.

    Parameters
    ----------
    lives : pandas.DataFrame
        As for `survival`.
    by : str
        The column that parts them.
    n : int
        Random permutations; at least 19.
    seed : int
        Of the random draw.

    Returns
    -------
    pandas.DataFrame
        One row: ``n_groups``, ``n`` (slogans), ``chi2`` (log-rank statistic), ``df``, ``p``: the share of the
        permutations with at least this statistic, the real one among them.

    Raises
    ------
    SettingError
        If there are fewer than two groups, or too few permutations.

    Notes
    -----
    The statistic compares ends with those expected if all groups had the same risk at each time [1]_.
    Its chi-squared distribution would take slogans as independent; instead groups are shuffled among the
    slogans that came up in the same year, so that a group that was merely born in another time has no small p.

    References
    ----------
    .. [1] Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising in its
       consideration. Cancer Chemotherapy Reports 50(3), 163-170.

    Examples
    --------
    >>> lives = pd.DataFrame({"duration": [1.0, 1, 2, 8, 9, 9], "ended": True, "first_year": 2000,
    ...                       "class": list("aaabbb")})
    >>> survival_test(lives, by="class", n=99, seed=1)["chi2"].round(3).tolist()
    [5.213]
    """
    if n < MIN_ARRANGEMENTS - 1:
        raise SettingError(f"n={n}: too few permutations for a p; it must be at least {MIN_ARRANGEMENTS - 1}.")
    rows = _groups(lives, by)
    labels, codes = np.unique(rows["group"].to_numpy(str), return_inverse=True)
    if len(labels) < 2:
        raise SettingError(f"by={by!r}: {len(labels)} group(s); a test takes at least two.")
    durations, ended = rows["duration"].to_numpy(float), rows["ended"].to_numpy(bool)
    born, rng = rows["first_year"].to_numpy(float), np.random.default_rng(seed)
    order = np.argsort(born, kind="stable")
    observed = log_rank(durations, ended, codes)
    reached = 1
    for _ in range(n):
        shuffled = np.empty_like(codes)
        shuffled[order] = codes[np.lexsort((rng.random(len(born)), born))]
        reached += log_rank(durations, ended, shuffled) >= observed - 1e-9
    result = {"n_groups": len(labels), "n": len(rows), "chi2": observed, "df": len(labels) - 1, "p": reached / (n + 1)}
    return pd.DataFrame([result])


@measure
def log_rank(durations: Floats, ended: NDArray[np.bool_], groups: NDArray[np.int_]) -> float:
    """Log-rank chi-squared of groups numbered from 0: observed less expected ends, by their covariance."""
    exposure = _exposure(durations, ended, groups)
    ends, at_risk = exposure.ends.sum(axis=0), exposure.at_risk.sum(axis=0)
    share = exposure.at_risk / at_risk
    difference = (exposure.ends - ends * share).sum(axis=1)[1:]
    weight = ends * (at_risk - ends) / np.maximum(at_risk - 1, 1)
    covariance = np.diag((weight * share).sum(axis=1)) - (weight * share) @ share.T
    return float(difference @ np.linalg.pinv(covariance[1:, 1:]) @ difference)


def _groups(lives: pd.DataFrame, by: str | None) -> pd.DataFrame:
    require_columns(lives, ["duration", "ended", "first_year", *([by] if by else [])], "lives")
    rows = lives.dropna(subset=["duration"])
    return rows.assign(group=rows[by].astype(str) if by else ALL)


def _exposure(durations: Floats, ended: NDArray[np.bool_], clusters: NDArray[np.int_]) -> Exposure:
    times = np.unique(durations[ended])
    members = clusters == np.arange(clusters.max(initial=0) + 1)[:, None]
    ends = (durations == times[:, None]) & ended
    return Exposure(times, (members @ ends.T.astype(float)), members @ (durations >= times[:, None]).T.astype(float))


def _curve(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    durations, ended = rows["duration"].to_numpy(float), rows["ended"].to_numpy(bool)
    years, clusters = np.unique(rows["first_year"].to_numpy(float), return_inverse=True)
    exposure = _exposure(durations, ended, clusters)
    ends, at_risk = exposure.ends.sum(axis=0), exposure.at_risk.sum(axis=0)
    estimate = np.cumprod(1 - ends / at_risk)
    low, high = _bounds(exposure, years, estimate, level)
    start = pd.DataFrame({"time": [0.0], "n_at_risk": len(rows), "n_ended": 0, "survival": 1.0})
    curve = {"time": exposure.times, "n_at_risk": at_risk, "n_ended": ends, "survival": estimate}
    table = pd.concat([start, pd.DataFrame(curve | {"low": low, "high": high})], ignore_index=True)
    if len(exposure.times) and exposure.times[0] == 0:
        table = table.iloc[1:].reset_index(drop=True)  # lives that end in the year they begin
    return table.assign(n=len(rows), n_censored=int((~ended).sum())).astype({"n_at_risk": int, "n_ended": int})


def _bounds(exposure: Exposure, years: Floats, estimate: Floats, level: float) -> tuple[Floats, Floats]:
    """Bounds on the scale log(-log S)."""
    n_clusters = len(years)
    if n_clusters < MIN_CLUSTERS:
        return np.full_like(estimate, np.nan), np.full_like(estimate, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log(-np.log(estimate))
        spread = _jackknife(exposure) + _ends_together(exposure, years) / np.log(estimate) ** 2
        reach = t_quantile((1 + level) / 2, n_clusters - 1) * np.sqrt(spread)
        low, high = np.exp(-np.exp(centre + reach)), np.exp(-np.exp(centre - reach))
    undefined = ~np.isfinite(reach)
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def _jackknife(exposure: Exposure) -> Floats:
    """Variance of log(-log S) at each time by leaving out one year of first use at a time."""
    n_clusters = len(exposure.ends)
    left_ends = exposure.ends.sum(axis=0) - exposure.ends
    left_risk = exposure.at_risk.sum(axis=0) - exposure.at_risk
    left = np.log(-np.log(np.cumprod(1 - left_ends / left_risk, axis=1)))
    variance: Floats = ((left - left.mean(axis=0)) ** 2).sum(axis=0) * (n_clusters - 1) / n_clusters
    return variance


def _ends_together(exposure: Exposure, years: Floats) -> Floats:
    """What the variance of log S gains at each time since lives end in the same calendar years; 0 if they do not."""
    ends, at_risk = exposure.ends.sum(axis=0), exposure.at_risk.sum(axis=0)
    residuals = (exposure.ends - exposure.at_risk * ends / at_risk) / (at_risk - ends)
    calendar, rows = np.unique(years[:, None] + exposure.times, return_inverse=True)
    by_year = np.zeros((len(calendar), len(exposure.times)))
    np.add.at(by_year, (rows.reshape(residuals.shape), np.arange(len(exposure.times))), residuals)
    of_years = (np.cumsum(by_year, axis=1) ** 2).sum(axis=0) * len(calendar) / max(1, len(calendar) - 1)
    of_cells = np.cumsum((residuals**2).sum(axis=0))
    gain: Floats = np.maximum(of_years - of_cells, 0)
    return gain

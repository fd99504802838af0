"""Breaks in drift: which cut between two years is sharper than steady drift would make one."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import chi2

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.divergence import Floats
from baogao.measures.pairs import principal_coordinates, squared

MIN_SIDE, MIN_SERIES, MIN_SIMULATED = 5, 20, 99  # reports on each side of a cut, and in the series; series simulated
MEMORIES = np.concatenate([[0.0], 1 - np.geomspace(0.5, 0.001, 40)])  # correlation from one year to the next
AT_A_TIME = 100  # series simulated at once


@measure
def drift_cuts(pairs: pd.DataFrame, *, window: int = 5, n: int = 999, seed: int) -> pd.DataFrame:
    r"""How sharp the cut between each two neighbouring reports is, against steady drift.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `baogao.measures.drift.drift` returns it, of at least 20 reports.
    window : int
        So many reports on each side of a cut are compared; at least 5.
    n : int
        Series simulated, at least 99.
    seed : int
        Of the simulation.

    Returns
    -------
    pandas.DataFrame
        One row a cut with a full window on either side, by year: ``year_before``,
        ``year_after`` (the reports it lies between), ``first_year``, ``last_year`` (of the
        windows), ``sharpness`` (bits), ``null_mean``, ``null_high`` (of drift without a
        break: its mean at this cut, and the height that no cut reaches in 95 % of the series), ``z``
        (sharpness less ``null_mean``, in standard deviations at this cut), ``rank`` (1 is the
        largest z), ``p`` (share of such series whose largest z, at any cut, is at least this one).

    Raises
    ------
    SettingError
        If there are fewer than 20 reports, or a setting is out of range.
    TableError
        If `pairs` lacks a column or a pair.

    Notes
    -----
    *Sharpness* is the mean excess divergence between the reports of the two windows less the
    mean within them, after what distance in years alone explains has been taken off: the
    residual of a least squares fit of :math:`a + b (1 - \rho^{h})`, *h* the years apart. So a
    cut is not sharp because there are years without a report.

    Reports begin from their predecessors, so years cannot be permuted: any drift would look
    like a break. The null is drift without a break. The root of the divergence is a distance
    between points in space [1]_; the points are found by principal coordinates [2]_, and along
    each axis the series moves as a first-order autoregression in continuous time with the
    memory :math:`\rho_k` that is likeliest for that axis (normal likelihood) and the variance of
    all its steps but the largest, which may be the break. Each of *n*
    simulated series goes through the same steps. ``p`` is for the sharpest of all cuts, so it
    needs no correction for their number (the max-T of [3]_); it counts the real series as one.

    What it finds (``benchmarks/drift_breaks.py``): of 22 real work reports in a row, with years cut
    out in the middle, the place is found (p at most .05) in 10 of 19 stretches with four years
    cut out, 15 of 17 with six, 15 of 15 with eight. In 200 simulated series of 44 reports of
    the real lengths that move along six directions without a break, p was below .05 in 0 with a correlation
    of .3 from year to year, in 8 with .6, but in 19 with .9: where memory is long, p up to .05 is
    weak evidence. Several breaks make the fitted null wilder and hide one another, so a large p
    is no proof of steady drift; the order of the cuts by z tells more. Cuts near one another share
    their reports: read the sharpest, not each one.

    References
    ----------
    .. [1] Endres, D. M. and Schindelin, J. E. (2003). A new metric for probability
       distributions. IEEE Transactions on Information Theory 49(7), 1858-1860.
    .. [2] Gower, J. C. (1966). Some distance properties of latent root and vector methods used
       in multivariate analysis. Biometrika 53, 325-338.
    .. [3] Westfall, P. H. and Young, S. S. (1993). Resampling-Based Multiple Testing. Wiley.

    Examples
    --------
    >>> first, other = np.triu_indices(24, 1)
    >>> apart = np.random.default_rng(1).normal(0.05 + 0.2 * ((first < 12) & (other >= 12)), 0.01)
    >>> pairs = pd.DataFrame({"year_from": 2000 + first, "year_to": 2000 + other, "excess": apart})
    >>> drift_cuts(pairs, seed=1).sort_values("rank")["year_after"].iloc[0]
    np.int64(2012)
    """
    years, square = squared(pairs, "excess")
    _refuse(len(years), window, n)
    excess = square[np.triu_indices(len(years), 1)]
    contrasts = _contrasts(years, window, _best_memory(years, excess))
    sharpness = contrasts @ excess
    simulated = _simulated(years, principal_coordinates(square)[0], n, np.random.default_rng(seed)) @ contrasts.T
    mean, spread = simulated.mean(axis=0), simulated.std(axis=0, ddof=1)
    z, largest = (sharpness - mean) / spread, ((simulated - mean) / spread).max(axis=1)
    reach = np.quantile(largest, 0.95) * spread
    cut = np.arange(window, len(years) - window + 1)
    return pd.DataFrame(
        {
            "year_before": years[cut - 1],
            "year_after": years[cut],
            "first_year": years[cut - window],
            "last_year": years[cut + window - 1],
            "sharpness": sharpness,
            "null_mean": mean,
            "null_high": mean + reach,
            "z": z,
            "rank": pd.Series(-z).rank(method="first").astype(int),
            "p": (1 + (largest[:, None] >= z - 1e-12).sum(axis=0)) / (n + 1),
        }
    )


def _refuse(n_reports: int, window: int, n: int) -> None:
    if n_reports < MIN_SERIES:
        raise SettingError(f"drift_cuts: {n_reports} reports cannot tell a break from drift; it takes {MIN_SERIES}.")
    if not MIN_SIDE <= window <= n_reports // 2:
        raise SettingError(
            f"window={window}: must be {MIN_SIDE} to {n_reports // 2}, so many reports on each side of a cut."
        )
    if n < MIN_SIMULATED:
        raise SettingError(f"n={n}: too few series for a band of the largest; it must be at least {MIN_SIMULATED}.")


def _curves(years: NDArray[np.int64], memory: float) -> Floats:
    """A constant, and the years between each two reports as drift of this memory sees them, shape [n_pairs, 2]."""
    first, other = np.triu_indices(len(years), 1)
    gaps = (years[other] - years[first]).astype(float)
    return np.column_stack([np.ones_like(gaps), 1 - memory**gaps])


def _best_memory(years: NDArray[np.int64], excess: Floats) -> float:
    """Memory whose curve leaves the least of the excess unexplained."""
    left = [float(np.sum((excess - _fitted(years, memory, excess)) ** 2)) for memory in MEMORIES[1:]]
    return float(MEMORIES[1:][int(np.argmin(left))])


def _fitted(years: NDArray[np.int64], memory: float, excess: Floats) -> Floats:
    base, _ = np.linalg.qr(_curves(years, memory))
    fitted: Floats = base @ (base.T @ excess)
    return fitted


def _contrasts(years: NDArray[np.int64], window: int, memory: float) -> Floats:
    """Weights that make the sharpness of each cut of the excess of all pairs, shape [n_cuts, n_pairs]."""
    first, other = np.triu_indices(len(years), 1)
    cuts = np.arange(window, len(years) - window + 1)[:, None]
    inside = (first >= cuts - window) & (other < cuts + window)
    across = inside & (first < cuts) & (other >= cuts)
    within = inside & ~across
    weights = across / across.sum(axis=1, keepdims=True) - within / within.sum(axis=1, keepdims=True)
    base, _ = np.linalg.qr(_curves(years, memory))
    contrasts: Floats = weights - weights @ base @ base.T
    return contrasts


def _autoregressions(years: NDArray[np.int64], places: Floats) -> tuple[Floats, Floats]:
    """Memory of the likeliest stationary autoregression of each axis, and its variance."""
    gaps, n_axes = np.diff(years)[:, None].astype(float), places.shape[1]
    least, memories = np.full(n_axes, np.inf), np.zeros(n_axes)
    for memory in MEMORIES:
        fresh = 1 - memory ** (2 * gaps)
        steps = (places[1:] - memory**gaps * places[:-1]) ** 2 / fresh
        variance = (places[0] ** 2 + steps.sum(axis=0)) / len(years)
        deviance = len(years) * np.log(variance) + np.log(fresh).sum()
        better = deviance < least
        least[better], memories[better] = deviance[better], memory
    steps = (places[1:] - memories**gaps * places[:-1]) ** 2 / (1 - memories ** (2 * gaps))
    return memories, _without_the_largest(steps)


def _without_the_largest(squares: Floats) -> Floats:
    """Variance of each column of squared normal steps by all but the largest, which may be a break."""
    n_steps = len(squares)
    largest = chi2.ppf(1 - math.exp(-np.euler_gamma) / n_steps, 1)  # its mean among so many, in units of the variance
    rest: Floats = squares.sum(axis=0) - squares.max(axis=0)
    return rest / float(n_steps - largest)


def _simulated(years: NDArray[np.int64], places: Floats, n: int, rng: np.random.Generator) -> Floats:
    """Excess of all pairs in `n` series of drift without a break, shape [n, n_pairs]."""
    memories, variances = _autoregressions(years, places)
    first, other = np.triu_indices(len(years), 1)
    series = []
    for start in range(0, n, AT_A_TIME):
        noise = rng.standard_normal((len(years), min(AT_A_TIME, n - start), len(memories)))
        places = noise * np.sqrt(variances)
        for i, gap in enumerate(np.diff(years), 1):
            retained = memories ** float(gap)
            places[i] = retained * places[i - 1] + places[i] * np.sqrt(1 - retained**2)
        products = np.einsum("isk,jsk->sij", places, places, optimize=True)
        squares = products.diagonal(axis1=1, axis2=2)
        series.append(squares[:, first] + squares[:, other] - 2 * products[:, first, other])
    return np.concatenate(series)

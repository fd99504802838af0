"""Change points: the year in which the rate of a slogan changed most, against series that only drift, with power."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, require_columns
from baogao.measures.intervals import PER
from baogao.measures.permutation import MIN_ARRANGEMENTS, benjamini_hochberg

Floats = NDArray[np.float64]
LEAST = 4  # years on each side of a change
MIN_HITS, MIN_YEARS = 30, 8
CORRECTIONS, MOST_RAISE, LEAST_VARIANCE = 99, 4.0, 0.3
LEAST_LAG, MOST_LAG = 0.65, 0.9  # dependence of neighbouring years that is assumed at least, and at most


@measure
def change_points(series: pd.DataFrame, *, n: int = 999, seed: int) -> pd.DataFrame:
    r"""The sharpest change in the rate of each slogan, and whether a series without one would show it.

    Parameters
    ----------
    series : pandas.DataFrame
        As `baogao.measures.series.slogan_series` returns it, by year, zeros included: ``slogan_id``,
        ``year``, ``n_chars``, ``count``.
    n : int
        Simulated series; at least 19.
    seed : int
        Of the simulation.

    Returns
    -------
    pandas.DataFrame
        One row a slogan with at least 30 hits in 8 years, the smallest p first: ``slogan_id``; ``change_year``
        (first year of the new rate); ``rate_before``, ``rate_after`` (per 10,000 characters);
        ``ratio`` (after to before; infinite where nothing was before); ``p``; ``q`` (Benjamini-Hochberg);
        ``power_2``, ``power_4`` (share of simulated series with a true two- or fourfold rise in the
        middle that would have p of at most 0.05: where it is low, no change found means little).

    Raises
    ------
    SettingError
        If `n` is too small, or the series has fewer than 8 years.
    TableError
        If a column is lacking, or years differ between slogans.

    Notes
    -----
    The statistic is the largest rise of the Poisson log-likelihood by two rates in the place of one, over
    all cuts with 4 years on each side, divided by Pearson's dispersion about the two rates. Years are
    neither Poisson nor independent: simulated series have the real lengths, one mean, and a multiplier
    whose logarithm is a normal first-order autoregression.
    Its variance is that which the real series has about its two rates, its lag-1 correlation what the
    real series has about them, at least 0.65 and at most 0.9; both are first raised by what the fit of two
    rates takes away. So a change that is no sharper than drift makes by itself has a large p. The power is for
    a slogan as frequent and as unsteady as this one.

    Examples
    --------
    >>> series = pd.DataFrame({"slogan_id": "s", "year": range(2000, 2020), "n_chars": 10_000,
    ...                        "count": [1, 2, 1, 1, 2, 1, 1, 1, 2, 1] + [9, 8, 9, 9, 10, 8, 9, 9, 8, 10]})
    >>> change_points(series, n=199, seed=1)[["change_year", "rate_after", "p"]].values.tolist()
    [[2010.0, 8.9, 0.005]]
    """
    require_columns(series, ["slogan_id", "year", "n_chars", "count"], "series")
    if n < MIN_ARRANGEMENTS - 1:
        raise SettingError(f"n={n}: too few simulations for a p; it must be at least {MIN_ARRANGEMENTS - 1}.")
    counts = series.pivot(index="slogan_id", columns="year", values="count").sort_index(axis=1)
    sizes = series.drop_duplicates("year").sort_values("year")["n_chars"].to_numpy(float)
    if counts.isna().any(axis=None) or series.groupby("year")["n_chars"].nunique().gt(1).any():
        raise TableError("series: not one row for each slogan and year; pass it as `slogan_series` returns it.")
    if len(sizes) < 2 * LEAST:
        raise SettingError(f"series: {len(sizes)} year(s); a change point takes at least {2 * LEAST}.")
    enough = counts[(counts.sum(axis=1) >= MIN_HITS) & ((counts > 0).sum(axis=1) >= MIN_YEARS)]
    years = enough.columns.to_numpy()
    rows = [
        {"slogan_id": slogan_id} | _change(row, sizes, years, n, np.random.default_rng([seed, number]))
        for number, (slogan_id, row) in enumerate(zip(enough.index, enough.to_numpy(float), strict=True))
    ]
    columns = ["slogan_id", "change_year", "rate_before", "rate_after", "ratio", "p", "power_2", "power_4"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(6, "q", benjamini_hochberg(table["p"]))
    return table.sort_values(["p", "slogan_id"], ignore_index=True)


@measure
def scan(counts: Floats, sizes: Floats) -> tuple[Floats, NDArray[np.int_]]:
    """Largest rise of the log-likelihood of each series (a row), by its dispersion; years before the cut."""
    cuts = np.arange(LEAST, counts.shape[1] - LEAST + 1)
    before, size_before = counts.cumsum(axis=1)[:, cuts - 1], sizes.cumsum()[cuts - 1]
    total, size = counts.sum(axis=1, keepdims=True), sizes.sum()
    gain = _fit(before, size_before) + _fit(total - before, size - size_before) - _fit(total, size)
    rows, best = np.arange(len(gain)), gain.argmax(axis=1)
    expected = sizes * np.where(
        np.arange(len(sizes)) < cuts[best][:, None],
        (before[rows, best] / size_before[best])[:, None],
        ((total[:, 0] - before[rows, best]) / (size - size_before[best]))[:, None],
    )
    squares = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0)
    dispersion = np.maximum(squares.sum(axis=1) / (counts.shape[1] - 2), 1.0)
    return gain[rows, best] / dispersion, cuts[best]


def _fit(count: Floats, size: Floats | float) -> Floats:
    """Poisson log-likelihood at its best rate, less what no rate changes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = count * np.log(count / size)
    return np.asarray(np.where(count > 0, fit, 0.0), float)


def _change(
    counts: Floats, sizes: Floats, years: NDArray[np.int_], n: int, rng: np.random.Generator
) -> dict[str, float]:
    gain, cut = (each[0] for each in scan(counts[None], sizes))
    before, after = counts[:cut].sum() / sizes[:cut].sum(), counts[cut:].sum() / sizes[cut:].sum()
    mean = counts.sum() / sizes.sum() * sizes
    variance, lag = _corrected(counts, cut, sizes, mean, rng)
    null = scan(simulated(mean, variance, lag, n, rng), sizes)[0]
    limit = np.quantile(null, 0.95, method="higher")
    found = {"change_year": years[cut], "rate_before": PER * before, "rate_after": PER * after}
    found |= {"ratio": after / before if before else np.inf, "p": (1 + (null >= gain - 1e-9).sum()) / (n + 1)}
    for rise in (2, 4):
        step = np.where(np.arange(len(sizes)) < len(sizes) // 2, 1.0, rise)
        risen = mean * step * counts.sum() / (mean * step).sum()
        found[f"power_{rise}"] = float((scan(simulated(risen, variance, lag, n, rng), sizes)[0] > limit).mean())
    return found


def _corrected(counts: Floats, cut: int, sizes: Floats, mean: Floats, rng: np.random.Generator) -> tuple[float, float]:
    """Variance and lag-1 correlation, raised by what fitting two rates takes away from them in simulated series."""
    variance, lag = _unsteadiness(counts, cut, sizes)
    again = simulated(mean, variance, lag, CORRECTIONS, rng)
    fitted = [_unsteadiness(row, cut, sizes) for row, cut in zip(again, scan(again, sizes)[1].tolist(), strict=True)]
    mean_variance, mean_lag = np.mean(fitted, axis=0)
    if mean_variance:
        variance *= min(variance / float(mean_variance), MOST_RAISE)
    return max(variance, LEAST_VARIANCE), float(np.clip(2 * lag - mean_lag, LEAST_LAG, MOST_LAG))


def _unsteadiness(counts: Floats, cut: int, sizes: Floats) -> tuple[float, float]:
    """Variance of the multiplier of the two rates beyond Poisson, and its lag-1 correlation, both by moments."""
    rates = [part.sum() / size.sum() for part, size in ((counts[:cut], sizes[:cut]), (counts[cut:], sizes[cut:]))]
    expected = np.where(np.arange(len(sizes)) < cut, *rates) * sizes
    residuals = counts - expected
    variance = max(float(((residuals**2) - expected).sum() / (expected**2).sum()), 0.0)
    products = expected[1:] * expected[:-1]
    covariance = float((residuals[1:] * residuals[:-1]).sum() / products.sum()) if products.sum() else 0.0
    lag = covariance / variance if variance else 0.0
    return variance, float(np.clip(lag, -MOST_LAG, MOST_LAG))


@measure
def simulated(mean: Floats, variance: float, lag: float, n: int, rng: np.random.Generator) -> Floats:
    """Series of counts about `mean` with an autoregressive log-normal multiplier of mean 1, shape [n, n_years]."""
    sigma2 = np.log1p(variance)
    noise = rng.standard_normal((n, len(mean)))
    for year in range(1, len(mean)):
        noise[:, year] = lag * noise[:, year - 1] + np.sqrt(1 - lag**2) * noise[:, year]
    return np.asarray(rng.poisson(mean * np.exp(np.sqrt(sigma2) * noise - sigma2 / 2)), float)

"""Intervals for rates and proportions over reports and passages that come in clusters."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from baogao.arguments import measure
from baogao.errors import SettingError

PER = 10_000  # rates are per so many characters
MIN_CLUSTERS = 10


@measure
def rate_interval(
    counts: ArrayLike, exposures: ArrayLike, clusters: ArrayLike, *, level: float = 0.95
) -> tuple[float, float]:
    r"""Interval of a rate: cluster-robust t on the log rate, which holds for clusters of unlike size too.

    Parameters
    ----------
    counts : array_like of float
        Count in each report, shape [n_reports].
    exposures : array_like of float
        Size of each report, such as its characters, shape [n_reports].
    clusters : array_like
        Who issued each report, shape [n_reports]; reports of one issuer are not independent.
    level : float
        Coverage aimed at.

    Returns
    -------
    (float, float)
        Lower and upper bound of the rate per unit of exposure; both NaN when there are
        fewer than 10 clusters, no counts at all, or no variance between clusters to go by.

    Raises
    ------
    SettingError
        If the three are not of one length, a count or size is negative or not finite, or `level` not within 0 and 1.

    Notes
    -----
    The bounds are :math:`r \exp(\pm t_{df} \, se)` with :math:`r = \sum y / \sum n`, and the variance of its
    logarithm and the degrees of freedom *df* of `log_rate_variance`. The reports of a cell are taken as a sample
    of those that could have been written; nothing is said of errors in the text.

    Examples
    --------
    >>> low, high = rate_interval([2, 0] * 5, [100] * 10, range(10))
    >>> round(low, 4), round(high, 4)
    (0.0047, 0.0213)
    """
    if not 0 < level < 1:
        raise SettingError(f"level={level}: must lie between 0 and 1.")
    variance, df = log_rate_variance(counts, exposures, clusters)
    if math.isnan(variance):
        return math.nan, math.nan
    rate = float(np.sum(counts) / np.sum(exposures))
    reach = t_quantile((1 + level) / 2, df) * math.sqrt(variance)
    return rate * math.exp(-reach), rate * math.exp(reach)


@measure
def log_rate_variance(counts: ArrayLike, exposures: ArrayLike, clusters: ArrayLike) -> tuple[float, float]:
    r"""Variance of the logarithm of a rate over reports in clusters, and its degrees of freedom.

    Parameters
    ----------
    counts, exposures, clusters : array_like
        As in `rate_interval`.

    Returns
    -------
    (float, float)
        Variance, and degrees of freedom: one less than the clusters where all are of one size, fewer where a few
        hold most of the text. Both NaN where `rate_interval` gives no bounds.

    Notes
    -----
    With :math:`e_g = \sum_{i \in g} (y_i - r n_i)` summed over the reports of cluster *g* of *G*, and its share
    of the text :math:`h_g = \sum_{i \in g} n_i / \sum n`,

    .. math:: v = \frac{G-1}{G} \frac{1}{(\sum y)^2} \sum_g \frac{e_g^2}{(1 - h_g)^2}, \qquad
       df = \frac{(\sum a_g)^2}{\sum a_g^2 (1 - 2 h_g) / (1 - h_g)^2 + (\sum a_g^2)^2},
       \quad a_g = \frac{h_g}{1 - h_g}.

    *v* is :math:`(G-1)/G \sum_g (r_{-g} - r)^2 / r^2` over the rates without one cluster: the cluster jackknife
    [1]_ [2]_, here of a Poisson regression with intercept and offset :math:`\log n`, of whose linearised variance
    [3]_ the clusters' own pull on the rate would lessen it. *df* is Satterthwaite's, under counts whose variance
    is in proportion to size, as [1]_ have it for regressions. Clusters without text are left out.

    References
    ----------
    .. [1] Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression with
       multi-stage samples. Survey Methodology 28(2), 169-181.
    .. [2] MacKinnon, J. G., Nielsen, M. O. and Webb, M. D. (2023). Fast and reliable jackknife and bootstrap
       methods for cluster-robust inference. Journal of Applied Econometrics 38(5), 671-694 (there CV3).
    .. [3] Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, section 6.4.

    Examples
    --------
    >>> variance, df = log_rate_variance([2, 0] * 5, [100] * 10, range(10))
    >>> round(variance, 4), round(df, 1)
    (0.1111, 9.0)
    """
    y, n = np.asarray(counts, float), np.asarray(exposures, float)
    if not (y.shape == n.shape == np.shape(clusters)):
        raise SettingError("counts, exposures and clusters: must be of one length, an element a report.")
    if not (np.isfinite(y).all() and np.isfinite(n).all() and (y >= 0).all() and (n >= 0).all()):
        raise SettingError("counts, exposures: must be finite and not below 0.")
    _, index = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    sizes, total = np.bincount(index, weights=n), float(y.sum())
    n_clusters = np.count_nonzero(sizes)
    if n_clusters < MIN_CLUSTERS or total == 0:
        return math.nan, math.nan
    residuals, share = np.bincount(index, weights=y) - total * sizes / sizes.sum(), sizes / sizes.sum()
    variance = float((n_clusters - 1) / n_clusters * ((residuals / (1 - share)) ** 2).sum() / total**2)
    if variance == 0:
        return math.nan, math.nan
    pull = share / (1 - share)
    spread = (pull**2 * (1 - 2 * share) / (1 - share) ** 2).sum() + (pull**2).sum() ** 2
    return variance, float(pull.sum() ** 2 / spread)


@measure
def t_quantile(p: float, df: float) -> float:
    """Quantile of Student's t; scipy is loaded when one is first asked for, since many tables have no interval.

    Examples
    --------
    >>> round(t_quantile(0.975, 9), 4)
    2.2622
    """
    from scipy.special import stdtrit

    return float(stdtrit(df, p))


@measure
def normal_quantile(p: float) -> float:
    """Quantile of the standard normal distribution; see `t_quantile`.

    Examples
    --------
    >>> round(normal_quantile(0.975), 4)
    1.96
    """
    from scipy.special import ndtri

    return float(ndtri(p))


@measure
def wilson_interval(successes: float, trials: float, *, level: float = 0.95) -> tuple[float, float]:
    r"""Wilson's score interval of a proportion.

    Parameters
    ----------
    successes, trials : float
        Counts; they need not be whole, so that an effective number of trials can be given.
    level : float
        Coverage aimed at.

    Returns
    -------
    (float, float)
        Lower and upper bound, from 0 to 1; both NaN without trials.

    Notes
    -----
    With :math:`p = s/n` and the normal quantile *z*,

    .. math:: \frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    [1]_. It keeps within 0 and 1 and has a width for 0 of *n* too. Trials must be independent.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
       inference. Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> low, high = wilson_interval(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    if not trials:
        return math.nan, math.nan
    share, z = successes / trials, normal_quantile((1 + level) / 2)
    middle = share + z**2 / (2 * trials)
    reach = z * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    scale = 1 + z**2 / trials
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


@measure
def newcombe_interval(both: int, before: int, after: int, neither: int, *, level: float = 0.95) -> tuple[float, float]:
    r"""Newcombe's interval for the change of a proportion between two observations of the same units.

    Parameters
    ----------
    both, before, after, neither : int
        Units that have the property both times, before only, after only, and neither time.
    level : float
        Coverage aimed at.

    Returns
    -------
    (float, float)
        Bounds of the proportion after less that before, -1 to 1; both NaN without units.

    Notes
    -----
    Method 10 of [1]_: Wilson's bounds :math:`l_i, u_i` of the two proportions :math:`p_i`, joined by

    .. math:: \hat\theta - \sqrt{\delta_2^2 - 2 \hat\phi \delta_2 \epsilon_1 + \epsilon_1^2}, \quad
              \hat\theta + \sqrt{\epsilon_2^2 - 2 \hat\phi \epsilon_2 \delta_1 + \delta_1^2}

    with :math:`\hat\theta = p_2 - p_1, \delta_i = p_i - l_i, \epsilon_i = u_i - p_i`, and for
    :math:`\hat\phi` the correlation of the fourfold table, whose numerator *ad - bc* is lessened by *n*/2, but
    not below 0, where it is positive; 0 where a margin is empty. Units must be independent; here they are those at
    hand, and regions that follow one centre are less than that.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Improved confidence intervals for the difference between binomial
       proportions based on paired data. Statistics in Medicine 17(22), 2635-2650, method 10.

    Examples
    --------
    >>> low, high = newcombe_interval(1, 1, 7, 12)
    >>> round(low, 3), round(high, 3)
    (0.026, 0.507)
    """
    n = both + before + after + neither
    if not n:
        return math.nan, math.nan
    first, second = (both + before) / n, (both + after) / n
    (low_1, high_1), (low_2, high_2) = (wilson_interval(p * n, n, level=level) for p in (first, second))
    margins = (both + before) * (after + neither) * (both + after) * (before + neither)
    product = both * neither - before * after
    phi = (max(product - n / 2, 0.0) if product > 0 else product) / math.sqrt(margins) if margins else 0.0
    below = [second - low_2, high_1 - first]
    above = [high_2 - second, first - low_1]
    reach = [math.sqrt(max(a**2 - 2 * phi * a * b + b**2, 0.0)) for a, b in (below, above)]
    return second - first - reach[0], second - first + reach[1]

"""Permutation tests that move whole clusters, and the correction of a family of tests."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from math import comb, factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from baogao.arguments import measure
from baogao.errors import SettingError

MIN_ARRANGEMENTS = 20  # fewer cannot reach 1 in 20, so there is no p


@measure
def arrangements(target: ArrayLike, *, n: int, seed: int) -> NDArray[np.bool_]:
    """Ways to choose which clusters are the target, the real one among them.

    Parameters
    ----------
    target : array_like of bool
        Which clusters really are the target, shape [n_clusters].
    n : int
        So many are drawn at random when there are more than ``n + 1`` in all.
    seed : int
        Of the random draw.

    Returns
    -------
    ndarray of bool, shape [n_arrangements, n_clusters]
        All of them, each once, if there are at most ``n + 1``; else the real one and
        `n` draws. No rows if fewer than 20 exist.

    Raises
    ------
    SettingError
        If `n` is below 19.

    Examples
    --------
    >>> arrangements([True, True, True, False, False, False], n=99, seed=1).shape
    (20, 6)
    >>> arrangements([True, False, False], n=99, seed=1).shape
    (0, 3)
    """
    real = np.asarray(target, bool)
    size, chosen = len(real), int(real.sum())
    if n < MIN_ARRANGEMENTS - 1:
        raise SettingError(f"n={n}: too few permutations for a p; it must be at least {MIN_ARRANGEMENTS - 1}.")
    total = comb(size, chosen)
    if total < MIN_ARRANGEMENTS:
        return np.zeros((0, size), bool)
    if total <= n + 1:
        every = np.zeros((total, size), bool)
        for row, members in zip(every, combinations(range(size), chosen), strict=True):
            row[list(members)] = True
        return every
    order = np.argsort(np.random.default_rng(seed).random((n, size)), axis=1)
    return np.vstack([real, order < chosen])


@measure
def permutation_p(
    statistic: Callable[[NDArray[np.bool_]], NDArray[np.float64]], target: ArrayLike, *, n: int, seed: int
) -> NDArray[np.float64]:
    r"""Share of the arrangements of whole clusters whose statistic is at least the observed one.

    Parameters
    ----------
    statistic : callable
        Takes an arrangement, bool of shape [n_clusters], and gives one number for each
        thing tested, shape [n_tests]; large values speak against the null.
    target : array_like of bool
        Which clusters really are the target, shape [n_clusters].
    n, seed : int
        As for `arrangements`.

    Returns
    -------
    ndarray of float, shape [n_tests]
        Each p, above 0 and at most 1; all NaN when fewer than 20 arrangements exist.

    Notes
    -----
    With *b* of *m* random arrangements at least as large as the real one,
    :math:`p = (b + 1) / (m + 1)`: the real arrangement counts as one, so p is never 0 [1]_.
    When all arrangements are gone through, p is exact. A statistic that is blind to its
    sign has the same value for an arrangement and its complement, so that with half of
    the clusters as target p is at least 2 in the number of arrangements.

    References
    ----------
    .. [1] Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero.
       Statistical Applications in Genetics and Molecular Biology 9(1), article 39.

    Examples
    --------
    >>> counts = np.array([9.0, 8.0, 7.0, 1.0, 2.0, 3.0])
    >>> permutation_p(lambda side: np.array([counts[side].sum()]), [True] * 3 + [False] * 3, n=99, seed=1).tolist()
    [0.05]
    """
    ways = arrangements(target, n=n, seed=seed)
    observed = statistic(np.asarray(target, bool))
    if not len(ways):
        return np.full(len(observed), np.nan)
    reached = np.zeros(len(observed))
    for way in ways:
        reached += statistic(way) >= observed - 1e-12  # equal but for rounding is equal
    return reached / len(ways)


@measure
def matchings(n_clusters: int, *, n: int, seed: int) -> NDArray[np.int64]:
    """Ways to match clusters with clusters, each with itself first.

    Parameters
    ----------
    n_clusters : int
        Clusters, such as issuers.
    n : int
        So many are drawn at random when there are more than ``n + 1`` in all.
    seed : int
        Of the random draw.

    Returns
    -------
    ndarray of int, shape [n_matchings, n_clusters]
        Each row an order of the clusters; all of them, each once, if there are at most ``n + 1``; else the
        real one and `n` draws. No rows if fewer than 20 exist, as with 3 clusters.

    Raises
    ------
    SettingError
        If `n` is below 19.

    Examples
    --------
    >>> matchings(4, n=99, seed=1).shape, matchings(3, n=99, seed=1).shape
    ((24, 4), (0, 3))
    """
    if n < MIN_ARRANGEMENTS - 1:
        raise SettingError(f"n={n}: too few permutations for a p; it must be at least {MIN_ARRANGEMENTS - 1}.")
    total = factorial(n_clusters)
    if total < MIN_ARRANGEMENTS:
        return np.zeros((0, n_clusters), np.int64)
    if total <= n + 1:
        return np.array(list(permutations(range(n_clusters))), np.int64)
    drawn = np.argsort(np.random.default_rng(seed).random((n, n_clusters)), axis=1)
    return np.vstack([np.arange(n_clusters), drawn])


@measure
def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    r"""Adjusted p (q) of a family of tests, which controls the false discovery rate.

    Parameters
    ----------
    p : array_like of float
        One p a test, shape [n_tests]; NaN where there was no test, which does not count.

    Returns
    -------
    ndarray of float, shape [n_tests]
        q of each test: reporting all tests with q up to 0.05 means that at most 5 % of
        them are expected to be false. NaN stays NaN.

    Notes
    -----
    The step-up procedure [1]_: of *m* tests, the *i*-th smallest p becomes the least
    :math:`p_{(j)} m / j` over :math:`j \ge i`.

    References
    ----------
    .. [1] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
       Journal of the Royal Statistical Society B 57(1), 289-300, p. 293.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, float("nan")]).tolist()
    [0.02, 0.04, nan]
    """
    values = np.asarray(p, float)
    tested = ~np.isnan(values)
    adjusted = np.full(values.shape, np.nan)
    order, n_tests = np.argsort(values[tested], kind="stable"), int(tested.sum())
    steps = values[tested][order] * (n_tests / np.arange(1, n_tests + 1))
    raised = np.empty(n_tests)
    raised[order] = np.minimum.accumulate(steps[::-1])[::-1].clip(0, 1)
    adjusted[tested] = raised
    return adjusted

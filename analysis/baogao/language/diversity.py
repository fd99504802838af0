"""Lexical diversity of token sequences: MATTR, MTLD and HD-D, which do not fall with length as the plain ratio does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baogao.language.stack import Numbers

WINDOW = 50
THRESHOLD = 0.72
DRAWS = 42


def mattr(tokens: Numbers, groups: Numbers, n_groups: int, *, window: int = WINDOW) -> NDArray[np.float64]:
    """Moving-average type-token ratio of each report: the mean share of types over every window of so many tokens.

    NaN for fewer tokens than a window holds. A type is counted in a window at its first place there, so a
    token counts in the windows that begin after the place before it of the same type, and hold it.

    Parameters
    ----------
    tokens, groups : ndarray of int, shape [n_tokens]
        Number of the type of each token, in order, and of its report, ascending.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR). Journal of Quantitative Linguistics 17(2), 94-100.

    Examples
    --------
    >>> mattr(np.array([0, 1, 0, 0]), np.zeros(4, int), 1, window=2)  # windows of 2, 2 and 1 types
    array([0.83333333])
    """
    sizes = np.bincount(groups, minlength=n_groups)
    positions = np.arange(len(tokens)) - (np.cumsum(sizes) - sizes)[groups]
    before = _place_before(tokens, groups, positions)
    n_windows = sizes - window + 1
    first = np.maximum(before + 1, positions - window + 1)
    counted = np.maximum(np.minimum(positions, n_windows[groups] - 1) - first + 1, 0)
    return ratio(np.bincount(groups, counted, minlength=n_groups), window * n_windows)


def _place_before(tokens: Numbers, groups: Numbers, positions: Numbers) -> Numbers:
    """Place of the token before of the same type in the same group; -1 where there is none."""
    keys = groups.astype(np.int64) * (tokens.max(initial=0) + 1) + tokens
    order = np.argsort(keys, kind="stable")
    is_again = np.diff(keys[order]) == 0
    before = np.full(len(tokens), -1)
    before[order[1:][is_again]] = positions[order[:-1][is_again]]
    return before


def ratio(totals: NDArray[Any], ns: NDArray[Any]) -> NDArray[np.float64]:
    """Totals by what they are taken over; NaN where that is nothing."""
    share: NDArray[np.float64] = np.divide(totals, ns, out=np.full(len(ns), np.nan), where=ns > 0)
    return share


def mtld(tokens: Sequence[int], *, threshold: float = THRESHOLD) -> float:
    """Measure of textual lexical diversity: mean number of tokens in which the share of types stays above a threshold.

    Parameters
    ----------
    tokens : sequence of int
        Number of the type of each token of one report, in order.
    threshold : float
        A stretch (factor) ends where the share of types falls to it.

    Returns
    -------
    float
        Tokens a factor, the mean of reading forwards and backwards; the last stretch counts in part, by how far
        its share has fallen from 1 to the threshold. From 1 on; the number of tokens where all are different, NaN
        without any.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: A validation study of sophisticated
    approaches to lexical diversity assessment. Behavior Research Methods 42(2), 381-392.

    Examples
    --------
    >>> mtld([0, 0, 1, 1])  # two factors of two tokens each, both ways
    2.0
    """
    if not len(tokens):
        return math.nan
    factors = [_factors(order, threshold) or 1.0 for order in (tokens, reversed(tokens))]
    return sum(len(tokens) / each for each in factors) / 2


def _factors(tokens: Iterable[int], threshold: float) -> float:
    """Stretches in which the share of types falls to the threshold, the last one in part."""
    full, size, types = 0, 0, set()
    for token in tokens:
        size += 1
        types.add(token)
        if len(types) / size <= threshold:
            full, size, types = full + 1, 0, set()
    return full + ((1 - len(types) / size) / (1 - threshold) if size else 0.0)


def hdd(counts: Numbers, *, draws: int = DRAWS) -> float:
    r"""HD-D: the share of types to expect among so many tokens drawn without replacement.

    Parameters
    ----------
    counts : ndarray of int, shape [n_types]
        How often each type of one report occurs; zeros are passed over.
    draws : int
        Tokens drawn.

    Returns
    -------
    float
        From 0 to 1; NaN for fewer tokens than are drawn.

    Notes
    -----
    With :math:`n_t` tokens of type *t* among *N*, and *d* drawn, each type is among them with the probability
    :math:`1 - \binom{N - n_t}{d} / \binom{N}{d}`; their sum over *d* is the measure [1]_.

    References
    ----------
    .. [1] McCarthy, P. M. and Jarvis, S. (2007). vocd: A theoretical and empirical evaluation. Language Testing
       24(4), 459-488.

    Examples
    --------
    >>> hdd(np.array([2, 1]), draws=2)  # 1 of 3 pairs is of one type
    0.8333333333333334
    """
    total = int(counts.sum())
    if total < draws:
        return math.nan
    sizes, times = np.unique(counts, return_counts=True)
    drawn = np.arange(draws)
    absent = np.prod(np.maximum(total - sizes[:, None] - drawn, 0) / (total - drawn), axis=1)
    return float((times * (1 - absent)).sum() / draws)

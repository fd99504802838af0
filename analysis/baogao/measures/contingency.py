"""Association in a table of two by two: the log-linear interaction with its z, and logDice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from baogao.arguments import measure

SMOOTHING = 0.5

Floats = NDArray[np.float64]


@measure
def interaction(
    both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike, *, smoothing: float = SMOOTHING
) -> tuple[Floats, Floats]:
    r"""Interaction of two events in the saturated log-linear model of their table, and its z.

    Parameters
    ----------
    both, first, second : array_like
        How often both events happen together, the first at all, and the second at all.
    total : array_like
        How often anything happens.
    smoothing : float
        Added to each of the four cells.

    Returns
    -------
    tuple of ndarray of float
        Lambda (the log odds ratio: 0 when the events are independent, positive when they attract each other)
        and z (lambda in Wald standard errors).

    Notes
    -----
    With the four cells :math:`n_{11}, n_{10}, n_{01}, n_{00}`, the smoothing added to each,

    .. math:: \lambda = \ln n_{11} - \ln n_{10} - \ln n_{01} + \ln n_{00}, \qquad
              z = \lambda \Big/ \sqrt{\sum 1 / n},

    after [1]_, as ``textstat_collocations`` of the R package quanteda.textstats has it for two words.

    References
    ----------
    .. [1] Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs. Proceedings of the
       ACL Workshop on Collocation, 54-60.

    Examples
    --------
    >>> [value.round(3).item() for value in interaction(8, 10, 12, 100)]  # cells 8.5, 2.5, 4.5, 86.5
    [4.18, 4.822]
    """
    n11, n1, n2, n = (np.asarray(each, float) for each in (both, first, second, total))
    cells = np.array([n11, n1 - n11, n2 - n11, n - n1 - n2 + n11]) + smoothing
    logs = np.log(cells)
    strength: Floats = logs[0] - logs[1] - logs[2] + logs[3]
    return strength, strength / np.sqrt((1 / cells).sum(axis=0))


@measure
def log_dice(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    r"""Association of two events as logDice: what share of their occurrences they have in common.

    Parameters
    ----------
    both, first, second : array_like
        How often both events happen together, the first at all, and the second at all.

    Returns
    -------
    ndarray of float
        At most 14, when neither happens without the other; 1 less is half as much in common;
        minus infinity when they never meet.

    Notes
    -----
    :math:`14 + \log_2 \frac{2 n_{12}}{n_1 + n_2}` [1]_. The size of the corpus does not enter, so that values
    of different corpora can be compared; nor does chance: two events that both happen nearly
    always have a high value.

    References
    ----------
    .. [1] Rychlý, P. (2008). A lexicographer-friendly association score. Proceedings of Recent Advances
       in Slavonic Natural Language Processing (RASLAN 2008), Masaryk University, 6-9.

    Examples
    --------
    >>> log_dice([10, 5, 0], [10, 10, 10], [10, 10, 10]).tolist()
    [14.0, 13.0, -inf]
    """
    n11, n1, n2 = (np.asarray(each, float) for each in (both, first, second))
    with np.errstate(divide="ignore"):
        value: Floats = 14 + np.log2(2 * n11 / (n1 + n2))
    return value

"""Overlap of ranked lists: shared items, and shared items weighted by rank."""

from __future__ import annotations

import math
from collections.abc import Sequence

from baogao.arguments import measure
from baogao.errors import SettingError

PERSISTENCE = 0.9


@measure
def jaccard(first: Sequence[str], other: Sequence[str]) -> float:
    """Shared items of two lists over all their items, 0 to 1; NaN when both are empty.

    Examples
    --------
    >>> jaccard(["农业", "法院"], ["法院", "粮食"])
    0.3333333333333333
    """
    both, either = set(first) & set(other), set(first) | set(other)
    return len(both) / len(either) if either else math.nan


@measure
def rank_biased_overlap(first: Sequence[str], other: Sequence[str], *, p: float = PERSISTENCE) -> float:
    r"""How far two ranked lists agree, their heads counting most.

    Parameters
    ----------
    first, other : sequence of str
        Items from the first rank on, none twice; the longer list is cut to the length of the
        shorter.
    p : float
        How far a reader goes on to the next rank, above 0 and below 1; at .9 the first ten
        ranks have 86 % of the weight.

    Returns
    -------
    float
        0 (nothing shared) to 1 (the same order); NaN when a list is empty.

    Raises
    ------
    SettingError
        If an item stands twice in a list, or `p` is out of range.

    Notes
    -----
    With :math:`A_d` the share of the first *d* items that the lists have in common and *k*
    ranks,

    .. math:: \mathrm{RBO} = A_k p^k + \frac{1 - p}{p} \sum_{d=1}^{k} A_d p^d,

    which takes it that beyond rank *k* the lists agree as far as up to it [1]_.

    References
    ----------
    .. [1] Webber, W., Moffat, A. and Zobel, J. (2010). A similarity measure for indefinite
       rankings. ACM Transactions on Information Systems 28(4), article 20 (extrapolated RBO).

    Examples
    --------
    >>> round(rank_biased_overlap(["农业", "法院"], ["法院", "农业"]), 4)
    0.9
    """
    if not 0 < p < 1:
        raise SettingError(f"p={p}: must be above 0 and below 1, such as {PERSISTENCE}.")
    if len(set(first)) < len(first) or len(set(other)) < len(other):
        raise SettingError("an item stands twice in a ranked list; each may have one rank only.")
    depth = min(len(first), len(other))
    if not depth:
        return math.nan
    agreement = [len(set(first[:d]) & set(other[:d])) / d for d in range(1, depth + 1)]
    seen = sum(share * p**d for d, share in enumerate(agreement, 1))
    return agreement[-1] * p**depth + (1 - p) / p * seen

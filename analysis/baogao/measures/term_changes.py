"""Changes of terms within pairs: in how many regions a term went up or down from one wave of reports to the next."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.special import bdtr

from baogao.arguments import measure
from baogao.errors import SettingError, TableError, listed, require_columns
from baogao.measures.permutation import MIN_ARRANGEMENTS, benjamini_hochberg

COLUMNS = ["term", "n_pairs", "n_up", "n_down", "p_sign", "q_sign"]


@measure
def term_changes(
    counts: pd.DataFrame, reports: pd.DataFrame, target: Collection[str], *, pair: str = "region", min_count: int = 5
) -> pd.DataFrame:
    r"""In how many regions, or other pairs, the share of a term is larger, or smaller, in the target reports.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``report_id``, ``term``, ``count``, of every term.
    reports : pandas.DataFrame
        Manifest: ``report_id`` and the column of `pair`.
    target : collection of str
        Ids of the target reports, such as those of the later year.
    pair : str
        Column whose values have reports on both sides; those with reports on one side only are left out.
    min_count : int
        Terms with fewer tokens than this in all pairs together are left out.

    Returns
    -------
    pandas.DataFrame
        One row a term, by term: ``term``; ``n_pairs`` (with reports on both sides); ``n_up``,
        ``n_down`` (pairs in which its share is larger, smaller, in the target; in the others it is
        the same, mostly 0); ``p_sign`` (exact sign test, two-sided; NaN when fewer than 5 pairs
        changed); ``q_sign`` (Benjamini-Hochberg over all rows).

    Raises
    ------
    SettingError
        If fewer than two values of `pair` have reports on both sides.
    TableError
        If a column is lacking, or a report of `counts` has no value of `pair`.

    Notes
    -----
    Of *m* pairs that changed, *u* went up. With *b* the smaller of *u* and *m* - *u*,

    .. math:: p = \min\Big(1, \; 2^{1 - m} \sum_{i = 0}^{b} \binom{m}{i}\Big),

    the sign test [1]_. The pair is the unit, so a term that one report repeats counts once; how much
    it went up does not count, which is what the log ratio shows. The null is that up and down are as likely,
    and a circular of the centre refuses it: p says that a change is general, not that it was decided on the spot.

    A rare term is present rather in the longer of two reports, so that it seems to rise where
    reports grow: with reports a tenth longer, 52 of 100 pairs that have a term once are up by length alone.

    References
    ----------
    .. [1] Dixon, W. J. and Mood, A. M. (1946). The statistical sign test. Journal of the American
       Statistical Association 41(236), 557-566.

    Examples
    --------
    >>> counts = pd.DataFrame({"report_id": list("aabbccdd"), "term": ["创新", "工作"] * 4,
    ...                        "count": [1, 9, 3, 7, 2, 8, 2, 8]})
    >>> reports = pd.DataFrame({"report_id": list("abcd"), "region": ["云州", "云州", "山州", "山州"]})
    >>> term_changes(counts, reports, ["b", "d"])[["term", "n_pairs", "n_up", "n_down"]].values.tolist()
    [['创新', 2, 1, 0], ['工作', 2, 0, 1]]
    """
    wide = _paired(counts, reports, set(target), pair)
    after, before = (wide[side].sort_index(axis=1).to_numpy(np.int64) for side in (True, False))
    sizes = after.sum(axis=0), before.sum(axis=0)
    frequent = (after + before).sum(axis=1) >= min_count
    shares = after[frequent] * sizes[1], before[frequent] * sizes[0]  # of one denominator
    up, down = (shares[0] > shares[1]).sum(axis=1), (shares[0] < shares[1]).sum(axis=1)
    p = np.minimum(1, 2 * bdtr(np.minimum(up, down), up + down, 0.5))
    p[2.0 ** (up + down) < MIN_ARRANGEMENTS] = np.nan
    changes = {"n_pairs": len(sizes[0]), "n_up": up, "n_down": down, "p_sign": p, "q_sign": benjamini_hochberg(p)}
    return pd.DataFrame({"term": wide.index[frequent], **changes}, columns=COLUMNS)


def _paired(counts: pd.DataFrame, reports: pd.DataFrame, target: set[str], pair: str) -> pd.DataFrame:
    """Tokens of each term on each side (a column level, True for the target) of each pair that has both."""
    require_columns(counts, ["report_id", "term", "count"], "counts")
    require_columns(reports, ["report_id", pair], "reports")
    values = reports.set_index("report_id")[pair].replace("", np.nan).dropna()
    if lacking := sorted(set(counts["report_id"]) - set(values.index)):
        raise TableError(f"reports: no {pair} for {listed(lacking)}; fill in the column {pair} of the manifest.")
    placed = counts.assign(pair=counts["report_id"].map(values), inside=counts["report_id"].isin(target))
    n_sides = placed.groupby("pair")["inside"].nunique()
    placed = placed[placed["pair"].isin(n_sides.index[n_sides == 2])]
    if placed["pair"].nunique() < 2:
        one = f"only {placed['pair'].iloc[0]} has" if len(placed) else "no value has"
        raise SettingError(
            f"pair={pair}: {one} reports both in the target and outside; counting pairs takes two or more, "
            "and a p five that changed. Choose another column, or leave it out."
        )
    return placed.groupby(["term", "inside", "pair"])["count"].sum().unstack(["inside", "pair"], fill_value=0)

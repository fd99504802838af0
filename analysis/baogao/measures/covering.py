"""How much of a report shared stretches cover: as it is, and as it would be if the other text had a given length."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from baogao.arguments import measure
from baogao.errors import require_columns
from baogao.features.against import WITHIN

COLUMNS = ["passage_a", "passage_b", "start_a", "end_a", "start_b", "end_b", "shared_chars", "kind"]
SIDE = ["report", "start", "end", "other", "other_passage", "shared_chars", "kind"]


class Covered(NamedTuple):
    """Share of a text that stretches cover, 0 to 1: all of the other text taken, and so much of it at random."""

    share: float
    expected: float


@measure
def sides(reuse: pd.DataFrame) -> pd.DataFrame:
    """Stretches as seen from each report of the collection: where they lie in it, and in which other passage.

    Parameters
    ----------
    reuse : pandas.DataFrame
        Feature table ``reuse``.

    Returns
    -------
    pandas.DataFrame
        ``report``, ``start``, ``end``, ``other`` (report; of another collection with its name before it),
        ``other_passage``, ``shared_chars``, ``kind``. A stretch between two reports of the collection is two rows.

    Examples
    --------
    >>> stretch = ("a:1", "b:4", 0, 30, 90, 120, 30, "formula")
    >>> sides(pd.DataFrame([stretch], columns=COLUMNS))[["report", "start", "other"]].values.tolist()
    [['a', 0, 'b'], ['b', 90, 'a']]
    """
    require_columns(reuse, COLUMNS, "reuse")
    own = reuse[~reuse["passage_b"].astype("str").str.contains(WITHIN, regex=False)]
    forth = reuse[["passage_a", "start_a", "end_a", "passage_b", "shared_chars", "kind"]]
    back = own[["passage_b", "start_b", "end_b", "passage_a", "shared_chars", "kind"]]
    names = ["passage", "start", "end", "other_passage", "shared_chars", "kind"]
    table = pd.concat([forth.set_axis(names, axis=1), back.set_axis(names, axis=1)], ignore_index=True)
    return table.assign(report=report_ids(table["passage"]), other=report_ids(table["other_passage"]))[SIDE]


@measure
def report_ids(passage_ids: pd.Series[str]) -> pd.Series[str]:
    """Report of each passage, with the name of its collection where that is another one.

    Examples
    --------
    >>> report_ids(pd.Series(["work-reports/gwr-2025:0003", "yunnan-2026:0001"])).tolist()
    ['work-reports/gwr-2025', 'yunnan-2026']
    """
    return passage_ids.astype("str").str.replace(r":[^:]*$", "", regex=True)


@measure
def covered(starts: ArrayLike, ends: ArrayLike, size: int, *, other_size: int, drawn: int) -> Covered:
    r"""Share of a text that lies in stretches, and the share to be expected if less of the other text were there.

    Parameters
    ----------
    starts, ends : array_like of int, shape [n_stretches]
        Stretches of the text, each shared with a passage of its own of the other text; they may lie over each other.
    size, other_size : int
        Characters of the text, and of the other one.
    drawn : int
        Characters of the other one that are drawn.

    Returns
    -------
    Covered
        `expected` is NaN where the other text is shorter than `drawn`; both are for an empty text.

    Notes
    -----
    If passages of the other text are drawn so that each is in with probability :math:`f`, `drawn` by `other_size`,
    a character that :math:`m` of them share is still covered with :math:`1 - (1 - f)^m`, as in rarefaction [1]_.
    The sum over all characters moves neither when the text nor when the other one is thinned by whole passages.

    References
    ----------
    .. [1] Hurlbert, S. H. (1971). The nonconcept of species diversity: a critique and alternative parameters.
       Ecology 52(4), 577-586.

    Examples
    --------
    >>> covered([0, 5], [10, 15], 20, other_size=40, drawn=20)  # 10 characters once, 5 twice: (10 / 2 + 5 * 3 / 4) / 20
    Covered(share=0.75, expected=0.4375)
    """
    if not size:
        return Covered(math.nan, math.nan)
    edges, places = np.unique(np.concatenate([np.asarray(starts), np.asarray(ends)]), return_inverse=True)
    n = len(places) // 2
    steps = np.bincount(places[:n], minlength=len(edges)) - np.bincount(places[n:], minlength=len(edges))
    depths, lengths = np.cumsum(steps)[:-1], np.diff(edges)
    share = float(lengths[depths > 0].sum() / size)
    if other_size < drawn:
        return Covered(share, math.nan)
    return Covered(share, float((lengths * (1 - (1 - drawn / other_size) ** depths)).sum() / size))

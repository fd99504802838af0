"""Verbs on reuse: what of each report stands in which others, and which reports share how much."""

from __future__ import annotations

import pandas as pd

from baogao.features.compared import compared
from baogao.front.collection import opened
from baogao.measures import reuse as shares
from baogao.measures import reuse_pairs as pairs
from baogao.paths import AnyCollection


def reuse(coll: AnyCollection) -> pd.DataFrame:
    """How much of each report stands in its issuer's last one, in the centre's last one, and in no other text.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it, whose reports are compared with all of the whole. The collections that it is
        compared with besides are named in its ``against.txt``; the first is the centre: the level above.

    Returns
    -------
    pandas.DataFrame
        One row a report: ``previous``, ``centre``, ``share_previous``, ``share_centre``, ``share_others``,
        ``novelty``, ``share_alone`` and more; see `baogao.measures.reuse.reuse_shares`.

    Raises
    ------
    CorpusError
        If the collection has no table ``reuse``, or not since its texts, dates, or those it is compared with changed.

    Examples
    --------
    >>> reuse("sample")["share_alone"].unique().tolist()  # no sentence stands twice in it
    [1.0]
    """
    coll = opened(coll)
    whole = coll.whole
    table, known = whole.reuse, compared(whole)
    every = shares.reuse_shares(
        whole.reports, table, whole.profile, sizes=known.sizes, previous=known.previous, centre=known.centre
    )
    return every[every["report"].isin(coll.reports["report_id"])].reset_index(drop=True)


def reuse_pairs(coll: AnyCollection) -> pd.DataFrame:
    """What each two reports share: those of a collection, and of the collections that it is compared with.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it: pairs with a report of the part.

    Returns
    -------
    pandas.DataFrame
        One row a pair, most shared characters first: ``earlier``, ``later``, ``order``, ``shared_chars`` and more; see
        `baogao.measures.reuse_pairs.reuse_pairs`.

    Examples
    --------
    >>> len(reuse_pairs("sample"))
    0
    """
    coll = opened(coll)
    table, known = coll.reuse, compared(coll)
    return pairs.reuse_pairs(table, sizes=known.sizes, days=known.days)

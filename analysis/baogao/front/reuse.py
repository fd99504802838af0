"""Verbs on reuse: what of each report stands in which others, and which reports share how much."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from baogao.features.against import WITHIN, references
from baogao.features.earlier import in_time, last_above, own_previous
from baogao.front.collection import Collection, collection, opened
from baogao.measures import reuse as shares
from baogao.measures import reuse_pairs as pairs
from baogao.measures.covering import sizes_of
from baogao.paths import AnyCollection


class Compared(NamedTuple):
    """A collection with those it is compared with: sizes and days of all reports, and the level above."""

    sizes: dict[str, int]
    days: dict[str, str]
    above: Collection | None


def compared(coll: Collection) -> Compared:
    """The reports of a whole collection, and those of the collections that its ``against.txt`` names."""
    others = [collection(each) for each in references(coll.folder)]
    sizes, days = sizes_of(coll.passages), _days(coll.reports)
    for other in others:
        sizes |= sizes_of(other.passages, other.name)
        days |= {f"{other.name}{WITHIN}{report}": day for report, day in _days(other.reports).items()}
    return Compared(sizes, days, others[0] if others else None)


def _days(reports: pd.DataFrame) -> dict[str, str]:
    known = in_time(reports)
    return dict(zip(known["report_id"], known["day"], strict=True))


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
    centre = last_above(whole.reports, known.above.reports) if known.above else {}
    name = known.above.name if known.above else ""
    every = shares.reuse_shares(
        whole.reports,
        table,
        whole.profile,
        sizes=known.sizes,
        previous=own_previous(whole.reports),
        centre={report: f"{name}{WITHIN}{above}" for report, above in centre.items()},
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
    known = compared(coll.whole)
    return pairs.reuse_pairs(coll.reuse, sizes=known.sizes, days=known.days)

"""Formulas: slogans that nearly always stand inside or beside another, whose counts are one count told twice."""

from __future__ import annotations

import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.joins import near_pairs, outermost

SHARE, HALF = 0.8, 0.5


@measure
def formulas(hits: pd.DataFrame, *, share: float = SHARE) -> dict[str, str]:
    """The slogan with which each slogan nearly always stands, in it or beside it; itself where there is none.

    Parameters
    ----------
    hits : pandas.DataFrame
        Feature table ``hits``, or hits of families as of `baogao.measures.joins.led`: ``passage_id``,
        ``slogan_id``, ``start``, ``end``.
    share : float
        At least this share of the occurrences of a slogan must lie inside occurrences of another; or at least
        this share of either's must lie beside the other's, with at most one mark between. Above 0.5.

    Returns
    -------
    dict of str to str
        For every slogan in `hits` the last of the chain of those it stands with; of slogans that stand
        with each other, the one with more occurrences, then the first by id.

    Raises
    ------
    SettingError
        If `share` is not above 0.5 and at most 1.
    TableError
        If a column is lacking.

    Notes
    -----
    What is one formula depends on the reports: a part that stands alone in other reports is a slogan of its own there.

    Examples
    --------
    >>> hits = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["part", "whole"], "start": [0, 0], "end": [4, 9]})
    >>> formulas(hits)
    {'part': 'whole', 'whole': 'whole'}
    """
    if not 0.5 < share <= 1:
        raise SettingError(f"share={share}: must be above 0.5 and at most 1.")
    rows = outermost(hits).drop_duplicates(["passage_id", "slogan_id", "start", "end"])
    counts = rows["slogan_id"].value_counts().sort_index()
    pairs = near_pairs(rows)
    inside = _links(pairs[pairs["is_inside"]], counts, share)
    beside = _links(pairs, counts, share)
    mutual = beside.merge(beside[["other", "slogan_id"]].set_axis(["slogan_id", "other"], axis=1))
    links = pd.concat([inside, mutual])
    links["count"] = links["other"].map(counts)
    links = links.sort_values(["share", "count", "other"], ascending=[False, False, True], kind="stable")
    holders = dict(links.drop_duplicates("slogan_id")[["slogan_id", "other"]].itertuples(index=False, name=None))
    sizes = {str(slogan_id): int(count) for slogan_id, count in counts.items()}
    return {slogan_id: _root(slogan_id, holders, sizes) for slogan_id in sizes}


@measure
def nested(hits: pd.DataFrame, *, least: float = HALF) -> pd.DataFrame:
    """Slogans or formulas that lie inside another more often than not.

    Parameters
    ----------
    hits : pandas.DataFrame
        As for `formulas`, or with each slogan's formula in its place.
    least : float
        At least this share of the occurrences must lie inside occurrences of the other one.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``slogan_id``, ``other`` (in which it lies), ``share`` (of its occurrences, 0 to 1).

    Examples
    --------
    >>> hits = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["part", "whole", "part"], "start": [0, 0, 20]})
    >>> nested(hits.assign(end=hits["start"] + [4, 9, 4])).values.tolist()
    [['part', 'whole', 0.5]]
    """
    rows = outermost(hits).drop_duplicates(["passage_id", "slogan_id", "start", "end"])
    pairs = near_pairs(rows)
    return _links(pairs[pairs["is_inside"]], rows["slogan_id"].value_counts(), least).reset_index(drop=True)


def _links(pairs: pd.DataFrame, counts: pd.Series[int], least: float) -> pd.DataFrame:
    """Share of the occurrences of each slogan that stand so with each other one, where it is at least so much."""
    occurrences = pairs.drop_duplicates(["row", "other"])
    shares = occurrences.groupby(["slogan_id", "other"]).size().rename("share").reset_index()
    shares["share"] = shares["share"].to_numpy(float) / counts.reindex(shares["slogan_id"]).to_numpy(float)
    return shares[shares["share"] >= least]


def _root(slogan_id: str, holders: dict[str, str], counts: dict[str, int]) -> str:
    """The last of a chain of holders; of a ring, the most frequent."""
    chain = [slogan_id]
    while (holder := holders.get(chain[-1])) is not None:
        if holder in chain:
            return min(chain[chain.index(holder) :], key=lambda each: (-counts[each], each))
        chain.append(holder)
    return chain[-1]

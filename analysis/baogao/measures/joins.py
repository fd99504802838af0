"""Rows of feature tables with the report that each belongs to: the one join of passages to reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import TableError, require_columns

REACH = 200  # characters: longer than any slogan


@measure
def placed(
    table: pd.DataFrame, passages: pd.DataFrame, reports: pd.DataFrame | None = None, columns: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Rows of a table of passages with the report of each, and columns of its row in the manifest.

    Parameters
    ----------
    table : pandas.DataFrame
        With ``passage_id``, such as the feature table ``hits``.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    reports : pandas.DataFrame, optional
        Manifest, or the part of it that is of interest; rows of other reports are left out.
    columns : tuple of str
        Columns of `reports` to add.

    Returns
    -------
    pandas.DataFrame
        The columns of `table`, ``report_id``, and `columns`.

    Raises
    ------
    TableError
        If a table lacks a column.

    Examples
    --------
    >>> hits = pd.DataFrame({"passage_id": ["a:1", "b:1"], "slogan_id": "s"})
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]})
    >>> placed(hits, passages, pd.DataFrame({"report_id": ["b"], "year": 2020}), ("year",)).values.tolist()
    [['b:1', 's', 'b', 2020]]
    """
    require_columns(passages, ["passage_id", "report_id"], "passages")
    rows = table.merge(passages[["passage_id", "report_id"]], on="passage_id", validate="m:1")
    if reports is None:
        return rows
    wanted = list(dict.fromkeys(("report_id", *columns)))
    require_columns(reports, wanted, "reports")
    return rows.merge(reports[wanted], on="report_id", validate="m:1")


@measure
def reports_of(passage_ids: Sequence[str], passages: pd.DataFrame, origin: str) -> NDArray[np.object_]:
    """Report of each passage of a model or matrix, in their order.

    Parameters
    ----------
    passage_ids : sequence of str
        Passages, in any order.
    passages : pandas.DataFrame
        Feature table ``passages``: ``passage_id``, ``report_id``.
    origin : str
        How the passages came about, for the message.

    Raises
    ------
    TableError
        If `passages` lacks some of them.

    Examples
    --------
    >>> reports_of(["b:1"], pd.DataFrame({"passage_id": ["a:1", "b:1"], "report_id": ["a", "b"]}), "").tolist()
    ['b']
    """
    require_columns(passages, ["passage_id", "report_id"], "passages")
    reports = passages.set_index("passage_id")["report_id"].reindex(list(passage_ids))
    strays = reports.index[reports.isna()]
    if len(strays):
        raise TableError(
            f"passages: {len(strays)} passage(s) are lacking, such as {strays[0]}; "
            f"read the table of the collection {origin}."
        )
    return reports.to_numpy(object)


@measure
def with_counts(hits: pd.DataFrame) -> pd.DataFrame:
    """Hits with ``count``, 1 where the hit holds its place in the cover, and ``nested_count``, 1 where it does not.

    Examples
    --------
    >>> with_counts(pd.DataFrame({"maximal": [True, False]})).values.tolist()
    [[True, 1, 0], [False, 0, 1]]
    """
    maximal = hits["maximal"].astype(bool)
    return hits.assign(count=maximal.astype(int), nested_count=(~maximal).astype(int))


@measure
def outermost(hits: pd.DataFrame) -> pd.DataFrame:
    """Occurrences of slogans, those inside other slogans too: hits that lie in no other hit of the same slogan.

    A form inside a longer form of its own slogan is no occurrence of its own. Counting this way, a
    slogan added to the lexicon changes no count of another.

    Examples
    --------
    >>> hits = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["s", "s", "t"], "start": [0, 1, 1], "end": [4, 3, 3]})
    >>> outermost(hits)[["slogan_id", "start"]].values.tolist()
    [['s', 0], ['t', 1]]
    """
    require_columns(hits, ["passage_id", "slogan_id", "start", "end"], "hits")
    order = hits.sort_values(["passage_id", "slogan_id", "start", "end"], ascending=[True, True, True, False])
    reach = order.groupby(["passage_id", "slogan_id"], sort=False)["end"].cummax()
    before = reach.groupby([order["passage_id"], order["slogan_id"]], sort=False).shift(fill_value=-1)
    return hits.loc[order.index[(order["end"] > before).to_numpy()].sort_values()]


@measure
def led(hits: pd.DataFrame, families: Mapping[str, str]) -> pd.DataFrame:
    """Hits with the whole family in the place of each slogan: ``slogan_id`` becomes that of the family's leader.

    Parameters
    ----------
    hits : pandas.DataFrame
        Feature table ``hits``: ``passage_id``, ``slogan_id``, ``start``, ``end``.
    families : mapping of str to str
        The family of each slogan; a slogan that is not in it stands for itself.

    Returns
    -------
    pandas.DataFrame
        The same rows. The leader is the slogan of the family with most occurrences in `hits`
        (those inside other slogans too), the first by id where several have as many.

    Notes
    -----
    With `outermost` a family is counted once wherever one of its wordings stands inside another.

    Examples
    --------
    >>> hits = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["s", "s", "t"], "start": [0, 9, 0], "end": [4, 13, 6]})
    >>> led(hits, {"s": "both", "t": "both"})["slogan_id"].tolist()
    ['s', 's', 's']
    """
    counts = outermost(hits)["slogan_id"].value_counts().rename_axis("slogan_id").reset_index(name="count")
    counts["family"] = counts["slogan_id"].map(families).fillna(counts["slogan_id"])
    counts = counts.sort_values(["count", "slogan_id"], ascending=[False, True], kind="stable")
    leaders = counts.drop_duplicates("family").set_index("family")["slogan_id"]
    by_slogan = counts.set_index("slogan_id")["family"].map(leaders)
    return hits.assign(slogan_id=hits["slogan_id"].map(by_slogan))


@measure
def near_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Occurrences of two slogans of which one lies in the other, ``is_inside``, or beside it.

    ``row`` is the place of the occurrence in the rows by passage, start and end.

    Examples
    --------
    >>> rows = pd.DataFrame({"passage_id": "a:1", "slogan_id": ["part", "whole"], "start": [0, 0], "end": [4, 9]})
    >>> near_pairs(rows)[["slogan_id", "other", "is_inside"]].values.tolist()
    [['part', 'whole', True]]
    """
    rows = rows.sort_values(["passage_id", "start", "end"], ignore_index=True).reset_index(names="row")
    rows["passage"] = pd.factorize(rows["passage_id"])[0]
    found = []
    for step in range(1, len(rows)):  # each with the one so many rows further down
        first, second = rows.iloc[:-step].reset_index(drop=True), rows.iloc[step:].reset_index(drop=True)
        is_near = (first["passage"] == second["passage"]) & (second["start"] <= first["end"] + 1)
        if not ((first["passage"] == second["passage"]) & (second["start"] <= first["start"] + REACH)).any():
            break
        for one, other in ((first[is_near], second[is_near]), (second[is_near], first[is_near])):
            is_inside = (other["start"] <= one["start"]) & (one["end"] <= other["end"])
            is_beside = (other["end"] <= one["start"]) | (one["end"] <= other["start"])
            pair = one[["row", "slogan_id"]].assign(other=other["slogan_id"], is_inside=is_inside)
            found.append(pair[(is_inside | is_beside) & (pair["slogan_id"] != pair["other"])])
    columns = ["row", "slogan_id", "other", "is_inside"]
    return pd.concat(found) if found else pd.DataFrame(columns=columns).astype({"is_inside": bool})

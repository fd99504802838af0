"""Verbs on the files of a collection: build, look over, settle, find and take out duplicates.

What a verb needs is loaded when it is called: each takes other libraries.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from baogao.front.collection import opened, whole
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    import pandas as pd

    from baogao.corpus.store.collapsing import Kind
    from baogao.corpus.store.settled import Answer


def build(
    coll: AnyCollection, *, jobs: int | None = None, cluster: str | None = None, resume: bool = False
) -> dict[str, int]:
    """Make the feature tables of a collection from its raw texts.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection.
    jobs : int, optional
        Processes to use; as many as there are cores when not given.
    cluster : str, optional
        Address of a Dask scheduler whose workers do the work in place of processes here.
    resume : bool
        Keep what an interrupted build of the same texts, lexicons and code has done.

    Returns
    -------
    dict of str to int
        Rows of each table; see `baogao.features.build.build`.
    """
    from baogao.features import build as building

    coll = whole(coll, "build")
    rows = building.build(coll.folder, jobs=jobs, cluster=cluster, resume=resume)
    coll.forget()
    return rows


def doctor(coll: AnyCollection) -> pd.DataFrame:
    """Look a collection over: what is wrong, doubtful, or good to know.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``kind`` (wrong, doubt, note), ``where``, ``what``, ``proposed``,
        ``confidence``, ``evidence``; see `baogao.reading.checkup.checkup`.

    Examples
    --------
    >>> "wrong" in set(doctor("sample")["kind"])
    False
    """
    from baogao.reading.checkup import checkup

    return checkup(whole(coll, "doctor").folder)


def settle(coll: AnyCollection, report_id: str, **values: str) -> list[Answer]:
    """Write what a person has settled about a report into the manifest, and remember that it was asked.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection.
    report_id : str
        The report.
    **values : str
        Columns of the manifest and their values; an empty one says that the report does not tell it.

    Returns
    -------
    list of Answer
        The answers; see `baogao.corpus.store.settled.settle`.
    """
    from baogao.corpus.store import settled

    coll = whole(coll, "settle")
    answers = settled.settle(coll.folder, [f"{report_id}.{column}={value}" for column, value in values.items()])
    coll.forget()
    return answers


def duplicates(coll: AnyCollection) -> pd.DataFrame:
    """Find pairs of reports that are the same, nearly the same, or share most of the shorter one.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it; its raw texts must be here.

    Returns
    -------
    pandas.DataFrame
        One row a pair: ``report_a``, ``report_b``, ``kind``, ``similarity``, ``containment`` and more; see
        `baogao.corpus.store.duplicates.duplicates`.

    Examples
    --------
    >>> len(duplicates("sample"))
    0
    """
    from baogao.corpus.store import duplicates as comparing

    coll = opened(coll)
    pairs = comparing.duplicates(coll.folder)
    chosen = coll.reports["report_id"]
    return pairs[pairs["report_a"].isin(chosen) & pairs["report_b"].isin(chosen)].reset_index(drop=True)


def collapse(coll: AnyCollection, *, kind: Kind = "exact", only: Iterable[str] = ()) -> pd.DataFrame:
    """Take duplicates out of a manifest, or repeats out of reports that hold them; `restore` undoes it.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection; its raw texts must be here.
    kind : {"exact", "near", "within"}
        Exact pairs; near ones too; or text that stands twice within a report.
    only : iterable of str
        Reports that may be collapsed; none: all.

    Returns
    -------
    pandas.DataFrame
        The rows that were taken out; see `baogao.corpus.store.collapsing.collapse`.
    """
    from baogao.corpus.store import collapsing

    coll = whole(coll, "collapse")
    taken = collapsing.collapse(coll.folder, kind=kind, only=list(only))
    coll.forget()
    return taken


def restore(coll: AnyCollection, report_id: str = "") -> list[str]:
    """Undo what `collapse` did to one report, or to all.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection.
    report_id : str
        The report; empty: all that were collapsed.

    Returns
    -------
    list of str
        The reports restored; see `baogao.corpus.store.collapsed.restore`.
    """
    from baogao.corpus.store import collapsed

    coll = whole(coll, "restore")
    reports = collapsed.restore(coll.folder, report_id)
    coll.forget()
    return reports

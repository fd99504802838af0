"""Duplicates taken out of a collection on request: told, kept in a table, never in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from baogao.corpus.collapsed import add_collapsed
from baogao.corpus.duplicates import duplicates
from baogao.corpus.manifest import read_manifest, write_manifest
from baogao.corpus.study import collection_folder


def collapse(collection: str | Path, *, kind: Literal["exact", "near"] = "exact") -> pd.DataFrame:
    """Take the later report of each exact pair, or of each exact or near pair, out of a manifest.

    Pairs that are only similar, or share most of the shorter one, are left as they are: whether an
    abridged text is a duplicate is for a person to settle. So is a report that stands twice in its
    own file (``within``): no text is rewritten.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its raw texts must be here.
    kind : {"exact", "near"}
        ``near`` takes exact pairs too. Near pairs differ: look at them first with `duplicates`.

    Returns
    -------
    pandas.DataFrame
        The rows that were taken out, with ``duplicate_of``, the report kept, and the ``kind``
        and ``similarity`` of the pair. They are added to ``collapsed.csv`` beside the
        manifest; texts stay, and a later import does not add them again. To undo it:
        `baogao.corpus.collapsed.restore`.

    Raises
    ------
    CorpusError
        If a text is absent or another than listed.
    """
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    pairs = duplicates(collection)
    dropped = pd.DataFrame(to_drop(list(manifest["report_id"]), pairs, kind=kind), columns=["report_b", "report_a"])
    told = dropped.merge(pairs, on=["report_a", "report_b"]).rename(
        columns={"report_b": "report_id", "report_a": "duplicate_of"}
    )
    taken = manifest.merge(told[["report_id", "duplicate_of", "kind", "similarity"]], on="report_id")
    if len(taken):
        add_collapsed(folder, taken)
        write_manifest(folder, manifest[~manifest["report_id"].isin(taken["report_id"])])
    return taken


def to_drop(
    report_ids: Sequence[str], pairs: pd.DataFrame, *, kind: Literal["exact", "near"]
) -> Iterator[tuple[str, str]]:
    """Reports to drop so that no exact pair is left, and with ``near`` no near one; each with the one that is kept.

    Examples
    --------
    >>> pairs = pd.DataFrame({"report_a": ["a", "b"], "report_b": ["b", "c"], "kind": ["near", "near"]})
    >>> list(to_drop(["a", "b", "c"], pairs, kind="near")), list(to_drop(["a", "b", "c"], pairs, kind="exact"))
    ([('b', 'a')], [])
    """
    same = pairs[pairs["kind"].isin(["exact", kind])]
    alike = same.groupby("report_b")["report_a"].agg(list).to_dict()
    dropped: set[str] = set()
    for report_id in report_ids:
        kept = [other for other in alike.get(report_id, []) if other not in dropped]
        if kept:
            dropped.add(report_id)
            yield report_id, kept[0]

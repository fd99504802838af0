"""Duplicates taken out of a collection on request: told, kept in a table, never in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from baogao.corpus.duplicates import duplicates
from baogao.corpus.manifest import COLUMNS, read_manifest, write_manifest
from baogao.corpus.study import collection_folder
from baogao.files import write_text


def collapse(collection: str | Path) -> pd.DataFrame:
    """Take the later report of each exact or near pair out of a manifest.

    Pairs that are only similar, or one part of the other, are left as they are: whether an
    abridged text is a duplicate is for a person to settle.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its raw texts must be here.

    Returns
    -------
    pandas.DataFrame
        The rows that were taken out, with ``duplicate_of``, the report kept. They are added to
        ``collapsed.csv`` beside the manifest; texts stay, and a later import does not add them again.

    Raises
    ------
    CorpusError
        If a text is absent or another than listed.
    """
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    dropped = dict(to_drop(list(manifest["report_id"]), duplicates(collection)))
    out = manifest["report_id"].isin(list(dropped))
    taken = manifest[out].assign(duplicate_of=manifest.loc[out, "report_id"].map(dropped)).reset_index(drop=True)
    if dropped:
        path = folder / "collapsed.csv"
        earlier = path.read_text(encoding="utf-8") if path.is_file() else ",".join([*COLUMNS, "duplicate_of"]) + "\n"
        rows = taken[[*COLUMNS, "duplicate_of"]].to_csv(index=False, header=False, lineterminator="\n")
        write_text(path, earlier + rows)
        write_manifest(folder, manifest[~out])
    return taken


def to_drop(report_ids: Sequence[str], pairs: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Reports to drop so that no exact or near pair is left, each with the earlier report that is kept.

    Examples
    --------
    >>> pairs = pd.DataFrame({"report_a": ["a", "b"], "report_b": ["b", "c"], "kind": ["near", "near"]})
    >>> list(to_drop(["a", "b", "c"], pairs))
    [('b', 'a')]
    """
    same = pairs[pairs["kind"].isin(["exact", "near"])]
    alike = same.groupby("report_b")["report_a"].agg(list).to_dict()
    dropped: set[str] = set()
    for report_id in report_ids:
        kept = [other for other in alike.get(report_id, []) if other not in dropped]
        if kept:
            dropped.add(report_id)
            yield report_id, kept[0]

"""Duplicates, and repeats within a report, collapsed on request, and recorded in a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from baogao.corpus.store.collapsed import OF, add_collapsed
from baogao.corpus.store.collection import entries, load_report
from baogao.corpus.store.duplicates import duplicates, repeats
from baogao.corpus.store.manifest import read_manifest, write_manifest
from baogao.errors import SettingError, listed
from baogao.locks import locked
from baogao.paths import collection_folder

Kind = Literal["exact", "near", "within"]
KINDS: dict[Kind, list[str]] = {"exact": ["exact"], "near": ["exact", "near"], "within": ["within"]}


def collapse(collection: str | Path, *, kind: Kind = "exact", only: Collection[str] = ()) -> pd.DataFrame:
    """Take the later report of each exact or near pair out of a manifest, or repeats out of reports that hold them.

    Pairs that are only similar, or share most of the shorter one, are left as they are: whether an
    abridged text is a duplicate is for a person to settle.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path; its raw texts must be here.
    kind : {"exact", "near", "within"}
        ``near`` takes exact pairs too: near pairs differ, so look at them first with `duplicates`.
        ``within``: no report goes, but those that hold text twice are read from now on
        without the lines that stand further above in them (`baogao.corpus.layout.repeats.repeated_lines`).
    only : collection of str
        Reports that may be collapsed, by their ids; none: all.

    Returns
    -------
    pandas.DataFrame
        The rows that were taken out, with ``duplicate_of`` (the report that stays; for ``within`` the same)
        and the ``kind``, ``similarity`` and ``containment`` of the pair. ``collapsed.csv`` keeps them: a later
        import does not add them again, and `baogao.corpus.store.collapsed.restore` undoes it.
    """
    if kind not in get_args(Kind):
        raise SettingError(f"kind={kind!r}: must be one of {listed(get_args(Kind))}.")
    folder = collection_folder(collection)
    with locked(folder, "duplicates --collapse"):
        return _collapsed(folder, kind, only)


def _collapsed(folder: Path, kind: Kind, only: Collection[str]) -> pd.DataFrame:
    """The rows taken out; see `collapse`."""
    manifest = read_manifest(folder)
    if unknown := sorted(set(only) - set(manifest["report_id"])):
        raise SettingError(f"{listed(unknown)}: no such report in {folder / 'reports.csv'}; give ids that it lists.")
    pairs = duplicates(folder)
    chosen = [report_id for report_id in manifest["report_id"] if not only or report_id in only]
    dropped = pd.DataFrame(to_drop(chosen, pairs, kind=kind), columns=["report_b", "report_a"])
    if kind == "within":  # where both copies are one paragraph, there is no line to leave out
        asked = [entry for entry in entries(folder, manifest) if entry.report_id in set(dropped["report_b"])]
        with_lines = [entry.report_id for entry in asked if repeats(load_report(folder, entry))]
        dropped = dropped[dropped["report_b"].isin(with_lines)]
    measured = dropped.merge(pairs, on=["report_a", "report_b"])
    measured = measured.rename(columns={"report_b": "report_id", "report_a": OF})
    taken_out = manifest.merge(measured[["report_id", OF, "kind", "similarity", "containment"]], on="report_id")
    if len(taken_out):
        add_collapsed(folder, taken_out)
        gone = taken_out.loc[taken_out[OF] != taken_out["report_id"], "report_id"]
        write_manifest(folder, manifest[~manifest["report_id"].isin(gone)])
    return taken_out


def to_drop(report_ids: Sequence[str], pairs: pd.DataFrame, *, kind: Kind) -> Iterator[tuple[str, str]]:
    """Reports to drop so that no pair of the kind is left, each with the one that stays; ``within``: itself.

    Examples
    --------
    >>> pairs = pd.DataFrame({"report_a": ["a", "b"], "report_b": ["b", "c"], "kind": ["near", "near"]})
    >>> list(to_drop(["a", "b", "c"], pairs, kind="near")), list(to_drop(["a", "b", "c"], pairs, kind="exact"))
    ([('b', 'a')], [])
    """
    same = pairs[pairs["kind"].isin(KINDS[kind])]
    alike = same.groupby("report_b")["report_a"].agg(list).to_dict()
    dropped: set[str] = set()
    for report_id in report_ids:
        if remaining := [other for other in alike.get(report_id, []) if other not in dropped]:
            dropped.add(report_id)
            yield report_id, remaining[0]

"""What was collapsed, ``collapsed.csv``: duplicates of reports, and repeats within one; undone on request."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.corpus.store.manifest import COLUMNS, LATER, ManifestRow, read_manifest, write_manifest
from baogao.errors import SettingError, listed
from baogao.locks import locked
from baogao.paths import collection_folder
from baogao.tables import read_rows, write_rows

COLLAPSED = "collapsed.csv"
OF = "duplicate_of"  # the report that stays; itself, where a report is read without its own repeats


class CollapsedRow(ManifestRow):
    """What one row of ``collapsed.csv`` may hold."""

    duplicate_of: str


def read_collapsed(folder: Path) -> pd.DataFrame:
    """Read the rows that were collapsed: those of the manifest as strings, and ``duplicate_of``; empty without any."""
    return read_rows(folder / COLLAPSED, CollapsedRow, may_be_absent=True, filled=LATER)


def without_repeats(folder: Path) -> set[str]:
    """SHA-256 of the texts that are read without what stands earlier in them; so they are, whatever id they bear."""
    collapsed = read_collapsed(folder)
    return set(collapsed.loc[_is_own(collapsed), "sha256"])


def _is_own(collapsed: pd.DataFrame) -> pd.Series[bool]:
    """Whether rows are of repeats within a report: these stay in the manifest."""
    return collapsed[OF] == collapsed["report_id"]


def add_collapsed(folder: Path, rows: pd.DataFrame) -> None:
    """Add rows of the manifest with ``duplicate_of`` to those that were collapsed.

    Earlier rows that name a report which goes now name the one that stays in its place.
    """
    earlier = read_collapsed(folder)
    earlier = earlier[~earlier["report_id"].isin(rows["report_id"])]
    earlier[OF] = earlier[OF].replace(dict(zip(rows["report_id"], rows[OF], strict=True)))
    _write(folder, pd.concat([earlier, rows[[*COLUMNS, OF]].astype("string").fillna("")]))


def restore(collection: str | Path, report_id: str = "") -> list[str]:
    """Put a collapsed report back into a manifest, at its end, or have it read with its repeats again.

    Without `report_id`, all that `baogao.corpus.store.collapsing.collapse` took out. Rows put back
    are as they were; ``collapsed.csv`` keeps the others. Returns the reports restored;
    `SettingError` if no report, or not this one, was collapsed.
    """
    folder = collection_folder(collection)
    with locked(folder, "duplicates --restore"):
        return _restored(folder, report_id)


def _restored(folder: Path, report_id: str) -> list[str]:
    """The reports put back; see `restore`."""
    collapsed, manifest = read_collapsed(folder), read_manifest(folder)
    wanted = collapsed["report_id"] == report_id if report_id else pd.Series(True, index=collapsed.index)
    if not wanted.any():
        there = listed(collapsed["report_id"], 20) or "none"
        what = f"={report_id}: no such report" if report_id else ": nothing"
        raise SettingError(f"restore{what} was collapsed; {COLLAPSED} holds {there}.")
    is_there = collapsed["report_id"].isin(manifest["report_id"]) | _is_own(collapsed)
    back = collapsed.loc[wanted & ~is_there, COLUMNS]
    # The manifest first: cut off between the two, a row stands in both, and is passed over when this runs again.
    write_manifest(folder, pd.concat([manifest.astype("string").fillna(""), back]))
    _write(folder, collapsed[~wanted])
    return list(collapsed.loc[wanted, "report_id"])


def _write(folder: Path, table: pd.DataFrame) -> None:
    if len(table):
        write_rows(folder / COLLAPSED, table)
    else:
        (folder / COLLAPSED).unlink(missing_ok=True)

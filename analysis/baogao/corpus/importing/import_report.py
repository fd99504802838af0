"""The import report of a collection, ``import.csv``: what became of each source, over all imports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from baogao.errors import CorpusError, listed
from baogao.files import write_text

COLUMNS = ["source", "status", "report_id", "reason", "n_chars", "n_left_out", "sha256"]
CUT_OFF = "cut-off"  # what a text is until the manifest lists it: an import may be cut off between the two writings
TAKEN = ("added", "replaced", "placed", "unchanged", "removed")
MOST = 5  # texts of one kind that are told one by one


def read_import_report(folder: Path) -> pd.DataFrame:
    """Read the import report of a collection; empty where nothing was imported.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.

    Returns
    -------
    pandas.DataFrame
        One row a source: ``source`` (its name), ``status`` (added, replaced, placed,
        unchanged, removed, duplicate, skipped; cut-off where an import was), ``report_id``,
        ``reason``, ``n_chars``, ``n_left_out`` (lines that the reader left out), ``sha256``; all strings.

    Raises
    ------
    CorpusError
        If the file is no such table.

    Examples
    --------
    >>> from baogao.paths import collection_folder
    >>> read_import_report(collection_folder("sample")).columns.tolist()[:3]
    ['source', 'status', 'report_id']
    """
    path = folder / "import.csv"
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")[COLUMNS]
    except (OSError, ValueError, KeyError) as error:
        raise CorpusError(
            f"{path}: is no import report ({str(error).splitlines()[0]}); take it away and import again."
        ) from None


def write_import_report(folder: Path, results: Sequence[dict[str, Any]]) -> None:
    """Add results to the import report: the newest row of each source stands.

    A text that is found unchanged, or is only put back in place, keeps the row that says how
    it came here, so that running an import again changes nothing.
    """
    merged: dict[str, dict[Any, str]] = {row["source"]: row for row in read_import_report(folder).to_dict("records")}
    for result in results:
        row = {name: "" if result[name] is None else str(result[name]) for name in COLUMNS}
        old = merged.get(row["source"])
        if not (old and row["status"] in ("unchanged", "placed") and old["sha256"] == row["sha256"]):
            merged[row["source"]] = row
    _write(folder, pd.DataFrame(list(merged.values()), columns=COLUMNS))


def confirm_added(folder: Path, digests: Collection[str]) -> None:
    """Call the texts added that the manifest lists by now, by its sha256."""
    table = read_import_report(folder)
    is_listed = (table["status"] == CUT_OFF) & table["sha256"].isin(list(digests))
    if is_listed.any():
        _write(folder, table.assign(status=table["status"].mask(is_listed, "added")))


def removed_texts(folder: Path, digests: Collection[str]) -> dict[str, str]:
    """Texts that were imported and are no more among those of the manifest: sha256 and the id they had.

    A text whose import was cut off before the manifest was written is none of them.
    """
    table = read_import_report(folder)
    gone = table[table["status"].isin(TAKEN) & (table["sha256"] != "") & ~table["sha256"].isin(list(digests))]
    return dict(zip(gone["sha256"], gone["report_id"], strict=True))


def _write(folder: Path, table: pd.DataFrame) -> None:
    write_text(folder / "import.csv", table[COLUMNS].to_csv(index=False, lineterminator="\n"))


class _Result(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...


def told_reasons(results: Sequence[_Result], *, rest: str = "import.csv has all") -> Iterator[str]:
    """Lines that tell what was skipped or should be looked at; more than five of one kind are one line.

    Reasons are of one kind when they differ in names, numbers and quoted values only. Of many
    three are named and `rest` says where the others are; where it is empty, all are named.

    Examples
    --------
    >>> from baogao.corpus.importing.intake import Imported
    >>> faults = [Imported(f"t.csv#{n}", "added", f"t-{n}", f"date '{n}月' is no date") for n in range(1, 8)]
    >>> list(told_reasons(faults))
    ["look at: 7 texts (t.csv#1, t.csv#2, t.csv#3 and 4 more; import.csv has all), such as: date '1月' is no date"]
    """
    kinds: dict[tuple[str, str], list[_Result]] = {}
    for result in results:
        if result.reason:
            kinds.setdefault((result.status, _kind(result)), []).append(result)
    for (status, _), alike in kinds.items():
        label = "look at" if status in ("added", "replaced") else status
        if len(alike) <= MOST:
            yield from (f"{label}: {result.source}: {result.reason}" for result in alike)
        else:
            names = listed((result.source for result in alike), 3 if rest else len(alike))
            where = f"{names}; {rest}" if rest else names
            yield f"{label}: {len(alike)} texts ({where}), such as: {alike[0].reason}"


def _kind(result: _Result) -> str:
    """A reason without what is peculiar to one text."""
    return re.sub(r"(?<=the same text as ).*|(?<=was collapsed into ).*|'[^']*'|\d+", "", result.reason)

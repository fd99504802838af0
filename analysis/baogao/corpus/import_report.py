"""The import report of a collection, ``import.csv``: what became of each source, over all imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.errors import CorpusError
from baogao.files import write_text

COLUMNS = ["source", "status", "report_id", "reason", "n_chars", "n_left_out", "sha256"]


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
        unchanged, duplicate, skipped), ``report_id``, ``reason``, ``n_chars``, ``n_left_out`` (lines
        that the reader left out), ``sha256``; all strings.

    Raises
    ------
    CorpusError
        If the file is no such table.

    Examples
    --------
    >>> from baogao.corpus.study import collection_folder
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
    table = pd.DataFrame(list(merged.values()), columns=COLUMNS)
    write_text(folder / "import.csv", table.to_csv(index=False, lineterminator="\n"))

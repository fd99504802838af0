"""Texts that are known to be defective: the list ``defects.csv`` of a collection."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.corpus.store.manifest import read_manifest
from baogao.paths import collection_folder
from baogao.tables import Fault, read_rows

DEFECTS = "defects.csv"
COLUMNS = ["report_id", "defect"]


def read_defects(collection: str | Path) -> pd.DataFrame:
    """Texts of a collection, by its name or path, that its data statement calls defective: ``report_id``, ``defect``.

    ``defect`` says in words what is wrong; there is one row a report, none without a ``defects.csv``. A
    mark is a matter of record, made by reading a text: none is marked because its counts differ.
    `CorpusError` if the file is no such table, or names a report twice or one that the manifest lacks.

    Examples
    --------
    >>> read_defects("work-reports-variants").loc[0, "report_id"]
    'gwr-1954-wikisource-html'
    """
    folder = collection_folder(collection)
    path = folder / DEFECTS
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS, dtype=object)
    known = read_manifest(folder)["report_id"]

    def unknown(table: pd.DataFrame) -> list[Fault]:
        rows = table.index[~table["report_id"].isin(known)]
        return [Fault(row, "report_id", "must be a report of reports.csv") for row in rows]

    return read_rows(path, COLUMNS, unique=("report_id",), check=unknown)

"""Texts that are known to be defective: the list ``defects.csv`` of a collection."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd

from baogao.corpus.store.manifest import read_manifest
from baogao.paths import collection_folder
from baogao.tables import Fault, read_rows

DEFECTS = "defects.csv"
COLUMNS = ["report_id", "defect"]


def read_defects(collection: str | Path) -> pd.DataFrame:
    """Texts of a collection that its data statement calls defective.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.

    Returns
    -------
    pandas.DataFrame
        ``report_id``, ``defect`` (what is wrong, in words); one row a report, none when the
        collection has no ``defects.csv``.

    Raises
    ------
    CorpusError
        If the file is no such table, or names a report twice or one that the manifest lacks.

    Notes
    -----
    A mark is a matter of record, made by reading a text and not by its results: a text is not
    marked because its counts differ.

    Examples
    --------
    >>> read_defects("work-reports-variants").loc[0, "report_id"]
    'gwr-1954-wikisource-html'
    >>> len(read_defects("sample"))
    0
    """
    folder = collection_folder(collection)
    path = folder / DEFECTS
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS, dtype=object)
    known = set(read_manifest(folder)["report_id"])
    return read_rows(path, COLUMNS, unique=("report_id",), check=lambda table: _unknown(table, known))


def _unknown(table: pd.DataFrame, known: Collection[str]) -> Iterator[Fault]:
    """Rows that name no report of the manifest."""
    unknown = table.index[~table["report_id"].isin(known)]
    yield from (Fault(row, "report_id", "must be a report of reports.csv") for row in unknown)

"""Texts that are known to be defective: the list ``defects.csv`` of a collection."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from baogao.corpus.store.manifest import read_manifest, read_strings
from baogao.errors import CorpusError, listed
from baogao.paths import collection_folder

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
    table = read_strings(path)
    if list(table.columns) != COLUMNS:
        raise CorpusError(f"{path}: has the columns {listed(table.columns, 20)}; it must have {listed(COLUMNS)}.")
    unknown = sorted(set(table["report_id"]) - set(read_manifest(folder)["report_id"]))
    twice = sorted(set(table.loc[table["report_id"].duplicated(), "report_id"]))
    faults = [f"{what} {listed(ids)}" for what, ids in (("names unknown", unknown), ("names twice", twice)) if ids]
    if faults:
        raise CorpusError(f"{path}: {listed(faults)}; name each report of reports.csv once at most.")
    return table

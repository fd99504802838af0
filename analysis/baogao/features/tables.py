"""The feature tables of a collection: their schemas, where they are, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from baogao.errors import CorpusError, TableError, listed
from baogao.features.listing import changed_files, read_listing
from baogao.files import sha256
from baogao.tables import read_names

SCHEMAS: dict[str, pa.Schema] = {
    "passages": pa.schema(
        {
            "passage_id": pa.string(),
            "report_id": pa.string(),
            "start": pa.int32(),
            "end": pa.int32(),
            "section": pa.string(),
            "role": pa.string(),
            "n_chars": pa.int32(),
            "n_tokens": pa.int32(),
            "n_sentences": pa.int32(),
        }
    ),
    "hits": pa.schema(
        {
            "passage_id": pa.string(),
            "slogan_id": pa.string(),
            "start": pa.int32(),
            "end": pa.int32(),
            "variant": pa.string(),
            "maximal": pa.bool_(),
        }
    ),
    "candidates": pa.schema(
        {
            "passage_id": pa.string(),
            "start": pa.int32(),
            "end": pa.int32(),
            "class": pa.string(),
            "score": pa.float64(),
        }
    ),
    "series": pa.schema(
        {
            "passage_id": pa.string(),
            "start": pa.int32(),
            "end": pa.int32(),
            "members": pa.int32(),
            "marker": pa.string(),
            "kind": pa.string(),
        }
    ),
    "terms": pa.schema({"passage_id": pa.string(), "policy": pa.string(), "term": pa.string(), "count": pa.int32()}),
    "devices": pa.schema(
        {
            "passage_id": pa.string(),
            "device": pa.string(),
            "count": pa.int32(),
            "chars": pa.int32(),
            "n_chars": pa.int32(),
        }
    ),
    "ngrams": pa.schema({"report_id": pa.string(), "ngram": pa.string(), "count": pa.int32()}),
    "profile": pa.schema({"id": pa.string(), "measure": pa.string(), "value": pa.float64(), "n": pa.int32()}),
    "reuse": pa.schema(
        {
            "passage_a": pa.string(),
            "passage_b": pa.string(),
            "start_a": pa.int32(),
            "end_a": pa.int32(),
            "start_b": pa.int32(),
            "end_b": pa.int32(),
            "shared_chars": pa.int32(),
            "similarity": pa.float64(),
            "kind": pa.string(),
        }
    ),
    "renderings": pa.schema(
        {"report_id": pa.string(), "slogan_id": pa.string(), "rendering": pa.string(), "n_sentences": pa.int32()}
    ),
    "attestations": pa.schema(
        {
            "slogan_id": pa.string(),
            "collection": pa.string(),
            "first_date": pa.string(),
            "first_report": pa.string(),
            "last_date": pa.string(),
            "last_report": pa.string(),
            "n_reports": pa.int32(),
            "n_issuers": pa.int32(),
        }
    ),
}
CANDIDATES = "candidates"  # slogans that the reader finds and the lexicon lacks
SERIES = "series"  # parallel series; one may reach beyond its passage
ATTESTATIONS = "attestations"  # made of the hits and the manifest; all others are made of the texts
RENDERINGS = "renderings"  # of slogans in a translation, all reports together; only where tables.txt asks
REUSE, PROFILE = "reuse", "profile"  # made, the second in part, of all reports together and of those compared with
MOST_COMPARED = 1000  # reports: every two are compared, so a larger collection has reuse only if its tables.txt asks
BUILD = "BUILD.json"
ROWS_A_GROUP = 1_000_000


def table_path(folder: Path, name: str) -> Path:
    """Path of the feature table ``name`` of the collection in ``folder``."""
    return folder / "features" / f"{name}.parquet"


def wanted_tables(folder: Path) -> list[str]:
    """Feature tables that a collection has: all, or those that its ``tables.txt`` names.

    Large reference collections do without ``terms``, which costs nearly all of the time. Without ``tables.txt``, one of
    more than `MOST_COMPARED` reports has no table ``reuse``.

    Raises
    ------
    CorpusError
        If ``tables.txt`` names a table that does not exist, or attestations without hits.
    """
    path = folder / "tables.txt"
    if not path.is_file():
        left_out = {RENDERINGS, *([REUSE] if _n_reports(folder) > MOST_COMPARED else [])}
        return [name for name in SCHEMAS if name not in left_out]
    names = read_names(path)
    unknown = [name for name in names if name not in SCHEMAS]
    if unknown:
        raise CorpusError(f"{path}: no such table {listed(unknown)}; it may name {listed(SCHEMAS)}.")
    if ATTESTATIONS in names and "hits" not in names:
        raise CorpusError(f"{path}: names {ATTESTATIONS} and not hits, which they are made of; name hits too.")
    return names


def _n_reports(folder: Path) -> int:
    """About how many reports a collection lists: lines of its manifest, below the first."""
    path = folder / "reports.csv"
    if not path.is_file():
        return 0
    with path.open("rb") as lines:  # Excel may have saved it in another encoding
        return sum(1 for _ in lines) - 1


def report_sizes(folder: Path) -> pd.DataFrame:
    """Characters and sentences of each report that has passages: report_id, n_chars, n_sentences."""
    columns = ["report_id", "n_chars", "n_sentences"]
    table = pq.read_table(table_path(folder, "passages"), columns=columns)
    sums = table.group_by("report_id").aggregate([(column, "sum") for column in columns[1:]])
    frame: pd.DataFrame = sums.rename_columns(columns).to_pandas()
    return frame


def require_table(folder: Path, name: str) -> Path:
    """Path of the feature table ``name``, or `CorpusError` when the collection has no such table or is not built."""
    path = table_path(folder, name)
    if name not in SCHEMAS:
        raise CorpusError(f"{folder.name}: there is no feature table {name}; there are {listed(SCHEMAS)}.")
    if name not in (wanted := wanted_tables(folder)):
        raise CorpusError(
            f"{folder.name}: has no feature table {name}, only {listed(wanted)} ({_reason(folder, name)})."
        )
    if not path.is_file():
        raise CorpusError(f"{folder.name}: has no feature table {name}; make it with `baogao build {folder.name}`.")
    return path


def _reason(folder: Path, name: str) -> str:
    """Why a collection lacks a table."""
    if (folder / "tables.txt").is_file():
        return "its tables.txt says so"
    if name == RENDERINGS:
        return "that is of translation memories, for a tables.txt beside reports.csv to ask for"
    return f"it has more than {MOST_COMPARED} reports; a tables.txt beside reports.csv can name all tables to make"


def load_table(folder: Path, name: str) -> pd.DataFrame:
    """Read one feature table of the collection in ``folder``; see `baogao.features.current.read_table`.

    Raises
    ------
    CorpusError
        If the collection has not been built.
    TableError
        If the file is no such table.
    """
    frame: pd.DataFrame = pq.read_table(checked_table(folder, name)).to_pandas()
    return frame


def checked_table(folder: Path, name: str) -> Path:
    """Path of the feature table ``name``, which is the one that was built, whole and with its columns.

    Raises
    ------
    CorpusError
        If the collection has not been built.
    TableError
        If the file is no such table, or not the one that ``BUILD.json`` lists.
    """
    path = require_table(folder, name)
    again = f"make it again with `baogao build {folder.name}`."
    try:
        columns = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{path}: is no Parquet table ({str(error).splitlines()[0][:80]}); {again}") from None
    if columns.names != SCHEMAS[name].names:
        raise TableError(
            f"{path}: has columns {listed(columns.names, 20)}, not {listed(SCHEMAS[name].names, 20)}; {again}"
        )
    if columns.types != SCHEMAS[name].types:
        kinds = [f"{field.name} ({field.type})" for field in SCHEMAS[name]]
        raise TableError(f"{path}: has columns of other types than {listed(kinds, 20)}; {again}")
    if read_build(folder)["tables"].get(name, {}).get("sha256") != sha256(path):
        raise TableError(f"{path}: is not the table that was built ({BUILD} lists another); {again}")
    return path


def table_parts(path: Path) -> Iterator[pd.DataFrame]:
    """Rows of the table at ``path`` in order, in parts of a bounded size."""
    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches(ROWS_A_GROUP):
            yield batch.to_pandas()


def read_build(folder: Path) -> dict[str, Any]:
    """What the feature tables in ``folder`` were made with; empty before the first build."""
    path = folder / "features" / BUILD
    return read_listing(path, f"make it again with `baogao build {folder.name}`") if path.is_file() else {}


def changed_tables(folder: Path) -> list[Path]:
    """Feature tables of a collection that are absent or other than ``BUILD.json`` lists."""
    return changed_files(folder / "features", read_build(folder))

"""The feature tables of a collection: their schemas, and how they are written and read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baogao.errors import CorpusError, TableError, listed
from baogao.files import atomic, sha256, write_text

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
    "terms": pa.schema({"passage_id": pa.string(), "policy": pa.string(), "term": pa.string(), "count": pa.int32()}),
    "devices": pa.schema(
        {"passage_id": pa.string(), "device": pa.string(), "count": pa.int32(), "n_chars": pa.int32()}
    ),
    "ngrams": pa.schema({"report_id": pa.string(), "ngram": pa.string(), "count": pa.int32()}),
    "profile": pa.schema({"id": pa.string(), "measure": pa.string(), "value": pa.float64(), "n": pa.int32()}),
}
BUILD = "BUILD.json"
ROWS_A_GROUP = 1_000_000
WRITERS = 2  # tables written side by side: pyarrow packs outside of Python's lock, and each takes its memory
PACKING = {"compression": "zstd", "compression_level": 3}  # higher levels take twice the time for 3 % of the size


def table_path(folder: Path, name: str) -> Path:
    """Path of the feature table ``name`` of the collection in ``folder``."""
    return folder / "features" / f"{name}.parquet"


def wanted_tables(folder: Path) -> list[str]:
    """Feature tables that a collection has: all, or those that its ``tables.txt`` names.

    Large reference collections do without ``terms``, which costs nearly all of the time.

    Raises
    ------
    CorpusError
        If ``tables.txt`` names a table that does not exist.
    """
    path = folder / "tables.txt"
    names = path.read_text(encoding="utf-8").split() if path.is_file() else list(SCHEMAS)
    unknown = [name for name in names if name not in SCHEMAS]
    if unknown:
        raise CorpusError(f"{path}: no such table {listed(unknown)}; it may name {listed(SCHEMAS)}.")
    return names


def packed(table: pa.Table) -> bytes:
    """A table as the bytes of an Arrow file."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as file:
        file.write_table(table)
    return bytes(sink.getvalue())


def read_packed(path: Path) -> pa.Table:
    """The table in a file of `packed`."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def write_tables(
    folder: Path, names: list[str], parts: Callable[[str], Iterator[pa.Table]], settings: Mapping[str, Any]
) -> dict[str, int]:
    """Write feature tables and ``BUILD.json``, all of them or none.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.
    names : list of str
        Tables to write.
    parts : callable
        Gives the parts of a table, by its name, in their final order.
    settings : mapping
        What the tables were made with; written beside their row counts and sha256.

    Returns
    -------
    dict of str to int
        Rows of each table.

    Notes
    -----
    The bytes depend on the rows alone, not on how they were parted.
    """
    for draft in (folder / "features").glob(".*"):
        if draft.is_file():  # of a build that was killed
            draft.unlink()
    with ExitStack() as stack:
        drafts = {name: stack.enter_context(atomic(table_path(folder, name))) for name in names}
        with ThreadPoolExecutor(WRITERS) as pool:
            n_rows = dict(
                zip(names, pool.map(lambda name: _write(drafts[name], SCHEMAS[name], parts(name)), names), strict=True)
            )
        told = {name: {"rows": n_rows[name], "sha256": sha256(drafts[name])} for name in names}
        draft = stack.enter_context(atomic(folder / "features" / BUILD))
        write_text(
            draft,
            json.dumps({**settings, "tables": told}, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        )
    return n_rows


def _write(path: Path, schema: pa.Schema, parts: Iterator[pa.Table]) -> int:
    """Write the parts of a table in row groups of one size, and give the number of rows."""
    n_rows = 0
    with pq.ParquetWriter(path, _numbered(schema.empty_table()).schema, store_schema=False, **PACKING) as writer:
        for group in _ahead(map(_numbered, _grouped(schema, parts))):
            writer.write_table(group, ROWS_A_GROUP)
            n_rows += group.num_rows
    return n_rows


def _grouped(schema: pa.Schema, parts: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The rows of the parts in tables of one size but for the last, which may be empty if it is the only one."""
    held, is_first = schema.empty_table(), True
    for part in parts:
        held = pa.concat_tables([held, part]) if held.num_rows else part
        while held.num_rows >= ROWS_A_GROUP:
            yield held.slice(0, ROWS_A_GROUP)
            held, is_first = held.slice(ROWS_A_GROUP), False
    if held.num_rows or is_first:
        yield held


def _ahead(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same tables; the next is made ready while one is used."""
    with ThreadPoolExecutor(1) as thread:
        ready = thread.submit(next, tables, None)
        while (table := ready.result()) is not None:
            ready = thread.submit(next, tables, None)
            yield table


def _numbered(table: pa.Table) -> pa.Table:
    """A table with its strings by number in the order of their first use, so that the parts leave no trace."""
    columns = [_by_first_use(column) if _is_text(column.type) else column.combine_chunks() for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_dictionary(kind))


def _by_first_use(column: pa.ChunkedArray) -> pa.DictionaryArray:
    if pa.types.is_string(column.type):
        return column.combine_chunks().dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    first = pc.unique(whole.indices).to_numpy()
    numbers = np.zeros(len(whole.dictionary), np.int32)
    numbers[first] = np.arange(len(first))
    return pa.DictionaryArray.from_arrays(numbers[whole.indices.to_numpy()], whole.dictionary.take(first))


def report_sizes(folder: Path) -> pd.DataFrame:
    """Characters and sentences of each report that has passages: report_id, n_chars, n_sentences."""
    columns = ["report_id", "n_chars", "n_sentences"]
    table = pq.read_table(table_path(folder, "passages"), columns=columns)
    sums = table.group_by("report_id").aggregate([(column, "sum") for column in columns[1:]])
    frame: pd.DataFrame = sums.rename_columns(columns).to_pandas()
    return frame


def require_table(folder: Path, name: str) -> Path:
    """Path of the feature table ``name``, or `CorpusError` when the collection has not been built."""
    path = table_path(folder, name)
    if not path.is_file():
        raise CorpusError(f"{folder.name}: has no feature table {name}; make it with `baogao build {folder.name}`.")
    return path


def load_table(folder: Path, name: str) -> pd.DataFrame:
    """Read one feature table of the collection in ``folder``; see `baogao.features.current.read_table`.

    Raises
    ------
    CorpusError
        If the collection has not been built.
    TableError
        If the file is no such table.
    """
    path = require_table(folder, name)
    again = f"make it again with `baogao build {folder.name}`."
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{path}: is no Parquet table ({str(error).splitlines()[0][:80]}); {again}") from None
    if table.schema.names != SCHEMAS[name].names:
        raise TableError(
            f"{path}: has columns {listed(table.schema.names, 20)}, not {listed(SCHEMAS[name].names, 20)}; {again}"
        )
    frame: pd.DataFrame = table.to_pandas()
    return frame


def table_parts(path: Path) -> Iterator[pd.DataFrame]:
    """Rows of the table at ``path`` in order, in parts of a bounded size."""
    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches(ROWS_A_GROUP):
            yield batch.to_pandas()


def read_build(folder: Path) -> dict[str, Any]:
    """What the feature tables in ``folder`` were made with; empty before the first build."""
    path = folder / "features" / BUILD
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(f"{path}: is no JSON ({error}); make it again with `baogao build {folder.name}`.") from None
    if not isinstance(told, dict) or not isinstance(told.get("tables"), dict):
        raise CorpusError(f"{path}: lacks its list of tables; make it again with `baogao build {folder.name}`.")
    return told


def changed_tables(folder: Path) -> list[Path]:
    """Feature tables of a collection that are absent or other than ``BUILD.json`` lists."""
    tables = read_build(folder).get("tables", {})
    paths = {table_path(folder, name): told["sha256"] for name, told in tables.items()}
    return [path for path, listed_sha in paths.items() if not path.is_file() or sha256(path) != listed_sha]

"""Feature tables written: parts in any number to the same bytes, all tables or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baogao.features.listing import write_listing
from baogao.features.tables import BUILD, ROWS_A_GROUP, SCHEMAS, table_path
from baogao.files import all_or_none

WRITERS = 2  # tables written side by side: pyarrow packs outside of Python's lock, and each takes its memory
PACKING = {"compression": "zstd", "compression_level": 3}  # higher levels take twice the time for 3 % of the size


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
    paths = [table_path(folder, name) for name in names]
    with all_or_none([*paths, folder / "features" / BUILD]) as (*drafts, build):
        with ThreadPoolExecutor(WRITERS) as pool:
            written = pool.map(lambda name, draft: _write(draft, SCHEMAS[name], parts(name)), names, drafts)
            n_rows = dict(zip(names, written, strict=True))
        write_listing(build, settings, n_rows, dict(zip(names, drafts, strict=True)))
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
    rest, is_first = schema.empty_table(), True
    for part in parts:
        rest = pa.concat_tables([rest, part]) if rest.num_rows else part
        while rest.num_rows >= ROWS_A_GROUP:
            yield rest.slice(0, ROWS_A_GROUP)
            rest, is_first = rest.slice(ROWS_A_GROUP), False
    if rest.num_rows or is_first:
        yield rest


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

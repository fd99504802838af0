"""Tables to texts, one a row: CSV and TSV, XLSX, JSON lists and JSON lines, Parquet.

Readers raise `CorpusError` for a table that cannot be decoded or parsed, or of which no column is known to hold text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from baogao.corpus.sources.archives import ZIP_FAULTS, check_members
from baogao.corpus.sources.columns import TEXT, find_columns, row_facts
from baogao.corpus.sources.formats import Source, skipped
from baogao.corpus.text.decoding import decode
from baogao.errors import CorpusError

DELIMITERS = ",\t;|"
MAX_CELL = 10_000_000
CELL_OF_EXCEL = 32_767  # characters: Excel cuts off what is longer
CUT_OFF = f"its text fills the cell ({CELL_OF_EXCEL:,} characters), so Excel cut it off; give it as a file."
BATCH = 64


def read_csv(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a CSV or TSV table; the delimiter is the one of ``, tab ; |`` that its first line holds most often."""
    text = decode(content, name).removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    before = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(StringIO(text), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise CorpusError(f"line {reader.line_num} breaks the table ({error}); save it again as CSV, UTF-8.") from None
    finally:
        csv.field_size_limit(before)
    yield from _from_lists(rows, f"{name}#", columns)


def _from_lists(rows: list[list[str]], prefix: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Texts of rows whose first is the header; each is named by the prefix and its number."""
    header = [cell.strip() for cell in rows[0]] if rows else []
    known = find_columns(header, columns)
    for number, cells in enumerate(rows[1:], 1):
        if any(cells) and len(cells) != len(header):
            fault = f"has {len(cells)} cell(s), but the table has {len(header)} columns; mend the row."
            yield skipped(f"{prefix}{number}", fault)
        elif any(cells):
            yield _row_source(f"{prefix}{number}", dict(zip(header, cells, strict=True)), known)


def _row_source(where: str, row: Mapping[str, str], columns: Mapping[str, str]) -> Source:
    text = row.get(columns[TEXT], "")
    if not text.strip():
        return skipped(where, f"its column {columns[TEXT]} is empty; put the report's text in it or leave the row out.")
    return Source(where, text, facts=row_facts(row, columns))


def read_xlsx(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a workbook: of its only sheet ``a.xlsx#17``, of several ``a.xlsx#SHEET!17``; formulas by their values."""
    from xml.etree.ElementTree import ParseError

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        check_members(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheets = [(sheet.title, [list(map(_cell, row)) for row in sheet.values]) for sheet in book.worksheets]
    except (*ZIP_FAULTS, InvalidFileException, ParseError, KeyError, SyntaxError) as error:
        raise CorpusError(f"is no workbook that can be opened ({error}); save it as .xlsx again.") from None
    filled = [(title, rows) for title, rows in sheets if any(map(any, rows))]
    if not filled:
        raise CorpusError("the workbook is empty.")
    for title, rows in filled:
        prefix = f"{name}#" if len(filled) == 1 else f"{name}#{title}!"
        try:
            for source in _from_lists(rows, prefix, columns):
                yield skipped(source.name, CUT_OFF) if len(source.text) >= CELL_OF_EXCEL else source
        except CorpusError as error:
            if len(filled) == 1:
                raise
            yield skipped(f"{name}#{title}", str(error))


def _cell(value: Any) -> str:
    """A cell as text: nothing for an empty one, ISO for a date, no ".0" behind a whole number."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def read_json(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Records of a JSON list, or of JSON lines (one object a line)."""
    # JSON may spell every Chinese character as \uXXXX, in ASCII alone.
    text = content.decode("ascii") if content.isascii() else decode(content, name)
    records = list(_records(text))
    keys = dict.fromkeys(key for record in records if isinstance(record, dict) for key in record)
    if not keys:
        fault = next((f": {record}" for record in records if isinstance(record, str)), "")
        raise CorpusError(f"holds no record (an object with keys){fault}.")
    known = find_columns(list(keys), columns)
    for number, record in enumerate(records, 1):
        where = f"{name}#{number}"
        if isinstance(record, dict):
            row = {key: _cell(value) for key, value in record.items() if not isinstance(value, (dict, list))}
            yield _row_source(where, row, known)
        elif record is not None:
            yield skipped(where, f"is no object with keys ({record}); mend the line.")


def _records(text: str) -> Iterator[dict[str, Any] | str | None]:
    """Objects of the file; a string says what is wrong with a line, and None that it is blank."""
    text = text.strip()
    if text.startswith("["):
        try:
            records = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CorpusError(f"is no JSON list ({error}); mend it.") from None
        yield from (record if isinstance(record, dict) else "a value without keys" for record in records)
        return
    for line in text.split("\n"):
        try:
            record = json.loads(line or "null")
        except (ValueError, RecursionError) as error:
            yield str(error)
            continue
        yield record if isinstance(record, dict) or record is None else "a value without keys"


def read_parquet(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a Parquet table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if not (content.startswith(b"PAR1") and content.endswith(b"PAR1")):
            raise CorpusError("is no whole Parquet file (no PAR1 at both ends); write it again.")
        table = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
        known = find_columns(table.schema_arrow.names, columns)
        wanted = list(dict.fromkeys(known.values()))
        batches = table.iter_batches(batch_size=BATCH, columns=wanted, use_threads=False)
        records = (record for batch in batches for record in batch.to_pylist())
        for number, record in enumerate(records, 1):
            yield _row_source(f"{name}#{number}", {key: _cell(value) for key, value in record.items()}, known)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"is no Parquet table that can be read ({error}); write it again.") from None

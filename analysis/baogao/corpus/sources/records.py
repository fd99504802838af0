"""Tables to texts, one a row: CSV and TSV, XLSX, JSON lists and JSON lines, Parquet.

Readers raise `CorpusError` for a table that cannot be decoded or parsed, or of which no column is known to hold text.
"""

from __future__ import annotations

import csv
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from baogao.corpus.sources.archives import ZIP_FAULTS
from baogao.corpus.sources.columns import NOTHING, TEXT, find_columns, row_facts
from baogao.corpus.sources.formats import Source, skipped
from baogao.corpus.sources.markup import TAKEN_OUT, has_markup, without_markup
from baogao.corpus.sources.office import package
from baogao.corpus.text.decoding import decoded
from baogao.errors import CorpusError, listed

DELIMITERS = ",\t;|"
MAX_CELL = 10_000_000
CELL_OF_EXCEL = 32_767  # characters: Excel cuts off what is longer
CUT_OFF = f"its text fills the cell ({CELL_OF_EXCEL:,} characters), so Excel cut it off; give it as a file."
BATCH = 64
ESCAPED = re.compile("_x([0-9A-F]{4})_")  # a control character, or an underscore before such a code
MOST_TITLE_ROWS = 5
LEAST_TEXT = 100  # characters of a value that is the text of a record
MOST_KEYS = 4  # levels of a JSON object above the list of records


def read_csv(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a CSV or TSV table; the delimiter is the one of ``, tab ; |`` that its first line holds most often."""
    text, notes = decoded(content, name)
    first = text.split("\n", 1)[0]
    before = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(StringIO(text), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise CorpusError(f"line {reader.line_num} breaks the table ({error}); save it again as CSV, UTF-8.") from None
    finally:
        csv.field_size_limit(before)
    for source in _from_lists(rows, f"{name}#", columns):
        yield source._replace(notes=(*source.notes, *notes))


def _from_lists(rows: list[list[str]], prefix: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Texts of rows, the header the first; titles of the table above it are passed over. Named by prefix and number."""
    above, known = _header(rows, columns)
    header = [cell.strip() for cell in rows[above]]
    for number, cells in enumerate(rows[above + 1 :], 1):
        if any(cells) and len(cells) != len(header):
            fault = f"has {len(cells)} cell(s), but the table has {len(header)} columns; mend the row."
            yield skipped(f"{prefix}{number}", fault)
        elif any(cells):
            yield _row_source(f"{prefix}{number}", dict(zip(header, cells, strict=True)), known)


def _header(rows: list[list[str]], columns: Mapping[str, str]) -> tuple[int, dict[str, str]]:
    """Number of the row that holds the headings, one of the first few, and the columns known by them."""
    filled = [number for number, cells in enumerate(rows[:MOST_TITLE_ROWS]) if any(cell.strip() for cell in cells)]
    refusal: CorpusError | None = None
    for number in filled or [0]:
        header = [cell.strip() for cell in rows[number]] if rows else []
        try:
            known = find_columns(header, columns)
        except CorpusError as error:
            refusal = refusal or error
            continue
        twice = [column for column in known.values() if header.count(column) > 1]
        if twice:
            raise CorpusError(f"has several columns {listed(twice)}; rename all but the one that is meant.")
        return number, known
    assert refusal is not None
    raise refusal


def _row_source(where: str, row: Mapping[str, str], columns: Mapping[str, str]) -> Source:
    text = row.get(columns[TEXT], "")
    if not text.strip() or text.strip().lower() in NOTHING:
        return skipped(where, f"its column {columns[TEXT]} is empty; put the report's text in it or leave the row out.")
    if has_markup(text):
        return Source(where, without_markup(text), facts=row_facts(row, columns), notes=(TAKEN_OUT,))
    return Source(where, text, facts=row_facts(row, columns))


def read_xlsx(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a workbook: of its only sheet ``a.xlsx#17``, of several ``a.xlsx#SHEET!17``; formulas by their values."""
    from xml.etree.ElementTree import ParseError

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(package(content, ".xlsx")), read_only=True, data_only=True)
        sheets = [(sheet.title, _rows_of(sheet)) for sheet in book.worksheets]
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


def _rows_of(sheet: Any) -> list[list[str]]:
    """Rows of a sheet as they are, whatever size it states, empty columns behind the last filled one aside."""
    sheet.reset_dimensions()
    rows = [[_cell(value) for value in row] for row in sheet.values]
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell), default=0)
    return [[*row, *[""] * (width - len(row))][:width] for row in rows]


def _cell(value: Any) -> str:
    """A cell as text: nothing for an empty one, ISO for a date, no ".0" behind a whole number; lists by lines.

    What Excel writes as ``_x000D_`` is a carriage return, and so on.
    """
    if isinstance(value, list) and all(not isinstance(one, (dict, list)) for one in value):
        return "\n".join(map(_cell, value))
    if isinstance(value, str):
        return ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
    if value is None or value != value:  # NaN and NaT are unlike themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def read_json(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Records of a JSON list, wherever in the file it stands, one object alone, or JSON lines (one object a line)."""
    # JSON may spell every Chinese character as \uXXXX, in ASCII alone.
    content = content.removeprefix(BOM_UTF8)
    text, notes = (content.decode("ascii"), ()) if content.isascii() else decoded(content, name)
    records = list(_records(text))
    keys = dict.fromkeys(key for record in records if isinstance(record, dict) for key in record)
    if not keys:
        fault = next((f": {record}" for record in records if isinstance(record, str)), "")
        raise CorpusError(f"holds no record (an object with keys){fault}.")
    known = find_columns(list(keys), columns)
    for number, record in enumerate(records, 1):
        where = f"{name}#{number}"
        if isinstance(record, dict):
            source = _record_source(where, record, known)
            yield source._replace(notes=(*source.notes, *notes))
        elif record is not None:
            yield skipped(where, f"is no object with keys ({record}); mend the line.")


def _record_source(where: str, record: Mapping[str, Any], columns: Mapping[str, str]) -> Source:
    """Text of one object; lists of strings are paragraphs, and what else a value may be is told."""
    row = {key: _cell(_paragraphs(value)) for key, value in record.items() if not _is_nested(_paragraphs(value))}
    if columns[TEXT] not in row and (value := record.get(columns[TEXT])) is not None:
        kind = f"a list of {len(value)} values" if isinstance(value, list) else f"an object of {listed(value, 5)}"
        return skipped(where, f"its key {columns[TEXT]} holds {kind}, and no text; put the text in it.")
    return _row_source(where, row, columns)


def _paragraphs(value: Any) -> Any:
    """A list of objects, each with its paragraph under the one key that they share, as the list of these."""
    if isinstance(value, list) and value and all(isinstance(one, dict) and len(one) == 1 for one in value):
        keys = {key for one in value for key in one}
        return [next(iter(one.values())) for one in value] if len(keys) == 1 else value
    return value


def _is_nested(value: Any) -> bool:
    """Whether a value is an object, or a list that holds others than plain values."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, (dict, list)) for one in values)


def _records(text: str) -> Iterator[dict[str, Any] | str | None]:
    """Objects of the file; a string says what is wrong with a line, and None that it is blank."""
    text = text.strip()
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.startswith("["):
            raise CorpusError(f"is no JSON list ({error}); mend it.") from None
        if "\n" not in text or _spans_lines(text):
            raise CorpusError(f"is no JSON object ({error}); mend it.") from None
    else:
        yield from (record if isinstance(record, dict) else "a value without keys" for record in _listed_in(whole))
        return
    for line in text.split("\n"):
        try:
            record = json.loads(line or "null")
        except (ValueError, RecursionError) as error:
            yield str(error)
            continue
        yield record if isinstance(record, dict) or record is None else "a value without keys"


def _spans_lines(text: str) -> bool:
    """Whether a file that begins with a brace alone on its line is one object, and no JSON lines."""
    return text.split("\n", 1)[0].strip() in ("{", "[")


def _listed_in(value: Any, levels: int = MOST_KEYS) -> list[Any]:
    """The records of a JSON value: its list, the longest list of objects below its keys, or itself alone."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    found = [value]
    if levels and not any(isinstance(one, str) and len(one) > LEAST_TEXT for one in value.values()):
        inner = [_listed_in(one, levels - 1) for one in value.values() if isinstance(one, (dict, list))]
        lists = [records for records in inner if records and all(isinstance(record, dict) for record in records)]
        found = max(lists, key=len, default=found)
    return found


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

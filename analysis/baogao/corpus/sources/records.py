"""Tables to texts, one a row: CSV and TSV, XLSX, JSON lists and JSON lines, Parquet.

Readers raise `CorpusError` for a table that cannot be decoded or parsed, or of which no column is known to hold text.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import StringIO
from typing import Any

from baogao.corpus.sources.archives import ZIP_FAULTS
from baogao.corpus.sources.formats import Source, skipped
from baogao.corpus.sources.markup import TAKEN_OUT, has_markup, without_markup
from baogao.corpus.sources.office import package, workbook_of
from baogao.corpus.tabular.cells import CELL_OF_EXCEL, FAULTS, Sheet, cell, n_struck_out, n_units, sheet_of
from baogao.corpus.tabular.columns import (
    DAY_ZERO,
    DAY_ZERO_OF_1904,
    TEXT,
    find_columns,
    is_nothing,
    other_texts,
    row_facts,
)
from baogao.corpus.tabular.nested import records_of, row_of
from baogao.corpus.tabular.unread import LEAST_TEXT, headings_of, unread_texts
from baogao.corpus.text.decoding import decoded
from baogao.errors import CorpusError, listed

DELIMITERS = ",\t;|"
MAX_CELL = 10_000_000
PERHAPS_CUT_OFF = f"has {CELL_OF_EXCEL:,} characters, Excel's limit: the rest is perhaps lost"
BATCH = 64
MOST_TITLE_ROWS = 5
MOST_PEEKED = 1000  # rows in which the longest column is looked for


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
    for source in _from_rows(Sheet(rows), f"{name}#", columns):
        cut_off = (PERHAPS_CUT_OFF,) if n_units(source.text) == CELL_OF_EXCEL else ()
        yield source._replace(notes=(*source.notes, *cut_off, *notes))


def _from_rows(sheet: Sheet, prefix: str, columns: Mapping[str, str], day_zero: date = DAY_ZERO) -> list[Source]:
    """Texts of rows, the header among the first; titles of the table above it are passed over. Named by number."""
    above, known = _header(sheet.rows, columns)
    header = headings_of(sheet.rows[above])
    sources: list[Source] = []
    for number, cells in enumerate(sheet.rows[above + 1 :], 1):
        if any(cells) and len(cells) != len(header):
            fault = f"has {len(cells)} cell(s), but the table has {len(header)} columns; mend the row."
            sources.append(skipped(f"{prefix}{number}", fault))
        elif any(cells):
            source = _row_source(f"{prefix}{number}", dict(zip(header, cells, strict=True)), known, day_zero)
            hidden = ["stands on a hidden sheet"] * sheet.is_hidden
            hidden += ["stands in a hidden row"] * (above + number in sheet.hidden_rows)
            sources.append(source._replace(notes=(*source.notes, *hidden)))
    return _in_parts(sources)


def _in_parts(sources: list[Source]) -> list[Source]:
    """The sources; of several that state the same, a title among it, the first asks whether they are one report."""
    alike: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number, source in enumerate(sources):
        if source.text and "title" in source.facts:
            alike.setdefault(tuple(source.facts.items()), []).append(number)
    for (first, *others), facts in zip(alike.values(), alike, strict=True):
        if others and len({sources[number].text for number in (first, *others)}) > 1:
            stated = listed(value.replace(";", ",") for _, value in facts)
            doubt = f"{len(others) + 1} rows state the same ({stated}): one report in parts?"
            sources[first] = sources[first]._replace(notes=(*sources[first].notes, doubt))
    return sources


def _header(rows: list[list[str]], columns: Mapping[str, str]) -> tuple[int, dict[str, str]]:
    """Number of the row that holds the headings, of the first few the one that names most, and the columns known."""
    filled = [number for number, cells in enumerate(rows[:MOST_TITLE_ROWS]) if any(one.strip() for one in cells)]
    refusals: list[tuple[int, CorpusError]] = []
    headers: list[tuple[int, int, dict[str, str]]] = []
    for number in filled or [0]:
        header = [one.strip() for one in rows[number]] if rows else []
        try:
            known = find_columns(header, columns, _longest(header, rows[number + 1 : MOST_PEEKED]))
        except CorpusError as error:
            refusals.append((-sum(map(bool, header)), error))
            continue
        twice = [column for column in known.values() if header.count(column) > 1]
        if twice:
            raise CorpusError(f"has several columns {listed(twice)}; rename all but the one that is meant.")
        headers.append((-len(known), number, known))
    if not headers:
        raise min(refusals, key=lambda refusal: refusal[0])[1]
    _, number, known = min(headers, key=lambda one: one[:2])
    return number, known


def _longest(header: list[str], rows: list[list[str]]) -> str:
    """Heading of the column with the longest cell, if one is as long as a text."""
    sizes = [max((len(row[number]) for row in rows if number < len(row)), default=0) for number in range(len(header))]
    longest = max(range(len(header)), key=sizes.__getitem__, default=0)
    return header[longest] if sizes and sizes[longest] >= LEAST_TEXT else ""


def _row_source(where: str, row: Mapping[str, str], columns: Mapping[str, str], day_zero: date = DAY_ZERO) -> Source:
    name = columns[TEXT]
    text = row.get(name, "")
    if fault := FAULTS.get(text):
        return skipped(where, f"its column {name} {fault}.")
    if is_nothing(text):
        return skipped(where, f"its column {name} is empty; put the report's text in it or leave the row out.")
    notes = [f"its column {one} {fault}" for one in columns.values() if (fault := FAULTS.get(row.get(one, "")))]
    notes += unread_texts(row, columns)
    stated = {column: without_markup(row.get(column, "")) for column in columns.values() if column != name}
    facts = row_facts(stated, columns, day_zero)
    if has_markup(text):
        return Source(where, without_markup(text), facts=facts, notes=(TAKEN_OUT, *notes))
    return Source(where, text, facts=facts, notes=tuple(notes))


def read_xlsx(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a workbook: of its only sheet ``a.xlsx#17``, of several ``a.xlsx#SHEET!17``; formulas by their values."""
    from xml.etree.ElementTree import ParseError

    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = workbook_of(package(content, ".xlsx"))
        sheets = [sheet_of(sheet) for sheet in book.worksheets]
    except (*ZIP_FAULTS, InvalidFileException, ParseError, KeyError, SyntaxError) as error:
        raise CorpusError(f"is no workbook that can be opened ({error}); save it as .xlsx again.") from None
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise CorpusError("the workbook is empty.")
    day_zero = DAY_ZERO_OF_1904 if book.epoch == CALENDAR_MAC_1904 else DAY_ZERO
    struck_out = n_struck_out(book) + sum(sheet.n_struck_out for sheet in filled)
    yield from _with_struck_out(_from_sheets(filled, name, columns, day_zero), struck_out)


def _with_struck_out(sources: Iterable[Source], n_struck: int) -> Iterator[Source]:
    """The texts of a workbook; the first tells how many pieces of text within its cells are struck out."""
    what = (f"{n_struck} piece(s) of text in the cells of its workbook are struck out, and were read",) * bool(n_struck)
    for source in sources:
        is_text = source.reason == ""
        yield source._replace(notes=(*source.notes, *what)) if is_text else source
        what = () if is_text else what


def _from_sheets(sheets: list[Sheet], name: str, columns: Mapping[str, str], day_zero: date) -> Iterator[Source]:
    """Texts of the sheets; one without a column of texts, nor a text, beside one that has them is only told."""
    sources: list[Source] = []
    refused: dict[str, CorpusError] = {}
    for sheet in sheets:
        prefix = f"{name}#" if len(sheets) == 1 else f"{name}#{sheet.title}!"
        try:
            sources += _from_rows(sheet, prefix, columns, day_zero)
        except CorpusError as error:
            refused[sheet.title] = error
    if refused and len(sheets) == 1:
        raise next(iter(refused.values()))
    has_texts = {
        sheet.title
        for sheet in sheets
        if any(len(one) >= LEAST_TEXT or one in FAULTS for row in sheet.rows for one in row)
    }
    lists = [title for title in refused if sources and title not in has_texts]
    if lists and sources:
        left_out = f"the sheet(s) {listed(lists)} of its workbook hold no text and were left out"
        sources[0] = sources[0]._replace(notes=(*sources[0].notes, left_out))
    yield from (skipped(f"{name}#{title}", str(error)) for title, error in refused.items() if title not in lists)
    yield from sources


def read_json(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Records of a JSON file of any shape (see `records_of`), or JSON lines (one object a line)."""
    # JSON may spell every Chinese character as \uXXXX, in ASCII alone.
    content = content.removeprefix(BOM_UTF8)
    text, notes = (content.decode("ascii"), ()) if content.isascii() else decoded(content, name)
    records = list(records_of(text))
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
    row, others = row_of(record)
    if kind := others.get(columns[TEXT]):
        return skipped(where, f"its key {columns[TEXT]} holds {kind}, and no text; put the text in it.")
    source = _row_source(where, row, columns)
    unread = (f"its key {key} holds {others[key]}, which was left out" for key in columns.values() if key in others)
    return source._replace(notes=(*source.notes, *unread))


def read_parquet(content: bytes, name: str, columns: Mapping[str, str]) -> Iterator[Source]:
    """Rows of a Parquet table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if not (content.startswith(b"PAR1") and content.endswith(b"PAR1")):
            raise CorpusError("is no whole Parquet file (no PAR1 at both ends); write it again.")
        table = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
        known = find_columns(table.schema_arrow.names, columns)
        wanted = list(dict.fromkeys([*known.values(), *other_texts(table.schema_arrow.names, known)]))
        batches = table.iter_batches(batch_size=BATCH, columns=wanted, use_threads=False)
        records = (record for batch in batches for record in batch.to_pylist())
        for number, record in enumerate(records, 1):
            yield _row_source(f"{name}#{number}", {key: cell(value) for key, value in record.items()}, known)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"is no Parquet table that can be read ({error}); write it again.") from None

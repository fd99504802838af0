"""What a file of a public repository may hold of a listed text: the whole, a record, the same without markup."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from baogao.corpus.sources import read_bytes
from baogao.corpus.text.decoding import read_text
from baogao.errors import CorpusError

RECORDS = (".txt", ".tsv", ".csv", ".json", ".jsonl")
CONTAINERS = (".zip", ".docx")
SHORTEST = 50  # characters: shorter records are labels and years
FIELD_LIMIT = 10_000_000  # characters of a CSV field: a report is longer than the usual limit of 131,072
PARAGRAPH, BREAK, TAG = re.compile("</p>", re.I), re.compile(r"<br\s*/?>", re.I), re.compile("<[^<>]*>")


def forms_in(path: Path, keys: Collection[str]) -> Iterator[str]:
    """What a file may hold of listed texts, in each form: the whole, records, the lines of each key of a table."""
    for text in _texts_of(path):
        if len(text) >= SHORTEST:
            yield from _forms_of(text)
    if keys and path.suffix.lower() == ".csv":
        yield from _lines_by_key(path, keys)


def _lines_by_key(path: Path, keys: Collection[str]) -> Iterator[str]:
    """Lines of each key in a CSV table, each once: the first other cell of the rows that have the key in one cell."""
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    with suppress(CorpusError):
        for row in _rows_of(read_text(path)):
            key = next((cell for cell in row if cell in keys), None)
            if key is not None and len(row) > 1 and (line := (row[0] if row[0] != key else row[1]).strip()):
                lines[key][line] = None
    yield from map("\n".join, lines.values())


def _texts_of(path: Path) -> Iterator[str]:
    """What may be a text in a file: the whole, and its records."""
    kind = path.suffix.lower()
    if kind in CONTAINERS:
        yield from (source.text for source in read_bytes(path.read_bytes(), path.name) if source.text)
        return
    if kind not in RECORDS:
        return
    try:
        # JSON may hold Chinese as escapes only, which is no Chinese text to `read_text`.
        text = path.read_text(encoding="utf-8-sig") if kind.startswith(".json") else read_text(path)
    except (CorpusError, UnicodeDecodeError):
        return
    yield text
    if kind == ".json":
        yield from _members_of(text)
    elif kind == ".csv":
        yield from (field for row in _rows_of(text) for field in row)
    else:
        for line in text.split("\n"):
            yield from _members_of(line) if kind == ".jsonl" else _of_line(line)


def _rows_of(text: str) -> Iterator[list[str]]:
    """Rows of a CSV table, as far as it can be read."""
    csv.field_size_limit(FIELD_LIMIT)
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error:
        return


def _of_line(line: str) -> Iterator[str]:
    r"""A line as a text: ``[SEP]`` is a line end; so are tabs, behind the label that the first one ends."""
    yield line.replace("[SEP]", "\n")
    if "\t" in line:
        yield line.replace("\t", "\n")
        yield line.partition("\t")[2].replace("\t", "\n")


def _members_of(text: str) -> Iterator[str]:
    """Strings anywhere in a JSON value."""
    try:
        values = [json.loads(text)]
    except ValueError:
        return
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            values += value.values() if isinstance(value, dict) else value


def _forms_of(text: str) -> Iterator[str]:
    """A text with its markup and without (for <br> a line end or nothing), and with other ends."""
    plains = [text]
    if PARAGRAPH.search(text) or BREAK.search(text):
        parted = (PARAGRAPH.sub("\n", BREAK.sub(line_end, text)) for line_end in ("\n", ""))
        plains += [html.unescape(TAG.sub("", plain)) for plain in parted]
    for plain in dict.fromkeys(plains):
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
        bare = plain.strip()
        yield from dict.fromkeys([plain, f"{plain}\n", plain.rstrip("\n") + "\n", bare, f"{bare}\n"])

"""The manifest of a collection, ``reports.csv``: read, checked whole, written whole."""

from __future__ import annotations

import re
from datetime import date as day
from itertools import islice
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from baogao.errors import CorpusError, listed
from baogao.files import write_text

Level = Literal["central", "province", "city", "county", "unknown"]
Genre = Literal[
    "interview",
    "meeting-report",
    "profile",
    "annual-review",
    "speech",
    "work-report",
    "communique",
    "decision",
    "resolution",
    "congress-report",
    "headlines",
    "other",
]


class ManifestRow(BaseModel):
    """What one row of ``reports.csv`` may hold; empty means the report does not say."""

    model_config = ConfigDict(extra="forbid")

    report_id: str = Field(pattern=r"^[\w.-]+$")
    title: str
    date: str = Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    year: str = Field(pattern=r"^(\d{4})?$")
    region: str
    level: Level
    genre: Genre
    subgenre: str
    issuer: str
    outlet: str
    n_chars: str = Field(pattern=r"^\d*$")
    n_sentences: str = Field(pattern=r"^\d*$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    file: str = Field(min_length=1)
    source: str
    licence: str

    @field_validator("date")
    @classmethod
    def _is_a_day(cls, date: str) -> str:
        if len(date) > 4:
            day.fromisoformat(date if len(date) == 10 else f"{date}-01")
        return date

    @field_validator("file")
    @classmethod
    def _stays_inside(cls, file: str) -> str:
        path = Path(file)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError("must stay inside the texts folder")
        return file


COLUMNS = list(ManifestRow.model_fields)
NUMBERS = ["year", "n_chars", "n_sentences"]
ROWS = TypeAdapter(list[ManifestRow])
ROWS_IN_ONE_GO = 10_000  # more are not faster, and a quarter of a million would fill half a gigabyte


def read_strings(path: Path) -> pd.DataFrame:
    """Read a CSV table as strings, empty cells as empty strings.

    Raises
    ------
    CorpusError
        If the file is absent or no such table.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CorpusError(
            f"{path}: is no UTF-8 CSV table ({str(error).splitlines()[0]}); save it as CSV, UTF-8."
        ) from None


def read_manifest(folder: Path) -> pd.DataFrame:
    """Read the manifest of a collection.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.

    Returns
    -------
    pandas.DataFrame
        One row a report with the columns of ``reports.csv``. ``year``, ``n_chars``
        (characters of the report, white space and page furniture aside) and
        ``n_sentences`` are nullable integers, all else strings; what is not known is
        missing or the empty string.

    Raises
    ------
    CorpusError
        With every fault of the table in one line: missing or unknown columns, duplicate
        ids or files, values that are not allowed.

    Examples
    --------
    >>> from baogao.paths import collection_folder
    >>> read_manifest(collection_folder("sample"))["level"].unique().tolist()
    ['city', 'county']
    """
    path = folder / "reports.csv"
    table = read_strings(path)
    faults = _column_faults(table) or _row_faults(table) + _duplicates(table) + _years(table)
    if table.empty and not faults:
        faults = ["lists no report; add rows with `baogao import`"]
    if faults:
        raise CorpusError(f"{path}: {listed(faults, 5)}. Mend the row(s) and try again.")
    table = table[COLUMNS]
    return table.assign(**{name: pd.to_numeric(table[name], errors="coerce").astype("Int64") for name in NUMBERS})


def _column_faults(table: pd.DataFrame) -> list[str]:
    missing = [name for name in COLUMNS if name not in table]
    unknown = [str(name) for name in table if name not in COLUMNS]
    faults = [f"lacks column(s) {listed(missing, 20)}"] if missing else []
    if unknown:
        faults.append(f"has unknown column(s) {listed(unknown)}")
    if faults:
        faults[-1] += f"; the columns are {listed(COLUMNS, 20)}"
    return faults


def _row_faults(table: pd.DataFrame) -> list[str]:
    rows = zip(*(table[name].tolist() for name in COLUMNS), strict=True)
    first, faults = 2, []  # the header is line 1
    while part := [dict(zip(COLUMNS, row, strict=True)) for row in islice(rows, ROWS_IN_ONE_GO)]:
        faults += _faults(part, first)
        first += len(part)
    return faults


def _faults(rows: list[dict[str, str]], first: int) -> list[str]:
    """Faults of some rows, the first of which stands in line ``first``."""
    try:
        ROWS.validate_python(rows)
    except ValidationError as error:
        faults = [(int(e["loc"][0]) + first, str(e["loc"][1]), e) for e in error.errors()]
        return [
            f"line {line}, {column} {e['input']!r}: {_told(e['type'], column, e['msg'])}" for line, column, e in faults
        ]
    return []


def value_fault(column: str, value: str) -> str:
    """What is allowed in a column, if a value is not; else empty.

    Examples
    --------
    >>> value_fault("date", "20180132"), value_fault("date", "2018-01-31")
    ('must be a real YYYY, YYYY-MM or YYYY-MM-DD, or empty', '')
    """
    try:
        ManifestRow.__pydantic_validator__.validate_assignment(ManifestRow.model_construct(), column, value)
    except ValidationError as error:
        fault = error.errors()[0]
        return _told(fault["type"], column, fault["msg"])
    return ""


def _told(kind: str, column: str, message: str) -> str:
    """What is allowed, in words of the table rather than of the checking library."""
    if kind == "literal_error":
        return f"must be one of {listed(get_args({'level': Level, 'genre': Genre}[column]), 20)}"
    allowed = {
        "report_id": "letters, digits, '.', '_' and '-' only",
        "date": "must be a real YYYY, YYYY-MM or YYYY-MM-DD, or empty",
        "year": "must be four digits or empty",
        "sha256": "must be 64 hexadecimal digits",
    }
    return allowed.get(column, re.sub("^Value error, ", "", message))


def _duplicates(table: pd.DataFrame) -> list[str]:
    return [
        f"{column} {value!r} stands {count} times"
        for column in ("report_id", "file")
        for value, count in table[column].value_counts().items()
        if count > 1
    ]


def _years(table: pd.DataFrame) -> list[str]:
    """Rows whose year is not that of their date."""
    wrong = (table["date"] != "") & (table["year"] != "") & (table["date"].str[:4] != table["year"])
    return [f"{row.report_id}: year {row.year} is not that of its date {row.date}" for row in table[wrong].itertuples()]


def write_manifest(folder: Path, table: pd.DataFrame) -> None:
    """Write ``reports.csv`` whole: rows as they stand, columns in the fixed order, LF line ends."""
    write_text(folder / "reports.csv", table[COLUMNS].to_csv(index=False, lineterminator="\n"))

"""The manifest of a collection, ``reports.csv``: read, checked whole, written whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from baogao.corpus.tabular.columns import is_nothing, stated_day, value_as_meant
from baogao.corpus.words.genres import Genre
from baogao.errors import CorpusError
from baogao.tables import (
    BOM,
    Fault,
    columns_of,
    is_utf8,
    read_rows,
    read_strings,
    real_date,
    write_rows,
)

Level = Literal["central", "province", "city", "county", "unknown"]
Whether = Literal["yes", "no", ""]
Version = Literal["as-delivered", "printed", "amended", "abridged", "unknown"]
WHOLE = re.compile(r"(?<=\d)\.0+$")  # behind a whole number, as pandas and Excel may write it
LATER = {"title_in_text": "", "version": "unknown", "n_han": ""}  # columns that manifests had not from the first


def _path_inside(file: str) -> str:
    if not file or Path(file).is_absolute() or ".." in Path(file).parts:
        raise ValueError
    return file


Digits = Annotated[str, Field(pattern=r"^[0-9]{0,9}$", description="a count of at most nine digits, or empty")]


class ManifestRow(BaseModel):
    """What one row of ``reports.csv`` may hold; empty means the report does not say."""

    model_config = ConfigDict(extra="forbid")

    report_id: str = Field(pattern=r"^[\w.-]+$", description="letters, digits, '.', '_' and '-' only")
    title: str
    title_in_text: Whether
    date: Annotated[str, AfterValidator(real_date)] = Field(
        pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", description="a real YYYY, YYYY-MM or YYYY-MM-DD, or empty"
    )
    year: str = Field(pattern=r"^([0-9]{4})?$", description="four digits, or empty")
    region: str
    level: Level
    genre: Genre
    subgenre: str
    issuer: str
    outlet: str
    version: Version
    n_chars: Digits
    n_han: Digits
    n_sentences: Digits
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="64 hexadecimal digits")
    file: Annotated[str, AfterValidator(_path_inside)] = Field(description="a path that stays inside the texts folder")
    source: str
    licence: str


COLUMNS = columns_of(ManifestRow)
NUMBERS = ["year", "n_chars", "n_han", "n_sentences"]
WORDS = ["title", "date", "region", "subgenre", "issuer", "outlet", "source", "licence"]
CHOSEN = ["level", "genre", "version"]  # columns of a few values, which people write in Chinese as well


def read_manifest(folder: Path) -> pd.DataFrame:
    """Read the manifest of the collection in a folder.

    Returns
    -------
    pandas.DataFrame
        One row a report with the columns of ``reports.csv``. ``year``, ``n_chars``
        (characters of the report, white space and page furniture aside), ``n_han`` (Chinese
        characters of them) and ``n_sentences`` are nullable integers, all else strings; what is
        not known is missing or the empty string, or ``unknown``. ``version`` is what was read out
        (as-delivered), the text printed then, one amended after debate, or an abridged one.
        ``title_in_text`` (yes, no) is whether the text holds its title: a count with the title differs
        from one without it by what the title says. A manifest without the columns ``title_in_text``,
        ``version`` and ``n_han`` reads as if it did not know.

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
    unique = ("report_id", "file")
    table = read_rows(path, ManifestRow, unique=unique, check=_other_years, mend=_as_meant, filled=LATER)
    if table.empty:
        raise CorpusError(f"{path}: lists no report; add rows with `baogao import`.")
    return table.assign(**{name: pd.to_numeric(table[name], errors="coerce").astype("Int64") for name in NUMBERS})


def _as_meant(table: pd.DataFrame) -> pd.DataFrame:
    """The table as Excel saved it: no empty rows or columns of one's own, dates in ISO form, Chinese values as ours."""
    table = table[(table != "").any(axis=1)].reset_index(drop=True)
    if set(COLUMNS) - set(table) - set(LATER):
        return table  # a column is absent: perhaps another bears its name
    table = table.assign(**{name: table[name].map(_known) for name in WORDS})
    as_iso = table["date"].map(lambda cell: stated_day(cell) or cell)
    in_english = {name: table[name].map(partial(value_as_meant, name)) for name in CHOSEN if name in table}
    whole = {name: table[name].str.replace(WHOLE, "", regex=True) for name in NUMBERS if name in table}
    table = table[[name for name in COLUMNS if name in table]].assign(date=as_iso, **whole, **in_english)
    if "version" in table:  # an empty cell says what a missing column does
        table["version"] = table["version"].replace("", LATER["version"])
    return table


def _known(value: str) -> str:
    """A cell without blanks around it; empty where it says that nothing is known (#N/A, a stroke)."""
    return "" if is_nothing(value) else value.strip()


def own_columns(folder: Path) -> list[str]:
    """Columns of a manifest that are none of baogao's: they are passed over, and stay in the table."""
    return [str(name) for name in read_strings(folder / "reports.csv", by_hand=True) if name not in COLUMNS]


def _other_years(table: pd.DataFrame) -> Iterator[Fault]:
    """Rows whose year is not that of their date."""
    wrong = (table["date"] != "") & (table["year"] != "") & (table["date"].str[:4] != table["year"])
    yield from (Fault(row, "year", f"is not that of its date {table['date'][row]}") for row in table.index[wrong])


def write_manifest(folder: Path, table: pd.DataFrame) -> None:
    """Write ``reports.csv`` whole: rows as they stand, columns in the fixed order, columns of one's own behind them.

    A new table has the mark by which Excel knows its encoding; one that is there keeps it, or its absence.
    """
    path, table = folder / "reports.csv", table[COLUMNS].reset_index(drop=True)
    if not path.is_file():
        write_rows(path, table, mark=True)
        return
    before = read_strings(path, by_hand=True)
    if (own := [name for name in before if name not in COLUMNS]) and "report_id" in before:
        notes = before.drop_duplicates("report_id").set_index("report_id")[own]
        table = table.join(notes, on="report_id")
    mark = path.read_bytes().startswith(BOM.encode("utf-8")) or not is_utf8(path)
    write_rows(path, table, mark=mark)

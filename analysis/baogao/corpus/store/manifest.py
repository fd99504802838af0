"""The manifest of a collection, ``reports.csv``: read, checked whole, written whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from baogao.corpus.words.genres import Genre
from baogao.errors import CorpusError
from baogao.tables import Fault, columns_of, read_rows, real_date, write_rows

Level = Literal["central", "province", "city", "county", "unknown"]
Version = Literal["as-delivered", "printed", "amended", "abridged", "unknown"]
LATER = {"version": "unknown", "n_han": ""}  # columns that manifests had not from the first


def _path_inside(file: str) -> str:
    if not file or Path(file).is_absolute() or ".." in Path(file).parts:
        raise ValueError
    return file


Digits = Annotated[str, Field(pattern=r"^[0-9]*$", description="digits, or empty")]


class ManifestRow(BaseModel):
    """What one row of ``reports.csv`` may hold; empty means the report does not say."""

    model_config = ConfigDict(extra="forbid")

    report_id: str = Field(pattern=r"^[\w.-]+$", description="letters, digits, '.', '_' and '-' only")
    title: str
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
        A manifest without the columns ``version`` and ``n_han`` reads as if it did not know.

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
    table = read_rows(path, ManifestRow, unique=("report_id", "file"), check=_other_years, filled=LATER)
    if table.empty:
        raise CorpusError(f"{path}: lists no report; add rows with `baogao import`.")
    return table.assign(**{name: pd.to_numeric(table[name], errors="coerce").astype("Int64") for name in NUMBERS})


def _other_years(table: pd.DataFrame) -> Iterator[Fault]:
    """Rows whose year is not that of their date."""
    wrong = (table["date"] != "") & (table["year"] != "") & (table["date"].str[:4] != table["year"])
    yield from (Fault(row, "year", f"is not that of its date {table['date'][row]}") for row in table.index[wrong])


def write_manifest(folder: Path, table: pd.DataFrame) -> None:
    """Write ``reports.csv`` whole: rows as they stand, columns in the fixed order, LF line ends."""
    write_rows(folder / "reports.csv", table[COLUMNS])

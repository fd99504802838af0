"""One checked reader for every CSV and TSV table: all faults in one line, each with its place and what is allowed."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as day
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import pandas as pd
from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError

from baogao.arguments import shown
from baogao.errors import CorpusError, TableError, listed
from baogao.files import write_text

FilledIn = Annotated[str, Field(min_length=1, description="filled in")]
Words = Annotated[str, Field(min_length=2, description="two characters or more")]
Count = Annotated[str, Field(pattern="^[0-9]+$", description="a count")]

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without this mark of UTF-8, Excel in Chinese reads a table as GBK
SEPARATORS = ",;\t"  # a comma, where there is none
SEPARATOR_STATED = re.compile(r"sep=([,;\t|])[,;\t|]*", re.IGNORECASE)  # above a table, for Excel
QUOTED: Literal[0] = 0
UNQUOTED: Literal[3] = 3
VALUES_IN_ONE_GO = 10_000  # more are not faster, and a quarter of a million faults would fill half a gigabyte
MOST_COUNTED = 2**31 - 1  # what a count of a feature table can hold; sums of these do not wrap round
SHOWN = 5  # faults of a table that are shown one by one


def real_date(date: str) -> str:
    """The date itself, if it is empty or a year, month or day of the calendar; else `ValueError`."""
    if len(date) > 4:
        day.fromisoformat(date if len(date) == 10 else f"{date}-01")
    return date


PartialDate = Annotated[
    str,
    AfterValidator(real_date),
    Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="a real YYYY, YYYY-MM or YYYY-MM-DD"),
]


class Fault(NamedTuple):
    """A cell that holds what it must not: its row, counted from 0, its column, and what the column allows."""

    row: int
    column: str
    allowed: str


def read_rows(
    path: Path,
    model: type[BaseModel] | Sequence[str],
    *,
    unique: Sequence[str | tuple[str, ...]] = (),
    check: Callable[[pd.DataFrame], Iterable[Fault]] | None = None,
    mend: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    may_be_absent: bool = False,
    filled: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Read a UTF-8 table, every cell a string and empty where the table says nothing, and check it whole.

    Parameters
    ----------
    path : pathlib.Path
        A ``.csv`` table, or one parted by tabs in which nothing is quoted.
    model : type of pydantic.BaseModel, or sequence of str
        A field a column. Its annotation is checked; its ``description`` says in words what is
        allowed (``Literal`` says it by itself). Plain names are columns that allow any string.
    unique : sequence of str or tuple of str
        Columns, or groups of columns, of which no two rows hold the same.
    check : callable, optional
        Finds faults that no single cell shows; it takes the table and gives `Fault`.
    mend : callable, optional
        For a table that people edit in Excel or WPS, which may save it as GB18030: takes the table as it was
        read, every cell a string, and gives it as it is meant, before it is checked.
    may_be_absent : bool
        Whether a file that is not there is a table without rows.
    filled : mapping of str to str, optional
        Columns that a table may lack, as older ones do, and what they hold then.

    Returns
    -------
    pandas.DataFrame
        The columns of the model, in its order.

    Raises
    ------
    CorpusError
        In one line: the file cannot be read, columns are missing or unknown, or cells are
        faulty, with line, column, value and what is allowed.
    """
    names = columns_of(model) if isinstance(model, type) else list(model)
    if may_be_absent and not path.is_file():
        return pd.DataFrame(columns=names)
    table = mend(read_strings(path, by_hand=True)) if mend else read_strings(path)
    table = table.assign(**{name: value for name, value in (filled or {}).items() if name not in table})
    faults = _column_faults(table, names)
    if not faults:
        table = table[names]
        cells = _cell_faults(table, model) if isinstance(model, type) else ()
        every = [*cells, *_repeated(table, unique), *(check(table) if check else ())]
        faults = [
            f"line {row + 2}, {column} {shown(table[column].iloc[row])}: {allowed}"
            for row, column, allowed in sorted(every, key=lambda fault: fault.row)
        ]
    if faults:
        raise CorpusError(f"{path}: {listed(faults, SHOWN)}. Mend the table and try again.")
    return table


def read_strings(path: Path, *, by_hand: bool = False) -> pd.DataFrame:
    """Read a table of any columns, every cell a string, also as Excel may save it (`by_hand`); see `read_rows`.

    Raises
    ------
    CorpusError
        If the file is absent, or no such table.
    """
    is_csv = path.suffix == ".csv"
    sep, quoting = (",", QUOTED) if is_csv else ("\t", UNQUOTED)
    encoding, above = "utf-8", 0
    try:
        if by_hand:
            encoding, sep, above = _saved_as(path)
        table = pd.read_csv(
            path, sep=sep, quoting=quoting, dtype=str, keep_default_na=False, encoding=encoding, skiprows=above
        )
        if not isinstance(table.index, pd.RangeIndex):  # pandas takes the cell too many for an index
            raise ValueError("line 2 has more cells than there are columns")
    except FileNotFoundError:
        raise CorpusError(f"{path}: there is no such file; name a table that is there.") from None
    except (OSError, ValueError) as error:
        kind, reason = "CSV" if is_csv else "TSV", str(error).splitlines()[0]
        raise CorpusError(f"{path}: cannot be read as a UTF-8 {kind} table ({reason}); save it as one.") from None
    return table


def read_json(path: Path, remedy: str) -> dict[str, Any]:
    """Read a JSON object; `CorpusError` with the `remedy` if the file holds none.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.json").write_text('{"a": 1}')
    ...     read_json(Path(folder, "a.json"), "restore it")
    {'a': 1}
    """
    try:
        content = json.loads(read_utf8(path, remedy))
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{path}: is no JSON ({error}); {remedy}.") from None
    if not isinstance(content, dict):
        raise CorpusError(f"{path}: is JSON, but no object; {remedy}.")
    return content


def read_utf8(path: Path, remedy: str) -> str:
    """The text of a file of ours; `CorpusError` with the `remedy` if it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 ({error}); {remedy}.") from None


def read_names(path: Path) -> list[str]:
    """Names that a list holds, parted by white space; `CorpusError` if it is no UTF-8.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "tables.txt").write_text("passages hits")
    ...     read_names(Path(folder, "tables.txt"))
    ['passages', 'hits']
    """
    try:
        return path.read_text(encoding="utf-8-sig").split()
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is no UTF-8 list of names; save it as UTF-8, one name a line.") from None


def require_counts(values: pd.Series[Any], name: str) -> None:
    """Raise `TableError` unless all of a column are whole numbers from 0 to `MOST_COUNTED`.

    Examples
    --------
    >>> require_counts(pd.Series([3, 0]), "counts")
    >>> require_counts(pd.Series([3, -1]), "counts")
    Traceback (most recent call last):
    baogao.errors.TableError: counts: -1 is no count; a count is a whole number from 0 to 2147483647.
    """
    if values.empty:
        return
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    whole = values.between(0, MOST_COUNTED) & (values % 1 == 0) if is_number else pd.Series(False, values.index)
    faulty = values[~whole.fillna(False).astype(bool)]
    if len(faulty):
        some = listed(faulty.drop_duplicates(), SHOWN)
        raise TableError(f"{name}: {some} is no count; a count is a whole number from 0 to {MOST_COUNTED}.")


def _saved_as(path: Path) -> tuple[str, str, int]:
    """Encoding and separator of a CSV table that a program such as Excel saved, and lines above it (``sep=,``)."""
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8" if is_utf8(path) else "gb18030"
    first = content.decode(encoding, "ignore").removeprefix(BOM).split("\n", 1)[0].strip("\r")
    if stated := SEPARATOR_STATED.fullmatch(first):
        return encoding, stated[1], 1
    return encoding, max(SEPARATORS, key=first.count), 0


def is_utf8(path: Path) -> bool:
    """Whether a file is UTF-8 from its first byte to its last."""
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def write_rows(path: Path, table: pd.DataFrame, *, mark: bool = False) -> None:
    """Write a table as CSV, whole or not at all: rows as they stand, LF line ends; with the `mark` that Excel needs."""
    write_text(path, (BOM if mark else "") + table.to_csv(index=False, lineterminator="\n"))


def columns_of(model: type[BaseModel]) -> list[str]:
    """Columns of the tables that a model checks, in order."""
    return [field.alias or name for name, field in model.model_fields.items()]


def value_fault(model: type[BaseModel], column: str, value: str) -> str:
    """What is allowed in a column, if a value is not; else empty."""
    checks = _checks(model)
    return checks[column][1] if column in checks and _refused(checks[column][0], [value]) else ""


def _column_faults(table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    missing = [name for name in names if name not in table]
    unknown = [name for name in table if name not in names]
    faults = [f"lacks column(s) {listed(missing, 20)}"] if missing else []
    faults += [f"has unknown column(s) {listed(unknown)}"] if unknown else []
    return [*faults[:-1], f"{faults[-1]}; the columns are {listed(names, 20)}"] if faults else []


def _cell_faults(table: pd.DataFrame, model: type[BaseModel]) -> Iterator[Fault]:
    """Cells that a column does not allow; each distinct value of a column is checked once."""
    for column, (adapter, allowed) in _checks(model).items():
        numbers, values = pd.factorize(table[column])
        refused = _refused(adapter, values.tolist())
        if refused:
            yield from (Fault(row, column, allowed) for row, number in enumerate(numbers) if number in refused)


def _refused(adapter: TypeAdapter[Any], values: list[str]) -> set[int]:
    """Positions of the values that an adapter for lists does not allow."""
    refused: set[int] = set()
    for start in range(0, len(values), VALUES_IN_ONE_GO):
        try:
            adapter.validate_python(values[start : start + VALUES_IN_ONE_GO])
        except ValidationError as error:
            refused |= {start + int(fault["loc"][0]) for fault in error.errors(include_url=False)}
    return refused


@cache
def _checks(model: type[BaseModel]) -> dict[str, tuple[TypeAdapter[Any], str]]:
    """For each column that does not allow every string, what checks a list of its values, and what it allows."""
    checks = {}
    for name, field in model.model_fields.items():
        if field.annotation is not str or field.metadata:
            one: Any = Annotated[(field.annotation, field.description, *field.metadata)]
            is_choice = get_origin(field.annotation) is Literal
            choices = f"one of {listed(get_args(field.annotation), 20)}" if is_choice else field.description
            checks[field.alias or name] = TypeAdapter(list[one]), f"must be {choices}"
    return checks


def _repeated(table: pd.DataFrame, unique: Iterable[str | tuple[str, ...]]) -> Iterator[Fault]:
    """Rows that hold in some columns what a row above them holds."""
    for group in unique:
        columns = [group] if isinstance(group, str) else list(group)
        firsts: dict[tuple[str, ...], int] = {}
        for row in table.index[table.duplicated(columns, keep=False)]:
            first = firsts.setdefault(tuple(table.loc[row, columns]), row)
            if first != row:
                beside = f" with its {listed(columns[1:])}" if columns[1:] else ""
                yield Fault(row, columns[0], f"stands in line {first + 2} already{beside}")

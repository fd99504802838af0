"""The errors a user can meet: each is one line that says what, where, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Iterable


class BaogaoError(Exception):
    """Anything that baogao refuses; the command line prints it as one line and exits with 2."""


class CorpusError(BaogaoError):
    """A file, manifest or lexicon cannot be used as it stands."""


class SettingError(BaogaoError):
    """An argument asks for something that does not exist or cannot be done."""


class TableError(BaogaoError):
    """A table lacks columns, or its columns hold what they must not."""


def listed(values: Iterable[object], most: int = 8) -> str:
    """Join values for a message, cut after ``most`` of them.

    Examples
    --------
    >>> listed(["year", "region"])
    'year, region'
    >>> listed(range(10), most=2)
    '0, 1 and 8 more'
    """
    items = [str(value) for value in values]
    rest = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + rest


def require_columns(table: object, columns: Iterable[str], name: str) -> None:
    """Raise `TableError` naming every column of ``columns`` that ``table`` lacks.

    Parameters
    ----------
    table : pandas.DataFrame
        The table to look at.
    columns : iterable of str
        Columns it must have.
    name : str
        What the table is called in the message.

    Raises
    ------
    TableError
        If at least one column is missing.
    """
    have = list(getattr(table, "columns", []))
    missing = [column for column in columns if column not in have]
    if missing:
        raise TableError(f"{name} lacks column(s) {listed(missing)}; it has {listed(have, 20)}.")

"""The errors a user can meet: each is one line that says what, where, what is allowed and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unicodedata import category

LONGEST = 300  # characters of a value that a message lists
LONG_WORD = re.compile(rf"(\S{{{LONGEST}}})\S+")
UNPRINTABLE = ("Cc", "Cs", "Cf")  # control characters, halves of characters, marks that turn the order of others


class BaogaoError(Exception):
    """Anything that baogao refuses; the command line prints it as one line and exits with 2.

    A word of the message that is too long to be read, such as a value of thousands of characters, is cut.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(LONG_WORD.sub(r"\1…", message))


class CorpusError(BaogaoError):
    """A file, manifest or lexicon cannot be used as it stands."""


class SettingError(BaogaoError):
    """An argument asks for something that does not exist or cannot be done."""


class TableError(BaogaoError):
    """A table lacks columns, or its columns hold what they must not."""


@contextmanager
def from_extra(extra: str) -> Iterator[None]:
    """Import what only an extra of baogao brings; where it is not installed, say how to install it.

    Examples
    --------
    >>> with from_extra("import"):
    ...     import no_such_library
    Traceback (most recent call last):
    baogao.errors.SettingError: no_such_library: is not installed; install it with `pip install "baogao[import]"`.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        if library == "baogao":
            raise
        raise SettingError(f'{library}: is not installed; install it with `pip install "baogao[{extra}]"`.') from None


def printable(text: str) -> str:
    r"""A text as a terminal or table can take it: control characters and halves of characters become U+FFFD.

    Examples
    --------
    >>> printable("a\x1b[31mb\udcb0\n")
    'a�[31mb�\n'
    """
    return "".join("\ufffd" if category(char) in UNPRINTABLE and char not in "\n\t" else char for char in text)


def listed(values: Iterable[object], most: int = 8) -> str:
    """Join values for a message, cut after ``most`` of them, each long one cut as well.

    Examples
    --------
    >>> listed(["year", "region"])
    'year, region'
    >>> listed(range(10), most=2)
    '0, 1 and 8 more'
    """
    items = [text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in map(str, values)]
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

"""Arguments of public functions held against their type hints: a faulty one is refused in one line that names it."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar, get_args, get_origin

from baogao.errors import BaogaoError, SettingError, TableError, listed, printable

P = ParamSpec("P")
R = TypeVar("R")
LONGEST = 40  # characters of a value that a message shows
MOST = 2**63
LONGEST_PATH, LONGEST_NAME = 4096, 255
GROUPS: dict[str, type] = {
    "Sequence": Sequence,
    "Collection": Collection,
    "Iterable": Iterable,
    "Set": Set,
    "Mapping": Mapping,
    "list": list,
    "tuple": tuple,
    "dict": dict,
}
# Classes of libraries, which are not loaded to look at an argument, and those that only type checkers import.
CLASSES = ("DataFrame", "Series", "csr_matrix", "DocumentTermMatrix", "TopicModel", "FittedTopics", "ChosenTopics")
ARRAYS = ("ArrayLike", "NDArray", "Floats", "Rows")
WORDS = {
    "int": "a whole number from 0 to 2^63 - 1",
    "float": "a finite number",
    "bool": "True or False",
    "str": "a text",
    "None": "None",
    "DataFrame": "a table (pandas.DataFrame) without two columns of one name",
    "Path": "a path",
    "AnyCollection": "a collection (its name, its path, or an open one)",
    "Callable": "a function",
}
# What a table or an array with other contents than a measure takes makes a library raise.
UNFIT = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


class Kind(NamedTuple):
    """One of the types of a parameter: its name, and what it holds or takes besides."""

    name: str
    parts: tuple[tuple[Kind, ...], ...] = ()
    names: Mapping[str, Any] = {}


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function with its arguments held against their type hints first.

    Raises
    ------
    SettingError
        When the function is called with an argument of another type, a number that is negative or not finite.

    Examples
    --------
    >>> @checked
    ... def twice(n: int) -> int:
    ...     return 2 * n
    >>> twice(2)
    4
    >>> twice("2")
    Traceback (most recent call last):
    baogao.errors.SettingError: n='2': must be a whole number from 0 to 2^63 - 1.
    """
    signature = inspect.signature(function)
    names = getattr(function, "__globals__", {})
    kinds = {name: kinds_of(str(one.annotation), names) for name, one in signature.parameters.items()}
    variadic = {name for name, one in signature.parameters.items() if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        for name, value in signature.bind(*args, **kwargs).arguments.items():
            if name not in variadic and not _fits(value, kinds[name]):
                allowed = " or ".join(dict.fromkeys(_in_words(kind) for kind in kinds[name]))
                raise SettingError(f"{name}={shown(value)}: must be {allowed}.")
        return function(*args, **kwargs)

    return call


def measure(function: Callable[P, R]) -> Callable[P, R]:
    """A `checked` function over tables and arrays, of which those that hold what it cannot take are refused as well.

    Raises
    ------
    TableError
        When a column is lacking, or holds what the function cannot count with; the error of the library is its cause.
    """
    inner = checked(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return inner(*args, **kwargs)
        except BaogaoError:
            raise
        except UNFIT as error:
            what = f"{type(error).__name__}: {printable(' '.join(str(error).split()))[: 4 * LONGEST]}"
            takes = listed(inspect.signature(function).parameters, 20)
            raise TableError(
                f"{function.__name__}: takes other contents of {takes} ({what}); "
                f"see help({function.__module__}.{function.__name__})."
            ) from error

    return call


def shown(value: object) -> str:
    """A value for a message: its type if it is a table or an array, else as Python writes it, cut.

    Examples
    --------
    >>> shown("普法"), shown(["a"] * 99)
    ("'普法'", "['a', 'a', 'a', 'a', 'a', 'a', 'a', 'a',…")
    """
    if not isinstance(value, str | int | float | bytes | list | tuple | dict | set | None | Path):
        return type(value).__name__
    if isinstance(value, str | bytes | list | tuple):
        value = value[: LONGEST + 1]
    text = printable(repr(value).replace("\n", " "))
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def require_path(path: str | Path, name: str) -> Path:
    r"""The path itself, if a file system can take it; else `SettingError` that names the argument.

    Examples
    --------
    >>> require_path("a\0b", "source")
    Traceback (most recent call last):
    baogao.errors.SettingError: source='a\x00b': must be a path; a name in it has 1 to 255 bytes, none of them 0.
    """
    if not isinstance(path, str | Path) or not path or not _can_be(str(path)):
        raise SettingError(f"{name}={shown(path)}: must be a path; a name in it has 1 to 255 bytes, none of them 0.")
    return Path(path)


def _can_be(path: str) -> bool:
    names = path.encode("utf-8", "surrogateescape").split(b"/")
    return "\0" not in path and len(path) < LONGEST_PATH and max(map(len, names)) <= LONGEST_NAME


def kinds_of(annotation: str, names: Mapping[str, Any]) -> tuple[Kind, ...]:
    """The types that an annotation allows; ``names`` are those of the module, in which aliases are looked up.

    Examples
    --------
    >>> [kind.name for kind in kinds_of("str | Sequence[str] | None", {})]
    ['str', 'Sequence', 'None']
    """
    return tuple(_kinds(ast.parse(annotation, mode="eval").body, names))


def _kinds(node: ast.expr, names: Mapping[str, Any]) -> list[Kind]:
    if isinstance(node, ast.BinOp):
        return [*_kinds(node.left, names), *_kinds(node.right, names)]
    if isinstance(node, ast.Subscript):
        (outer,) = _kinds(node.value, names)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        is_group = outer.name in GROUPS
        return [outer._replace(parts=tuple(tuple(_kinds(part, names)) for part in parts) if is_group else ())]
    if isinstance(node, ast.Attribute):
        return [Kind(node.attr)]
    return [Kind(str(node.id if isinstance(node, ast.Name) else getattr(node, "value", "")), names=names)]


def _fits(value: object, kinds: Sequence[Kind]) -> bool:
    return any(_is_of(value, kind) for kind in kinds)


def _is_of(value: object, kind: Kind) -> bool:
    """Whether a value is of a type; of types that are not known here, whatever it is."""
    name = kind.name
    if name == "None":
        return value is None
    if name == "bool":
        return type(value).__name__ in ("bool", "bool_")
    if name == "int":
        return isinstance(value, Integral) and not isinstance(value, bool) and 0 <= int(value) < MOST
    if name == "float":
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    if name == "Path":
        return isinstance(value, Path) and _can_be(str(value))
    if name == "Callable":
        return callable(value)
    if name in ARRAYS:
        return _is_array(value)
    if name in GROUPS:
        return _is_group(value, kind)
    if name in CLASSES:
        return any(one.__name__ == name for one in type(value).__mro__) and not _has_twins(value)
    known = str if name == "str" else kind.names.get(name)
    if get_origin(known) is Literal:
        return isinstance(value, str)  # which one it must be, the function says
    if isinstance(known, UnionType) and all(isinstance(part, type) for part in get_args(known)):
        return isinstance(value, known)
    return isinstance(value, known) if isinstance(known, type) and known is not Any else True


def _is_array(value: object) -> bool:
    """Whether a value is an array or a list of numbers or names, of one length in each dimension."""
    import numpy as np

    if value is None or isinstance(value, str | bytes | Mapping | Set):
        return False
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return False
    if array.dtype.kind in "biufUM":
        return True
    return array.dtype.kind == "O" and array.ndim > 0 and all(isinstance(one, str | None) for one in array.flat)


def _is_group(value: object, kind: Kind) -> bool:
    """Whether a value is a collection of what it may hold; a text is none, though it could be read letter by letter."""
    if isinstance(value, str | bytes) or not isinstance(value, GROUPS[kind.name]):
        return hasattr(value, "dtype") and hasattr(value, "__len__") and kind.name in ("Sequence", "Collection")
    if not kind.parts or not isinstance(value, Sequence | Set | Mapping):  # what is read once is not read here
        return True
    if isinstance(value, Mapping):
        return len(kind.parts) < 2 or all(_fits(k, kind.parts[0]) and _fits(v, kind.parts[1]) for k, v in value.items())
    return all(_fits(each, kind.parts[0]) for each in value)


def _has_twins(value: object) -> bool:
    columns = getattr(value, "columns", None)
    return columns is not None and not columns.is_unique


def _in_words(kind: Kind) -> str:
    if kind.name in GROUPS and kind.parts:
        inner = " or ".join(dict.fromkeys(_in_words(part) for part in kind.parts[-1]))
        return f"{'an' if kind.name[0] in 'AEIOU' else 'a'} {kind.name.lower()} (each {inner})"
    if kind.name in ARRAYS:
        return "an array of numbers"
    return WORDS.get(kind.name, f"a {kind.name}")

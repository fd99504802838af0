"""JSON of any shape to records: a list, lists below keys, records by id or page, one object a line; and their cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from baogao.corpus.tabular.cells import cell
from baogao.corpus.tabular.columns import is_headed
from baogao.errors import CorpusError, listed

LEAST_TEXT = 100  # characters of a value that is the text of a record
MOST_KEYS = 4  # levels of a JSON object above the list of records
MIDNIGHT, CHINA = "T16:00:00", "+08:00"  # midnight in China as databases store it, in the zone of Greenwich


def records_of(text: str) -> Iterator[dict[str, Any] | str | None]:
    """Objects of a file; a string says what is wrong with a line, and None that it is blank.

    Examples
    --------
    >>> list(records_of('{"2020": {"text": "a"}, "2021": {"text": "b"}}'))
    [{'text': 'a'}, {'text': 'b'}]
    """
    text = text.strip()
    try:
        whole = _loaded(text)
    except (ValueError, RecursionError) as error:
        if text.startswith("["):
            raise CorpusError(f"is no JSON list ({error}); mend it.") from None
        if "\n" not in text or text.split("\n", 1)[0].strip() in ("{", "["):  # one object, and no JSON lines
            raise CorpusError(f"is no JSON object ({error}); mend it.") from None
    else:
        yield from (record if isinstance(record, dict) else "a value without keys" for record in _listed_in(whole))
        return
    for line in text.split("\n"):
        try:
            record = _loaded(line or "null")
        except (ValueError, RecursionError) as error:
            yield str(error)
            continue
        yield record if isinstance(record, dict) or record is None else "a value without keys"


def _loaded(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that stands twice with two values only one would be left."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made and made[key] != value:
            raise ValueError(f"an object has two values for its key {key}; keep one")
        made[key] = value
    return made


def _listed_in(value: Any, levels: int = MOST_KEYS) -> list[Any]:
    """The records of a JSON value: its list, the objects below its keys that are alike, or itself alone.

    Alike are those that have the key under which the longest value stands: the text.
    """
    if records := _of_table(value):
        return list(records)
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    own = [_written(one) for one in value.values()]
    if not levels or any(isinstance(one, str) and len(one) > LEAST_TEXT for one in value.values()):
        return [value]
    inner = [_listed_in(one, levels - 1) for one in map(_unwrapped, value.values()) if isinstance(one, (dict, list))]
    lists = [records for records in inner if records and all(isinstance(record, dict) for record in records)]
    longest = _longest(record for records in lists for record in records)
    if not longest or max(map(len, own)) > max(longest.values()):
        return [value]
    key_of_text = max(longest, key=longest.__getitem__)
    return [record for records in lists if any(key_of_text in record for record in records) for record in records]


def _of_table(value: Any) -> list[dict[str, Any]]:
    """Records of a table that is stored as lists, of its columns or rows, with headings that are known; else none.

    Examples
    --------
    >>> _of_table({"title": ["a", "b"], "text": ["c", "d"]})
    [{'title': 'a', 'text': 'c'}, {'title': 'b', 'text': 'd'}]
    >>> _of_table([["title", "text"], ["a", "c"]]), _of_table({"text": ["c", "d"]})
    ([{'title': 'a', 'text': 'c'}], [])
    """
    if isinstance(value, dict) and {"columns", "data"} <= set(value):  # as pandas writes ("split")
        value = [value["columns"], *value["data"]] if isinstance(value["data"], list) else []
    if isinstance(value, dict):
        columns = [_plain_list(column) for column in value.values()]
        header, lengths = list(value), {len(column) for column in columns}
        rows = [list(row) for row in zip(*columns, strict=True)] if len(lengths) == 1 else []
    elif (
        isinstance(value, list) and value and all(isinstance(row, list) and len(row) == len(value[0]) for row in value)
    ):
        header, rows = value[0], value[1:]
    else:
        return []
    if not all(isinstance(one, str) for one in header) or not is_headed(header):
        return []
    if any(len(row) != len(header) for row in rows):
        return []
    return [dict(zip(header, row, strict=True)) for row in rows]


def _plain_list(column: Any) -> list[Any]:
    """The values of a column, a list or an object by number; none where they are no plain values."""
    values = list(column.values()) if isinstance(column, dict) else column if isinstance(column, list) else []
    return [] if any(isinstance(one, (list, dict)) for one in values) else values


def _longest(records: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Characters of the longest text under each key of some records."""
    longest: dict[str, int] = {}
    for record in records:
        longest |= {key: max(longest.get(key, 0), len(_written(value))) for key, value in record.items()}
    return longest


def _written(value: Any) -> str:
    """The text of a value, or of its paragraphs; nothing of an object."""
    return value if isinstance(value, str) else "".join(map(_written, value)) if isinstance(value, list) else ""


def row_of(record: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    r"""Cells of a record by key, lists of strings as paragraphs; and what the values are that are no text.

    Examples
    --------
    >>> row_of({"date": {"$date": "2020-05-05T16:00:00Z"}, "text": [{"p": "a"}, {"p": "b"}], "x": {"y": 1}})
    ({'date': '2020-05-06', 'text': 'a\nb'}, {'x': 'an object of y'})
    """
    plain = {key: _paragraphs(_unwrapped(value)) for key, value in record.items()}
    row = {key: cell(value) for key, value in plain.items() if not _is_nested(value)}
    others = {
        key: f"a list of {len(value)} values" if isinstance(value, list) else f"an object of {listed(value, 5)}"
        for key, value in plain.items()
        if _is_nested(value)
    }
    return row, others


def _unwrapped(value: Any) -> Any:
    """A value that a database wrapped in its type ($date, $numberLong, $oid); a date is that of China."""
    while isinstance(value, dict) and len(value) == 1 and (kind := next(iter(value))).startswith("$"):
        value = value[kind]
        if kind == "$date" and isinstance(value, str) and value[10:19] == MIDNIGHT and not value.endswith(CHINA):
            value = _day_after(value[:10])
    return value


def _day_after(day: str) -> str:
    from datetime import date, timedelta

    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


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

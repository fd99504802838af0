"""Damages that tables suffer on disks, in editors and in other people's hands: each takes bytes and gives others."""

from __future__ import annotations

import json
import random
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq


def flipped(content: bytes) -> bytes:
    """Twenty bytes anywhere, but always the same ones, are others."""
    rng, changed = random.Random(len(content)), bytearray(content)
    for _ in range(20):
        changed[rng.randrange(len(changed))] ^= rng.randrange(1, 256)
    return bytes(changed)


BYTES = {
    "empty": lambda _: b"",
    "first half": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content[:-8],
    "second half": lambda content: content[len(content) // 2 :],
    "zeros": lambda content: bytes(len(content)),
    "flipped": flipped,
    "doubled": lambda content: content + content,
    "a page of a server": lambda _: b"<html><body>404 Not Found</body></html>",
    "a conflict of versions": lambda content: b"<<<<<<< HEAD\n" + content + b"\n=======\n>>>>>>> main\n",
    "a pointer": lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n",
}


def _written(table: pa.Table) -> bytes:
    file = BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def _changed(edit):
    return lambda content: _written(edit(pq.read_table(BytesIO(content))))


def _first_number(table: pa.Table) -> int:
    kinds = enumerate(table.schema.types)
    return next(place for place, kind in kinds if pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _with_numbers(number, kind: pa.DataType):
    """The table with one number in all rows of its first column of numbers, of another type."""

    def edit(table: pa.Table) -> pa.Table:
        place = _first_number(table)
        return table.set_column(place, table.schema.names[place], pa.array([number] * len(table), kind))

    return _changed(edit)


def _nothing(table: pa.Table) -> pa.Table:
    return table.set_column(0, table.schema.names[0], pa.nulls(len(table), table.schema.types[0]))


PARQUET = BYTES | {
    "a column less": _changed(lambda table: table.drop_columns(table.schema.names[-1:])),
    "a column more": _changed(lambda table: table.append_column("note", pa.nulls(len(table), pa.string()))),
    "another name of a column": _changed(lambda table: table.rename_columns(["id_", *table.schema.names[1:]])),
    "numbers as text": _with_numbers("12", pa.string()),
    "infinite numbers": _with_numbers(float("inf"), pa.float32()),
    "numbers beyond 2^63": _with_numbers(2**63 + 1, pa.uint64()),
    "negative numbers": _with_numbers(-1, pa.int32()),
    "ids that are missing": _changed(_nothing),
    "a row twice": _changed(lambda table: pa.concat_tables([table, table.slice(0, 1)])),
    "no row": _changed(lambda table: table.slice(0, 0)),
}
JSON = BYTES | {
    name: lambda _, text=text: text.encode()
    for name, text in {
        "a number": "1",
        "nothing": "null",
        "a list": "[]",
        "an empty object": "{}",
        "nested deep": "[" * 100_000,
        "no number": '{"tables": NaN, "figures": NaN}',
        "lists of text": '{"tables": ["hits"], "figures": ["slogan-heatmap"]}',
        "entries of text": '{"tables": {"hits": "x"}, "figures": {"slogan-heatmap": "x"}}',
        "entries without hashes": '{"tables": {"hits": {}}, "figures": {"slogan-heatmap": {}}}',
        "paths": json.dumps({
            "tables": {"../../x": {"rows": 1, "sha256": "0"}},
            "figures": {"x": {"collection": "sample", "inputs": {}, "files": {"../../x": "0"}}},
        }),
    }.items()
}  # fmt: skip


def _in_row(column: bytes, value: bytes):
    """The table with a value of a column of its second line replaced; no cell before it may hold a comma."""

    def edit(content: bytes) -> bytes:
        lines = content.split(b"\n")
        place = lines[0].removeprefix(b"\xef\xbb\xbf").strip().split(b",").index(column)
        cells = lines[1].split(b",")
        cells[place] = value
        return b"\n".join([lines[0], b",".join(cells), *lines[2:]])

    return edit


MANIFEST = (
    {name: damage for name, damage in BYTES.items() if name != "without its end"}
    | {  # its end is a licence
        "n_chars beyond 2^63": _in_row(b"n_chars", b"9223372036854775808"),
        "n_chars with a fraction": _in_row(b"n_chars", b"12.5"),
        "n_chars without end": _in_row(b"n_chars", b"inf"),
        "n_sentences below nothing": _in_row(b"n_sentences", b"-3"),
        "a year of five digits": _in_row(b"year", b"20190"),
        "an unknown level": _in_row(b"level", b"empire"),
        "a hash that is none": _in_row(b"sha256", b"0"),
        "a file elsewhere": _in_row(b"file", b"../../../etc/passwd"),
        "half of UTF-16": lambda content: content.decode("utf-8-sig").encode("utf-16")[:-1],
        "a row twice": lambda content: content + content.splitlines()[1] + b"\n",
    }
)

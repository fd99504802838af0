"""Members: texts that lie together in one file, such as a day's headlines in a year's table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from baogao.corpus.text.decoding import read_text
from baogao.corpus.text.tmx import read_pairs
from baogao.errors import CorpusError
from baogao.files import write_text
from baogao.paths import texts_root

MEMBER = re.compile(r"(.+\.(?:tsv|jsonl|tmx|tmx\.xml))#(.+)")  # any other file may have a # in its name
TEXT_FIELDS = ("content", "text")


def file_and_member(file: str) -> tuple[str, str]:
    """Part a manifest's ``file`` into the file and its member; the member is empty for a whole file.

    Examples
    --------
    >>> file_and_member("titles/1946.tsv#1946-10-01"), file_and_member("report #2.txt")
    (('titles/1946.tsv', '1946-10-01'), ('report #2.txt', ''))
    """
    match = MEMBER.fullmatch(file)
    return (match[1], match[2]) if match else (file, "")


def read_member(path: Path, member: str) -> str:
    """Read one text out of a file that holds many; see `read_members`."""
    members = read_members(path)
    if member not in members:
        raise CorpusError(
            f"{path}: holds no member {member!r}; it has {len(members)}, the first {next(iter(members), '')!r}."
        )
    return members[member]


def read_members(path: Path) -> dict[str, str]:
    """Every text of a file that holds many.

    Of a table without header (``.tsv``: key, tab, line), the lines of each key, each once, in the
    order of the file; of JSON lines, the field ``content`` or ``text`` of each by the number of the line, from 1,
    and by each ``date`` the titles and texts of its lines, in the order of the file; of a translation memory
    (``.tmx``), ``zh`` and ``en``: one segment a line, aligned line by line.
    """
    return _members(path, path.stat().st_mtime_ns)


def write_members(path: Path, members: Mapping[str, str]) -> None:
    """Write members of a table without header, beside those that it holds already."""
    every = {**(read_members(path) if path.is_file() else {}), **members}
    write_text(path, "".join(f"{key}\t{line}\n" for key in sorted(every) for line in every[key].split("\n")))


@lru_cache(maxsize=2)  # reports come in the order of the manifest, file by file
def _members(path: Path, _changed: int) -> dict[str, str]:
    if path.name.endswith((".tmx", ".tmx.xml")):
        chinese, english = zip(*read_pairs(path), strict=True)
        return {"zh": "\n".join(chinese), "en": "\n".join(english)}
    numbered = enumerate(read_text(path).split("\n"), 1)
    if path.suffix != ".tsv":
        return _json_members(path, {number: line for number, line in numbered if line.strip()})
    lines: dict[str, dict[str, None]] = {}
    for number, line in numbered:
        key, tab, text = line.partition("\t")
        if line and not tab:
            raise CorpusError(f"{path}: line {number} has no tab; every line must be KEY, tab, text.")
        if text.strip():
            lines.setdefault(key, {})[text.strip()] = None
    return {key: "\n".join(unique) for key, unique in lines.items()}


def _json_members(path: Path, lines: Mapping[int, str]) -> dict[str, str]:
    """The text of each line by its number, and of each date the titles and texts of its lines, one below the other."""
    texts, days = dict[str, str](), dict[str, list[str]]()
    for number, line in lines.items():
        record = _json_record(path, number, line)
        text = next(str(record[field]) for field in TEXT_FIELDS if field in record).replace("\r\n", "\n")
        texts[str(number)] = text
        if date := str(record.get("date", "")):
            days.setdefault(date, []).extend(part for part in (str(record.get("title", "")), text) if part.strip())
    return texts | {date: "\n".join(parts) for date, parts in days.items()}


def _json_record(path: Path, number: int, line: str) -> dict[str, object]:
    with suppress(ValueError):
        record = json.loads(line)
        if isinstance(record, dict) and any(field in record for field in TEXT_FIELDS):
            return record
    raise CorpusError(f"{path}: line {number} is no JSON object with a field content or text.")


def text_path(folder: Path, file: str) -> tuple[Path, str]:
    """Path of one raw text of the collection in ``folder``, which need not exist, and the member of that file.

    A text put in place with `baogao import` comes before one below ``BAOGAO_TEXTS``. The member
    is empty where the text is the whole file.
    """
    name, member = file_and_member(file)
    own = folder / "texts" / name
    return (own if own.is_file() else texts_root() / name), member

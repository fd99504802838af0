"""Listed texts that are members of a table, such as a day's headlines, out of the tables of a public repository."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from baogao.corpus.importing.derived import rows_of
from baogao.corpus.text.decoding import read_text
from baogao.corpus.text.members import file_and_member, read_members
from baogao.errors import CorpusError
from baogao.files import sha256, write_text


def members_in_place(texts: Path, wanted: Mapping[str, str]) -> set[str]:
    """Those of the members (``1946.tsv#1946-10-01``, with their sha256) that stand in their table already."""
    tables = {name: _members(texts / name) for name in {file_and_member(file)[0] for file in wanted}}
    parts = {file: file_and_member(file) for file in wanted}
    return {file for file, (name, key) in parts.items() if sha256(tables[name].get(key, "")) == wanted[file]}


def place_members(texts: Path, wanted: Mapping[str, str], files: Iterable[Path]) -> set[str]:
    """Write members of tables that the CSV tables among some files hold.

    Parameters
    ----------
    texts : pathlib.Path
        Folder of the collection's texts.
    wanted : mapping of str to str
        Members (``1946.tsv#1946-10-01``) and their sha256.
    files : iterable of pathlib.Path
        Files to look into: each row of a CSV table with the member's key in one cell is a
        line of it, its first other cell, once.

    Returns
    -------
    set of str
        The members written. Others that their tables hold already stay.
    """
    files_of: dict[str, list[str]] = defaultdict(list)
    for file in wanted:
        files_of[file_and_member(file)[1]].append(file)
    texts_of: dict[str, str] = {}
    for path in files:
        if len(texts_of) == len(wanted):
            break
        for key, text in _lines_by_key(path, files_of).items():
            texts_of |= {file: text for file in files_of[key] if wanted[file] == sha256(text)}
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for file, text in texts_of.items():
        name, key = file_and_member(file)
        tables[name][key] = text
    for name, members in tables.items():
        _write(texts / name, _members(texts / name) | members)
    return set(texts_of)


def _members(path: Path) -> dict[str, str]:
    return read_members(path) if path.is_file() else {}


def _lines_by_key(path: Path, keys: Collection[str]) -> dict[str, str]:
    """Lines of each key in a CSV table, each once, in the order of the table."""
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    try:
        table = read_text(path) if path.suffix.lower() == ".csv" else ""
    except CorpusError:
        return {}
    for row in rows_of(table):
        key = next((cell for cell in row if cell in keys), None)
        if key is not None and len(row) > 1 and (line := (row[0] if row[0] != key else row[1]).strip()):
            lines[key][line] = None
    return {key: "\n".join(unique) for key, unique in lines.items()}


def _write(path: Path, members: Mapping[str, str]) -> None:
    rows = (f"{key}\t{line}\n" for key, text in sorted(members.items()) for line in text.split("\n"))
    write_text(path, "".join(rows))

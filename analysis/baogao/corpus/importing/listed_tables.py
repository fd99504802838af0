"""Listed texts that are members of a table, such as a day's headlines, out of the tables of a public repository."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from baogao.corpus.importing.derived import rows_of
from baogao.corpus.text.decoding import read_text
from baogao.corpus.text.members import file_and_member, read_members
from baogao.errors import CorpusError
from baogao.files import sha256, write_text


def members_there(texts: Path, wanted: Mapping[str, str]) -> set[str]:
    """Those of the members (``1946.tsv#1946-10-01``, with their sha256) that stand in their table already."""
    tables = {name: texts / name for name in {file_and_member(file)[0] for file in wanted}}
    held = {name: read_members(path) for name, path in tables.items() if path.is_file()}
    return {file for file, digest in wanted.items() if sha256(_member(held, file)) == digest}


def _member(held: Mapping[str, Mapping[str, str]], file: str) -> str:
    name, member = file_and_member(file)
    return held.get(name, {}).get(member, "")


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
        The members found. Others that their tables hold already stay.
    """
    files_of: dict[str, list[str]] = {}
    for file in wanted:
        files_of.setdefault(file_and_member(file)[1], []).append(file)
    found: dict[str, str] = {}
    for path in files:
        if len(found) == len(wanted):
            break
        if path.suffix.lower() == ".csv":
            for key, text in _lines_by_key(path, files_of).items():
                digest = sha256(text)
                found |= {file: text for file in files_of[key] if wanted[file] == digest}
    for name in {file_and_member(file)[0] for file in found}:
        _write(
            texts / name, {file_and_member(f)[1]: text for f, text in found.items() if file_and_member(f)[0] == name}
        )
    return set(found)


def _lines_by_key(path: Path, keys: Collection[str]) -> dict[str, str]:
    """Lines of each key in a CSV table, each once, in the order of the table."""
    lines: dict[str, dict[str, None]] = {}
    try:
        table = read_text(path)
    except CorpusError:
        return {}
    for row in rows_of(table):
        key = next((cell for cell in row if cell in keys), None)
        if key is not None and len(row) > 1 and (line := (row[0] if row[0] != key else row[1]).strip()):
            lines.setdefault(key, {})[line] = None
    return {key: "\n".join(told) for key, told in lines.items()}


def _write(path: Path, members: Mapping[str, str]) -> None:
    held = {**(read_members(path) if path.is_file() else {}), **members}
    rows = (f"{key}\t{line}\n" for key, text in sorted(held.items()) for line in text.split("\n"))
    write_text(path, "".join(rows))

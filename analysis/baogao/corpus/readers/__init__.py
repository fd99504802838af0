"""Files, folders, tables and archives to texts: one `Source` a text, or one that says why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from baogao.corpus.readers.plain import read_plain
from baogao.corpus.readers.source import Source, skipped
from baogao.errors import CorpusError, SettingError

__all__ = ["NOT_REPORTS", "Source", "read_bytes", "read_sources"]

NOT_REPORTS = re.compile(r"(README|LICEN[CS]E)(\..*)?|index.*\.csv|\..*", re.IGNORECASE)
MAX_BYTES = 200_000_000
ALLOWED = "allowed are .txt"


def read_sources(path: Path, *, columns: Mapping[str, str] = {}) -> Iterator[Source]:
    """Every text of a file or a folder."""
    for file, name in _files(path):
        try:
            content = file.read_bytes()
        except OSError as error:
            yield skipped(name, f"cannot be read ({error.strerror or error}).")
            continue
        yield from read_bytes(content, name, columns=columns)


def read_bytes(content: bytes, name: str, *, columns: Mapping[str, str] = {}) -> Iterator[Source]:
    """Every text of one downloaded or unpacked file."""
    try:
        if PurePosixPath(name).suffix.lower() not in (".txt", ".text"):
            raise CorpusError(f"{name}: is of no kind that can be read; {ALLOWED}.")
        yield read_plain(content, name)
    except CorpusError as error:
        yield skipped(name, str(error))


def _files(path: Path) -> list[tuple[Path, str]]:
    """Files to read, with their names relative to the folder."""
    if path.is_file():
        return [(path, path.name)]
    if not path.is_dir():
        raise SettingError(f"{path}: no such file or folder; give a file or a folder of reports.")
    found = sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(NOT_REPORTS.fullmatch(part) for part in file.relative_to(path).parts)
    )
    if not found:
        raise SettingError(f"{path}: holds no report; give a file or a folder of reports.")
    return [(file, file.relative_to(path).as_posix()) for file in found]

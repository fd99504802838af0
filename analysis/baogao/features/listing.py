"""The JSON file beside stored tables: what they were made with, and the rows and SHA-256 of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baogao.errors import CorpusError, listed
from baogao.files import sha256, write_text
from baogao.tables import read_json

NAME = re.compile(r"[\w-]+")


def read_listing(path: Path, remedy: str) -> dict[str, Any]:
    """Read what tables were made with; its ``tables`` lists them.

    Parameters
    ----------
    path : pathlib.Path
        The JSON file.
    remedy : str
        What to do when it cannot be used, for the message.

    Raises
    ------
    CorpusError
        If it is no JSON, lists no tables, or lists one without its rows and SHA-256.
    """
    content = read_json(path, remedy)
    tables = content.get("tables")
    if not isinstance(tables, dict):
        raise CorpusError(f"{path}: lacks its list of tables; {remedy}.")
    faulty = [name for name, entry in tables.items() if not (NAME.fullmatch(name) and _is_entry(entry))]
    if faulty:
        raise CorpusError(f"{path}: does not list {listed(map(repr, faulty))} with rows and sha256; {remedy}.")
    return content


def _is_entry(entry: object) -> bool:
    """Whether this is what a listing says of a table: its number of rows, and its SHA-256."""
    return isinstance(entry, dict) and isinstance(entry.get("rows"), int) and isinstance(entry.get("sha256"), str)


def write_listing(path: Path, settings: Mapping[str, Any], rows: Mapping[str, int], files: Mapping[str, Path]) -> None:
    """Write what tables were made with, and the rows and SHA-256 of each."""
    tables = {name: {"rows": rows[name], "sha256": sha256(file)} for name, file in files.items()}
    content = {**settings, "tables": tables}
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def changed_files(folder: Path, listing: Mapping[str, Any]) -> list[Path]:
    """Tables in a folder that are absent or other than the listing says."""
    digests = {folder / f"{name}.parquet": entry["sha256"] for name, entry in listing.get("tables", {}).items()}
    return [path for path, digest in digests.items() if not path.is_file() or sha256(path) != digest]

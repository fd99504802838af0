"""The JSON file beside stored tables: what they were made with, and the rows and SHA-256 of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baogao.errors import CorpusError
from baogao.files import sha256, write_text


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
        If it is no JSON, or lists no tables.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(f"{path}: is no JSON ({error}); {remedy}.") from None
    if not isinstance(content, dict) or not isinstance(content.get("tables"), dict):
        raise CorpusError(f"{path}: lacks its list of tables; {remedy}.")
    return content


def write_listing(path: Path, settings: Mapping[str, Any], rows: Mapping[str, int], files: Mapping[str, Path]) -> None:
    """Write what tables were made with, and the rows and SHA-256 of each."""
    tables = {name: {"rows": rows[name], "sha256": sha256(file)} for name, file in files.items()}
    content = {**settings, "tables": tables}
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def changed_files(folder: Path, listing: Mapping[str, Any]) -> list[Path]:
    """Tables in a folder that are absent or other than the listing says."""
    digests = {folder / f"{name}.parquet": entry["sha256"] for name, entry in listing.get("tables", {}).items()}
    return [path for path, digest in digests.items() if not path.is_file() or sha256(path) != digest]

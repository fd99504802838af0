"""Where the models of the finder of series are, and their hash: without what loading them takes."""

from __future__ import annotations

from pathlib import Path

from baogao.files import sha256
from baogao.paths import LEXICONS, lexicon_path

FOLDER = LEXICONS / "series"


def series_sha256(folder: Path | None = None) -> str:
    """SHA-256 of the finder's models: of ``MODEL.json``, which lists those of its files; empty where there is none."""
    path = (folder or lexicon_path(FOLDER.name)) / "MODEL.json"
    return sha256(path) if path.is_file() else ""

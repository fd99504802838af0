"""Where the reader's models are, and their hash: told apart from loading them, which takes LightGBM."""

from __future__ import annotations

from pathlib import Path

from baogao.files import sha256
from baogao.paths import LEXICONS, lexicon_path

FOLDER = LEXICONS / "reader"


def models_sha256(folder: Path | None = None) -> str:
    """SHA-256 of a reader: of ``MODEL.json``, which lists those of its files; empty where there is none."""
    path = (folder or lexicon_path(FOLDER.name)) / "MODEL.json"
    return sha256(path) if path.is_file() else ""

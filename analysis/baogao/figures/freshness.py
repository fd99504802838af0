"""What need not be made again: keys of content, kept in the study's ``.cache``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import baogao
from baogao.corpus.study import find_study
from baogao.files import sha256, write_text

EXTRACTION = ("corpus", "language", "features")
ANALYSIS = ("corpus", "language", "features", "measures", "figures")


def content_key(parts: Mapping[str, Any], rooms: tuple[str, ...]) -> str:
    """Key of what something is made from: the parts given, and the source of the rooms that make it."""
    root = Path(baogao.__file__).parent
    sources = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
    code = {path.relative_to(root).as_posix(): sha256(path) for path in sources}
    return sha256(json.dumps({**parts, "code": code}, sort_keys=True, ensure_ascii=False))


def is_fresh(name: str, key: str) -> bool:
    """Whether ``name`` was last made with this key."""
    path = _path(name)
    return path.is_file() and path.read_text(encoding="utf-8") == key


def remember(name: str, key: str) -> None:
    """Note that ``name`` has been made with this key."""
    write_text(_path(name), key)


def _path(name: str) -> Path:
    return find_study() / ".cache" / f"{name}.key"

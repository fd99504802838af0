"""What need not be made again: hashes of what a thing is made from, code included, in the study's ``.cache``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import baogao
from baogao.files import sha256, write_text
from baogao.paths import find_study

EXTRACTION = ("corpus", "language", "features")
ANALYSIS = (*EXTRACTION, "measures", "figures", "study")


def content_key(parts: Mapping[str, Any], rooms: tuple[str, ...]) -> str:
    """Key of what something is made from: the parts given, and the source of the rooms that make it."""
    return sha256(json.dumps({**parts, "code": _code(rooms)}, sort_keys=True, ensure_ascii=False))


def is_fresh(name: str, key: str) -> bool:
    """Whether ``name`` was last made with this key."""
    path = _path(name)
    return path.is_file() and path.read_text(encoding="utf-8") == key


def remember(name: str, key: str) -> None:
    """Note that ``name`` has been made with this key."""
    write_text(_path(name), key)


@cache
def _code(rooms: tuple[str, ...]) -> dict[str, str]:
    root = Path(baogao.__file__).parent
    sources = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
    return {path.relative_to(root).as_posix(): sha256(path) for path in sources}


def _path(name: str) -> Path:
    return find_study() / ".cache" / f"{name}.key"

"""What need not be made again: keys of content, kept in the study's ``.cache``."""

from __future__ import annotations

from pathlib import Path

from baogao.files import write_text
from baogao.paths import find_study


def is_fresh(name: str, key: str) -> bool:
    """Whether ``name`` was last made with this key."""
    path = _path(name)
    return path.is_file() and path.read_text(encoding="utf-8") == key


def remember(name: str, key: str) -> None:
    """Note that ``name`` has been made with this key."""
    write_text(_path(name), key)


def _path(name: str) -> Path:
    return find_study() / ".cache" / f"{name}.key"

"""Keys of content: a hash of what something is made from, the code that makes it included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import baogao
from baogao.files import sha256

EXTRACTION = ("corpus", "language", "features")
ANALYSIS = (*EXTRACTION, "measures", "figures", "study")


def content_key(parts: Mapping[str, Any], rooms: tuple[str, ...]) -> str:
    """Key of what something is made from: the parts given, and the source of the rooms that make it."""
    root = Path(baogao.__file__).parent
    sources = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
    code = {path.relative_to(root).as_posix(): sha256(path) for path in sources}
    return sha256(json.dumps({**parts, "code": code}, sort_keys=True, ensure_ascii=False))

"""What need not be made again: hashes of what a thing is made from, code and rules included, kept in ``.cache``."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import baogao
from baogao.corpus.words.rules import rules_sha256
from baogao.files import sha256, write_text
from baogao.paths import cache_folder, find_study

EXTRACTION = ("corpus", "language", "features")
ANALYSIS = (*EXTRACTION, "measures", "figures", "study")


def content_key(parts: Mapping[str, Any], rooms: tuple[str, ...]) -> str:
    """Key of what something is made from: the parts given, the tables of rules, the code of the rooms that make it."""
    rules = rules_sha256(find_study())
    return sha256(json.dumps({**parts, "code": _code(rooms), "rules": rules}, sort_keys=True, ensure_ascii=False))


def is_fresh(name: str, key: str) -> bool:
    """Whether ``name`` was last made with this key."""
    path = _path(name)
    return path.is_file() and path.read_bytes() == key.encode()


def remember(name: str, key: str) -> None:
    """Note that ``name`` has been made with this key."""
    write_text(_path(name), key)


@cache
def _code(rooms: tuple[str, ...]) -> dict[str, str]:
    """Hash of what each module of some rooms does, and of the tables and templates beside them, by its path."""
    root = Path(baogao.__file__).parent
    paths = [path for room in rooms for path in sorted((root / room).rglob("*")) if path.suffix in BARE]
    return {path.relative_to(root).as_posix(): sha256(BARE[path.suffix](path.read_text("utf-8"))) for path in paths}


def bare_code(source: str) -> str:
    r"""What Python code does, without its comments, docstrings and layout: these may change and void nothing.

    Examples
    --------
    >>> bare_code('def f():\n    "Add."\n    return 1 + 1') == bare_code('def f(): return 1 + 1  # a sum')
    True
    >>> bare_code("a = 1") == bare_code("a = 2")
    False
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = node.body[ast.get_docstring(node, clean=False) is not None :]
    return ast.dump(tree)


def _path(name: str) -> Path:
    return cache_folder() / f"{name}.key"


BARE: dict[str, Callable[[str], str]] = {".py": bare_code, ".tsv": str, ".html": str}  # what of a file is hashed

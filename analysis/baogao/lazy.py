"""Names that are loaded when they are first asked for: a stub file is the one list of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def attach_stub(package: str, file: str) -> tuple[Callable[[str], Any], list[str]]:
    """What ``__getattr__`` and ``__all__`` of a package are: the names that its ``__init__.pyi`` imports.

    Parameters
    ----------
    package : str
        Name of the package, ``__name__``.
    file : str
        Its ``__file__``; the stub lies beside it.

    Returns
    -------
    callable, list of str
        Loads a public name; and the public names in the order of the stub.
    """
    stub = ast.parse(Path(file).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
    modules = {alias.name: str(node.module) for node in imports for alias in node.names}

    def load(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if modules[name] == package:
            return import_module(f"{package}.{name}")
        return getattr(import_module(modules[name]), name)

    return load, list(modules)

"""Names that are loaded when they are first asked for: the stub of a package is the one list of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def attach_stub(package: str, file: str) -> tuple[Callable[[str], Any], list[str]]:
    """What ``__getattr__`` and ``__all__`` of a package are: the names that its ``__init__.pyi`` lists and imports.

    Parameters
    ----------
    package : str
        Name of the package, ``__name__``.
    file : str
        Its ``__file__``; the stub lies beside it.

    Returns
    -------
    callable, list of str
        Loads a public name; and the public names, in the order of ``__all__`` of the stub.
    """
    body = ast.parse(Path(file).with_suffix(".pyi").read_text(encoding="utf-8")).body
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    origins = {alias.asname or alias.name: (str(node.module), alias.name) for node in imports for alias in node.names}
    names = [ast.literal_eval(node.value) for node in body if isinstance(node, ast.Assign)]

    def load(name: str) -> Any:
        if name not in origins:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, origin = origins[name]
        return import_module(f"{package}.{origin}") if module == package else getattr(import_module(module), origin)

    return load, names[0] if names else list(origins)

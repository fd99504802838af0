"""baogao (报告): slogans, drift and rhetoric of Chinese official reports.

`collection` opens a collection; the verbs take it first and give a table back. The public names are
those of ``__init__.pyi``; each is loaded when it is first asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from baogao.lazy import attach_stub

_load, __all__ = attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    return import_module("importlib.metadata").version("baogao") if name == "__version__" else _public(name)


@cache
def _public(name: str) -> Any:
    """A public name; functions refuse faulty arguments."""
    value = _load(name)
    if isinstance(value, type) or not callable(value):
        return value
    return import_module("baogao.arguments").checked(value)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

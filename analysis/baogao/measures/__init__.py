"""Feature tables to tidy tables: one measure a module, pure functions over tables, and the arithmetic they share."""

from __future__ import annotations

from baogao.lazy import attach_stub

__getattr__, __all__ = attach_stub(__name__, __file__)

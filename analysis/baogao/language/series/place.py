"""Passages as the finder of series takes them, and its finds back in the text of their report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from baogao.language.normal import Normal
from baogao.language.series.choice import Series
from baogao.language.series.lines import Part

if TYPE_CHECKING:
    from baogao.corpus.layout.passages import Passage


def parts_of(passages: Sequence[Passage], normals: Sequence[Normal]) -> list[Part]:
    """Passages of a report with their normalised texts, as `baogao.language.series.finder.find_series` takes them."""
    pairs = zip(passages, normals, strict=True)
    return [Part(normal.text, passage.role, passage.section) for passage, normal in pairs]


def placed(series: Series, normals: Sequence[Normal]) -> tuple[int, int, int]:
    """Number of the passage in which a series begins, and its offsets into the text of the report."""
    starts = [0, *accumulate(len(normal.text) + 1 for normal in normals)]
    first, last = (_passage(starts, offset) for offset in (series.start, series.end - 1))
    start = normals[first].source(series.start - starts[first])
    return first, start, normals[last].source(series.end - 1 - starts[last]) + 1


def _passage(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1

"""Segments between the marks of each level, and runs of neighbours that may be the members of a series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from baogao.language.series.words import CONJUNCTIONS, OUTER, Words, identities
from baogao.language.stack import Flags, Numbers

MOST = 12  # members of a run that is not the whole of its stretch


class Level(NamedTuple):
    """Marks that part members, and marks that end the stretch in which they stand."""

    parts: str
    stops: str
    conjunctions: bool = False


LEVELS = {
    "item": Level("、", "，；。！？：\n", conjunctions=True),
    "plain-item": Level("、", "，；。！？：\n"),
    "clause": Level("，", "；。！？：\n"),
    "semicolon": Level("；", "。！？\n"),
    "sentence": Level("。！？；", "\n"),
}


class Segments(NamedTuple):
    """Segments of one level: first word, the one behind the last, and the number of their stretch."""

    first: Numbers
    last: Numbers
    stretch: Numbers

    @property
    def are_neighbours(self) -> Flags:
        """Whether each stands in one stretch with the next."""
        return np.append(self.stretch[1:] == self.stretch[:-1], False) if len(self.first) else np.zeros(0, np.bool_)


def segments(words: Words, level: Level) -> Segments:
    """Part a text at one level; outer quotation marks and brackets are left out.

    Examples
    --------
    >>> from baogao.language.series.words import read_words
    >>> words = read_words("坚持学法、用法和守法，再说。")
    >>> cut = segments(words, LEVELS["item"])
    >>> [words.text[words.starts[a] : words.ends[b - 1]] for a, b in zip(cut.first, cut.last)]
    ['坚持学法', '用法', '守法', '再说']
    """
    stops, parts = words.are(level.stops), words.are(level.parts)
    if level.conjunctions:
        before = np.append(False, (stops | parts)[:-1])
        parts |= np.isin(words.ids, _conjunctions()) & ~before
    edges = np.flatnonzero(np.concatenate([[True], stops | parts, [True]]))
    first, last = edges[:-1], edges[1:] - 1
    stretch = np.concatenate([[0], np.cumsum(stops)])[first]
    outer = np.append(words.are(OUTER), False)
    for _ in range(4):
        first = first + (outer[np.minimum(first, len(words.starts))] & (first < last))
        last = last - (outer[last - 1] & (first < last))
    is_some = first < last
    return Segments(first[is_some], last[is_some], stretch[is_some])


def _conjunctions() -> Numbers:
    codes = np.array([ord(char) for word in CONJUNCTIONS for char in word], np.int64)
    sizes = np.array([len(word) for word in CONJUNCTIONS], np.int64)
    return identities(codes, np.cumsum(sizes) - sizes, sizes)


def runs(is_alike: Flags, least: int) -> Iterator[tuple[int, int]]:
    """First and last member of every run of neighbours that are alike, `least` members or more.

    Examples
    --------
    >>> list(runs(np.array([True, True, False, True]), 3))
    [(0, 2)]
    """
    changes = np.flatnonzero(np.diff(np.concatenate([[False], is_alike, [False]])))
    for start, end in changes.reshape(-1, 2).tolist():
        for first in range(start, end - least + 2):
            for last in range(first + least - 1, min(end, first + MOST - 1) + 1):
                yield first, last
        if end - start >= MOST:
            yield start, end

"""Many passages as one string, matched, cut and counted in one go; each count is given back to its passage."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Stack:
    """Normalised passages, one below the other, and where each begins.

    Line ends part them: nothing that stops at a line end reaches over two.
    """

    text: str
    starts: Numbers
    _classes: dict[str, Flags] = field(default_factory=dict, repr=False)

    @cached_property
    def texts(self) -> list[str]:
        """The passages, one by one."""
        ends = self.starts + self._sizes - 1
        return [self.text[start:end] for start, end in zip(self.starts.tolist(), ends.tolist(), strict=True)]

    @property
    def _sizes(self) -> Numbers:
        """Characters of each passage with the line end behind it."""
        return np.diff(self.starts, append=len(self.text) + 1)

    @cached_property
    def codes(self) -> Numbers:
        """Code point of each character."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)

    @cached_property
    def passages(self) -> Numbers:
        """Number of the passage that each character stands in; that of a line end between two is the first's."""
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), self._sizes)

    def counts(self, offsets: ArrayLike) -> Numbers:
        """How many of the offsets lie in each passage."""
        return np.bincount(self.passages[np.asarray(offsets, np.int64)], minlength=len(self.starts))

    def among(self, characters: str) -> Flags:
        """Whether each character is one of a class, given as within the brackets of a regular expression."""
        if characters not in self._classes:
            self._classes[characters] = _among(characters)[self.codes]
        return self._classes[characters]

    def around(self, starts: Numbers, ends: Numbers, characters: str) -> Flags:
        """Whether each character lies in a stretch, in a run of a class of characters that one touches, or before it.

        The stretches lie apart from each other; the class is given as for `among`.

        Examples
        --------
        >>> stacked = stack(["学法，用法，守法"])
        >>> "".join(np.array(list(stacked.text))[stacked.around(np.array([4]), np.array([5]), "学用守法")])
        '，用法'
        """
        size = len(self.text)
        edges = np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1)
        runs = np.cumsum(~self.among(characters))  # number of a run's characters and the one before it
        is_touched = np.zeros(size + 1, np.bool_)
        is_touched[runs[np.cumsum(edges[:-1]) > 0]] = True
        return is_touched[runs]


def stack(texts: Sequence[str]) -> Stack:
    r"""Put passages one below the other.

    Examples
    --------
    >>> stacked = stack(["学法", "", "用法，守法"])
    >>> stacked.text, stacked.starts.tolist(), stacked.counts(np.flatnonzero(stacked.among("法"))).tolist()
    ('学法\n\n用法，守法', [0, 3, 4], [1, 0, 2])
    """
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return Stack("\n".join(texts), np.cumsum(sizes) - sizes)


@cache
def _among(characters: str) -> Flags:
    """Whether each code point is one of a class: looked up once, a table after that."""
    table = np.zeros(sys.maxunicode + 1, np.bool_)
    every_character = np.arange(sys.maxunicode + 1, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for match in re.finditer(f"[{characters}]+", every_character):
        table[match.start() : match.end()] = True
    return table

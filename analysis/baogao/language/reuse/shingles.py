"""Where two passages may share a stretch: runs of three characters that both hold, near one diagonal."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from baogao.language.profile import LETTER
from baogao.language.stack import Numbers, Stack

SHINGLE = (
    3  # characters: of a copy with four in ten edited, a fifth of its runs of three are left, 3 % of those of seven
)
CODE_BITS = 21
MOST_PLACES = 300  # a run that stands in more places says nothing about any two of them, and makes most of the work
LEAST_RUNS = 5  # runs near one diagonal: what 8 characters in a row have, or a copy of 40 with four in ten edited
SHIFT = 5  # characters by which neighbouring runs of one stretch may be shifted against each other
BREAK = 40  # characters between two runs of one stretch: more than edits leave without any
MARGIN = 30  # characters looked at on either side of the first and the last run: edits may have broken all of those


class Letters(NamedTuple):
    """Passages as they are compared: letters, digits and Chinese characters alone, marks and white space left out.

    `places` are offsets of the characters into the stack, `starts` where each passage begins in `text`.
    """

    text: str
    codes: Numbers
    places: Numbers
    starts: Numbers
    passages: Numbers

    def passage(self, number: int) -> str:
        """Text of a passage."""
        return self.text[self.starts[number] : self.starts[number + 1]]


def letters_of(stacked: Stack) -> Letters:
    """The letters of passages.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> letters = letters_of(stack(["守正，创新。", "", "（学法）"]))
    >>> letters.text, letters.starts.tolist(), letters.passage(2)
    ('守正创新学法', [0, 4, 4, 6], '学法')
    """
    places = np.flatnonzero(stacked.among(LETTER))
    codes = np.asarray(stacked.codes[places], np.int64)
    starts = np.concatenate([[0], np.cumsum(stacked.counts(places))])
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return Letters(text, codes, places, starts, stacked.passages[places].astype(np.int64))


class Candidate(NamedTuple):
    """Two stretches that may be one text: numbers of their passages, offsets of letters within them, end exclusive."""

    passage_a: int
    passage_b: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int


class Index:
    """Every run of three letters of some passages, and where it stands."""

    def __init__(self, letters: Letters) -> None:
        n_runs = max(0, len(letters.codes) - SHINGLE + 1)
        runs = sum(
            letters.codes[shift : n_runs + shift] << CODE_BITS * (SHINGLE - 1 - shift) for shift in range(SHINGLE)
        )
        is_within = letters.passages[:n_runs] == letters.passages[len(letters.codes) - n_runs :]
        self.letters = letters
        self.places = np.flatnonzero(is_within)
        self._order = np.argsort(np.asarray(runs)[self.places], kind="stable")
        self._is_first = np.diff(np.asarray(runs)[self.places][self._order], prepend=-1) != 0

    @cached_property
    def _ranks(self) -> Numbers:
        """Rank of each place among all, ordered by run and then by place."""
        ranks = np.empty(len(self._order), np.int64)
        ranks[self._order] = np.arange(len(self._order))
        return ranks

    @cached_property
    def _group_ends(self) -> Numbers:
        """By rank, the rank behind the last place of the same run; its own where the run stands in too many places."""
        firsts = np.flatnonzero(self._is_first)
        sizes = np.diff(firsts, append=len(self._order))
        ends = np.repeat(firsts + sizes, sizes)
        return np.where(np.repeat(sizes, sizes) <= MOST_PLACES, ends, 0)

    def shared(self, first: int, end: int) -> tuple[Numbers, Numbers]:
        """Places of each two equal runs, one in the passages ``first`` to ``end``, one in a passage behind these."""
        starts = self.letters.starts
        own = np.arange(*np.searchsorted(self.places, [starts[first], starts[end]]))
        ranks = self._ranks[own]
        counts = np.maximum(self._group_ends[ranks] - ranks - 1, 0)
        others = np.repeat(ranks + 1 - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        places = self.places[self._order[others]]
        is_behind = places >= starts[end]
        return np.repeat(self.places[own], counts)[is_behind], places[is_behind]

    def candidates(self, first: int, end: int) -> list[Candidate]:
        """Stretches of the passages ``first`` to ``end`` that may stand in a passage behind these as well."""
        starts, passages = self.letters.starts, self.letters.passages
        places_a, places_b = self.shared(first, end)
        a, b = passages[places_a], passages[places_b]
        size = int(np.diff(starts).max(initial=0)) + 1
        offsets = places_a - starts[a]
        shifts = places_b - starts[b] - offsets
        keys = np.sort((((a - first) * len(starts) + b) * 2 * size + shifts + size) * size + offsets)
        near = _clusters(keys // (2 * size * size), keys // size, SHIFT)
        keys, near = keys[near >= 0], near[near >= 0]
        order = np.lexsort((keys % size, near))
        keys = keys[order]
        close = _clusters(near[order], keys % size, BREAK)
        keys, close = keys[close >= 0], close[close >= 0]
        pairs = keys // (2 * size * size)
        passages_a, passages_b = pairs // len(starts) + first, pairs % len(starts)
        return self._around(close, passages_a, passages_b, keys % size, keys // size % (2 * size) - size)

    def _around(self, clusters: Numbers, a: Numbers, b: Numbers, offsets: Numbers, shifts: Numbers) -> list[Candidate]:
        """What lies around the runs of each cluster, given the passages, offset and shift of each run."""
        firsts = np.flatnonzero(np.diff(clusters, prepend=-1))
        if not len(firsts):
            return []
        sizes = np.diff(self.letters.starts)
        a, b = a[firsts], b[firsts]
        low, high = np.minimum.reduceat(offsets, firsts), np.maximum.reduceat(offsets, firsts) + SHINGLE
        low_b, high_b = low + np.minimum.reduceat(shifts, firsts), high + np.maximum.reduceat(shifts, firsts)
        edges = (
            np.maximum(low - MARGIN, 0),
            np.minimum(high + MARGIN, sizes[a]),
            np.maximum(low_b - MARGIN, 0),
            np.minimum(high_b + MARGIN, sizes[b]),
        )
        order = np.lexsort((*edges[::-1], b, a))
        return [Candidate(*row) for row in np.column_stack([a, b, *edges])[order].tolist()]


def _clusters(groups: Numbers, values: Numbers, gap: int) -> Numbers:
    """Number of the cluster of each value, ascending within its group; -1 where fewer than `LEAST_RUNS` lie together.

    Examples
    --------
    >>> _clusters(np.zeros(8, int), np.array([1, 2, 3, 4, 5, 6, 90, 91]), 5)
    array([ 0,  0,  0,  0,  0,  0, -1, -1])
    """
    is_first = (np.diff(groups, prepend=-1) != 0) | (np.diff(values, prepend=0) > gap)
    numbers = np.cumsum(is_first) - 1
    clusters: Numbers = np.where(np.bincount(numbers)[numbers] >= LEAST_RUNS, numbers, -1)
    return clusters

"""Stretches that two passages share: aligned character by character, cut where they stop being alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

from baogao.language.reuse.shingles import Candidate, Index, Letters, letters_of
from baogao.language.stack import Numbers, Stack

EDIT = (
    0.75  # what a letter costs that is replaced, left out or put in: six in ten that are shared pay for the other four
)
DROP = 20.0  # a stretch ends where its score has fallen by so much: a clause put in of up to 20 letters is bridged
LEAST_SCORE = 9.0
LEAST_SHARED = 16  # letters; shorter ones are the lexicon's business


class Aligned(NamedTuple):
    """A stretch that two texts share: offsets into either, how many letters are equal, in order, and its score."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    shared: int
    score: float

    @property
    def similarity(self) -> float:
        """Twice the shared letters by the letters of both, 0 to 1."""
        return 2 * self.shared / (self.end_a - self.start_a + self.end_b - self.start_b)

    def shifted(self, a: int, b: int) -> Aligned:
        """The same stretch where the texts begin at other offsets."""
        return Aligned(self.start_a + a, self.end_a + a, self.start_b + b, self.end_b + b, self.shared, self.score)

    def lies_over(self, other: Aligned) -> bool:
        """Whether the two have a letter of either text in common."""
        return (self.start_a < other.end_a and other.start_a < self.end_a) or (
            self.start_b < other.end_b and other.start_b < self.end_b
        )


class Stretch(NamedTuple):
    """A stretch that two passages share: their numbers, offsets into the stack, equal letters, similarity (0 to 1)."""

    passage_a: int
    passage_b: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    shared: int
    similarity: float


def align(a: str, b: str) -> list[Aligned]:
    """Stretches that two texts share, from left to right.

    Along a longest common subsequence of the two, a letter that is equal scores 1, and letters between two equal ones
    cost `EDIT` each, those of the longer side; a stretch ends at its best score once the score has fallen by `DROP`, or
    to nothing.

    Examples
    --------
    >>> a, b = "今年要把普法资源送到每个村每个社区去", "明年将把普法的资源送到各个村各个社区去好"
    >>> [tuple(each) for each in align(a, b)]
    [(1, 18, 1, 19, 14, 11.0)]
    """
    aligned: list[Aligned] = []
    best: Aligned | None = None
    score = best_score = 0.0
    start_a = start_b = end_a = end_b = shared = 0
    for block in LCSseq.editops(a, b).as_matching_blocks():
        score -= EDIT * max(block.a - end_a, block.b - end_b)
        if score <= 0 or score <= best_score - DROP:
            if best:
                aligned.append(best)
            best, score, best_score, shared = None, 0.0, 0.0, 0
            start_a, start_b = block.a, block.b
        score, shared = score + block.size, shared + block.size
        end_a, end_b = block.a + block.size, block.b + block.size
        if score > best_score:
            best, best_score = Aligned(start_a, end_a, start_b, end_b, shared, score), score
    return [*aligned, best] if best else aligned


def find_stretches(stacked: Stack, reports: Numbers, n_own: int) -> Iterator[Stretch]:
    """Stretches that passages of different reports share.

    Parameters
    ----------
    stacked : Stack
        The passages, normalised, report by report.
    reports : ndarray of int, shape [n_passages]
        Number of the report of each passage, ascending from 0.
    n_own : int
        Reports that are compared with all behind them; those from this one on are not compared among themselves.

    Yields
    ------
    Stretch
        By the first passage, the second, and place.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> stacked = stack(["澜州市把普法资源送到每一个村每一个社区。", "今年，我们把普法资源送到每一个村每一个社区。"])
    >>> [stacked.text[each.start_a : each.end_a] for each in find_stretches(stacked, np.array([0, 1]), 2)]
    ['把普法资源送到每一个村每一个社区']
    """
    letters = letters_of(stacked)
    index = Index(letters)
    edges = np.searchsorted(reports, np.arange(n_own + 1)).tolist()
    for first, end in pairwise(edges):
        yield from stretches(letters, index.candidates(first, end))


def stretches(letters: Letters, candidates: Iterable[Candidate]) -> Iterator[Stretch]:
    """Aligned stretches of candidates, by passages and place.

    Of stretches of one pair of passages that lie over each other on either side, the best one stays.
    """
    for (a, b), group in groupby(candidates, lambda each: each[:2]):
        texts, (begin_a, begin_b) = (letters.passage(a), letters.passage(b)), letters.starts[[a, b]].tolist()
        aligned = [
            each.shifted(begin_a + start_a, begin_b + start_b)
            for _, _, start_a, end_a, start_b, end_b in _joined(group)
            for each in align(texts[0][start_a:end_a], texts[1][start_b:end_b])
            if each.shared >= LEAST_SHARED and each.score >= LEAST_SCORE
        ]
        for each in sorted(_apart(aligned)):
            places = letters.places[[each.start_a, each.end_a - 1, each.start_b, each.end_b - 1]] + [0, 1, 0, 1]
            yield Stretch._make((a, b, *places.tolist(), each.shared, each.similarity))


def _joined(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates of a pair of passages, by place; those that lie over each other, one behind the other, are one."""
    joined: list[Candidate] = []
    for each in candidates:
        last = joined[-1] if joined else None
        if last and each.start_a <= last.end_a and last.start_b <= each.start_b <= last.end_b:
            ends = {"end_a": max(last.end_a, each.end_a), "end_b": max(last.end_b, each.end_b)}
            joined[-1] = last._replace(**ends)
        else:
            joined.append(each)
    return joined


def _apart(aligned: list[Aligned]) -> list[Aligned]:
    """The best of those that lie over each other."""
    chosen: list[Aligned] = []
    for each in sorted(aligned, key=lambda one: (-one.score, one)):
        if not any(each.lies_over(other) for other in chosen):
            chosen.append(each)
    return chosen

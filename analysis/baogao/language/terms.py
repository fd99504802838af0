"""Words of many passages as numbers of their types, and how often terms and character bigrams stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from baogao.language.segmenting import WRITTEN, Cut
from baogao.language.stack import Numbers, Stack

HELD = "\ue000"  # stands in for what stays whole: it belongs to no word, so it is cut off by itself
HAN = r"\u3400-\u9fff"
MIN_COUNT = 2  # a bigram that a report holds once tells of its sentence, not of its wording
CODE_BITS = 16  # the characters of HAN fit
Span = tuple[int, int]


class Vocabulary:
    """Types in the order in which they were met; the number of a type is its place.

    Examples
    --------
    >>> vocabulary = Vocabulary()
    >>> vocabulary.numbers(["学", "干", "学"]).tolist(), vocabulary.types
    ([0, 1, 0], ['学', '干'])
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def numbers(self, tokens: Sequence[str]) -> Numbers:
        """Number of the type of each token; new types are added."""
        return np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, len(tokens))

    @property
    def types(self) -> list[str]:
        """Every type met so far."""
        return list(self._numbers)

    @property
    def sizes(self) -> Numbers:
        """Characters of each type."""
        return np.fromiter(map(len, self._numbers), np.int64, len(self._numbers))


class Words(NamedTuple):
    """Words in order: the number of each one's type, and the offset behind it."""

    types: Numbers
    ends: Numbers


class Counts(NamedTuple):
    """How often terms stand in passages: one entry a passage and term, by passage and code point.

    ``numbers`` are places in ``terms``.
    """

    terms: list[str]
    passages: Numbers
    numbers: Numbers
    counts: Numbers


def words_of(stacked: Stack, whole: Sequence[Span], cut: Cut, vocabulary: Vocabulary) -> Words:
    """Cut passages into words; punctuation, figures (12) and white space are left out.

    The stretches that stay ``whole`` stand in order and apart; the vocabulary takes up the types.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> vocabulary = Vocabulary()
    >>> words = words_of(stack(["推进法治政府。", "建设"]), [(2, 6)], list, vocabulary)
    >>> [vocabulary.types[number] for number in words.types], words.ends.tolist()
    (['推', '进', '法治政府', '建', '设'], [1, 2, 6, 9, 10])
    """
    masked, places = _masked(stacked.text, whole)
    types = vocabulary.numbers(cut(masked))
    slogans = vocabulary.numbers([stacked.text[start:end] for start, end in whole])
    sizes = vocabulary.sizes
    types[np.searchsorted(np.cumsum(sizes[types]), places, "right")] = slogans
    ends = np.cumsum(sizes[types])
    written = np.cumsum(stacked.among(WRITTEN))[ends - 1]
    is_word = np.diff(written, prepend=0) > 0
    return Words(types[is_word], ends[is_word])


def _masked(text: str, whole: Sequence[Span]) -> tuple[str, list[int]]:
    """The text with one character in the place of each stretch, and where those stand."""
    parts, places, position, size = [], [], 0, 0
    for start, end in whole:
        parts += [text[position:start], HELD]
        size += start - position
        places.append(size)
        position, size = end, size + 1
    return "".join([*parts, text[position:]]), places


def count_terms(types: Numbers, passages: Numbers, vocabulary: Vocabulary) -> Counts:
    """Count terms in each passage, given the number of each word's type and passage.

    Examples
    --------
    >>> vocabulary = Vocabulary()
    >>> types = vocabulary.numbers(["学", "干", "学", "学"])
    >>> counted = count_terms(types, np.array([0, 0, 0, 2]), vocabulary)
    >>> [counted.terms[number] for number in counted.numbers], counted.passages.tolist(), counted.counts.tolist()
    (['学', '干', '学'], [0, 0, 2], [2, 1, 1])
    """
    terms = vocabulary.types
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), np.int64)
    ranks[order] = np.arange(len(terms))
    keys, counts = np.unique(passages.astype(np.int64) * len(terms) + ranks[types], return_counts=True)
    passages, numbers = np.divmod(keys, max(1, len(terms)))
    return Counts([terms[number] for number in order], passages, numbers, counts)


def bigrams(stacked: Stack, groups: Numbers) -> tuple[Numbers, list[str], Numbers]:
    """Pairs of neighbouring Chinese characters that stand in a report at least twice, given the report of each passage.

    The number of the report, the pair and its count, by report and code point.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> bigrams(stack(["依法行政，依法治国。"]), np.array([0]))[1:]
    (['依法'], array([2]))
    """
    is_han = stacked.among(HAN)
    first = np.flatnonzero(is_han[:-1] & is_han[1:])
    codes = stacked.codes.astype(np.int64)
    keys = groups[stacked.passages[first]].astype(np.int64) << CODE_BITS | codes[first]
    keys, counts = np.unique(keys << CODE_BITS | codes[first + 1], return_counts=True)
    keys, counts = keys[counts >= MIN_COUNT], counts[counts >= MIN_COUNT]
    mask = (1 << CODE_BITS) - 1
    written = np.column_stack([keys >> CODE_BITS & mask, keys & mask]).astype("<u4").tobytes().decode("utf-32-le")
    return keys >> 2 * CODE_BITS, [written[start : start + 2] for start in range(0, len(written), 2)], counts

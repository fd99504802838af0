"""What is known of a member of a series, and how alike two neighbours are: all members of a text at one go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baogao.language.series.words import MARKS, Words, among
from baogao.language.stack import Flags, Numbers

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]

NEAR = 8  # characters and parts of speech that are compared one by one from either end
NUMERALS = MARKS["numerals"]
LIGHT = "的了和与及是为等将其这该并各从由使于到被我他它也就都而年月日市县区省"
BODIES = "院局部委馆省市县区厅署党国会校所站团队军社"  # last characters of the names of bodies
FLAGS = tuple(MARKS)


class Members(NamedTuple):
    """Members, one a row: offsets, number of words, the words at both ends, and what they hold.

    ``heads`` and ``tails`` are code points from the start and from the end, ``head_tags`` and ``tail_tags``
    parts of speech; ``bags`` counts parts of speech; ``characters``, ``words`` (of two characters or more) and
    ``all_words`` are sets of 64 bits;
    ``flags`` are those of `FLAGS`, and whether it opens or ends with a light character or the name of a body.
    """

    starts: Numbers
    ends: Numbers
    n_words: Numbers
    firsts: Bits
    lasts: Bits
    heads: Numbers
    tails: Numbers
    head_tags: Numbers
    tail_tags: Numbers
    bags: Numbers
    characters: Bits
    words: Bits
    all_words: Bits
    flags: Flags

    @property
    def sizes(self) -> Numbers:
        """Characters of each."""
        return self.ends - self.starts


def describe(words: Words, first: Numbers, last: Numbers) -> Members:
    """Members by the numbers of their first word and the one behind their last."""
    starts, ends = words.starts[first], words.ends[last - 1]
    sizes, n_words = ends - starts, last - first
    codes = np.concatenate([np.zeros(NEAR, np.int64), words.codes, np.zeros(NEAR, np.int64)])
    tags = np.concatenate([np.zeros(NEAR, np.int64), words.tags, np.zeros(NEAR, np.int64)])
    bags = words.tags_before[last] - words.tags_before[first]
    flags = words.flags_before[ends] > words.flags_before[starts]
    opening, closing = words.codes[starts], words.codes[ends - 1]
    at_ends = [among(opening, LIGHT), among(closing, LIGHT), among(closing, BODIES)]
    return Members(
        starts,
        ends,
        n_words,
        words.ids[first],
        words.ids[last - 1],
        *_edge(codes, starts, ends, sizes),
        *_edge(tags, first, last, n_words),
        bags,
        _joined(words.character_bits, starts, ends),
        _joined(words.long_word_bits, first, last),
        _joined(words.word_bits, first, last),
        np.column_stack([flags, *at_ends]),
    )


def _edge(values: Numbers, first: Numbers, last: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """The first values of each stretch and the last ones, from the end; 0 behind those of a short one."""
    place = np.arange(NEAR)
    is_in = place < sizes[:, None]
    forwards = values[first[:, None] + NEAR + place]
    backwards = values[last[:, None] + NEAR - 1 - place]
    return np.where(is_in, forwards, 0), np.where(is_in, backwards, 0)


def _joined(bits: Bits, first: Numbers, last: Numbers) -> Bits:
    """The bits of each stretch."""
    if not len(first):
        return np.zeros(0, np.uint64)
    padded = np.concatenate([bits, np.zeros(1, np.uint64)])
    joined: Bits = np.bitwise_or.reduceat(padded, np.stack([first, last], axis=1).ravel())[::2]
    return joined


def join(parts: list[Members]) -> Members:
    """Members of several tables as one."""
    return Members(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def rows(members: Members, numbers: Numbers) -> Members:
    """Some of the members."""
    return Members(*(column[numbers] for column in members))  # type: ignore[arg-type]  # each stays what it is


LIKENESS = (
    "size_ratio", "size_gap", "words_ratio", "prefix", "suffix", "same_first", "same_last", "same_first_tag",
    "same_last_tag", "same_second_tag", "same_head_tags", "same_tail_tags", "same_tags", "tag_overlap",
    "char_overlap", "word_overlap", "all_word_overlap", "shared_words", "same_places", "same_places_behind",
)  # fmt: skip


def likeness(members: Members, one: Numbers, other: Numbers) -> Floats:
    """How alike pairs of members are: a row a pair, columns as in `LIKENESS`."""
    sizes = members.sizes[one], members.sizes[other]
    short, long = np.minimum(*sizes), np.maximum(*sizes)
    n_words = members.n_words[one], members.n_words[other]
    heads, tails = (_same(table, one, other) for table in (members.heads, members.tails))
    head_tags, tail_tags = (_same(table, one, other) for table in (members.head_tags, members.tail_tags))
    few_words = np.minimum(*n_words)
    near, near_words = np.minimum(short, NEAR), np.minimum(few_words, NEAR)
    bags = members.bags[one], members.bags[other]
    columns = [
        short / long,
        np.minimum(long - short, 50),
        few_words / np.maximum(*n_words),
        _run(heads),
        _run(tails),
        members.firsts[one] == members.firsts[other],
        members.lasts[one] == members.lasts[other],
        head_tags[:, 0],
        tail_tags[:, 0],
        head_tags[:, 1],
        head_tags.sum(axis=1) / near_words,
        tail_tags.sum(axis=1) / near_words,
        (n_words[0] == n_words[1]) & (head_tags.sum(axis=1) == near_words),
        np.minimum(*bags).sum(axis=1) / np.maximum(*bags).sum(axis=1),
        _overlap(members.characters[one], members.characters[other]),
        _overlap(members.words[one], members.words[other]),
        _overlap(members.all_words[one], members.all_words[other]),
        np.bitwise_count(members.words[one] & members.words[other]),
        heads.sum(axis=1) / near,
        tails.sum(axis=1) / near,
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _same(table: Numbers, one: Numbers, other: Numbers) -> Flags:
    return np.asarray((table[one] == table[other]) & (table[one] > 0))


def _run(same: Flags) -> Numbers:
    """How many are the same before the first that is not."""
    return np.asarray(np.logical_and.accumulate(same, axis=1).sum(axis=1))


def _overlap(one: Bits, other: Bits) -> Floats:
    """Jaccard's measure of two sets of bits."""
    return np.asarray(np.bitwise_count(one & other) / np.maximum(np.bitwise_count(one | other), 1))

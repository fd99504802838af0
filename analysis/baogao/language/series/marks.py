"""What the scorer knows of a candidate: its members together, its neighbours in pairs, and what stands around it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from baogao.language.series.candidates import Candidates
from baogao.language.series.members import FLAGS, LIKENESS, Floats, likeness
from baogao.language.series.words import CODES, TAGS
from baogao.language.stack import Numbers

AROUND = "，。；、\n“”：的等"
SHARES = ("n", "v", "vn", "a", "d", "m", "p", "r", "u")
NOUNS = ("n", "vn", "b", "j", "", "x", "q", "f", "s")
FIELDS = (
    "level", "members", "shortest", "longest", "mean_size", "size_spread", "first_size", "last_size", "mean_words",
    "longest_but_last",
    *(f"{name}_{how}" for how in ("least", "mean") for name in LIKENESS),
    "shared_chars", "shared_long_words", "shared_any_words", "most_first", "most_last", "most_first_char",
    "most_last_char", "repeats",
    "first_tag", "last_tag", "verb_first", "all_nouns", "has_verb", "of_four",
    *(f"share_{tag}" for tag in SHARES),
    *FLAGS, "light_first", "light_last", "body_last",
    "lead_cut", "tail_cut", "before", "behind", "in_stretch",
    "char_before", "char_behind", "tag_before", "tag_behind", "word_before", "word_behind",
)  # fmt: skip


def marks(found: Candidates) -> Floats:
    """A row a candidate, columns as in `FIELDS`."""
    if not len(found.counts):
        return np.zeros((0, len(FIELDS)))
    columns: list[Any] = [*_sizes(found), *_likeness(found), *_shared(found), *_tags(found), *_flags(found)]
    columns += [*found.context.T, *_around(found)]
    table: Floats = np.stack(columns, axis=1).astype(np.float64)
    return np.round(table, 5)


def _mean(values: Floats, found: Candidates) -> Floats:
    """Mean over the members of each candidate."""
    return np.asarray(
        np.add.reduceat(values, found.firsts, axis=0) / found.counts.reshape(-1, *[1] * (values.ndim - 1))
    )


def _sizes(found: Candidates) -> list[Any]:
    sizes = found.members.sizes[found.rows].astype(np.float64)
    firsts, lasts = found.firsts, found.firsts + found.counts - 1
    shortest, longest = np.minimum.reduceat(sizes, firsts), np.maximum.reduceat(sizes, firsts)
    mean = _mean(sizes, found)
    spread = np.sqrt(np.maximum(_mean(sizes**2, found) - mean**2, 0)) / mean
    inner = np.maximum((mean * found.counts - sizes[firsts] - sizes[lasts]) / np.maximum(found.counts - 2, 1), 1)
    inner = np.where(found.counts > 2, inner, mean)
    but_last = sizes.copy()
    but_last[lasts] = 0
    longest_but_last = np.maximum.reduceat(but_last, firsts)
    n_words = _mean(found.members.n_words[found.rows].astype(np.float64), found)
    relative = [sizes[firsts] / inner, sizes[lasts] / inner]
    return [
        found.levels,
        found.counts,
        shortest,
        longest,
        mean,
        spread,
        *relative,
        n_words,
        longest_but_last / shortest,
    ]


def _likeness(found: Candidates) -> list[Any]:
    """Least and mean of the likeness of neighbours."""
    is_last = np.zeros(len(found.rows), np.bool_)
    is_last[found.firsts + found.counts - 1] = True
    one = np.flatnonzero(~is_last)
    alike = likeness(found.members, found.rows[one], found.rows[one + 1])
    n_pairs = found.counts - 1
    firsts = np.cumsum(n_pairs) - n_pairs
    least = np.minimum.reduceat(alike, firsts, axis=0)
    mean = np.add.reduceat(alike, firsts, axis=0) / n_pairs[:, None]
    return [*least.T, *mean.T]


def _shared(found: Candidates) -> list[Any]:
    members, rows = found.members, found.rows
    bits = (members.characters, members.words, members.all_words)
    shared = [np.bitwise_count(np.bitwise_and.reduceat(each[rows], found.firsts)) for each in bits]
    ends = (members.firsts, members.lasts, members.heads[:, 0], members.tails[:, 0])
    whole = members.characters ^ (members.firsts + members.lasts * np.uint64(31) + members.sizes.astype(np.uint64))
    most = [_most(each[rows].astype(np.uint64), found) for each in ends]
    return [*shared, *most, _most(whole[rows], found)]


def _most(values: NDArray[np.uint64], found: Candidates) -> Floats:
    """Share of the members of each candidate that have its most frequent value."""
    number = np.repeat(np.arange(len(found.counts)), found.counts)
    order = np.lexsort((values, number))
    values, number = values[order], number[order]
    is_new = np.append(True, (values[1:] != values[:-1]) | (number[1:] != number[:-1]))
    begins = np.flatnonzero(is_new)
    times = np.diff(np.append(begins, len(values)))
    most = np.zeros(len(found.counts), np.int64)
    np.maximum.at(most, number[begins], times)
    return np.asarray(most / found.counts)


def _tags(found: Candidates) -> list[Any]:
    members, rows = found.members, found.rows
    second, bags = rows[found.firsts + 1], members.bags[rows].astype(np.float64)
    n_words = np.maximum(bags.sum(axis=1), 1)
    nouns = bags[:, [CODES[tag] for tag in NOUNS]].sum(axis=1) == n_words
    total = np.add.reduceat(bags, found.firsts, axis=0)
    shares = total / np.maximum(total.sum(axis=1, keepdims=True), 1)
    means = [members.head_tags[rows, 0] == CODES["v"], nouns, bags[:, CODES["v"]] > 0, members.sizes[rows] == 4]
    return [
        members.head_tags[second, 0],
        members.tail_tags[second, 0],
        *(_mean(np.asarray(each, np.float64), found) for each in means),
        *(shares[:, TAGS.index(tag)] for tag in SHARES),
    ]


def _flags(found: Candidates) -> list[Any]:
    return [*_mean(found.members.flags[found.rows].astype(np.float64), found).T]


def _around(found: Candidates) -> list[Any]:
    words, starts, ends = found.words, found.starts, found.ends
    codes = np.concatenate([[10], words.codes, [10]])
    kinds = {ord(char): number for number, char in enumerate(AROUND, 1)}
    chars = [_coded(codes[starts], kinds), _coded(codes[ends + 1], kinds)]
    tags = np.concatenate([[CODES["x"]], words.tags, [CODES["x"]]])  # a report begins and ends as a line does
    sizes = np.concatenate([[1], words.ends - words.starts, [1]])
    before = np.searchsorted(words.starts, starts, "right") - 1  # the word in which the candidate begins
    behind = np.searchsorted(words.starts, ends - 1, "right") + 1
    return [*chars, tags[before], tags[behind], sizes[before], sizes[behind]]


def _coded(codes: Numbers, kinds: dict[int, int]) -> Numbers:
    return np.select([codes == code for code in kinds], list(kinds.values()), 0)

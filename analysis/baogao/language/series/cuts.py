"""The lead of a first member and the tail of a last one, cut off where what is left is most like its neighbour."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from baogao.language.series.members import LIKENESS, Floats, Members, describe, join, likeness, rows
from baogao.language.series.words import OUTER, Words
from baogao.language.stack import Numbers

FARTHEST = 16  # words that may be left
LONGER = 3  # how many times as long as its neighbour what is left may be
WEIGHTS = {
    "size_ratio": 1.5, "prefix": 0.5, "suffix": 0.3, "same_first": 1.0, "same_last": 0.5, "same_first_tag": 0.6,
    "same_last_tag": 0.4, "same_head_tags": 0.4, "same_tail_tags": 0.4, "tag_overlap": 0.4, "char_overlap": 1.0,
}  # fmt: skip
AT_MARK = 0.3  # for a cut at a quotation mark
SHORTER = 2  # what part of its neighbour it must be as long as
CAPPED = {"prefix": 2.0, "suffix": 2.0}

End = Literal["lead", "tail"]


class Edges(NamedTuple):
    """Members at the edge of a run: first word, the one behind the last, and the row of the neighbour."""

    first: Numbers
    last: Numbers
    neighbours: Numbers


def cut(words: Words, members: Members, edges: Edges, end: End) -> tuple[Numbers, Members]:
    """The best cut of each edge: numbers of the edges that have one, and what is left of them."""
    n_edges = len(edges.first)
    steps = np.arange(1, FARTHEST + 1)
    number = np.repeat(np.arange(n_edges), FARTHEST)
    first, last = (np.repeat(each, FARTHEST) for each in (edges.first, edges.last))
    left = np.tile(steps, n_edges)
    is_some = left < last - first
    number, first, last, left = number[is_some], first[is_some], last[is_some], left[is_some]
    new_first, new_last = (last - left, last) if end == "lead" else (first, first + left)
    sizes = words.ends[new_last - 1] - words.starts[new_first]
    neighbours = edges.neighbours[number]
    outer = words.are(OUTER)
    fits = (sizes <= LONGER * members.sizes[neighbours] + 4) & (sizes * SHORTER >= members.sizes[neighbours])
    fits &= ~(outer[new_first] if end == "lead" else outer[new_last - 1])
    number, new_first, new_last, neighbours = number[fits], new_first[fits], new_last[fits], neighbours[fits]
    if not len(number):
        return number, describe(words, number, number + 1)
    options = describe(words, new_first, new_last)
    both = join([members, options])
    alike = likeness(both, len(members.starts) + np.arange(len(number)), neighbours)
    at_mark = outer[new_first - 1] if end == "lead" else np.append(outer, False)[new_last]
    score = _weigh(alike) + AT_MARK * at_mark
    order = np.lexsort((new_first if end == "tail" else -new_first, -np.round(score, 9), number))
    best = order[np.unique(number[order], return_index=True)[1]]
    return number[best], rows(options, best)


def _weigh(alike: Floats) -> Floats:
    """How like its neighbour each option is."""
    weights = np.array([WEIGHTS.get(name, 0) for name in LIKENESS])
    limits = np.array([CAPPED.get(name, np.inf) for name in LIKENESS])
    return np.asarray(np.minimum(alike, limits) @ weights)

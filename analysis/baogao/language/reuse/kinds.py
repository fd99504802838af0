"""Kinds of shared stretches: set phrases, formulas and paragraphs, by length and by the slogans in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from baogao.language.matching import Matcher, maximal
from baogao.language.profile import LETTER
from baogao.language.reuse.stretches import Stretch
from baogao.language.stack import Numbers, Stack

KINDS = ("set_phrase", "formula", "paragraph")
A_PHRASE = 24  # letters: fewer than a sentence of two clauses has
MOSTLY = 0.5
A_PARAGRAPH, BY_ITSELF = 50, 100  # letters: with half of a passage, and wherever it ends


def kinds_of(stretches: Sequence[Stretch], stacked: Stack, matcher: Matcher) -> list[str]:
    """Kind of each stretch.

    ``paragraph``: at least 100 shared letters, or 50 that are half of the shorter passage or more; else ``set_phrase``:
    fewer than 24, or half of the letters stand in slogans of the lexicon; else ``formula``, a sentence that recurs.

    Examples
    --------
    >>> from baogao.language.reuse.stretches import find_stretches
    >>> from baogao.language.stack import stack
    >>> stacked = stack(["今年把普法资源送到每一个村每一个社区。", "要把普法资源送到每一个村每一个社区。"])
    >>> kinds_of(list(find_stretches(stacked, np.array([0, 1]), 2)), stacked, Matcher([]))
    ['set_phrase']
    """
    if not stretches:
        return []
    a, b, start_a, end_a, _, _, shared = np.array([each[:7] for each in stretches], np.int64).T
    letters, slogans = stacked.among(LETTER), _in_slogans(stacked, matcher)
    sizes = stacked.counts(np.flatnonzero(letters))
    is_long = (shared >= BY_ITSELF) | ((shared >= A_PARAGRAPH) & (shared >= MOSTLY * np.minimum(sizes[a], sizes[b])))
    in_letters, in_slogans = (np.concatenate([[0], np.cumsum(each)]) for each in (letters, letters & slogans))
    share = (in_slogans[end_a] - in_slogans[start_a]) / (in_letters[end_a] - in_letters[start_a])
    is_short = (shared < A_PHRASE) | (share >= MOSTLY)
    return [KINDS[code] for code in np.where(is_long, 2, np.where(is_short, 0, 1)).tolist()]


def _in_slogans(stacked: Stack, matcher: Matcher) -> Numbers:
    """Whether each character stands in a slogan of the cover."""
    places = matcher.places(stacked.text)
    places = places.where(maximal(places))
    size = len(stacked.text) + 1
    edges = np.bincount(places.starts, minlength=size) - np.bincount(places.ends, minlength=size)
    return np.asarray(np.cumsum(edges[:-1]) > 0)

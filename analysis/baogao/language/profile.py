"""Measures of wording that need the order of a text: clause and sentence length, diversity, four-character units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baogao.language.diversity import DRAWS, WINDOW, hdd, mattr, mtld, ratio
from baogao.language.stack import Numbers, Stack
from baogao.language.terms import HAN, Words
from baogao.rounding import rounded

LETTER = r"\w"
CLAUSE_END = r"，。；：！？…\n"
SENTENCE_END = r"。！？…\n"
UNIT_END = r"、，。；：！？…\s"
QUOTES = "“”‘’「」『』\"'"
# 一是, 二要: running markers of an enumeration, no beginning of a unit.
MARKER = ("一二三四五六七八九十", "是要")


class Mean(NamedTuple):
    """A measure of each group, six significant digits, and the number of things that it is taken over."""

    values: NDArray[np.float64]
    ns: Numbers


class Stretches(NamedTuple):
    """Stretches of each passage between marks that hold something, and the characters that they hold."""

    counts: Numbers
    chars: Numbers


class Units(NamedTuple):
    """Units between marks of each passage, 、 among the marks, and those of four Chinese characters."""

    counts: Numbers
    fours: Numbers


def profile(stacked: Stack, words: Words, groups: Numbers, n_groups: int) -> dict[str, Mean]:
    """Measures of reports, from their passages and words in order.

    Parameters
    ----------
    groups : ndarray of int, shape [n_passages]
        Number of the report that each passage belongs to, ascending; -1 for a passage that is left out.

    Returns
    -------
    dict of str to Mean
        ``clause_chars`` (mean letters, digits and Chinese characters of a clause, between
        ，。；：！？…; 、 parts no clause), ``sentence_chars`` (between 。！？…), ``mattr_50`` (see
        `baogao.language.diversity.mattr`, over windows), ``mtld`` and ``hdd_42`` (see there, over
        words), ``four_character_share`` (units between marks, 、 among them, that are four
        Chinese characters; 0 to 1). NaN where there is nothing to measure.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> measured = profile(stack(["守正创新，干。学、做。"]), Words(np.array([0]), np.array([4])), np.array([0]), 1)
    >>> measured["clause_chars"]
    Mean(values=array([2.33333]), ns=array([3]))
    """
    clauses, sentences = stretches(stacked, CLAUSE_END), stretches(stacked, SENTENCE_END)
    measured = units(stacked)
    of_words = groups[stacked.passages[words.ends - 1]]
    is_kept = of_words >= 0
    of_words = of_words[is_kept]
    types, sizes = words.types[is_kept], np.bincount(of_words, minlength=n_groups)
    of_reports = np.split(types, np.cumsum(sizes))[:-1]

    def mean(totals: Numbers, ns: Numbers) -> Mean:
        total, n = (np.bincount(groups[groups >= 0], each[groups >= 0], n_groups) for each in (totals, ns))
        return Mean(rounded(ratio(total, n)), n.astype(np.int64))

    return {
        "clause_chars": mean(clauses.chars, clauses.counts),
        "sentence_chars": mean(sentences.chars, sentences.counts),
        f"mattr_{WINDOW}": Mean(rounded(mattr(types, of_words, n_groups)), np.maximum(sizes - WINDOW + 1, 0)),
        "mtld": Mean(rounded(np.array([mtld(report.tolist()) for report in of_reports], float)), sizes),
        f"hdd_{DRAWS}": Mean(rounded(np.array([hdd(np.bincount(report)) for report in of_reports], float)), sizes),
        "four_character_share": mean(measured.fours, measured.counts),
    }


def stretches(stacked: Stack, ends: str) -> Stretches:
    """Stretches between marks in each passage, clauses or sentences, and their letters, digits and Chinese characters.

    The marks, a line end among them, are given as for `Stack.among`. Stretches that hold no letter are left out.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> stretches(stack(["守正创新，干。", "学、做。"]), CLAUSE_END)
    Stretches(counts=array([2, 1]), chars=array([5, 2]))
    """
    letters = np.flatnonzero(stacked.among(LETTER))
    is_first = np.diff(np.searchsorted(tiles(stacked, ends), letters, "right"), prepend=-1) > 0
    return Stretches(stacked.counts(letters[is_first]), stacked.counts(letters))


def tiles(stacked: Stack, ends: str) -> Numbers:
    """Where each stretch begins, the marks behind it being its own: stretches tile the text from start to start.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> tiles(stack(["守正创新，干。", "学、做。"]), CLAUSE_END)
    array([0, 5, 8])
    """
    is_end = stacked.among(ends)
    begins = is_end[:-1] & ~is_end[1:]
    return np.concatenate([[0], np.flatnonzero(begins) + 1]) if stacked.text else np.zeros(0, np.int64)


def units(stacked: Stack) -> Units:
    """Units between the marks 、，。；：！？… and white space in each passage, quotation marks passed over.

    Examples
    --------
    >>> from baogao.language.stack import stack
    >>> units(stack(["守正创新、推进“放管服”改革。", "一是真干"]))
    Units(counts=array([2, 1]), fours=array([1, 0]))
    """
    shown = np.flatnonzero(~stacked.among(QUOTES))
    ends = np.flatnonzero(stacked.among(UNIT_END)[shown])
    ends = np.concatenate([[-1], ends, [len(shown)]])
    starts, sizes = ends[:-1] + 1, np.diff(ends) - 1
    of_four = starts[sizes == 4, None] + np.arange(4)
    chars = shown[of_four]
    is_marked = stacked.among(MARKER[0])[chars[:, 0]] & stacked.among(MARKER[1])[chars[:, 1]]
    is_four = stacked.among(HAN)[chars].all(axis=1) & ~is_marked
    return Units(stacked.counts(shown[starts[sizes > 0]]), stacked.counts(chars[is_four, 0]))

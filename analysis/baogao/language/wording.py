"""Wording of a text by another one: how well that predicts it, letter by letter, and how much of it stands there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from baogao.language.stack import Numbers

ALPHABET = 8105  # characters of the national table of 2013: what a letter is one of before anything has been read
RUN = 8  # letters: longer than most words and names, shorter than most clauses
CODE_BITS = 21
MIX = np.uint64(0x9E3779B97F4A7C15)


def cross_entropy(text: Sequence[str], model: Sequence[str]) -> tuple[float, int]:
    r"""Bits that each letter of a text takes under the runs of three letters of another one.

    Parameters
    ----------
    text, model : sequence of str
        Passages, their letters alone.

    Returns
    -------
    float, int
        Bits a letter, and the letters predicted; NaN and 0 where either is empty.

    Notes
    -----
    Interpolated Witten-Bell smoothing: with :math:`c` the count of a run in the model's text, and :math:`N(h)`,
    :math:`T(h)` the letters behind a context :math:`h` in all and the different ones,

    .. math:: P(w|h) = \frac{c(hw) + T(h)\,P(w|h')}{N(h) + T(h)},

    where :math:`h'` is :math:`h` without its first letter, and below the single letter all of an alphabet of 8,105
    are as likely. The beginning of a passage is a context too. More text makes a better model: compare models of one
    size only.

    References
    ----------
    Chen, S. F. and Goodman, J. (1999). An empirical study of smoothing techniques for language modeling.
    Computer Speech and Language 13(4), 359-394, on Witten-Bell smoothing.

    Examples
    --------
    >>> bits, n = cross_entropy(["法"], ["法法法"])  # .75003 by itself, then (1 + .75003) / 2 and (1 + .87502) / 2
    >>> round(bits, 4), n  # of .93751
    (0.0931, 1)
    """
    known, asked = _codes(model), _codes(text)
    is_letter = asked != 0
    if not is_letter.any() or not known.any():
        return math.nan, 0
    chance: NDArray[np.float64] = np.full(len(asked), 1 / ALPHABET)
    for order in range(3):
        runs, queries = _runs(known, order), _runs(asked, order)
        ends_in_letter = known != 0
        counts, totals, types = _counts(runs[ends_in_letter], queries)
        chance = np.where(totals > 0, (counts + types * chance) / np.maximum(totals + types, 1), chance)
    return float(-np.log2(chance[is_letter]).mean()), int(is_letter.sum())


def _codes(passages: Sequence[str]) -> Numbers:
    """Code points of passages; a zero before each."""
    joined = "".join("\0" + passage for passage in passages)
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _runs(codes: Numbers, order: int) -> Numbers:
    """The run that ends at each letter, with so many letters before it, those of other passages as none."""
    runs = codes.copy()
    is_whole = np.ones(len(codes), np.bool_)
    for shift in range(1, order + 1):
        before = np.concatenate([np.zeros(shift, np.int64), codes[:-shift]]) if shift < len(codes) else 0 * codes
        is_whole &= np.concatenate([np.zeros(shift - 1, np.bool_), codes[: len(codes) - shift + 1] != 0])
        runs += np.where(is_whole, before, 0) << CODE_BITS * shift
    return runs


def _counts(runs: Numbers, queries: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Of each run asked for: how often it stands, and how many letters and different ones stand behind its context."""
    kinds, counts = np.unique(runs, return_counts=True)
    contexts, firsts = np.unique(kinds >> CODE_BITS, return_index=True)
    totals, types = np.add.reduceat(counts, firsts), np.diff(firsts, append=len(kinds))
    asked = queries >> CODE_BITS
    return _looked_up(kinds, counts, queries), _looked_up(contexts, totals, asked), _looked_up(contexts, types, asked)


def _looked_up(keys: Numbers, values: Numbers, queries: Numbers) -> Numbers:
    """Value of each key asked for; 0 where there is none."""
    places = np.minimum(np.searchsorted(keys, queries), len(keys) - 1)
    return np.where(keys[places] == queries, values[places], 0)


def standing_share(text: Sequence[str], other: Sequence[str]) -> float:
    """Share of the letters of a text that lie in a run of eight letters which stands in another one, 0 to 1.

    NaN for a text without letters. The more there is of the other text, the more stands in it.

    Examples
    --------
    >>> standing_share(["坚持依法治国依法行政好"], ["全面坚持依法治国依法行政"])  # ten letters of eleven
    0.9090909090909091
    """
    asked, known = _codes(text), _codes(other)
    is_letter = asked != 0
    if not is_letter.any():
        return math.nan
    hashes, is_run = _hashes(asked)
    others, are_runs = _hashes(known)
    first = np.flatnonzero(is_run & np.isin(hashes, others[are_runs]))
    edges = np.bincount(first, minlength=len(asked) + 1) - np.bincount(first + RUN, minlength=len(asked) + 1)
    return float((np.cumsum(edges[:-1]) > 0)[is_letter].mean())


def _hashes(codes: Numbers) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """A number for the run of eight that begins at each letter, and whether there is one within the passage."""
    n_runs = max(0, len(codes) - RUN + 1)
    hashes, is_run = np.zeros(n_runs, np.uint64), np.ones(n_runs, np.bool_)
    for shift in range(RUN):
        letters = codes[shift : n_runs + shift]
        hashes = hashes * MIX + letters.astype(np.uint64)
        is_run &= letters != 0
    return hashes, is_run

"""Expected divergence of draws of reports, and its floor, computed without drawing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr, gammaln

from baogao.arguments import measure
from baogao.measures.divergence import Floats

TERMS_AT_A_TIME = 256  # keeps the table of chances small


@measure
def expected_divergences(counts: NDArray[np.int64], n_tokens: int) -> Floats:
    """Expected divergence in bits between draws of each two reports, without drawing.

    Parameters
    ----------
    counts : numpy.ndarray of int, shape [n_reports, n_terms]
        Tokens of each term in each report.
    n_tokens : int
        Drawn of each report, at random without replacement; half of the smallest report at most.

    Returns
    -------
    numpy.ndarray, shape [n_reports, n_reports]
        On the diagonal the divergence between two draws of one report that share no token.

    Notes
    -----
    Entropy is a sum over terms, so that its expectation takes the distribution of each term
    alone: hypergeometric in one draw, and for the mixture of two draws that of the sum of two.
    Two draws of one report that share no token are together one draw of twice the size.

    Neither an entry off the diagonal nor one on it depends on how long a report is: a draw of a
    report that was thinned at random is a draw of the whole report. Independent draws of one
    report would share tokens, the more the shorter it is.

    Examples
    --------
    >>> expected_divergences(np.array([[2, 0], [1, 1]]), 1).tolist()  # the two tokens of the second differ
    [[0.0, 0.5], [0.5, 1.0]]
    """
    mixed, own, twice = np.zeros((len(counts), len(counts))), np.zeros(len(counts)), np.zeros(len(counts))
    for _, chance, chance_of_twice in _chances_by_block(counts, n_tokens):
        of_sum = chance @ _surprise_of_sums(n_tokens, chance.shape[2])
        mixed += chance.reshape(len(counts), -1) @ of_sum.reshape(len(counts), -1).T
        own += (chance @ _surprise(n_tokens)[: chance.shape[2]]).sum(axis=1)
        twice += (chance_of_twice @ _surprise(2 * n_tokens)[: chance_of_twice.shape[2]]).sum(axis=1)
    divergences = mixed - (own[:, None] + own) / 2
    np.fill_diagonal(divergences, twice - own)
    return divergences


@measure
def expected_contributions(first: NDArray[np.int64], other: NDArray[np.int64], n_tokens: int) -> Floats:
    """What each term adds to the expected divergence of two reports above their floor, in bits.

    Parameters
    ----------
    first, other : numpy.ndarray of int, shape [n_terms]
        Tokens of each term in the two reports.
    n_tokens : int
        As for `expected_divergences`.

    Returns
    -------
    numpy.ndarray, shape [n_terms]
        Sums to the divergence less the mean of the two floors; a term as frequent in both adds
        nothing on average, and a rare one can add a little less than nothing.

    Examples
    --------
    >>> expected_contributions(np.array([4, 0]), np.array([0, 4]), 2).tolist()
    [0.5, 0.5]
    """
    counts, added = np.stack([first, other]), np.zeros(len(first))
    for terms, chance, chance_of_twice in _chances_by_block(counts, n_tokens):
        mixed = ((chance[0] @ _surprise_of_sums(n_tokens, chance.shape[2])) * chance[1]).sum(axis=1)
        pure = (chance_of_twice @ _surprise(2 * n_tokens)[: chance_of_twice.shape[2]]).mean(axis=0)
        added[terms] = mixed - pure
    return added


def _chances_by_block(counts: NDArray[np.int64], n_tokens: int) -> Iterator[tuple[NDArray[np.int64], Floats, Floats]]:
    """Blocks of terms, with the chances of how many of each are drawn, in one draw and in one twice as large."""
    frequent_last = np.argsort(counts.max(axis=0), kind="stable")
    for terms in np.array_split(frequent_last, len(frequent_last) // TERMS_AT_A_TIME + 1):
        block, sizes = counts[:, terms], counts.sum(axis=1)
        yield terms, _chances(block, sizes, n_tokens), _chances(block, sizes, 2 * n_tokens)


def _chances(counts: NDArray[np.int64], sizes: NDArray[np.int64], n_drawn: int) -> Floats:
    """Chance that 0, 1, 2 … tokens of each term are drawn of each report, shape [n_reports, n_terms, most + 1].

    This is the hypergeometric distribution; `scipy.stats.hypergeom` gives the same in twenty times the time.
    """
    k = np.arange(min(int(counts.max(initial=0)), n_drawn) + 1)
    logs = gammaln(np.arange(int(sizes.max()) + 1) + 1.0)  # of factorials
    chances = np.zeros((*counts.shape, len(k)))
    for row, size, chance in zip(counts, sizes, chances, strict=True):
        different, place = np.unique(row, return_inverse=True)
        c = different[:, None]
        possible = (k <= c) & (n_drawn - k <= size - c)
        in_term, in_rest = np.where(possible, c - k, 0), np.where(possible, size - c - n_drawn + k, 0)
        log = logs[c] - logs[k] - logs[in_term] + logs[size - c] - logs[n_drawn - k] - logs[in_rest]
        log -= logs[size] - logs[n_drawn] - logs[size - n_drawn]
        chance[:] = np.exp(np.where(possible, log, -np.inf))[place]
    return chances


def _surprise(total: int) -> Floats:
    """What a term with so many of ``total`` tokens adds to the entropy in bits, for 0 to ``total``."""
    surprise: Floats = entr(np.arange(total + 1) / total) / np.log(2)
    return surprise


def _surprise_of_sums(n_tokens: int, n_different: int) -> Floats:
    """What a term adds to the entropy of two draws together, by how many of it each holds."""
    drawn = np.arange(n_different)
    surprise: Floats = _surprise(2 * n_tokens)[drawn[:, None] + drawn]
    return surprise

r"""Words of sentence pairs aligned: which Chinese word each English word renders, by expectation maximisation.

IBM Model 1 [1]_ with a prior that favours the diagonal [2]_; in the last rounds the prior of a pair of words also
grows with the posteriors of its neighbours, which stands in for the jumps of a hidden Markov model [3]_.

References
----------
.. [1] Brown, P. F., Della Pietra, S. A., Della Pietra, V. J. and Mercer, R. L. (1993). The mathematics of
   statistical machine translation: parameter estimation. Computational Linguistics 19(2), 263-311.
.. [2] Dyer, C., Chahuneau, V. and Smith, N. A. (2013). A simple, fast, and effective reparameterization of IBM
   Model 2. Proceedings of NAACL-HLT 2013, 644-648.
.. [3] Vogel, S., Ney, H. and Tillmann, C. (1996). HMM-based word alignment in statistical translation.
   Proceedings of COLING 1996, 836-841.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
TENSION = 4.0  # how strongly the diagonal is favoured; fast_align's default
NO_SOURCE = 0.08  # prior of a word that renders none; fast_align's default
ADDED = 1e-3  # to every expected count, so that no probability is 0
ROUNDS, PLAIN_ROUNDS = 7, 3  # in all, and before neighbours count
REACH, FLOOR = 2, 0.25  # of neighbours; and the weight of a pair that has none
NEAR, FAR = 1.0, 0.4  # weights of neighbours one step away, and two


class Cells(NamedTuple):
    """Every pair of a source word (first of each pair: none) and a target word, pair of sentences by pair."""

    prior: Floats
    types: Ids  # number of the pair of types, into `sources`
    sources: Ids  # source type of each pair of types
    targets: Ids  # number of the target word, over all sentences
    weights: Floats
    shapes: list[tuple[int, int]]  # target words, source words and none


def posteriors(
    sources: Sequence[Ids],
    targets: Sequence[Ids],
    weights: Sequence[float] | None = None,
    *,
    tension: float = TENSION,
    rounds: int = ROUNDS,
    plain_rounds: int = PLAIN_ROUNDS,
) -> list[Floats]:
    """Probability that each target word renders each source word of its sentence pair.

    Parameters
    ----------
    sources, targets : sequence of arrays of int
        Types of the words of each sentence, in order; types are numbered from 0 on each side.
    weights : sequence of float, optional
        What each pair counts, 1 when not given.
    tension : float
        Of the diagonal; 0 is none (Model 1).
    rounds, plain_rounds : int
        Of expectation maximisation; the first ones without regard to neighbours.

    Returns
    -------
    list of numpy.ndarray
        One matrix a pair, target words by source words, behind a first column for none. Each row sums to 1.

    Examples
    --------
    >>> first, second = posteriors([np.array([0, 1]), np.array([0])], [np.array([0, 1]), np.array([0])])
    >>> first.argmax(1).tolist(), second.argmax(1).tolist()
    ([1, 2], [1])
    """
    cells = _cells(sources, targets, np.ones(len(sources)) if weights is None else np.asarray(weights), tension)
    chances = np.full(len(cells.sources), 1.0)
    prior = cells.prior
    for number in range(rounds):
        posterior = _normed(chances[cells.types] * prior, cells.targets)
        expected: Floats = np.bincount(cells.types, posterior * cells.weights, len(chances)).astype(float) + ADDED
        chances = _normed(expected, cells.sources)
        if number + 1 >= plain_rounds:
            prior = cells.prior * _support(posterior, cells.shapes)
    return list(_matrices(_normed(chances[cells.types] * prior, cells.targets), cells.shapes))


def _cells(sources: Sequence[Ids], targets: Sequence[Ids], weights: Floats, tension: float) -> Cells:
    n_types = 1 + max((int(each.max()) for each in targets if len(each)), default=0)
    shapes = [(len(target), len(source) + 1) for source, target in zip(sources, targets, strict=True)]
    with_none = [np.concatenate([[0], source + 1]) for source in sources]
    pairs = [
        np.tile(source, len(target)) * n_types + np.repeat(target, len(source))
        for source, target in zip(with_none, targets, strict=True)
    ]
    known, types = np.unique(np.concatenate(pairs), return_inverse=True)
    widths = np.concatenate([np.full(n_targets, n_sources) for n_targets, n_sources in shapes])
    sizes = [n_targets * n_sources for n_targets, n_sources in shapes]
    return Cells(
        prior=np.concatenate([_diagonal(*shape, tension).ravel() for shape in shapes]),
        types=types,
        sources=known // n_types,
        targets=np.repeat(np.arange(len(widths)), widths),
        weights=np.repeat(weights, sizes),
        shapes=shapes,
    )


def _diagonal(n_targets: int, n_sources: int, tension: float) -> Floats:
    """Prior of each pair of words of one sentence pair: the nearer the diagonal the greater; rows sum to 1."""
    n_words = n_sources - 1
    places = (np.arange(n_words) + 0.5) / max(n_words, 1), (np.arange(n_targets) + 0.5) / n_targets
    near = np.exp(-tension * np.abs(places[0][None, :] - places[1][:, None]))
    shares = (1 - NO_SOURCE) * near / near.sum(axis=1, keepdims=True)
    return np.hstack([np.full((n_targets, 1), NO_SOURCE), shares])


def _normed(values: Floats, groups: Ids) -> Floats:
    """Values as shares of the sum of their group."""
    shares: Floats = values / np.bincount(groups, values)[groups]
    return shares


def _support(posterior: Floats, shapes: list[tuple[int, int]]) -> Floats:
    """What the neighbours of each pair of words add to its prior; 1 for none."""
    support = np.ones_like(posterior)
    matrices = zip(_matrices(posterior, shapes), _matrices(support, shapes), strict=True)
    for matrix, own in matrices:
        own[:, 1:] = FLOOR + _neighbours(matrix[:, 1:])
    return support


def _neighbours(matrix: Floats) -> Floats:
    """Posteriors around each pair of words, weighted by how near they are."""
    n_rows, n_columns = matrix.shape
    padded, total = np.pad(matrix, REACH), np.zeros_like(matrix)
    for down in range(-REACH, REACH + 1):
        for right in range(-REACH, REACH + 1):
            if steps := max(abs(down), abs(right)):
                rows, columns = (
                    slice(REACH + down, REACH + down + n_rows),
                    slice(REACH + right, REACH + right + n_columns),
                )
                total += padded[rows, columns] * (NEAR if steps == 1 else FAR)
    return total


def _matrices(values: NDArray[Any], shapes: list[tuple[int, int]]) -> Iterator[NDArray[Any]]:
    """Values pair of sentences by pair, as views."""
    start = 0
    for n_targets, n_sources in shapes:
        yield values[start : start + n_targets * n_sources].reshape(n_targets, n_sources)
        start += n_targets * n_sources

"""Arithmetic on the arrays of topic models: FREX, normalised pointwise mutual information, pairing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure

Floats = NDArray[np.float64]


@measure
def frex(phi: Floats, counts: Floats) -> Floats:
    """FREX of each term in each topic, shape [k, n_terms]; formula and sources in `measures.topic_tables.top_terms`.

    Examples
    --------
    >>> frex(np.array([[0.6, 0.4], [0.2, 0.8]]), np.array([400.0, 600.0])).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    frequency = _ranks(phi) / phi.shape[1]
    own = _ranks(shrunken(exclusivity(phi), counts)) / phi.shape[1]
    harmonic: Floats = 1 / (0.5 / frequency + 0.5 / own)
    return harmonic


@measure
def exclusivity(phi: Floats) -> Floats:
    """Share of each term that each topic has, of topics of one size: shape [k, n_terms].

    At most one topic has more than half of a term: it is more probable there than in all others together. A term
    that no topic has gets 1/k in each.

    Examples
    --------
    >>> exclusivity(np.array([[0.6, 0.4, 0], [0.2, 0.8, 0]])).round(6).tolist()
    [[0.75, 0.333333, 0.5], [0.25, 0.666667, 0.5]]
    """
    totals = phi.sum(axis=0)
    shares: Floats = np.divide(phi, totals, out=np.full_like(phi, 1 / len(phi)), where=totals > 0)
    return shares


def _ranks(rows: Floats) -> Floats:
    """Rank of each number in its row, from 1; equal ones share the mean of theirs."""
    return pd.DataFrame(rows).rank(axis=1).to_numpy()


@measure
def shrunken(shares: Floats, counts: Floats) -> Floats:
    """James-Stein estimate of each term's shares over the topics, drawn towards 1/k.

    Parameters
    ----------
    shares : numpy.ndarray, shape [k, n_terms]
        Columns sum to 1.
    counts : numpy.ndarray, shape [n_terms]
        Tokens the shares were estimated from; a term counted once gets 1/k.

    Examples
    --------
    >>> shrunken(np.array([[1.0, 0.75], [0.0, 0.25]]), np.array([1.0, 4.0])).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    even = 1 / len(shares)
    squares = (shares**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = (1 - squares) / ((counts - 1) * (squares - even))
    weight = np.where((counts > 1) & np.isfinite(weight), weight, 1).clip(0, 1)
    return weight * even + (1 - weight) * shares


@measure
def mean_npmi(present: Floats) -> float:
    """Mean NPMI over pairs of terms; formula and sources in `baogao.measures.topic_tables.coherence`.

    Parameters
    ----------
    present : numpy.ndarray, shape [n_passages, n]
        1 where the passage holds the term, else 0.

    Examples
    --------
    >>> mean_npmi(np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
    0.0
    """
    joint = present.T @ present / len(present)
    first, second = np.triu_indices(len(joint), 1)
    both, alone = joint[first, second], joint.diagonal()
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(both / (alone[first] * alone[second])) / -np.log(both)
    npmi[both == 0] = -1
    npmi[(alone[first] * alone[second] == 0) | (both == 1)] = np.nan
    return float(npmi.mean())


@measure
def paired_topics(first: Floats, other: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Partner of each row of `first` among the rows of `other`, and its cosine; -1 and 0 for one that has none.

    Rows are paired one to one so that the sum of cosines is largest (Hungarian method).

    Examples
    --------
    >>> partners, cosines = paired_topics(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 2.0]]))
    >>> partners.tolist(), cosines.tolist()
    ([-1, 0], [0.0, 1.0])
    """
    from scipy.optimize import linear_sum_assignment

    tiny = np.finfo(float).tiny  # a row of zeros is like no other
    unit, units = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), tiny) for rows in (first, other))
    similar = unit @ units.T
    partners, cosines = np.full(len(first), -1), np.zeros(len(first))
    rows, columns = linear_sum_assignment(similar, maximize=True)
    partners[rows], cosines[rows] = columns, similar[rows, columns]
    return partners, cosines


@measure
def paired_cosines(first: Floats, other: Floats) -> Floats:
    """Cosine of each row of `first` to its partner among the rows of `other`; 0 for one that has none.

    Examples
    --------
    >>> paired_cosines(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 2.0]])).tolist()
    [0.0, 1.0]
    """
    return paired_topics(first, other)[1]


@measure
def paired_jaccard(first: Floats, other: Floats, *, n: int = 20) -> Floats:
    """Jaccard index of the `n` top terms of each row of `first` and of its partner among those of `other`.

    Partners are those of `paired_topics`; a row without one has 0. Of equal terms the first columns are taken.

    Examples
    --------
    >>> paired_jaccard(np.array([[0.6, 0.3, 0.1]]), np.array([[0.6, 0.1, 0.3]]), n=2).tolist()
    [0.3333333333333333]
    """
    tops, others = top_columns(first, n), top_columns(other, n)
    shared = [
        len(np.intersect1d(tops[row], others[partner])) if partner >= 0 else 0
        for row, partner in enumerate(paired_topics(first, other)[0])
    ]
    size = tops.shape[1] + others.shape[1]
    return np.array([both / (size - both) for both in shared])


@measure
def top_columns(phi: Floats, n: int) -> NDArray[np.int64]:
    """Columns of the `n` largest numbers of each row, the largest first; of equal ones, the first.

    Examples
    --------
    >>> top_columns(np.array([[0.2, 0.5, 0.3]]), 2).tolist()
    [[1, 2]]
    """
    return np.argsort(-phi, axis=1, kind="stable")[:, :n]

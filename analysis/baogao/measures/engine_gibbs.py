"""Latent Dirichlet allocation by collapsed Gibbs sampling, on one pinned instruction set."""

from __future__ import annotations

import os
import platform
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.errors import SettingError

ISA = "sse2"  # others give other topics from the same seed; every x86-64 processor has this one
GIBBS: dict[str, Any] = {"library": "tomotopy", "iterations": 300, "alpha": 0.1, "eta": 0.05, "isa": ISA}


def fit_gibbs(
    counts: csr_matrix, *, k: int, seed: int, iterations: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Topics from one chain of a collapsed Gibbs sampler (tomotopy, one worker).

    Parameters
    ----------
    counts : scipy.sparse.csr_matrix of int
        Shape [n_passages, n_terms]; no row and no column without a count.
    k, seed : int
        Number of topics; start of the random numbers.
    iterations : int
        Sweeps over all tokens; the last state is taken.

    Returns
    -------
    theta : numpy.ndarray, shape [n_passages, k]
        Topics of each passage.
    phi : numpy.ndarray, shape [k, n_terms]
        Terms of each topic.

    Notes
    -----
    The sampler is that of [1]_. ``alpha`` is where the prior of theta starts; tomotopy
    estimates it anew, one value a topic, every ten sweeps. ``eta`` stays.

    References
    ----------
    .. [1] Griffiths, T. L. and Steyvers, M. (2004). Finding scientific topics. Proceedings of
       the National Academy of Sciences 101 (suppl. 1), 5228-5235, p. 5229.

    Examples
    --------
    >>> theta, phi = fit_gibbs(csr_matrix([[3, 0], [0, 3]] * 9), k=2, seed=1, iterations=50)
    >>> theta.shape, phi.shape, phi.max(axis=1) > 0.9
    ((18, 2), (2, 2), array([ True,  True]))
    """
    tomotopy = pinned_tomotopy()
    model = tomotopy.LDAModel(k=k, seed=seed, alpha=GIBBS["alpha"], eta=GIBBS["eta"])
    for row in range(counts.shape[0]):
        cells = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc(np.repeat(counts.indices[cells], counts.data[cells]).astype(str).tolist())
    model.train(iterations, workers=1)
    theta = np.array([doc.get_topic_dist() for doc in model.docs], dtype=float)
    phi = np.zeros((k, counts.shape[1]))
    phi[:, [int(word) for word in model.used_vocabs]] = [model.get_topic_word_dist(topic) for topic in range(k)]
    return theta, phi


def pinned_tomotopy() -> Any:
    """The library, loaded with its instruction set pinned (it is chosen at the first import)."""
    os.environ["TOMOTOPY_ISA"] = ISA
    with (
        warnings.catch_warnings()
    ):  # its extension warns of its own making, and would not load where warnings are errors
        warnings.simplefilter("ignore", DeprecationWarning)
        import tomotopy  # type: ignore[import-untyped]

    if platform.machine() in ("x86_64", "AMD64") and tomotopy.isa != ISA:
        raise SettingError(
            f"engine gibbs: tomotopy was imported before, with the instruction set {tomotopy.isa}; it must be {ISA}, "
            f"for the same topics everywhere: start anew with TOMOTOPY_ISA={ISA}, or fit topics first."
        )
    return tomotopy

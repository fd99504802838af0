"""Latent Dirichlet allocation by online variational Bayes, in one process."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.errors import from_extra

GENSIM: dict[str, Any] = {"library": "gensim", "iterations": 20, "alpha": "auto", "eta": "auto", "dtype": "float64"}


def fit_gensim(
    counts: csr_matrix, *, k: int, seed: int, iterations: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Topics by online variational Bayes (gensim's LdaModel, one core).

    Parameters
    ----------
    counts : scipy.sparse.csr_matrix of int
        Shape [n_passages, n_terms]; no row and no column without a count.
    k, seed : int
        Number of topics; start of the random numbers.
    iterations : int
        Passes over all passages.

    Returns
    -------
    theta : numpy.ndarray, shape [n_passages, k]
        Topics of each passage, the mean of the variational posterior.
    phi : numpy.ndarray, shape [k, n_terms]
        Terms of each topic.

    Notes
    -----
    The method is that of [1]_, with both priors estimated from the data.

    References
    ----------
    .. [1] Hoffman, M. D., Blei, D. M. and Bach, F. (2010). Online learning for latent
       Dirichlet allocation. Advances in Neural Information Processing Systems 23, 856-864,
       algorithm 2.

    Examples
    --------
    >>> theta, phi = fit_gensim(csr_matrix([[3, 0], [0, 3]] * 9), k=2, seed=1, iterations=5)
    >>> theta.shape, phi.shape
    ((18, 2), (2, 2))
    """
    with from_extra("study"):
        from gensim.matutils import Sparse2Corpus
        from gensim.models import LdaModel

    passages = Sparse2Corpus(counts, documents_columns=False)  # row by row, never all in memory as lists
    model = LdaModel(
        passages,
        num_topics=k,
        id2word={column: str(column) for column in range(counts.shape[1])},
        alpha=GENSIM["alpha"],
        eta=GENSIM["eta"],
        passes=iterations,
        random_state=seed,
        eval_every=None,
        dtype=np.float64,
    )
    gamma, _ = model.inference(passages)
    return gamma / gamma.sum(axis=1, keepdims=True), model.get_topics()

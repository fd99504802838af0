"""Non-negative matrix factorisation of tf-idf: a deterministic engine beside the two of latent Dirichlet allocation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.arguments import measure

NMF: dict[str, Any] = {"library": "scikit-learn", "iterations": 400, "weights": "tf-idf", "init": "nndsvd", "tol": 1e-4}


@measure
def fit_nmf(
    counts: csr_matrix, *, k: int, seed: int, iterations: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Topics as non-negative factors of the tf-idf of passages (scikit-learn).

    Parameters
    ----------
    counts : scipy.sparse.csr_matrix of int
        Shape [n_passages, n_terms]; no row and no column without a count.
    k : int
        Number of topics.
    seed : int
        Not used: the start is computed from the matrix, so every seed gives the same arrays.
    iterations : int
        At most so many rounds; it ends sooner when a round changes little.

    Returns
    -------
    theta : numpy.ndarray, shape [n_passages, k]
        Weight of each topic in each passage over the passage's sum of weights; the same for all
        topics where a passage has no weight in any.
    phi : numpy.ndarray, shape [k, n_terms]
        Weight of each term in each topic over the topic's sum of weights.

    Notes
    -----
    The rows sum to 1 so that the tables of topics take them, but they are weights and no
    probabilities: no model generates the tokens, weights of rare terms are raised by tf-idf,
    and there is no likelihood. With *X* the tf-idf, rows of length 1,

    .. math:: \min_{W, H \ge 0} \lVert X - W H \rVert_F^2

    [1]_, from the start of [2]_; *H* gives phi, and *W* times the sums of the rows of *H*
    gives theta.

    References
    ----------
    .. [1] Lee, D. D. and Seung, H. S. (1999). Learning the parts of objects by non-negative
       matrix factorization. Nature 401, 788-791.
    .. [2] Boutsidis, C. and Gallopoulos, E. (2008). SVD based initialization: A head start for
       nonnegative matrix factorization. Pattern Recognition 41(4), 1350-1362.

    Examples
    --------
    >>> theta, phi = fit_nmf(csr_matrix([[3, 0], [0, 3]] * 9), k=2, seed=1, iterations=50)
    >>> theta.shape, phi.max(axis=1).round(6).tolist()
    ((18, 2), [1.0, 1.0])
    """
    del seed
    from sklearn import decomposition
    from sklearn.feature_extraction.text import TfidfTransformer

    factors = decomposition.NMF(k, init=NMF["init"], tol=NMF["tol"], max_iter=iterations, random_state=0)
    passages = factors.fit_transform(TfidfTransformer().fit_transform(counts))
    sizes = factors.components_.sum(axis=1)
    return _shares(passages * sizes), _shares(factors.components_)


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows over their sums; the same share for all where a row is 0."""
    totals = weights.sum(axis=1, keepdims=True)
    shares = np.full_like(weights, 1 / weights.shape[1], dtype=float)
    np.divide(weights, totals, out=shares, where=totals > 0)
    return shares

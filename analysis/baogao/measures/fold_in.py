"""Shares of given topics in passages that they were not fitted on, and how well these foretell held-out tokens."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.topics import TopicModel

Floats = NDArray[np.float64]
ROUNDS, PRIOR = 100, 0.1  # PRIOR: tokens a topic, as where that of the Gibbs engine starts


@measure
def fold_in(model: TopicModel, counts: csr_matrix) -> Floats:
    r"""Topics of passages that a model was not fitted on, its terms of topics as they are.

    Parameters
    ----------
    model : TopicModel
        Of latent Dirichlet allocation; its phi stays.
    counts : scipy.sparse.csr_matrix of int
        Shape [n_passages, n_terms], columns as those of phi.

    Returns
    -------
    theta : numpy.ndarray, shape [n_passages, k]
        Rows sum to 1; NaN where a passage has no term of the model.

    Raises
    ------
    SettingError
        If the model is of ``nmf``, whose weights are no probabilities.

    Notes
    -----
    Expectation maximisation over the topic of each token, a hundred rounds from even shares,

    .. math:: r_{dvk} \propto \theta_{dk} \phi_{kv}, \qquad
              \theta_{dk} \propto \alpha_k + \sum_v n_{dv} r_{dvk},

    known as folding in [1]_, with a prior of .1 *k* tokens a passage shared out as the
    model's own theta is on average.

    References
    ----------
    .. [1] Hofmann, T. (1999). Probabilistic latent semantic indexing. Proceedings of SIGIR 22,
       50-57.

    Examples
    --------
    >>> ids, lengths = ("a:1", "a:2"), np.array([9, 9])
    >>> model = TopicModel(np.eye(2), np.eye(2), ("农业", "法院"), ids, lengths, "gibbs", {})
    >>> fold_in(model, csr_matrix([[19, 0], [0, 0]])).round(3).tolist()
    [[0.995, 0.005], [nan, nan]]
    """
    if model.engine == "nmf":
        raise SettingError("engine nmf: weights are no probabilities, so no passage can be folded in; use gibbs.")
    k = len(model.phi)
    known = csr_matrix(counts.multiply(model.phi.sum(axis=0) > 0))
    known.eliminate_zeros()
    prior = PRIOR * k * _mean_shares(model)
    rows = np.repeat(np.arange(known.shape[0]), np.diff(known.indptr))
    to_rows = csr_matrix((known.data.astype(float), (rows, np.arange(len(rows)))), shape=(known.shape[0], len(rows)))
    terms = model.phi[:, known.indices].T
    theta = np.full((known.shape[0], k), 1 / k)
    for _ in range(ROUNDS):
        joint = theta[rows] * terms
        theta = prior + to_rows @ (joint / np.maximum(joint.sum(axis=1, keepdims=True), np.finfo(float).tiny))
        theta /= theta.sum(axis=1, keepdims=True)
    theta[np.diff(known.indptr) == 0] = np.nan
    return theta


@measure
def completion_perplexity(model: TopicModel, matrix: DocumentTermMatrix, *, seed: int) -> float:
    r"""How well half of the tokens of a passage foretell the other half: perplexity, lower is better.

    Parameters
    ----------
    model : TopicModel
        Of latent Dirichlet allocation, fitted on other passages.
    matrix : DocumentTermMatrix
        The passages that were held out; columns as those of phi.
    seed : int
        Start of the random numbers that halve each passage.

    Returns
    -------
    float
        1 when every token is certain, the number of terms when all are equally likely. Tokens
        of terms that the model has not seen are left out; NaN when nothing is left.

    Notes
    -----
    With theta from one half (`fold_in`) and the tokens *v* of the other,

    .. math:: \exp \left( - \frac{1}{N} \sum_{d, v} \log \sum_k \theta_{dk} \phi_{kv} \right),

    document completion as in [1]_.

    References
    ----------
    .. [1] Wallach, H. M., Murray, I., Salakhutdinov, R. and Mimno, D. (2009). Evaluation methods
       for topic models. Proceedings of ICML 26, 1105-1112, section 5.2.

    Examples
    --------
    >>> ids, terms = ("a:1", "a:2"), ("农业", "粮食", "法院")
    >>> phi = np.array([[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]])
    >>> model = TopicModel(np.eye(2), phi, terms, ids, np.array([9, 9]), "gibbs", {})
    >>> matrix = DocumentTermMatrix(("b:1",), terms, csr_matrix([[100, 100, 0]]), 200)
    >>> round(completion_perplexity(model, matrix, seed=1), 1)
    2.0
    """
    seen, held_out = _halves(matrix.counts, seed)
    theta = fold_in(model, seen)
    cells = held_out.tocoo()
    usable = ~np.isnan(theta[cells.row, 0]) & (model.phi[:, cells.col].sum(axis=0) > 0)
    rows, columns, counts = cells.row[usable], cells.col[usable], cells.data[usable]
    if not len(counts):
        return float("nan")
    likelihood = (theta[rows] * model.phi[:, columns].T).sum(axis=1)
    return float(np.exp(-(counts * np.log(likelihood)).sum() / counts.sum()))


def _halves(counts: csr_matrix, seed: int) -> tuple[csr_matrix, csr_matrix]:
    """Each passage in two: its tokens in an order drawn at random, the first half and the rest."""
    rng, seen = np.random.default_rng(seed), counts.astype(np.int64).copy()
    for row in range(counts.shape[0]):
        cells = slice(counts.indptr[row], counts.indptr[row + 1])
        own = counts.data[cells].astype(np.int64)
        seen.data[cells] = rng.multivariate_hypergeometric(own, own.sum() // 2)
    rest = csr_matrix(counts - seen)
    for half in (seen, rest):
        half.eliminate_zeros()
    return seen, rest


def _mean_shares(model: TopicModel) -> Floats:
    has_terms = ~np.isnan(model.theta[:, 0])
    shares: Floats = model.lengths[has_terms] @ model.theta[has_terms] / model.lengths[has_terms].sum()
    return shares

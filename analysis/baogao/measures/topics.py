"""Topic models as plain arrays, from three engines: two of latent Dirichlet allocation, and a factorisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError, listed
from baogao.measures.engine_gensim import GENSIM, fit_gensim
from baogao.measures.engine_gibbs import GIBBS, fit_gibbs
from baogao.measures.engine_nmf import NMF, fit_nmf
from baogao.measures.matrix import DocumentTermMatrix
from baogao.rounding import rounded

Engine = Literal["gibbs", "gensim", "nmf"]
Floats = NDArray[np.float64]
ENGINES: dict[Engine, tuple[Callable[..., tuple[Floats, Floats]], dict[str, Any]]] = {
    "gibbs": (fit_gibbs, GIBBS),
    "gensim": (fit_gensim, GENSIM),
    "nmf": (fit_nmf, NMF),
}
MIN_PASSAGES, PASSAGES_A_TOPIC = 30, 10  # less text than this carries no topics
MIN_REPORTS = 10  # topics of fewer would be the reports

MAX_SEED = 2**31 - 1


@dataclass(frozen=True, eq=False)
class TopicModel:
    """A topic model: topics of passages and terms of topics.

    Attributes
    ----------
    theta : numpy.ndarray, shape [n_passages, k]
        Share of each topic in each passage; rows sum to 1. Passages without a term have NaN.
    phi : numpy.ndarray, shape [k, n_terms]
        Probability of each term in each topic; rows sum to 1.
    vocabulary : tuple of str
        Columns of `phi`.
    passage_ids : tuple of str
        Rows of `theta`.
    lengths : numpy.ndarray of int, shape [n_passages]
        Tokens of each passage that the model saw.
    engine : {"gibbs", "gensim", "nmf"}
        What fitted it. Of ``nmf`` theta and phi are weights scaled to sum to 1, and no probabilities.
    settings : mapping
        ``k``, ``seed``, ``iterations``, priors, and the ``library`` of the engine with its ``version``.
    """

    theta: Floats = field(repr=False)
    phi: Floats = field(repr=False)
    vocabulary: tuple[str, ...] = field(repr=False)
    passage_ids: tuple[str, ...] = field(repr=False)
    lengths: NDArray[np.int64] = field(repr=False)
    engine: Engine
    settings: Mapping[str, Any]


@measure
def fit_topics(
    matrix: DocumentTermMatrix, *, k: int, seed: int, engine: Engine = "gibbs", iterations: int | None = None
) -> TopicModel:
    """Fit a topic model: latent Dirichlet allocation, or non-negative matrix factorisation.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.measures.matrix.document_term_matrix` gives it.
    k : int
        Number of topics: at least 2, and at most one for ten passages.
    seed : int
        Start of the random numbers; the same seed gives the same arrays. ``nmf`` has none.
    engine : {"gibbs", "gensim", "nmf"}
        ``gibbs``: collapsed Gibbs sampling by tomotopy; ``gensim``: online variational Bayes;
        ``nmf``: factors of tf-idf, weights and no probabilities
        (`baogao.measures.engine_nmf.fit_nmf`).
    iterations : int, optional
        Sweeps of the sampler (300), passes over the passages (20), or at most so many rounds of
        the factorisation (400).

    Returns
    -------
    TopicModel
        Topics in the order of their prevalence (mean of theta, weighted by tokens), the
        largest first; topic 1 of every table is the first row of phi. Numbers have six
        significant digits, so that any processor gives the same.

    Raises
    ------
    SettingError
        If there are fewer than 30 passages with terms, or `k`, `engine` or `iterations` is
        out of range.

    Notes
    -----
    The model of ``gibbs`` and ``gensim`` is that of [1]_: a passage is a bag of terms, each from one of *k* topics. One
    fit is one draw among many: fit several seeds and look at `baogao.measures.recurrence.recurrence` before
    reading anything into a topic.

    References
    ----------
    .. [1] Blei, D. M., Ng, A. Y. and Jordan, M. I. (2003). Latent Dirichlet allocation. Journal
       of Machine Learning Research 3, 993-1022, section 3.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> counts = csr_matrix([[5, 4, 0, 0], [0, 0, 4, 5], [0, 0, 5, 5]] * 20)
    >>> ids = tuple(f"a:{i:04}" for i in range(60))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "粮食", "法院", "诉讼"), counts, 560)
    >>> model = fit_topics(matrix, k=2, seed=1)
    >>> [[term for term, p in zip(model.vocabulary, row) if p > 0.3] for row in model.phi]
    [['法院', '诉讼'], ['农业', '粮食']]
    """
    if engine not in get_args(Engine):
        raise SettingError(f"engine={engine}: no such engine; it must be one of {listed(get_args(Engine))}.")
    if not 0 <= seed <= MAX_SEED:
        raise SettingError(f"seed={seed}: must be from 0 to {MAX_SEED}.")
    has_terms = matrix.lengths > 0
    _refuse_small(int(has_terms.sum()), k)
    fit, settings = ENGINES[engine]
    iterations = settings["iterations"] if iterations is None else iterations
    if iterations < 1:
        raise SettingError(f"iterations={iterations}: must be at least 1; leave it out for {settings['iterations']}.")
    used = matrix.term_counts > 0
    theta, phi = np.full((len(has_terms), k), np.nan), np.zeros((k, len(used)))
    theta[has_terms], phi[:, used] = fit(matrix.counts[has_terms][:, used], k=k, seed=seed, iterations=iterations)
    order = by_prevalence(theta, matrix.lengths)
    return TopicModel(
        rounded(theta[:, order]),
        rounded(phi[order]),
        matrix.vocabulary,
        matrix.passage_ids,
        matrix.lengths,
        engine,
        {**settings, "version": version(settings["library"]), "k": k, "seed": seed, "iterations": iterations},
    )


@measure
def require_reports(reports: pd.DataFrame) -> None:
    """Refuse topics of fewer than ten reports.

    Parameters
    ----------
    reports : pandas.DataFrame
        Manifest, or the part of it that topics are wanted of.

    Raises
    ------
    SettingError
        If there are too few: a topic would be a report, and nothing could be said of its
        recurrence in others.

    Examples
    --------
    >>> require_reports(pd.DataFrame({"report_id": [f"r{i}" for i in range(10)]}))
    """
    if len(reports) < MIN_REPORTS:
        raise SettingError(
            f"topics of {len(reports)} reports are noise; they take at least {MIN_REPORTS}: add reports."
        )


@measure
def by_prevalence(theta: Floats, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Topics from the most to the least prevalent, by tokens.

    Examples
    --------
    >>> by_prevalence(np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([1, 3])).tolist()
    [1, 0]
    """
    tokens = rounded(np.nansum(theta * lengths[:, None], axis=0))
    return np.argsort(-tokens, kind="stable")


def _refuse_small(n_passages: int, k: int) -> None:
    if n_passages < MIN_PASSAGES:
        raise SettingError(
            f"{n_passages} passages with terms: topics take at least {MIN_PASSAGES}; "
            "add reports, or keep more terms (min_passages, max_share)."
        )
    if not 2 <= k <= n_passages // PASSAGES_A_TOPIC:
        raise SettingError(
            f"k={k}: {n_passages} passages with terms carry 2 to {n_passages // PASSAGES_A_TOPIC} topics "
            f"({PASSAGES_A_TOPIC} passages a topic); choose k in that range or add reports."
        )

"""Seeded topics: themes fixed beforehand by a few terms each, and what else a collection speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from baogao.arguments import measure
from baogao.errors import SettingError, listed
from baogao.measures.engine_gibbs import GIBBS, pinned_tomotopy
from baogao.measures.matrix import DocumentTermMatrix
from baogao.measures.topics import TopicModel, by_prevalence
from baogao.rounding import rounded

Floats = NDArray[np.float64]
WEIGHT = 20.0  # prior tokens of a seed in its own topic


class SeededTopics(NamedTuple):
    """A model whose first topics are the themes in their order, and how far the seeds carry each of them."""

    model: TopicModel
    themes: pd.DataFrame


@measure
def seeded_topics(
    matrix: DocumentTermMatrix, seeds: Mapping[str, Sequence[str]], *, n_free: int, seed: int, weight: float = WEIGHT
) -> SeededTopics:
    r"""Fit topics of which the first are drawn towards themes that were fixed beforehand.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.measures.matrix.document_term_matrix` gives it.
    seeds : mapping of str to sequence of str
        Terms of each theme, a term in one theme only; at least two of each must be in the matrix.
    n_free : int
        Topics without seeds, for all else that is spoken of.
    seed : int
        Start of the random numbers; the same seed gives the same arrays.
    weight : float
        Prior tokens of a seed in the topic of its theme; the prior of any other term is .05.

    Returns
    -------
    SeededTopics
        ``model``: topic 1 is the first theme, and so on; the free topics follow, the largest first. ``themes``: a row
        a theme: ``topic``, ``theme``, ``prevalence`` (share of all tokens), ``n_seeds`` (in the matrix),
        ``seeds_absent`` (terms, parted by blanks), ``seed_mass`` (share of the topic's own mass that stands on its
        seeds, 0 to 1), ``seed_recall`` (share of the seeds' tokens that fall to the topic, 0 to 1).

    Raises
    ------
    SettingError
        If a term is in two themes, a theme has fewer than two terms in the matrix, or a number is out of range.

    Notes
    -----
    Latent Dirichlet allocation with a prior of phi that differs from term to term, in the manner of [1]_; keyATM [2]_
    does the same with a switch for each token, and estimates how much of a topic its keywords make. Here that share is
    a result (``seed_mass``): near 1, the theme is its seeds and a count of them says as much; near 0, the seeds have
    been left behind, and the topic must be read before it is called by the theme's name. ``seed_recall`` is low where
    the seeds stand in other topics too.

    References
    ----------
    .. [1] Jagarlamudi, J., Daume III, H. and Udupa, R. (2012). Incorporating lexical priors into topic models.
       Proceedings of EACL, 204-213.
    .. [2] Eshima, S., Imai, K. and Sasaki, T. (2024). Keyword-assisted topic models. American Journal of Political
       Science 68(2), 730-750.

    Examples
    --------
    >>> counts = csr_matrix([[5, 4, 0, 0], [0, 0, 4, 5], [0, 0, 5, 5]] * 20)
    >>> ids = tuple(f"a:{i:04}" for i in range(60))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "粮食", "法院", "诉讼"), counts, 560)
    >>> seeded = seeded_topics(matrix, {"farming": ["农业", "粮食"]}, n_free=1, seed=1)
    >>> seeded.themes[["topic", "theme", "n_seeds"]].values.tolist(), (seeded.themes["seed_mass"] > 0.9).tolist()
    ([[1, 'farming', 2]], [True])
    """
    columns = _columns(matrix, seeds)
    if n_free < 0 or len(seeds) + n_free < 2 or weight <= 0:
        raise SettingError(f"n_free={n_free}, weight={weight}: at least 2 topics in all, and a weight above 0.")
    has_terms, used = matrix.lengths > 0, matrix.term_counts > 0
    place = np.cumsum(used) - 1
    k = len(seeds) + n_free
    theta, phi = np.full((len(has_terms), k), np.nan), np.zeros((k, len(used)))
    fit = _fit(matrix.counts[has_terms][:, used], [place[own] for own in columns], k=k, seed=seed, weight=weight)
    theta[has_terms], phi[:, used] = fit
    free = len(seeds) + by_prevalence(theta[:, len(seeds) :], matrix.lengths)
    order = np.concatenate([np.arange(len(seeds)), free])
    settings = {**GIBBS, "version": version("tomotopy"), "k": k, "seed": seed, "seeded": list(seeds), "weight": weight}
    theta, phi, lengths = rounded(theta[:, order]), rounded(phi[order]), matrix.lengths
    model = TopicModel(theta, phi, matrix.vocabulary, matrix.passage_ids, lengths, "gibbs", settings)
    return SeededTopics(model, _carried(model, matrix, seeds, columns))


def _columns(matrix: DocumentTermMatrix, seeds: Mapping[str, Sequence[str]]) -> list[NDArray[np.int64]]:
    """Columns of the seeds of each theme."""
    place = {term: column for column, term in enumerate(matrix.vocabulary)}
    every = [term for terms in seeds.values() for term in dict.fromkeys(terms)]
    twice = sorted({term for term in every if every.count(term) > 1})
    if twice:
        raise SettingError(f"seeds: {listed(twice)} in two themes; a seed speaks for one.")
    columns = [np.array([place[term] for term in terms if term in place], dtype=np.int64) for terms in seeds.values()]
    thin = [theme for theme, own in zip(seeds, columns, strict=True) if len(own) < 2]
    if thin or not seeds:
        raise SettingError(
            f"seeds: {listed(thin) or 'no theme'}: at least two terms of a theme must be among the "
            f"{len(place)} of the matrix; give terms that more passages have."
        )
    return columns


def _fit(
    counts: csr_matrix, seeds: Sequence[NDArray[np.int64]], *, k: int, seed: int, weight: float
) -> tuple[Floats, Floats]:
    """Theta and phi of one chain; see `baogao.measures.engine_gibbs.fit_gibbs`."""
    model = pinned_tomotopy().LDAModel(k=k, seed=seed, alpha=GIBBS["alpha"], eta=GIBBS["eta"])
    for topic, own in enumerate(seeds):
        prior = [weight if each == topic else GIBBS["eta"] for each in range(k)]
        for column in own:
            model.set_word_prior(str(column), prior)
    for row in range(counts.shape[0]):
        cells = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc(np.repeat(counts.indices[cells], counts.data[cells]).astype(str).tolist())
    model.train(GIBBS["iterations"], workers=1)
    theta = np.array([doc.get_topic_dist() for doc in model.docs], dtype=float)
    phi = np.zeros((k, counts.shape[1]))
    phi[:, [int(word) for word in model.used_vocabs]] = [model.get_topic_word_dist(topic) for topic in range(k)]
    return theta, phi


def _carried(
    model: TopicModel,
    matrix: DocumentTermMatrix,
    seeds: Mapping[str, Sequence[str]],
    columns: Sequence[NDArray[np.int64]],
) -> pd.DataFrame:
    tokens = np.nansum(model.theta * model.lengths[:, None], axis=0)
    held = set(matrix.vocabulary)
    rows = []
    for topic, (theme, terms) in enumerate(seeds.items()):
        own = columns[topic]
        of_topics = model.phi[:, own].sum(axis=1) * tokens  # the seeds' tokens that fall to each topic
        absent = " ".join(term for term in terms if term not in held)
        mass, recall = model.phi[topic, own].sum(), of_topics[topic] / of_topics.sum()
        rows.append((topic + 1, theme, tokens[topic] / tokens.sum(), len(own), absent, mass, recall))
    names = ["topic", "theme", "prevalence", "n_seeds", "seeds_absent", "seed_mass", "seed_recall"]
    return pd.DataFrame(rows, columns=names)

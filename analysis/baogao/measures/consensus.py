"""Consensus of seeds: the topics that several fits share, each the mean of those that match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from baogao.arguments import measure
from baogao.errors import SettingError
from baogao.measures.topic_scores import paired_topics
from baogao.measures.topics import TopicModel, by_prevalence
from baogao.rounding import rounded

Floats = NDArray[np.float64]
ROUNDS = 3  # of pairing anew with the means; after that nothing moves


@measure
def consensus(models: Sequence[TopicModel], *, reference: int, match: float) -> tuple[TopicModel, Floats]:
    r"""Mean of the topics of several fits that match each other.

    Parameters
    ----------
    models : sequence of TopicModel
        At least two, of one matrix and one `k`.
    reference : int
        Which of them gives the first means, such as the medoid
        (`baogao.measures.medoid.seed_agreement`).
    match : float
        Topics of a cosine of at least this to the mean are averaged, 0 to 1.

    Returns
    -------
    model : TopicModel
        ``phi``: mean of the matching topics; ``theta``: mean of their shares, rows scaled to sum
        to 1; topics by prevalence. Engine and seed are those of the reference.
    support : numpy.ndarray, shape [k]
        Share of the models that hold a matching topic, 0 to 1. A topic that no model but the
        reference holds is that of the reference.

    Raises
    ------
    SettingError
        If there are fewer than two models, or they differ in vocabulary, passages or `k`.

    Notes
    -----
    Topics of each model are paired one to one with the means so that the sum of the cosines
    between rows of phi is largest, and the means are taken anew, three times. A mean over seeds
    has less of what is an accident of one, so that its top terms come back more often; but it
    is no sample of the posterior, and passages look more mixed than in one fit. That an ensemble
    of runs is stabler than any of them is shown in [1]_, for non-negative factors.

    References
    ----------
    .. [1] Belford, M., Mac Namee, B. and Greene, D. (2018). Stability of topic modeling via matrix
       factorization. Expert Systems with Applications 91, 159-169.

    Examples
    --------
    >>> def model(seed, phi):
    ...     ids, lengths = ("a:1", "a:2"), np.array([9, 9])
    ...     return TopicModel(np.eye(2), np.array(phi), ("农业", "法院"), ids, lengths, "gibbs", {"seed": seed})
    >>> mean, support = consensus(
    ...     [model(1, [[1.0, 0.0], [0.0, 1.0]]), model(2, [[0.8, 0.2], [0.0, 1.0]])], reference=0, match=0.7)
    >>> mean.phi.tolist(), support.tolist()
    ([[0.9, 0.1], [0.0, 1.0]], [1.0, 1.0])
    """
    if len(models) < 2:
        raise SettingError(f"{len(models)} model(s): a consensus is of several seeds; fit at least 2, better 5.")
    if len({(model.vocabulary, model.passage_ids, len(model.phi)) for model in models}) > 1:
        raise SettingError("the models differ in vocabulary, passages or k; fit all of them on one matrix with one k.")
    first = models[reference]
    phi = first.phi
    for _ in range(ROUNDS):
        phi, theta, support = _means(models, phi, first, match)
    theta = theta / theta.sum(axis=1, keepdims=True)
    order = by_prevalence(theta, first.lengths)
    settings = {**first.settings, "n_models": len(models)}
    model = replace(first, theta=rounded(theta[:, order]), phi=rounded(phi[order]), settings=settings)
    return model, support[order]


def _means(
    models: Sequence[TopicModel], phi: Floats, reference: TopicModel, match: float
) -> tuple[Floats, Floats, Floats]:
    """Means of the topics that match the rows of `phi`, of their shares, and the share of models that hold each."""
    terms, passages, n_models = np.zeros_like(phi), np.zeros_like(reference.theta), np.zeros(len(phi))
    for model in models:
        partners, cosines = paired_topics(phi, model.phi)
        alike = cosines >= match
        terms[alike] += model.phi[partners[alike]]
        passages[:, alike] += model.theta[:, partners[alike]]
        n_models += alike
    alone = n_models == 0
    terms[alone], passages[:, alone] = reference.phi[alone], reference.theta[:, alone]
    times = np.maximum(n_models, 1)
    return terms / times[:, None], passages / times, n_models / len(models)

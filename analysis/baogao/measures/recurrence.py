"""Recurrence of topics: which topics other seeds find again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed
from baogao.measures.topic_scores import paired_cosines, paired_jaccard
from baogao.measures.topics import TopicModel

MATCH = 0.7  # topics of two models match from this cosine on
TOP = 20  # terms whose overlap is compared
RECURS = 0.5  # a topic recurs if more than this share of the other models holds a match


@measure
def recurrence(models: Sequence[TopicModel]) -> pd.DataFrame:
    """How many other seeds find each topic of the first model again.

    Parameters
    ----------
    models : sequence of TopicModel
        At least two, of one vocabulary, no two of one engine, seed and `k`. For an honest
        number the first was not chosen by these others.

    Returns
    -------
    pandas.DataFrame
        Columns ``topic`` (of the first model), ``recurrence`` (share of the other models that
        hold a matching topic, 0 to 1), ``cosine`` (mean over the other models of the cosine to
        the topic it was paired with, 0 where there is none), ``jaccard`` (the same of the overlap
        of their 20 top terms, shared ones over all), ``n_models`` (others).

    Raises
    ------
    SettingError
        If there are fewer than two models, or they cannot be compared.

    Notes
    -----
    Topics of two models are paired one to one so that the sum of the cosines of their rows of
    phi is largest (Hungarian method); a pair matches from a cosine of .7 on. Stability by
    such pairing is that of [1]_, which compares ranked top terms in place of phi.

    References
    ----------
    .. [1] Greene, D., O'Callaghan, D. and Cunningham, P. (2014). How many topics? Stability
       analysis for topic models. ECML PKDD 2014, LNCS 8724, 498-513, section 3.

    Examples
    --------
    >>> def model(seed, phi):
    ...     ids, lengths = ("a:1", "a:2"), np.array([9, 9])
    ...     return TopicModel(np.eye(2), np.array(phi), ("农业", "法院"), ids, lengths, "gibbs", {"seed": seed})
    >>> recurrence([model(1, [[1, 0], [0, 1]]), model(2, [[0.1, 0.9], [0.5, 0.5]])])["recurrence"].tolist()
    [1.0, 1.0]
    """
    _refuse_unlike(models)
    first, others = models[0], models[1:]
    cosines = np.array([paired_cosines(first.phi, other.phi) for other in others])
    overlaps = np.array([paired_jaccard(first.phi, other.phi, n=TOP) for other in others])
    return pd.DataFrame(
        {
            "topic": range(1, len(first.phi) + 1),
            "recurrence": (cosines >= MATCH).mean(axis=0),
            "cosine": cosines.mean(axis=0),
            "jaccard": overlaps.mean(axis=0),
            "n_models": len(others),
        }
    )


def _refuse_unlike(models: Sequence[TopicModel]) -> None:
    if len(models) < 2:
        raise SettingError(f"{len(models)} model(s): recurrence compares seeds; fit at least 2, better 10.")
    if any(model.vocabulary != models[0].vocabulary for model in models):
        raise SettingError("the models have different vocabularies; fit all of them on the same matrix.")
    fits = [(model.engine, model.settings.get("seed"), len(model.phi)) for model in models]
    if len(set(fits)) < len(fits):
        raise SettingError(
            f"two models have the same engine, seed and k (seeds {listed(seed for _, seed, _ in fits)}); "
            "a seed always finds itself again: give each model a seed of its own."
        )

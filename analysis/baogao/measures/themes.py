"""Themes: topics of a model joined as readers named them, and which model the names belong to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, listed, require_columns
from baogao.files import sha256
from baogao.measures.topics import TopicModel

SHOWN = 20  # terms of a topic that a reader sees
MIXED, UNNAMED = "mixed", "unnamed"


@measure
def model_key(model: TopicModel) -> str:
    """Name of a model by what readers are shown of it: twelve hexadecimal digits.

    It is a hash of the first 20 terms of every topic in order, so that names which readers gave
    become out of date when a topic changes, and not when a library or a seed of the scores does.

    Examples
    --------
    >>> model = TopicModel(np.eye(2), np.eye(2), ("农业", "法院"), ("a:1", "a:2"), np.array([9, 9]), "gibbs", {})
    >>> len(model_key(model))
    12
    """
    tops = [np.argsort(-row, kind="stable")[:SHOWN] for row in model.phi]
    return sha256("\n".join(" ".join(model.vocabulary[term] for term in terms) for terms in tops))[:12]


@measure
def merge_topics(model: TopicModel, groups: Sequence[Sequence[int]]) -> TopicModel:
    r"""Join topics of a model into themes: a model whose topics are the themes.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays.
    groups : sequence of sequences of int
        Topics (from 1) of each theme; every topic in one theme and no more.

    Returns
    -------
    TopicModel
        Theta of a theme is the sum over its topics; phi their mean, weighted by tokens. Themes are in
        the order of `groups`.

    Raises
    ------
    SettingError
        If a topic is in no group, in two, or does not exist.

    Notes
    -----
    With :math:`n_k` the tokens of topic *k*,

    .. math:: \theta_{dg} = \sum_{k \in g} \theta_{dk}, \qquad
              \phi_{gv} = \sum_{k \in g} n_k \phi_{kv} / \sum_{k \in g} n_k.

    Examples
    --------
    >>> theta = np.array([[0.5, 0.3, 0.2]])
    >>> model = TopicModel(theta, np.eye(3), ("农业", "粮食", "法院"), ("a:1",), np.array([10]), "gibbs", {})
    >>> themes = merge_topics(model, [[1, 2], [3]])
    >>> themes.theta.round(6).tolist(), themes.phi[0].round(6).tolist()
    ([[0.8, 0.2]], [0.625, 0.375, 0.0])
    """
    k = len(model.phi)
    every = [topic for group in groups for topic in group]
    faults = sorted({*(topic for topic in every if every.count(topic) > 1), *(set(every) ^ set(range(1, k + 1)))})
    if faults:
        raise SettingError(f"groups: topic(s) {listed(faults)}: each of 1 to {k} must be in one theme and no more.")
    tokens = np.nansum(model.theta * model.lengths[:, None], axis=0)
    belongs = np.zeros((len(groups), k))
    for row, group in enumerate(groups):
        belongs[row, [topic - 1 for topic in group]] = 1
    weights = belongs * np.maximum(tokens, 1e-12)
    phi = weights @ model.phi / weights.sum(axis=1, keepdims=True)
    settings = {**model.settings, "themes": len(groups)}
    return TopicModel(
        model.theta @ belongs.T, phi, model.vocabulary, model.passage_ids, model.lengths, model.engine, settings
    )


@measure
def theme_groups(themes: pd.DataFrame, k: int) -> pd.DataFrame:
    """Themes of a reader's table, and after them the topics that have no name.

    Parameters
    ----------
    themes : pandas.DataFrame
        ``theme``, ``zh``, ``en``, ``topics`` (lists of int), ``agree`` (yes, no or mixed).
    k : int
        Number of topics of the model.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``zh``, ``en``, ``agree``, ``topics``: every topic in one row. Topics that no row names make
        the row ``unnamed``.

    Raises
    ------
    SettingError
        If a row names a topic that the model does not have, or two rows name the same.

    Examples
    --------
    >>> table = pd.DataFrame({"theme": ["farming"], "zh": "农", "en": "Farming", "topics": [[2]], "agree": "yes"})
    >>> theme_groups(table, 3)[["theme", "topics"]].values.tolist()
    [['farming', [2]], ['unnamed', [1, 3]]]
    """
    require_columns(themes, ["theme", "zh", "en", "topics", "agree"], "themes")
    every = [topic for topics in themes["topics"] for topic in topics]
    twice = sorted({topic for topic in every if every.count(topic) > 1})
    beyond = sorted({topic for topic in every if not 1 <= topic <= k})
    if twice or beyond:
        fault = f"topic(s) {listed(twice)} in two themes" if twice else f"topic(s) {listed(beyond)}: there are 1 to {k}"
        raise SettingError(f"themes: {fault}; mend the column topics.")
    rest = [topic for topic in range(1, k + 1) if topic not in every]
    groups = themes[["theme", "zh", "en", "agree", "topics"]]
    if rest:
        row = pd.DataFrame({"theme": [UNNAMED], "zh": "", "en": "Unnamed", "agree": "", "topics": [rest]})
        groups = pd.concat([groups, row], ignore_index=True)
    return groups.reset_index(drop=True)

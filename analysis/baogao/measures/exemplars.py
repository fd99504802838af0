"""Exemplar passages: where a topic stands almost alone, to be read before it is named."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import SettingError, require_columns
from baogao.measures.topics import TopicModel

MIN_TOKENS = 25


@measure
def exemplars(model: TopicModel, passages: pd.DataFrame, *, n: int = 5, min_tokens: int = MIN_TOKENS) -> pd.DataFrame:
    """Passages in which each topic has its largest share, at most one of a report.

    Parameters
    ----------
    model : TopicModel
        Any model of plain arrays; also one of themes (`baogao.measures.themes.merge_topics`).
    passages : pandas.DataFrame
        Feature table: ``passage_id``, ``report_id``, ``start``, ``end``; passages of the model that are not in it are
        left out.
    n : int
        So many passages a topic.
    min_tokens : int
        Passages of which the model saw fewer tokens are left out: in a short one, three terms make a share of 1.

    Returns
    -------
    pandas.DataFrame
        ``topic``, ``rank``, ``passage_id``, ``report_id``, ``start``, ``end`` (offsets into the report's text),
        ``share`` (of the topic in the passage, 0 to 1), ``n_tokens``. Of equal shares the longer passage is first.

    Raises
    ------
    SettingError
        If `n` or `min_tokens` is out of range, or no passage is so long.

    Notes
    -----
    They are the purest passages and not the typical ones, as ``findThoughts`` of the R package stm [1]_ gives them.

    References
    ----------
    .. [1] Roberts, M. E., Stewart, B. M. and Tingley, D. (2019). stm: An R package for structural topic models. Journal
       of Statistical Software 91(2), 1-40; ``findThoughts``.

    Examples
    --------
    >>> ids = ("a:1", "a:2", "b:1")
    >>> theta = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]])
    >>> model = TopicModel(theta, np.eye(2), ("农业", "法院"), ids, np.array([30, 30, 30]), "gibbs", {})
    >>> passages = pd.DataFrame({"passage_id": ids, "report_id": ["a", "a", "b"], "start": 0, "end": 9})
    >>> exemplars(model, passages, n=1)[["topic", "passage_id", "share"]].values.tolist()
    [[1, 'a:1', 0.9], [2, 'b:1', 0.7]]
    """
    require_columns(passages, ["passage_id", "report_id", "start", "end"], "passages")
    if n < 1 or min_tokens < 1:
        raise SettingError(f"n={n}, min_tokens={min_tokens}: both must be at least 1.")
    rows = pd.DataFrame({"passage_id": model.passage_ids, "n_tokens": model.lengths, "row": range(len(model.lengths))})
    rows = rows.merge(passages[["passage_id", "report_id", "start", "end"]], on="passage_id", validate="1:1")
    rows = rows[rows["n_tokens"] >= min_tokens]
    if rows.empty:
        longest = int(np.max(model.lengths, initial=0))
        raise SettingError(f"min_tokens={min_tokens}: no passage has so many; the longest has {longest}.")
    return pd.concat([_of_topic(model, rows, topic, n) for topic in range(len(model.phi))], ignore_index=True)


def _of_topic(model: TopicModel, rows: pd.DataFrame, topic: int, n: int) -> pd.DataFrame:
    own = rows.assign(topic=topic + 1, share=model.theta[rows["row"], topic])
    own = own.sort_values(["share", "n_tokens", "passage_id"], ascending=[False, False, True])
    own = own.drop_duplicates("report_id").head(n)
    own = own.assign(rank=range(1, len(own) + 1))
    return own[["topic", "rank", "passage_id", "report_id", "start", "end", "share", "n_tokens"]]

"""Associations of slogans and topics: which topics the passages with a slogan are of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.errors import TableError, require_columns
from baogao.measures.outline import Floats, Rows, matched_p, outline_of
from baogao.measures.permutation import benjamini_hochberg
from baogao.measures.presence import MIN_REPORTS, passages_by_report, presence


@measure
def topic_associations(
    hits: pd.DataFrame,
    passages: pd.DataFrame,
    reports: pd.DataFrame,
    topics: pd.DataFrame,
    *,
    min_reports: int = MIN_REPORTS,
    n: int = 999,
    seed: int,
) -> pd.DataFrame:
    """How much larger the share of a topic is in passages with a slogan than in all of the same reports.

    Parameters
    ----------
    hits, passages, reports
        As for `baogao.measures.associations.slogan_associations`; every hit counts, nested ones too.
    topics : pandas.DataFrame
        Shares of the topics of a model: ``passage_id`` and a column a topic; passages without shares,
        or with NaN, count nowhere.
    min_reports : int
        Slogans in passages of fewer reports are left out.
    n, seed : int
        As for `slogan_associations`.

    Returns
    -------
    pandas.DataFrame
        One row a slogan and topic, by slogan, the largest log ratio first: ``slogan_id``, ``topic``
        (the name of the column); ``n_passages``, ``n_reports`` of the slogan; ``share`` (mean over its
        passages); ``expected`` (mean over all passages of each of its reports); ``log_ratio`` (doublings
        of the expected share); ``p_permutation``, ``q_permutation`` as of `slogan_associations`.

    Raises
    ------
    SettingError, TableError
        As for `slogan_associations`; or if `topics` has no passage of the collection.

    Notes
    -----
    A slogan kept whole is a term of the model, so its own token draws the passage towards its topic:
    in a passage of 60 tokens by a sixtieth. A share is of a model with a seed; a topic
    that does not recur carries no association.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1", "a:2"], "report_id": "a", "start": [0, 9]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1"], "slogan_id": "s"})
    >>> reports = pd.DataFrame({"report_id": ["a"], "issuer": "x", "date": "2026"})
    >>> topics = pd.DataFrame({"passage_id": ["a:1", "a:2"], "topic_1": [0.9, 0.1], "topic_2": [0.1, 0.9]})
    >>> table = topic_associations(hits, passages, reports, topics, min_reports=1, seed=1)
    >>> table[["topic", "share", "expected"]].values.tolist()
    [['topic_1', 0.9, 0.5], ['topic_2', 0.1, 0.5]]
    """
    require_columns(topics, ["passage_id"], "topics")
    require_columns(hits, ["passage_id", "slogan_id"], "hits")
    complete = topics.dropna()
    outline = outline_of(passages[passages["passage_id"].isin(complete["passage_id"])], reports)
    if outline.empty:
        raise TableError("topics: no passage of the collection has shares; give those of its own model.")
    shares = complete.set_index("passage_id").reindex(outline["passage_id"]).to_numpy(float)
    names = np.array([name for name in topics if name != "passage_id"], object)
    slogans, present = presence(hits, outline, min_reports)
    sizes = np.asarray(present.sum(axis=0)).ravel()

    def statistic(rows: Rows) -> Floats:
        moved = present[rows]
        return np.asarray((moved.T @ shares) / np.maximum(1, moved.sum(axis=0)).reshape(-1, 1)).ravel()

    observed = statistic(np.arange(len(outline)))
    n_passages = passages_by_report(present, outline)
    means = pd.DataFrame(shares).groupby(outline["report"].to_numpy()).mean().to_numpy()
    expected = np.asarray(n_passages.T @ means / sizes.reshape(-1, 1)).ravel()
    p = matched_p(statistic, observed, outline, n=n, seed=seed)
    per_topic = len(names)
    table = pd.DataFrame({"slogan_id": np.repeat(slogans, per_topic), "topic": np.tile(names, len(slogans))})
    table = table.assign(n_passages=np.repeat(sizes.astype(int), per_topic))
    table = table.assign(n_reports=np.repeat((n_passages > 0).sum(axis=0), per_topic), share=observed)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = table.assign(expected=expected, log_ratio=np.log2(observed / expected), p_permutation=p)
    table["q_permutation"] = benjamini_hochberg(p)
    return table.sort_values(["slogan_id", "log_ratio", "topic"], ascending=[True, False, True], ignore_index=True)

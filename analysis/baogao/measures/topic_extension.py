"""Topics that stay the same when reports are added: stored ones for new passages, or new ones by the old numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from baogao.arguments import measure
from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError
from baogao.features.current import read_parts
from baogao.features.models import read_model
from baogao.features.tables import load_table
from baogao.measures.fold_in import fold_in
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix, on_vocabulary
from baogao.measures.recurrence import TOP
from baogao.measures.topic_models import MATRIX
from baogao.measures.topic_results import ChosenTopics, from_tables
from baogao.measures.topic_scores import paired_jaccard, paired_topics
from baogao.measures.topics import Engine, Floats, TopicModel
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import rounded, significant


@measure
def extend_topics(collection: AnyCollection, *, engine: Engine = "gibbs") -> ChosenTopics:
    """Give the passages of added reports their shares of the stored topics; the topics stay as they are.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Of which topics were stored before reports were added (and built).
    engine : {"gibbs", "gensim"}
        Which of its stored models.

    Returns
    -------
    ChosenTopics
        The stored topics with all passages of today: those that have the tokens they had keep
        their shares, the others are folded in (`baogao.measures.fold_in.fold_in`). Scores of
        topics and seeds are those of the stored model; ``share_left_out`` is of today's tokens.

    Raises
    ------
    SettingError
        If no model is stored, or it is of ``nmf``.

    Notes
    -----
    No curve of an earlier year moves, which is the point; but what the new reports speak of for
    the first time has no topic and no term here, and is forced into the old ones. Look at the
    share left out, and fit anew when it grows (`align_topics`).

    Examples
    --------
    >>> extend_topics("work-reports").model.settings["n_folded_in"]  # nothing was added since it was stored
    0
    """
    folder = collection_folder(collection)
    tables, settings = read_model(folder, engine)
    chosen = from_tables(tables, settings, passages=load_table(folder, "passages"), reports=read_reports(collection))
    terms = document_term_matrix(read_parts(folder, "terms"), policy=MATRIX["policy"], min_passages=1, max_share=1)
    return with_passages(chosen, on_vocabulary(terms, chosen.model.vocabulary))


@measure
def with_passages(chosen: ChosenTopics, matrix: DocumentTermMatrix) -> ChosenTopics:
    """The same topics over the passages of a matrix of the same vocabulary; new or changed ones are folded in."""
    model, lengths = chosen.model, matrix.lengths
    rows = {passage_id: row for row, passage_id in enumerate(model.passage_ids)}
    before = np.array([rows.get(passage_id, -1) for passage_id in matrix.passage_ids])
    same = (before >= 0) & (model.lengths[before] == lengths)
    theta = np.full((len(lengths), len(model.phi)), np.nan)
    theta[same] = model.theta[before[same]]
    theta[~same] = rounded(fold_in(model, matrix.counts[~same]))
    n_folded_in = int((~same & (lengths > 0)).sum())
    extended = replace(
        model,
        theta=theta,
        passage_ids=matrix.passage_ids,
        lengths=lengths,
        settings={**model.settings, "n_folded_in": n_folded_in},
    )
    shares = np.nan_to_num(theta) * lengths[:, None]
    topics = chosen.topics.assign(prevalence=shares.sum(axis=0) / shares.sum())
    share = round(matrix.share_left_out, 6)
    return replace(chosen, model=extended, topics=significant(topics), share_left_out=share)


@measure
def align_topics(stored: TopicModel, fitted: TopicModel) -> pd.DataFrame:
    """Which topic of a new fit is which of a stored one.

    Parameters
    ----------
    stored, fitted : TopicModel
        They may differ in vocabulary, passages and `k`; what they share in terms is compared.

    Returns
    -------
    pandas.DataFrame
        One row a topic of either: ``topic`` (of `stored`; missing for one that is new),
        ``fitted`` (its partner; missing for one that is gone), ``cosine``, ``jaccard`` (of the 20
        top terms), 0 to 1.

    Raises
    ------
    SettingError
        If they share no term.

    Notes
    -----
    Partners are paired one to one so that the sum of cosines is largest. A pair below .7 is no
    match: what was read into the one does not hold for the other.

    Examples
    --------
    >>> def model(phi, vocabulary):
    ...     return TopicModel(np.eye(2), np.array(phi), vocabulary, ("a:1", "a:2"), np.array([9, 9]), "gibbs", {})
    >>> stored = model([[1.0, 0.0], [0.0, 1.0]], ("农业", "法院"))
    >>> fitted = model([[0.0, 0.2, 0.8], [0.9, 0.1, 0.0]], ("农业", "数字", "法院"))
    >>> align_topics(stored, fitted)[["topic", "fitted"]].values.tolist()
    [[1, 2], [2, 1]]
    """
    shared = sorted(set(stored.vocabulary) & set(fitted.vocabulary))
    if not shared:
        raise SettingError("the models share no term, so their topics cannot be aligned; take models of like reports.")
    old, new = (_columns(model, shared) for model in (stored, fitted))
    partners, cosines = paired_topics(old, new)
    rows = pd.DataFrame(
        {
            "topic": range(1, len(old) + 1),
            "fitted": [partner + 1 if partner >= 0 else None for partner in partners],
            "cosine": cosines,
            "jaccard": paired_jaccard(old, new, n=TOP),
        }
    )
    added = pd.DataFrame({"fitted": sorted(set(range(len(new))) - set(partners.tolist()))}) + 1
    return significant(pd.concat([rows, added], ignore_index=True).astype({"topic": "Int64", "fitted": "Int64"}))


@measure
def renumbered(chosen: ChosenTopics, alignment: pd.DataFrame) -> ChosenTopics:
    """Topics in the order of those that they are aligned with; what has no partner stands last."""
    order = alignment["fitted"].dropna().to_numpy(int) - 1
    model = replace(chosen.model, phi=chosen.model.phi[order], theta=chosen.model.theta[:, order])
    topics = chosen.topics.iloc[order].reset_index(drop=True).assign(topic=range(1, len(order) + 1))
    return replace(chosen, model=model, topics=topics)


@measure
def read_stored(folder: Path, engine: Engine) -> TopicModel:
    """The stored topics of a collection, whether or not its terms have changed since."""
    return from_tables(*read_model(folder, engine)).model


def _columns(model: TopicModel, terms: list[str]) -> Floats:
    places = {term: column for column, term in enumerate(model.vocabulary)}
    return model.phi[:, [places[term] for term in terms]]

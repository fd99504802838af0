"""The topic model that is shown: chosen on some seeds, scored on others, stored with what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts
from baogao.features.models import SOURCES, model_sources, read_model, refit_command
from baogao.language.stopwords import load_stopwords
from baogao.measures.engine_gensim import GENSIM
from baogao.measures.engine_gibbs import GIBBS
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix
from baogao.measures.medoid import seed_agreement
from baogao.measures.recurrence import MATCH, recurrence
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import Engine, TopicModel, fit_topics, require_reports
from baogao.paths import collection_folder
from baogao.rounding import significant

CHOOSING, SCORING = (1, 2, 3, 4, 5), (6, 7, 8, 9, 10)
MATRIX: dict[str, Any] = {"policy": "protected", "min_passages": 5, "max_share": 0.5}
K = 20


@dataclass(frozen=True, eq=False)
class ChosenTopics:
    """A topic model chosen among several seeds, and how it fares on others.

    Attributes
    ----------
    model : TopicModel
        The chosen one.
    terms : pandas.DataFrame
        ``term``, ``n_tokens``: the vocabulary in the order of phi's columns; `top_terms`
        takes ``terms["n_tokens"]`` as its counts.
    topics : pandas.DataFrame
        One row a topic: ``topic``, ``prevalence`` (share of the tokens), ``npmi``
        (`coherence`), ``recurrence``, ``cosine``, ``n_models`` (`recurrence` over the scoring
        seeds).
    seeds : pandas.DataFrame
        One row a seed: ``seed``, ``role`` (choosing or scoring), ``cosine``
        (`seed_agreement` of the choosing seeds; NaN for the others), ``shown``, ``npmi`` (mean
        of its topics).
    share_left_out : float
        Share of all tokens that the model did not see, 0 to 1.
    """

    model: TopicModel
    terms: pd.DataFrame
    topics: pd.DataFrame
    seeds: pd.DataFrame
    share_left_out: float


def choose_topics(
    matrix: DocumentTermMatrix,
    *,
    k: int,
    engine: Engine = "gibbs",
    choosing: tuple[int, ...] = CHOOSING,
    scoring: tuple[int, ...] = SCORING,
) -> ChosenTopics:
    """Fit a topic model with several seeds, choose one, and score it on seeds of its own.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.document_term_matrix` gives it.
    k : int
        Number of topics.
    engine : {"gibbs", "gensim"}
        What fits; see `baogao.fit_topics`.
    choosing : tuple of int
        The medoid of their fits is shown (`baogao.seed_agreement`).
    scoring : tuple of int
        Recurrence is the share of their fits that find a topic again; none may be in `choosing`.

    Returns
    -------
    ChosenTopics

    Raises
    ------
    SettingError
        If a seed is in both parts, or the model cannot be fitted.

    Notes
    -----
    A model that was chosen because other seeds agree with it agrees with those seeds by
    choice. On new seeds it agrees less, and that is the number to tell.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> counts = csr_matrix([[3] * 6 + [0] * 6, [0] * 6 + [3] * 6] * 30)
    >>> ids, terms = tuple(f"a:{i:04}" for i in range(60)), tuple(f"{field}{i}" for field in "农法" for i in range(6))
    >>> matrix = DocumentTermMatrix(ids, terms, counts, 1080)
    >>> chosen = choose_topics(matrix, k=2, choosing=(1, 2), scoring=(3, 4, 5))
    >>> chosen.topics[["topic", "recurrence", "n_models"]].values.tolist()
    [[1.0, 1.0, 3.0], [2.0, 1.0, 3.0]]
    """
    both = sorted(set(choosing) & set(scoring))
    if both:
        raise SettingError(f"seed {both[0]} chooses and scores; score on seeds that had no part in the choice.")
    seeds = [*choosing, *scoring]
    fits = tqdm(seeds, desc=f"topics ({engine})", unit="fit", delay=2)
    models = [fit_topics(matrix, k=k, seed=seed, engine=engine) for seed in fits]
    agreement = seed_agreement(models[: len(choosing)])
    shown = int(agreement["medoid"].to_numpy().argmax())
    npmi = [float(coherence(model, matrix)["npmi"].mean()) for model in models]
    roles = ["choosing"] * len(choosing) + ["scoring"] * len(scoring)
    told = pd.DataFrame({"seed": seeds, "role": roles, "npmi": npmi}).merge(agreement, on="seed", how="left")
    told = told.assign(shown=told["medoid"].eq(True))[["seed", "role", "cosine", "shown", "npmi"]]
    topics = coherence(models[shown], matrix).merge(recurrence([models[shown], *models[len(choosing) :]]), on="topic")
    topics.insert(1, "prevalence", _prevalence(models[shown]))
    terms = pd.DataFrame({"term": matrix.vocabulary, "n_tokens": matrix.term_counts})
    return ChosenTopics(models[shown], terms, significant(topics), significant(told), round(matrix.share_left_out, 6))


def _prevalence(model: TopicModel) -> list[float]:
    """Share of the tokens of all passages that each topic takes."""
    held = model.lengths > 0
    return [float(share) for share in model.lengths[held] @ model.theta[held] / model.lengths.sum()]


def fit_collection(collection: str | Path, *, k: int, engine: Engine) -> ChosenTopics:
    """`choose_topics` of a collection, with the study's stop words and bounds; few reports are refused."""
    require_reports(read_reports(collection))
    matrix = document_term_matrix(read_parts(collection, "terms"), stopwords=load_stopwords(), **MATRIX)
    return choose_topics(matrix, k=k, engine=engine)


def read_topics(collection: str | Path, *, engine: Engine = "gibbs") -> ChosenTopics:
    """Read the stored topic model of a collection: no figure and no notebook fits one.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    engine : {"gibbs", "gensim"}
        Which of its models.

    Returns
    -------
    ChosenTopics
        Of 20 topics in the study: chosen on seeds 1 to 5, scored on seeds 6 to 10.

    Raises
    ------
    SettingError
        If the collection has fewer than ten reports, or no model is stored: `baogao refit NAME
        --write` makes one.
    CorpusError
        If the model was not stored since the terms, the stop words or the settings changed.

    Examples
    --------
    >>> chosen = read_topics("work-reports")
    >>> chosen.model.settings["k"], len(chosen.topics)
    (20, 20)
    """
    require_reports(read_reports(collection))
    folder = collection_folder(collection)
    tables, settings = read_model(folder, engine)
    changed = changed_settings(folder, engine, settings)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} changed since its topics were stored in topics/{engine}; "
            f"fit them again with `{refit_command(folder, engine)}`."
        )
    return from_tables(tables, settings)


def changed_settings(folder: Path, engine: Engine, told: dict[str, Any]) -> list[str]:
    """What a stored model was made from that is no longer so: files by name, settings as now and then."""
    sources = [SOURCES[key] for key, sha in model_sources(folder).items() if told.get(key) != sha]
    wanted = protocol(engine)
    return sources + [f"{key} ({told.get(key)}; now {now})" for key, now in wanted.items() if told.get(key) != now]


def protocol(engine: Engine) -> dict[str, Any]:
    """How topics are fitted, chosen and scored, `k` apart."""
    settings = GIBBS if engine == "gibbs" else GENSIM
    seeds = {"choosing": list(CHOOSING), "scoring": list(SCORING), "match": MATCH}
    return {"engine": engine, **settings, **MATRIX, **seeds}


def to_tables(chosen: ChosenTopics) -> dict[str, pd.DataFrame]:
    """The arrays as tables: ``terms`` (phi, a column a topic), ``passages`` (theta), ``topics``, ``seeds``."""
    model = chosen.model
    names = [f"topic_{topic + 1}" for topic in range(len(model.phi))]
    passages = pd.DataFrame({"passage_id": model.passage_ids, "n_tokens": model.lengths})
    return {
        "terms": pd.concat([chosen.terms, pd.DataFrame(model.phi.T, columns=names)], axis=1),
        "passages": pd.concat([passages, pd.DataFrame(model.theta, columns=names)], axis=1),
        "topics": chosen.topics,
        "seeds": chosen.seeds,
    }


def from_tables(tables: dict[str, pd.DataFrame], settings: dict[str, Any]) -> ChosenTopics:
    """What `to_tables` made tables of; decimals get their six digits back."""
    terms, passages = significant(tables["terms"]), significant(tables["passages"])
    model = TopicModel(
        passages.iloc[:, 2:].to_numpy(float),
        terms.iloc[:, 2:].to_numpy(float).T,
        tuple(terms["term"]),
        tuple(passages["passage_id"]),
        passages["n_tokens"].to_numpy(),
        settings["engine"],
        {key: value for key, value in settings.items() if key != "tables"},
    )
    topics, seeds = significant(tables["topics"]), significant(tables["seeds"])
    return ChosenTopics(model, terms[["term", "n_tokens"]], topics, seeds, settings["share_left_out"])

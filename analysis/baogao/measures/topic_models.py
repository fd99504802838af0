"""The topic model that is shown: chosen on some seeds, scored on others, stored with what it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from baogao.arguments import measure
from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts
from baogao.features.models import SOURCES, model_sources, read_model, refit_command
from baogao.features.tables import load_table
from baogao.language.lexicon import load_stopwords
from baogao.measures.engine_gensim import GENSIM
from baogao.measures.engine_gibbs import GIBBS
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix
from baogao.measures.medoid import seed_agreement
from baogao.measures.recurrence import MATCH, recurrence
from baogao.measures.topic_results import ChosenTopics, from_tables, vocabulary_of
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import Engine, TopicModel, fit_topics, require_reports
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import significant

CHOOSING, SCORING = (1, 2, 3, 4, 5), (6, 7, 8, 9, 10)
MATRIX: dict[str, Any] = {"policy": "protected", "min_passages": 5, "max_share": 0.5}
K = 20


@measure
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
        As `baogao.measures.matrix.document_term_matrix` gives it.
    k : int
        Number of topics.
    engine : {"gibbs", "gensim"}
        What fits; see `baogao.measures.topics.fit_topics`.
    choosing : tuple of int
        The medoid of their fits is shown (`baogao.measures.medoid.seed_agreement`).
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
    scores = pd.DataFrame({"seed": seeds, "role": roles, "npmi": npmi}).merge(agreement, on="seed", how="left")
    scores = scores.assign(shown=scores["medoid"].eq(True))[["seed", "role", "cosine", "shown", "npmi"]]
    topics = coherence(models[shown], matrix).merge(recurrence([models[shown], *models[len(choosing) :]]), on="topic")
    topics.insert(1, "prevalence", _prevalence(models[shown]))
    terms, share = vocabulary_of(matrix), round(matrix.share_left_out, 6)
    return ChosenTopics(models[shown], terms, significant(topics), significant(scores), share)


def _prevalence(model: TopicModel) -> list[float]:
    """Share of the tokens of all passages that each topic takes."""
    has_terms = model.lengths > 0
    return [float(share) for share in model.lengths[has_terms] @ model.theta[has_terms] / model.lengths.sum()]


@measure
def fit_collection(collection: AnyCollection, *, k: int, engine: Engine) -> ChosenTopics:
    """`choose_topics` of a collection, with the study's stop words and bounds; few reports are refused."""
    require_reports(read_reports(collection))
    matrix = document_term_matrix(read_parts(collection, "terms"), stopwords=load_stopwords(), **MATRIX)
    return choose_topics(matrix, k=k, engine=engine)


@measure
def read_topics(collection: AnyCollection, *, engine: Engine = "gibbs") -> ChosenTopics:
    """Read the stored topic model of a collection: no figure and no notebook fits one.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection; of a part, the model is that of the
        whole, and `prevalence` is over the part.
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
    reports, folder = read_reports(collection), collection_folder(collection)
    require_reports(reports)
    tables, settings = read_model(folder, engine)
    changed = changed_settings(folder, engine, settings)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} changed since its topics were stored in topics/{engine}; "
            f"fit them again with `{refit_command(folder, engine)}`."
        )
    return from_tables(tables, settings, passages=load_table(folder, "passages"), reports=reports)


@measure
def changed_settings(folder: Path, engine: Engine, stored: dict[str, Any]) -> list[str]:
    """What a stored model was made from that is no longer so: files by name, settings as now and then."""
    sources = [SOURCES[key] for key, sha in model_sources(folder).items() if stored.get(key) != sha]
    wanted = protocol(engine)
    return sources + [f"{key} ({stored.get(key)}; now {now})" for key, now in wanted.items() if stored.get(key) != now]


@measure
def protocol(engine: Engine) -> dict[str, Any]:
    """How topics are fitted, chosen and scored, `k` apart."""
    settings = GIBBS if engine == "gibbs" else GENSIM
    seeds = {"choosing": list(CHOOSING), "scoring": list(SCORING), "match": MATCH}
    return {"engine": engine, **settings, **MATRIX, **seeds}

"""The topic model that is shown: what some seeds share, scored on others, stored with what it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from baogao.arguments import measure
from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts
from baogao.features.models import SOURCES, model_sources, read_model, refit_command
from baogao.features.tables import load_table
from baogao.language.stopwords import load_stopwords
from baogao.measures.consensus import consensus
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix, sample_passages
from baogao.measures.medoid import seed_agreement
from baogao.measures.recurrence import MATCH, recurrence
from baogao.measures.topic_results import ChosenTopics, from_tables, vocabulary_of
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import ENGINES, Engine, Floats, TopicModel, fit_topics, require_reports
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import significant

SEEDS: dict[Engine, tuple[tuple[int, ...], tuple[int, ...]]] = {  # whose consensus is shown, and what scores it
    "gibbs": (tuple(range(1, 11)), tuple(range(11, 21))),
    "gensim": ((1, 2, 3), (11, 12, 13)),
    "nmf": ((), tuple(range(11, 21))),
}
SAMPLE = 0.9  # of the passages, where fits differ by these and not by seeds
MATRIX: dict[str, Any] = {"policy": "protected", "min_passages": 5, "max_share": 0.5}
K = 20


@measure
def choose_topics(
    matrix: DocumentTermMatrix,
    *,
    k: int,
    engine: Engine = "gibbs",
    choosing: tuple[int, ...] | None = None,
    scoring: tuple[int, ...] | None = None,
) -> ChosenTopics:
    """Fit a topic model with several seeds, show what they share, and score it on seeds of its own.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.measures.matrix.document_term_matrix` gives it.
    k : int
        Number of topics.
    engine : {"gibbs", "gensim", "nmf"}
        What fits; see `baogao.measures.topics.fit_topics`.
    choosing : tuple of int, optional
        Seeds whose consensus is shown (`baogao.measures.consensus.consensus`, from their medoid);
        none of ``nmf``, which has one solution and shows that.
    scoring : tuple of int, optional
        Recurrence is the share of their fits that find a topic again; none may be in `choosing`.
        Of ``nmf`` they draw 90 % of the passages, and recurrence is over fits of these.

    Returns
    -------
    ChosenTopics

    Raises
    ------
    SettingError
        If a seed is in both parts, or the model cannot be fitted.

    Notes
    -----
    A model that was made of some seeds agrees with those seeds by choice. On new seeds it agrees
    less, and that is the number to tell.

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
    choosing = SEEDS[engine][0] if choosing is None else choosing
    scoring = SEEDS[engine][1] if scoring is None else scoring
    both = sorted(set(choosing) & set(scoring))
    if both:
        raise SettingError(f"seed {both[0]} chooses and scores; score on seeds that had no part in the choice.")
    shown, support, chosen = _shown(matrix, k, engine, choosing)
    fits = tqdm(scoring, desc=f"topics ({engine}), to score", unit="fit", delay=2)
    others = [refitted(matrix, k=k, seed=seed, engine=engine) for seed in fits]
    topics = coherence(shown, matrix).merge(recurrence([shown, *others]), on="topic")
    topics.insert(1, "prevalence", _prevalence(shown))
    topics.insert(3, "support", support)
    scores = pd.DataFrame({"seed": scoring, "role": "scoring", "npmi": [_npmi(model, matrix) for model in others]})
    seeds = pd.concat([chosen, scores], ignore_index=True)[["seed", "role", "cosine", "medoid", "npmi"]]
    seeds = seeds.assign(medoid=seeds["medoid"].eq(True)).astype(
        {"seed": int, "role": "str", "cosine": float, "npmi": float}
    )
    terms, share = vocabulary_of(matrix), round(matrix.share_left_out, 6)
    return ChosenTopics(shown, terms, significant(topics), significant(seeds), share)


def _shown(
    matrix: DocumentTermMatrix, k: int, engine: Engine, choosing: tuple[int, ...]
) -> tuple[TopicModel, Floats, pd.DataFrame]:
    """The model to show, the share of the choosing seeds behind each topic, and a row for each of these seeds."""
    if engine == "nmf":
        model = fit_topics(matrix, k=k, seed=0, engine=engine)
        return model, np.ones(k), pd.DataFrame(columns=["seed", "role", "cosine", "medoid", "npmi"])
    fits = tqdm(choosing, desc=f"topics ({engine})", unit="fit", delay=2)
    models = [fit_topics(matrix, k=k, seed=seed, engine=engine) for seed in fits]
    agreement = seed_agreement(models).assign(role="choosing", npmi=[_npmi(model, matrix) for model in models])
    shown, support = consensus(models, reference=int(agreement["medoid"].to_numpy().argmax()), match=MATCH)
    return shown, support, agreement


@measure
def refitted(matrix: DocumentTermMatrix, *, k: int, seed: int, engine: Engine, whole: bool = False) -> TopicModel:
    """A fit to score on: of another seed or, of the engine that has none, of 90 % of the passages.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> counts = csr_matrix([[5, 4, 0, 0], [0, 0, 4, 5], [0, 0, 5, 5]] * 20)
    >>> ids = tuple(f"a:{i:04}" for i in range(60))
    >>> matrix = DocumentTermMatrix(ids, ("农业", "粮食", "法院", "诉讼"), counts, 560)
    >>> int((refitted(matrix, k=2, seed=1, engine="nmf").lengths > 0).sum())
    54
    """
    sampled = engine == "nmf" and not whole
    part = sample_passages(matrix, share=SAMPLE, seed=seed) if sampled else matrix
    return fit_topics(part, k=k, seed=seed, engine=engine)


def _npmi(model: TopicModel, matrix: DocumentTermMatrix) -> float:
    return float(coherence(model, matrix)["npmi"].mean())


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
    engine : {"gibbs", "gensim", "nmf"}
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
    choosing, scoring = SEEDS[engine]
    sample = {"sample": SAMPLE} if engine == "nmf" else {}
    seeds = {"choosing": list(choosing), "scoring": list(scoring), "match": MATCH, **sample}
    return {"engine": engine, **ENGINES[engine][1], **MATRIX, **seeds}

"""Verbs on topics: a model fitted to a collection, and one scored by two more seeds."""

from __future__ import annotations

import pandas as pd
from tqdm import tqdm

from baogao.front.collection import opened
from baogao.front.words import term_matrix
from baogao.measures import topics as fitting
from baogao.measures.recurrence import recurrence
from baogao.measures.topic_models import refitted
from baogao.measures.topic_results import ChosenTopics, FittedTopics, vocabulary_of
from baogao.measures.topics import Engine, require_reports
from baogao.paths import AnyCollection


def fit_and_score(coll: AnyCollection, *, k: int, seed: int, engine: Engine) -> ChosenTopics:
    """Fit topics with a seed and score them with the two that follow: what the command ``topics`` prints.

    Of the engine ``nmf``, which has no seeds, the two are fits of 90 % of the passages.

    Examples
    --------
    >>> fit_and_score("resolutions", k=2, seed=1, engine="gibbs").topics["n_models"].tolist()
    [2, 2]
    """
    coll = opened(coll)
    require_reports(coll.reports)
    matrix, seeds = term_matrix(coll), range(seed, seed + 3)
    fits = tqdm(seeds, desc="topics", unit="fit", delay=2)
    models = [refitted(matrix, k=k, seed=each, engine=engine, whole=each == seed) for each in fits]
    roles = pd.DataFrame({"seed": seeds, "role": ["choosing", "scoring", "scoring"], "medoid": [True, False, False]})
    return ChosenTopics(models[0], vocabulary_of(matrix), recurrence(models), roles, matrix.share_left_out)


def fit_topics(coll: AnyCollection, *, k: int, seed: int, engine: Engine = "gibbs") -> FittedTopics:
    """Fit a topic model to a collection with the study's stop words and bounds.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it, of at least ten reports.
    k : int
        Number of topics: at least 2, and at most one for ten passages.
    seed : int
        Start of the random numbers; the same seed gives the same arrays.
    engine : {"gibbs", "gensim", "nmf"}
        ``gibbs``: collapsed Gibbs sampling; ``gensim``: online variational Bayes; ``nmf``: factors
        of tf-idf, which are weights and no probabilities, and do not depend on the seed.

    Returns
    -------
    FittedTopics
        ``top_terms(n)``, ``prevalence(by=...)``, ``labels``, ``model`` (the arrays). One fit is one
        draw among many: compare several seeds with `baogao.measures.recurrence.recurrence`.

    Examples
    --------
    >>> fit_topics("resolutions", k=2, seed=1).prevalence(by="genre")["share"].sum().round(6)
    np.float64(1.0)
    """
    coll = opened(coll)
    require_reports(coll.reports)
    matrix = term_matrix(coll)
    model = fitting.fit_topics(matrix, k=k, seed=seed, engine=engine)
    return FittedTopics.of(model, matrix, coll.passages, coll.reports)

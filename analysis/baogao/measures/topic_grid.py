"""Grid of topic models: numbers of topics and engines side by side, each fitted on draws of the passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from baogao.arguments import measure
from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts
from baogao.features.models import GRID, SOURCES, model_sources, read_model, refit_command
from baogao.language.stopwords import load_stopwords
from baogao.measures.fold_in import completion_perplexity
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix, only_passages, sample_passages
from baogao.measures.recurrence import MATCH, RECURS, TOP, recurrence
from baogao.measures.topic_models import MATRIX, SAMPLE
from baogao.measures.topic_results import WIDE, vocabulary_of
from baogao.measures.topic_scores import exclusivity, top_columns
from baogao.measures.topic_tables import coherence
from baogao.measures.topics import ENGINES, Engine, TopicModel, fit_topics, require_reports
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import significant

KS = (10, 20, 30, 50)
SEEDS = (21, 22, 23)  # none that chooses or scores what is shown


@measure
def topic_grid(
    matrix: DocumentTermMatrix,
    *,
    ks: Sequence[int] = KS,
    engines: Sequence[Engine] = tuple(ENGINES),
    seeds: Sequence[int] = SEEDS,
) -> pd.DataFrame:
    r"""Fit numbers of topics with several engines, and score each on what matters for reading.

    Parameters
    ----------
    matrix : DocumentTermMatrix
        As `baogao.measures.matrix.document_term_matrix` gives it.
    ks : sequence of int
        Numbers of topics.
    engines : sequence of {"gibbs", "gensim", "nmf"}
        See `baogao.measures.topics.fit_topics`.
    seeds : sequence of int
        At least two. Each draws 90 % of the passages, the same for all engines, and starts the
        fit on them; the mean over these fits is given.

    Returns
    -------
    pandas.DataFrame
        One row an engine and `k`: ``engine``, ``k``, ``npmi`` (coherence of the ten top terms,
        -1 to 1), ``npmi_shown`` (the same when terms of more than a fifth of the passages are
        not shown), ``exclusivity`` (mean share of a term's probability that its topic has, over
        the 20 top terms, 0 to 1), ``diversity`` (distinct terms over all of the 20 top terms of
        all topics, 0 to 1), ``jaccard`` (overlap of the 20 top terms of matched topics of two
        fits, 0 to 1), ``recurrence`` (share of topics with a match of cosine .7 in another fit),
        ``share_recurring`` (share of the tokens in topics that more than half of the other fits
        hold), ``perplexity`` (of held-out halves of the passages not drawn, lower is better; NaN
        for ``nmf``, which has no likelihood), ``n_fits``, ``optimal`` (no other row is at least
        as good in ``npmi_shown`` and ``jaccard`` and better in one).

    Raises
    ------
    SettingError
        If there are fewer than two seeds, or a model cannot be fitted.

    Notes
    -----
    Fits differ in seed and in passages, which is harder than in seed alone, and the same for an
    engine that has no seed. Coherence and exclusivity pull apart as *k* grows [1]_, and neither
    says that a topic answers a question; read the terms. Diversity is that of [2]_, over 20 terms.

    References
    ----------
    .. [1] Roberts, M. E. et al. (2014). Structural topic models for open-ended survey responses.
       American Journal of Political Science 58(4), 1064-1082.
    .. [2] Dieng, A. B., Ruiz, F. J. R. and Blei, D. M. (2020). Topic modeling in embedding spaces.
       Transactions of the Association for Computational Linguistics 8, 439-453.

    Examples
    --------
    >>> from scipy.sparse import csr_matrix
    >>> counts = csr_matrix([[3] * 6 + [0] * 6, [0] * 6 + [3] * 6] * 30)
    >>> ids, terms = tuple(f"a:{i:04}" for i in range(60)), tuple(f"{field}{i}" for field in "农法" for i in range(6))
    >>> matrix = DocumentTermMatrix(ids, terms, counts, 1080)
    >>> topic_grid(matrix, ks=(2,), engines=("gibbs",), seeds=(1, 2))[["k", "recurrence", "optimal"]].values.tolist()
    [[2, 1.0, True]]
    """
    if len(seeds) < 2:
        raise SettingError(f"seeds={tuple(seeds)}: a grid compares fits; give at least 2 seeds, better 3.")
    cells = [(engine, k) for engine in engines for k in ks]
    rows = [_cell(matrix, engine, k, seeds) for engine, k in tqdm(cells, desc="grid", unit="cell", delay=2)]
    table = pd.DataFrame(rows)
    return significant(table.assign(optimal=_optimal(table[["npmi_shown", "jaccard"]].to_numpy(float))))


def _cell(matrix: DocumentTermMatrix, engine: Engine, k: int, seeds: Sequence[int]) -> dict[str, Any]:
    """One row of the grid."""
    models, held_out = [], []
    for seed in seeds:
        drawn = sample_passages(matrix, share=SAMPLE, seed=seed)
        models.append(fit_topics(drawn, k=k, seed=seed, engine=engine))
        rest = only_passages(matrix, np.flatnonzero((matrix.lengths > 0) & (drawn.lengths == 0)))
        held_out.append(np.nan if engine == "nmf" else completion_perplexity(models[-1], rest, seed=seed))
    scores = [_scores(model, matrix) for model in models]
    found = [_found_again(models[i:] + models[:i]) for i in range(len(models))]
    rows = pd.DataFrame([{**score, **again} for score, again in zip(scores, found, strict=True)])
    means = {str(column): float(rows[column].mean()) for column in rows}
    return {"engine": engine, "k": k, **means, "perplexity": float(np.mean(held_out)), "n_fits": len(models)}


def _scores(model: TopicModel, matrix: DocumentTermMatrix) -> dict[str, float]:
    """Coherence, exclusivity and diversity of one fit; the last two of the terms that are shown."""
    wide = vocabulary_of(matrix)["share_of_passages"].to_numpy() > max(WIDE, 2 / len(model.phi))
    shown = replace(model, phi=np.where(wide, 0, model.phi))
    tops = top_columns(shown.phi, TOP)
    exclusive = np.take_along_axis(exclusivity(model.phi), tops, axis=1)
    return {
        "npmi": float(coherence(model, matrix)["npmi"].mean()),
        "npmi_shown": float(coherence(shown, matrix)["npmi"].mean()),
        "exclusivity": float(exclusive.mean()),
        "diversity": len(np.unique(tops)) / tops.size,
    }


def _found_again(models: Sequence[TopicModel]) -> dict[str, float]:
    """How far the other fits hold the topics of the first."""
    first, table = models[0], recurrence(models)
    sizes = np.nansum(first.theta * first.lengths[:, None], axis=0)
    recurring = table["recurrence"].to_numpy() > RECURS
    means = {column: float(table[column].mean()) for column in ("jaccard", "recurrence")}
    return {**means, "share_recurring": float(sizes[recurring].sum() / sizes.sum())}


def _optimal(scores: np.ndarray[Any, np.dtype[np.float64]]) -> list[bool]:
    """Whether no other row is at least as good in every column and better in one (Pareto)."""
    return [not any((other >= row).all() and (other > row).any() for other in scores) for row in scores]


@measure
def fit_grid(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """`topic_grid` of a collection with the study's bounds: table and settings to store."""
    require_reports(read_reports(folder))
    matrix = document_term_matrix(read_parts(folder, "terms"), stopwords=load_stopwords(), **MATRIX)
    return {GRID: topic_grid(matrix, ks=KS, seeds=SEEDS)}, _wanted(folder)


@measure
def read_topic_grid(collection: AnyCollection) -> pd.DataFrame:
    """Read the stored grid of topic models of a collection: no figure and no notebook fits one.

    Returns
    -------
    pandas.DataFrame
        As `topic_grid` returns it.

    Raises
    ------
    SettingError
        If none is stored: `baogao refit NAME --grid --write` makes one.
    CorpusError
        If the terms, the stop words or the settings changed since it was stored.

    Examples
    --------
    >>> read_topic_grid("work-reports")["engine"].unique().tolist()
    ['gibbs', 'gensim', 'nmf']
    """
    folder = collection_folder(collection)
    tables, settings = read_model(folder, GRID)
    changed = changed_grid_settings(folder, settings)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} changed since the grid of its topics was stored in topics/{GRID}; "
            f"fit it again with `{refit_command(folder, GRID)}`."
        )
    return significant(tables[GRID])


@measure
def changed_grid_settings(folder: Path, stored: dict[str, Any]) -> list[str]:
    """What a stored grid was made from that is no longer so: files by name, settings as then and now."""
    return [
        SOURCES.get(key, f"{key} ({stored.get(key)}; now {now})")
        for key, now in _wanted(folder).items()
        if stored.get(key) != now
    ]


def _wanted(folder: Path) -> dict[str, Any]:
    """What the grid is made from: settings of the engines and of the matrix, seeds, hashes of the sources."""
    grid = {"ks": list(KS), "seeds": list(SEEDS), "sample": SAMPLE, "match": MATCH, "wide": WIDE}
    engines = {name: dict(settings) for name, (_, settings) in ENGINES.items()}
    return {"engines": engines, **grid, **MATRIX, **model_sources(folder)}

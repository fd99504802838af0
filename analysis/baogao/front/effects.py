"""Verbs on topics that are explained, by facts of the reports, or fixed beforehand, by seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from baogao.errors import listed
from baogao.features.theme_tables import SEEDS, read_seeds
from baogao.front.collection import opened
from baogao.front.themes import named_model
from baogao.measures.intervals import MIN_CLUSTERS
from baogao.measures.prevalence_effects import MIN_CLUSTERS_A_LEVEL
from baogao.measures.stored_parts import series_reports
from baogao.measures.topic_models import read_topics
from baogao.paths import AnyCollection

if TYPE_CHECKING:
    from baogao.measures.topics import Engine


def prevalence_effects(
    coll: AnyCollection,
    *,
    on: Sequence[str],
    cluster: str = "issuer",
    n_draws: int = 25,
    seed: int,
    named: bool = False,
    engine: Engine = "gibbs",
) -> pd.DataFrame:
    """How the share of each topic, or named theme, depends on year, level, region and other columns of the manifest.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it. Reports of another kind (``subgenre``) are left out, unless a part was
        chosen by it.
    on : sequence of str
        Columns of the manifest that explain.
    cluster : str
        Column whose equal values make reports dependent; it may not part the reports of an issuer.
    n_draws, seed : int
        Draws of the shares, and their seed.
    named : bool
        Take the named themes in place of the topics.
    engine : {"gibbs", "gensim", "nmf"}
        Of the stored model.

    Returns
    -------
    pandas.DataFrame
        ``topic`` and ``label`` (or ``theme``, ``zh``, ``en``), ``term``, ``estimate``, ``se``, ``low``, ``high``,
        ``p``, ``q``, ``n_reports``, ``n_clusters``; see `baogao.measures.prevalence_effects.prevalence_effects`.

    Examples
    --------
    >>> table = prevalence_effects("provincial", on=["year"], n_draws=2, seed=1)
    >>> table["term"].unique().tolist(), table["n_clusters"].unique().tolist()
    (['intercept', 'year=2026'], [21])
    """
    from baogao.measures.prevalence_effects import prevalence_effects as measure

    coll = opened(coll)
    if named:
        themed = named_model(coll, engine)
        model, names = themed.model, themed.groups[["theme", "zh", "en"]].assign(topic=range(1, len(themed.groups) + 1))
    else:
        chosen = read_topics(coll, engine=engine)
        model, names = chosen.model, chosen.labels[["topic", "label"]]
    passages = coll.whole.passages
    reports = series_reports(coll)
    table = measure(model, passages, reports, on=list(on), cluster=cluster, n_draws=n_draws, seed=seed)
    joined = names.merge(table, on="topic")
    return joined.drop(columns="topic") if named else joined


def effect_notes(table: pd.DataFrame, cluster: str, n_other_kind: int) -> list[str]:
    """What a table of effects leaves out, and why: reports of another kind, and intervals.

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["intercept", "year"], "low": float("nan"), "n_clusters": 1})
    >>> effect_notes(table, "issuer", 0)
    ['No interval, p or q: the reports have 1 issuer, and these take 10 or more.']
    """
    notes = []
    if n_other_kind:
        notes.append(f"{n_other_kind} report(s) of another kind (subgenre) left out; --where subgenre=KIND takes them.")
    n, without = int(table["n_clusters"].iloc[0]), list(dict.fromkeys(table.loc[table["low"].isna(), "term"]))
    if n < MIN_CLUSTERS:
        notes.append(f"No interval, p or q: the reports have {n} {cluster}, and these take {MIN_CLUSTERS} or more.")
    elif without:
        few = f"fewer than {MIN_CLUSTERS_A_LEVEL} values of {cluster} have or lack it"
        notes.append(f"No interval, p or q of {listed(without, 5)}: {few}.")
    return notes


def seeded_topics(
    coll: AnyCollection, seeds: Mapping[str, Sequence[str]] | None = None, *, n_free: int = 10, seed: int
) -> pd.DataFrame:
    """Fit topics of which the first are drawn towards themes that were fixed beforehand.

    Parameters
    ----------
    coll : Collection, str or pathlib.Path
        The collection, or a part of it, of at least ten reports.
    seeds : mapping of str to sequence of str, optional
        Terms of each theme; those of the collection's ``seeds.tsv`` when not given.
    n_free : int
        Topics without seeds.
    seed : int
        Start of the random numbers.

    Returns
    -------
    pandas.DataFrame
        One row a theme: ``topic``, ``theme``, ``prevalence``, ``n_seeds``, ``seeds_absent``, ``seed_mass``,
        ``seed_recall``, ``terms`` (the twelve most probable); see `baogao.measures.seeded_topics.seeded_topics`, which
        gives the model too.

    Examples
    --------
    >>> table = seeded_topics("resolutions", {"guidance": ["贯彻", "指导", "部署"]}, n_free=2, seed=1)
    >>> table["theme"].tolist()
    ['guidance']
    """
    from baogao.front.words import term_matrix
    from baogao.measures.seeded_topics import seeded_topics as fit
    from baogao.measures.topic_tables import top_terms
    from baogao.measures.topics import require_reports

    coll = opened(coll)
    require_reports(coll.reports)
    if seeds is None:
        table = read_seeds(coll.folder / SEEDS)
        seeds = dict(zip(table["theme"], table["terms"], strict=True))
    matrix = term_matrix(coll)
    seeded = fit(matrix, seeds, n_free=n_free, seed=seed)
    terms = top_terms(seeded.model, matrix.term_counts, n=12).groupby("topic")["term"].agg(" ".join)
    return seeded.themes.assign(terms=seeded.themes["topic"].map(terms))


def seeds_of(coll: AnyCollection, path: Path | None) -> dict[str, list[str]]:
    """Terms of each theme in a table of seeds: that of the collection when no other is named.

    Raises
    ------
    SettingError
        If there is none.
    CorpusError
        If it is faulty.
    """
    table = read_seeds(path or opened(coll).folder / SEEDS)
    return dict(zip(table["theme"], table["terms"], strict=True))

"""Specification curves computed anew: every stated finding over other choices of the model, compared or stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
import pandas as pd
from tqdm import tqdm

from baogao.corpus.store.collection import read_reports
from baogao.features.current import read_parts, read_table
from baogao.features.theme_tables import SEEDS, read_findings, read_seeds
from baogao.language.stopwords import load_stopwords
from baogao.measures.coverage import main_kind
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix
from baogao.measures.seeded_topics import seeded_topics
from baogao.measures.specification import carriers, specification_estimates
from baogao.measures.stored_specification import (
    SPECIFICATION,
    read_specification,
    specification_folder,
    write_specification,
)
from baogao.measures.topic_results import WIDE
from baogao.measures.topics import Engine, TopicModel, fit_topics
from baogao.paths import STUDY, collection_folder
from baogao.rounding import significant
from baogao.study.verify import RTOL, Verdict

POLICIES = ("protected", "plain")
STOPS = {"study": 0.5, "widespread": WIDE}  # terms in a larger share of the passages are left out
KS = (15, 20, 30)
SEEDS_OF = {"gibbs": (11, 12, 13), "gensim": (11,), "nmf": (11,)}
GENSIM_KS, FREE = (20,), 10
SPECIFIED_BY = ["engine", "k", "seed", "policy", "stops"]


def refit_specification(collections: Sequence[str | Path] = (), *, write: bool = False) -> list[Verdict]:
    """Compute the specification curves of collections anew, and compare them with the stored ones, or store them.

    Parameters
    ----------
    collections : sequence of str or pathlib.Path
        Names under ``corpus/`` or paths; those of the study that have stored curves when empty.
    write : bool
        Store the new estimates in place of the old.

    Returns
    -------
    list of Verdict
        One a collection: exact, within tolerance, different, or stored.

    Raises
    ------
    SettingError
        If a collection has no ``findings.tsv`` or ``seeds.tsv``, or nothing is stored to compare with.

    Examples
    --------
    >>> refit_specification(["judicial"])
    Traceback (most recent call last):
    baogao.errors.SettingError: judicial: has no findings.tsv; docs/topics-in-use.md says how to make one.
    """
    folders = [collection_folder(name) for name in collections or STUDY]
    chosen = [folder for folder in folders if collections or specification_folder(folder).is_dir()]
    return [_refit(folder, write=write) for folder in chosen]


def _refit(folder: Path, *, write: bool) -> Verdict:
    name = f"{folder.name}/topics/{SPECIFICATION}"
    read_findings(folder)
    stored = None if write else read_specification(folder)
    estimates = significant(specification_table(folder))
    if stored is None:
        write_specification(folder, estimates, _settings())
        return Verdict(name, "stored")
    keys = ["finding", *SPECIFIED_BY]
    if stored[keys].astype(str).values.tolist() != estimates[keys].astype(str).values.tolist():
        return Verdict(name, "different", "other specifications")
    old, new = (table[["n_topics", "prevalence", "estimate", "n"]].to_numpy(float) for table in (stored, estimates))
    if np.array_equal(old, new, equal_nan=True):
        return Verdict(name, "exact")
    close = np.allclose(old, new, rtol=RTOL, atol=0, equal_nan=True)
    return Verdict(name, "within tolerance" if close else "different", f"rtol {RTOL:g}")


def _settings() -> dict[str, Any]:
    seeds = {engine: list(own) for engine, own in SEEDS_OF.items()}
    return {"k": list(KS), "gensim_k": list(GENSIM_KS), "seeds": seeds, "policies": list(POLICIES), "stops": STOPS}


def specification_table(folder: Path) -> pd.DataFrame:
    """Every finding of a collection by every specification; see `baogao.measures.stored_specification`."""
    findings, table = read_findings(folder), read_seeds(folder / SEEDS)
    seeds = dict(zip(table["theme"], table["terms"], strict=True))
    passages, reports = read_table(folder, "passages"), main_kind(read_reports(folder))
    parts = []
    for policy, stops in product(POLICIES, STOPS):
        matrix = document_term_matrix(
            read_parts(folder, "terms"), policy=policy, stopwords=load_stopwords(), max_share=STOPS[stops]
        )
        widespread = widespread_terms(matrix)
        for choice, model, topics in _fits(matrix, seeds):
            own = topics or carriers(model, seeds, widespread=widespread)
            row = {**choice, "policy": policy, "stops": stops}
            parts.append(specification_estimates(model, own, passages, reports, findings).assign(**row))
    columns = ["finding", *SPECIFIED_BY, "n_topics", "prevalence", "estimate", "n"]
    order = {finding: row for row, finding in enumerate(findings["finding"])}
    joined = pd.concat(parts, ignore_index=True)[columns]
    return joined.sort_values("finding", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def widespread_terms(matrix: DocumentTermMatrix) -> set[str]:
    """Terms that stand in more than a fifth of the passages that have any."""
    share = np.asarray((matrix.counts > 0).sum(axis=0)).ravel() / max(int((matrix.lengths > 0).sum()), 1)
    return {term for term, own in zip(matrix.vocabulary, share, strict=True) if own > WIDE}


def _fits(
    matrix: DocumentTermMatrix, seeds: dict[str, list[str]]
) -> Iterator[tuple[dict[str, Any], TopicModel, dict[str, list[int]] | None]]:
    """Every fit of one matrix: what was chosen, the model, and, of seeded topics, which topic carries each theme."""
    choices = [
        (engine, k, seed)
        for engine in get_args(Engine)
        for k in (GENSIM_KS if engine == "gensim" else KS)
        for seed in SEEDS_OF[engine]
    ]
    for engine, k, seed in tqdm(choices, desc=SPECIFICATION, unit="fit", delay=2):
        model = fit_topics(matrix, k=k, seed=seed, engine=cast(Engine, engine))
        yield {"engine": engine, "k": k, "seed": seed}, model, None
    present = {theme: [term for term in terms if term in matrix.vocabulary] for theme, terms in seeds.items()}
    usable = {theme: terms for theme, terms in present.items() if len(terms) > 1}
    for seed in SEEDS_OF["gibbs"]:
        fitted = seeded_topics(matrix, usable, n_free=FREE, seed=seed)
        topics = {theme: [row + 1] for row, theme in enumerate(usable)}
        yield {"engine": "seeded", "k": len(usable) + FREE, "seed": seed}, fitted.model, topics

"""The parts of drift that are shown: computed over several fits, stored with what they were made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pandas as pd

from baogao.corpus.store.collection import read_reports
from baogao.errors import CorpusError, SettingError
from baogao.features.current import read_parts, read_table
from baogao.features.models import DRIFT, SOURCES, model_sources, read_model, refit_command
from baogao.files import sha256
from baogao.language.stopwords import load_stopwords
from baogao.measures.coverage import main_kind
from baogao.measures.divergence import one_a_year, report_cells, tokens_drawn
from baogao.measures.drift_parts import drift_parts
from baogao.measures.engine_gibbs import GIBBS
from baogao.measures.matrix import DocumentTermMatrix, document_term_matrix, report_matrix
from baogao.measures.topic_models import MATRIX
from baogao.measures.topics import fit_topics
from baogao.paths import AnyCollection, OpenCollection, collection_folder
from baogao.rounding import significant

Fits = Literal["shown", "other"]
SEEDS: dict[str, tuple[int, ...]] = {"shown": (1, 2, 3), "other": (4, 5)}
K, SEED, N_DRAWS = 20, 1, 10
FLOOR = "two draws that share no token"


def series_reports(collection: AnyCollection) -> pd.DataFrame:
    """Reports of a series: those of the main kind, or of the kinds (``subgenre``) that a part was chosen by.

    Examples
    --------
    >>> len(series_reports("work-reports"))  # 9 of 57 are plans, budgets, a programme, an abstract
    48
    """
    reports = read_reports(collection)
    by_kind = isinstance(collection, OpenCollection) and collection.is_chosen_by("subgenre")
    return reports if by_kind else main_kind(reports)


def drift_series(collection: AnyCollection) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    """What drift takes: matrix and passages of the whole collection, reports of the series of the part."""
    folder = collection_folder(collection)
    matrix = document_term_matrix(read_parts(folder, "terms"), stopwords=load_stopwords(), **MATRIX)
    return matrix, read_table(folder, "passages"), series_reports(collection)


def bigram_series(collection: AnyCollection) -> tuple[DocumentTermMatrix, pd.DataFrame, pd.DataFrame]:
    """The same of pairs of neighbouring characters, which no segmentation touches; each report is one passage."""
    matrix = report_matrix(read_table(collection_folder(collection), "ngrams"), "ngram")
    passages = pd.DataFrame({"passage_id": matrix.passage_ids, "report_id": matrix.passage_ids})
    return matrix, passages, series_reports(collection)


def read_drift_parts(collection: AnyCollection, *, fits: Fits = "shown") -> pd.DataFrame:
    """Read the stored parts of the drift of a series of reports: no figure and no notebook fits topics.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection: the whole, or all of its main kind.
    fits : {"shown", "other"}
        Those of the figure (seeds 1 to 3), or two others (seeds 4 and 5) to compare them with;
        all have 20 topics.

    Returns
    -------
    pandas.DataFrame
        As `baogao.measures.drift_parts.drift_parts` returns it, to six significant digits.

    Raises
    ------
    SettingError
        If no parts are stored (`baogao refit NAME --write` makes them of a series of reports), or
        the collection is a part of another series.
    CorpusError
        If the terms, the reports, the stop words or the settings changed since they were stored.

    Examples
    --------
    >>> read_drift_parts("work-reports", fits="other")["n_models"].unique().tolist()
    [2]
    """
    folder = collection_folder(collection)
    tables, settings = read_model(folder, DRIFT)
    if _series(collection) != _series(folder):
        raise SettingError(
            f"{collection}: the parts of drift are stored of the whole series; "
            "of a part compute them with `baogao.drift_parts(part, seed=1)`."
        )
    changed = changed_part_settings(folder, settings)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} changed since the parts of its drift were stored in topics/{DRIFT}; "
            f"fit them again with `{refit_command(folder, DRIFT)}`."
        )
    return significant(tables[fits])


def fit_drift_parts(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Fit topics with every seed and compute the parts of the drift: tables and settings to store."""
    matrix, passages, reports = drift_series(folder)
    reports = one_a_year(reports, "drift_parts")
    tokens_drawn(report_cells(matrix, passages, reports), reports)  # refuses small reports before minutes of fitting
    tables = {}
    for fits, seeds in SEEDS.items():
        models = [fit_topics(matrix, k=K, seed=seed) for seed in seeds]
        parts = drift_parts(models, matrix, passages, reports, seed=SEED, n_draws=N_DRAWS)
        tables[fits] = significant(parts)
    version = models[0].settings["version"]
    return tables, {**_wanted(folder), "version": version}


def changed_part_settings(folder: Path, stored: dict[str, Any]) -> list[str]:
    """What stored parts were made from that is no longer so: files by name, settings as then and now."""
    sources = {**SOURCES, "series_sha256": "the list of reports (reports.csv)"}
    wanted = _wanted(folder)
    return [
        sources.get(key, f"{key} ({stored.get(key)}; now {now})")
        for key, now in wanted.items()
        if stored.get(key) != now
    ]


def _wanted(folder: Path) -> dict[str, Any]:
    """What the parts are made from: settings of the fits and of the matrix, seeds, hashes of the sources."""
    seeds = {fits: list(each) for fits, each in SEEDS.items()}
    settings = {"engine": "gibbs", **GIBBS, **MATRIX, **seeds, "k": K, "seed": SEED, "n_draws": N_DRAWS, "floor": FLOOR}
    return {**settings, **model_sources(folder), "series_sha256": sha256(_series(folder))}


def _series(collection: AnyCollection) -> str:
    return series_reports(collection)[["report_id", "year"]].to_csv(index=False)

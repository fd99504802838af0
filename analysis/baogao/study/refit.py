"""``make refit``: topic models, their grid and parts of drift fitted anew, compared with the stored ones, or stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError
from baogao.features.models import (
    DRIFT,
    GRID,
    TOPICS,
    model_sources,
    read_model,
    read_model_settings,
    stored_models,
    write_model,
)
from baogao.measures.coverage import main_kind
from baogao.measures.divergence import one_a_year
from baogao.measures.stored_parts import fit_drift_parts
from baogao.measures.topic_grid import fit_grid
from baogao.measures.topic_models import K, fit_collection, protocol
from baogao.measures.topic_results import to_tables
from baogao.measures.topics import Engine
from baogao.paths import collection_folder, study_collections
from baogao.rounding import significant
from baogao.study.verify import RTOL, Verdict, changed_since

Tables = Mapping[str, pd.DataFrame]


def refit(
    collections: str | Path | Sequence[str | Path] = (),
    *,
    k: int | None = None,
    engine: Engine | None = None,
    grid: bool = False,
    write: bool = False,
) -> list[Verdict]:
    """Fit the topic models of collections anew, and compare them with the stored ones, or store them.

    Parameters
    ----------
    collections : sequence of str or pathlib.Path
        Names under ``corpus/`` or paths; those of the study that have stored models when empty.
    k : int, optional
        Number of topics; that of the stored model when not given, else 20.
    engine : {"gibbs", "gensim", "nmf"}, optional
        Those with a stored model when not given, else ``gibbs``; and, where the collection is a
        series of reports, one a year, the parts of its drift (always of 20 topics).
    grid : bool
        Only the grid of numbers of topics and engines (`baogao.measures.topic_grid.topic_grid`).
    write : bool
        Store the new models in place of the old.

    Returns
    -------
    list of Verdict
        One a model: exact, within tolerance, different (and in what), or stored.

    Raises
    ------
    SettingError
        If a collection is too small for topics, or for so many, or no model is stored to compare with.
    CorpusError
        If a collection has no current feature tables.

    Examples
    --------
    >>> refit(["judicial"])
    Traceback (most recent call last):
    baogao.errors.SettingError: topics of 5 reports are noise; they take at least 10: add reports.
    """
    collections = (collections,) if isinstance(collections, str | Path) else collections
    fits = [
        (folder, name)
        for folder in map(collection_folder, collections or study_collections())
        for name in ([GRID] if grid else _names(folder, engine, named=bool(collections), write=write))
    ]
    return [_refit(folder, name, k, write=write) for folder, name in fits]


def _names(folder: Path, engine: Engine | None, *, named: bool, write: bool) -> list[str]:
    """What to fit of a collection: engines and, for a series, the parts of drift."""
    stored = stored_models(folder)
    if engine is not None:
        return [engine] if named or engine in stored else []
    if not named:
        return stored
    engines = [name for name in stored if name not in (DRIFT, GRID)] or ([] if stored and not write else ["gibbs"])
    return [
        *engines,
        *([GRID] if GRID in stored else []),
        *([DRIFT] if DRIFT in stored or (write and _is_series(folder)) else []),
    ]


def _is_series(folder: Path) -> bool:
    try:
        one_a_year(main_kind(read_reports(folder)), folder.name)
    except SettingError:
        return False
    return True


def _refit(folder: Path, name: str, k: int | None, *, write: bool) -> Verdict:
    try:
        tables, settings = _fit(folder, name, k)
    except SettingError as error:
        if name == DRIFT and write:
            return Verdict(f"{folder.name}/{TOPICS}/{name}", "left out", str(error))
        raise
    if write:
        write_model(folder, name, tables, settings)
        return Verdict(f"{folder.name}/{TOPICS}/{name}", "stored")
    return _compare(folder, name, tables, settings)


def _fit(folder: Path, name: str, k: int | None) -> tuple[Tables, dict[str, Any]]:
    """Tables and settings of one fit, as they are stored."""
    if name == DRIFT:
        return fit_drift_parts(folder)
    if name == GRID:
        return fit_grid(folder)
    engine = cast(Engine, name)
    if k is None:
        k = read_model_settings(folder, engine)["k"] if engine in stored_models(folder) else K
    chosen = fit_collection(folder, k=k, engine=engine)
    settings = {**chosen.model.settings, **protocol(engine), **model_sources(folder)}
    return to_tables(chosen), {**settings, "share_left_out": chosen.share_left_out}


def _compare(folder: Path, name: str, tables: Tables, settings: dict[str, Any]) -> Verdict:
    path = f"{folder.name}/{TOPICS}/{name}"
    stored, stored_settings = read_model(folder, name)
    changed = changed_since(folder, name, stored_settings)
    changed += [
        f"{key} ({stored_settings.get(key)}; now {settings.get(key)})"
        for key in ("k", "seed", "version")
        if stored_settings.get(key) != settings.get(key)
    ]
    pairs = [(key, significant(stored[key]), table) for key, table in tables.items()]
    different = [key for key, old, new in pairs if not _same(old, new, rtol=RTOL)]
    if different:
        return Verdict(path, "different", "; ".join([f"tables {', '.join(different)}", *changed]))
    if all(_same(old, new, rtol=0) for _, old, new in pairs):
        return Verdict(path, "exact", "; ".join(changed))
    return Verdict(path, "within tolerance", "; ".join([f"rtol {RTOL:g}", *changed]))


def _same(old: pd.DataFrame, new: pd.DataFrame, *, rtol: float) -> bool:
    """Whether two tables have the same rows, their decimals to `rtol`."""
    if list(old.columns) != list(new.columns) or len(old) != len(new):
        return False
    floats = list(new.select_dtypes("float").columns)
    rest = [column for column in new.columns if column not in floats]
    if any(old[column].tolist() != new[column].tolist() for column in rest):
        return False
    return bool(
        np.allclose(old[floats].to_numpy(float), new[floats].to_numpy(float), rtol=rtol, atol=0, equal_nan=True)
    )

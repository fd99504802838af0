"""``make refit``: topic models fitted anew, compared with the stored ones, or stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from baogao.features.models import model_sources, read_model, read_model_settings, stored_engines, write_model
from baogao.measures.topic_models import K, changed_settings, fit_collection, protocol
from baogao.measures.topic_results import ChosenTopics, to_tables
from baogao.measures.topics import Engine
from baogao.paths import STUDY, collection_folder
from baogao.rounding import significant
from baogao.study.verify import RTOL, Verdict


def refit(
    collections: Sequence[str | Path] = (), *, k: int | None = None, engine: Engine | None = None, write: bool = False
) -> list[Verdict]:
    """Fit the topic models of collections anew, and compare them with the stored ones, or store them.

    Parameters
    ----------
    collections : sequence of str or pathlib.Path
        Names under ``corpus/`` or paths; those of the study that have stored models when empty.
    k : int, optional
        Number of topics; that of the stored model when not given, else 20.
    engine : {"gibbs", "gensim"}, optional
        Those with a stored model when not given, else ``gibbs``.
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
    folders = [collection_folder(name) for name in collections or STUDY]
    fits: list[tuple[Path, Engine]] = [
        (folder, each) for folder in folders for each in _engines(folder, engine, asked=bool(collections))
    ]
    return [_refit(folder, each, k, write=write) for folder, each in fits]


def _engines(folder: Path, engine: Engine | None, *, asked: bool) -> list[Any]:
    stored = stored_engines(folder)
    if engine is not None:
        return [engine] if asked or engine in stored else []
    return stored or (["gibbs"] if asked else [])


def _refit(folder: Path, engine: Engine, k: int | None, *, write: bool) -> Verdict:
    name, stored = f"{folder.name}/topics/{engine}", engine in stored_engines(folder)
    if k is None:
        k = read_model_settings(folder, engine)["k"] if stored else K
    chosen = fit_collection(folder, k=k, engine=engine)
    if write:
        write_model(folder, engine, to_tables(chosen), _told(folder, chosen))
        return Verdict(name, "stored")
    return _compare(name, folder, engine, chosen)


def _told(folder: Path, chosen: ChosenTopics) -> dict[str, Any]:
    """What ``MODEL.json`` tells of a model, its tables apart."""
    return {
        **chosen.model.settings,
        **protocol(chosen.model.engine),
        **model_sources(folder),
        "share_left_out": chosen.share_left_out,
    }


def _compare(name: str, folder: Path, engine: Engine, chosen: ChosenTopics) -> Verdict:
    tables, told = read_model(folder, engine)
    changed = changed_settings(folder, engine, told)
    changed += [
        f"{key} ({told.get(key)}; now {now})"
        for key, now in chosen.model.settings.items()
        if key in ("k", "seed", "version") and told.get(key) != now
    ]
    pairs = [(key, significant(tables[key]), table) for key, table in to_tables(chosen).items()]
    apart = [key for key, old, new in pairs if not _same(old, new, rtol=RTOL)]
    if apart:
        return Verdict(name, "different", "; ".join([f"tables {', '.join(apart)}", *changed]))
    if all(_same(old, new, rtol=0) for _, old, new in pairs):
        return Verdict(name, "exact", "; ".join(changed))
    return Verdict(name, "within tolerance", "; ".join([f"rtol {RTOL:g}", *changed]))


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

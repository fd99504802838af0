"""The specification curves that are shown: stored estimates, and what they were computed from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.arguments import measure
from baogao.errors import CorpusError, SettingError
from baogao.features.models import SOURCES, TOPICS, model_sources
from baogao.features.theme_tables import FINDINGS, SEEDS
from baogao.files import all_or_none, sha256
from baogao.paths import AnyCollection, collection_folder
from baogao.rounding import significant
from baogao.tables import read_json

SPECIFICATION, ESTIMATES, SETTINGS = "specification", "estimates.csv", "SPECIFICATION.json"


@measure
def read_specification(collection: AnyCollection) -> pd.DataFrame:
    """Read the stored specification curves of a collection: no figure and no notebook fits one.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.

    Returns
    -------
    pandas.DataFrame
        One row a finding and specification: ``finding``, ``engine`` (gibbs, gensim, nmf, seeded), ``k``, ``seed``,
        ``policy``, ``stops`` (study, or widespread: terms of a fifth of the passages left out too), ``n_topics`` (that
        carry the theme), ``prevalence``, ``estimate`` (percentage points; NaN where no topic carries the theme), ``n``;
        see `baogao.measures.specification.specification_estimates`.

    Raises
    ------
    SettingError
        If none is stored: `baogao refit-specification NAME --write` makes one.
    CorpusError
        If the terms, the stop words, the seeds or the findings changed since.

    Examples
    --------
    >>> read_specification("work-reports")["policy"].unique().tolist()
    ['protected', 'plain']
    """
    folder = collection_folder(collection)
    again = f"`baogao refit-specification {folder.name} --write`"
    path = specification_folder(folder)
    if not (path / SETTINGS).is_file():
        raise SettingError(f"{folder.name}: has no stored specification curve; make it with {again}.")
    stored = read_json(path / SETTINGS, f"delete it and make it again with {again}")
    changed = [
        SPECIFICATION_SOURCES[key] for key, sha in specification_sources(folder).items() if stored.get(key) != sha
    ]
    if stored.get("estimates_sha256") != sha256(path / ESTIMATES):
        changed.append(f"{TOPICS}/{SPECIFICATION}/{ESTIMATES}")
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} changed since its specification curve was stored; compute it again with "
            f"{again}."
        )
    return pd.read_csv(path / ESTIMATES)


SPECIFICATION_SOURCES = {**SOURCES, "seeds_sha256": SEEDS, "findings_sha256": FINDINGS}


@measure
def specification_folder(folder: Path) -> Path:
    """Where the estimates of a collection are, and what they were computed from."""
    return folder / TOPICS / SPECIFICATION


@measure
def specification_sources(folder: Path) -> dict[str, str]:
    """SHA-256 of what the curves of a collection are computed from."""
    own = {"seeds_sha256": sha256(folder / SEEDS), "findings_sha256": sha256(folder / FINDINGS)}
    return {**model_sources(folder), **own}


@measure
def write_specification(folder: Path, estimates: pd.DataFrame, settings: dict[str, Any]) -> None:
    """Write the estimates, and what they were computed from: both or none."""
    place = specification_folder(folder)
    with all_or_none([place / ESTIMATES, place / SETTINGS]) as (table, listing):
        significant(estimates).to_csv(table, index=False, lineterminator="\n")
        content = {**settings, **specification_sources(folder), "estimates_sha256": sha256(table)}
        listing.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")

"""Stored topic models: tables of arrays and what they were made with, written and read whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from baogao.arguments import require_path
from baogao.errors import CorpusError, SettingError, listed
from baogao.features.listing import changed_files, read_listing, write_listing
from baogao.features.tables import table_path
from baogao.files import all_or_none, sha256
from baogao.language.stopwords import load_stopwords

TOPICS, MODEL = "topics", "MODEL.json"
DRIFT = "drift"  # beside the engines: parts of the drift of a series, computed over several fits
GRID = "grid"  # beside the engines: scores of numbers of topics and engines, over several fits each
SOURCES = {"terms_sha256": "features/terms.parquet", "stopwords_sha256": "corpus/lexicons/stopwords.tsv"}


def model_folder(folder: Path, engine: str) -> Path:
    """Where the stored topic model of one engine (or `DRIFT`, `GRID`) is, in the folder of its collection."""
    return folder / TOPICS / require_path(engine, "engine")


def stored_models(folder: Path) -> list[str]:
    """What a collection has stored under ``topics/``: engines, `DRIFT` and `GRID`, in alphabetical order."""
    return sorted(path.parent.name for path in (folder / TOPICS).glob(f"*/{MODEL}"))


def model_paths(folder: Path, engine: str | None = None) -> list[Path]:
    """Files of one stored topic model, or of all that a collection has."""
    engines = stored_models(folder) if engine is None else [engine]
    return [path for each in engines for path in sorted(model_folder(folder, each).glob("*.*"))]


def model_sources(folder: Path) -> dict[str, str]:
    """SHA-256 of what any topic model of a collection is fitted on: its terms, and the stop words."""
    path = table_path(folder, "terms")
    if not path.is_file():
        raise CorpusError(f"{folder.name}: has no feature table terms; make it with `baogao build {folder.name}`.")
    return {"terms_sha256": sha256(path), "stopwords_sha256": sha256("\n".join(sorted(load_stopwords())))}


def write_model(folder: Path, engine: str, tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any]) -> None:
    """Write the tables of a topic model and ``MODEL.json``, all of them or none.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder.
    engine : str
        The part of the path that tells models of a collection apart.
    tables : mapping of str to pandas.DataFrame
        Decimals are kept as float32, which holds six significant digits: round to six after reading.
    settings : mapping
        What the model was made with; written beside the row counts and sha256 of the tables.
    """
    place = model_folder(folder, engine)
    with all_or_none([*(place / f"{name}.parquet" for name in tables), place / MODEL]) as (*drafts, listing):
        for table, draft in zip(tables.values(), drafts, strict=True):
            floats = dict.fromkeys(table.select_dtypes("float").columns, "float32")
            arrow = pa.Table.from_pandas(table.astype(floats), preserve_index=False).replace_schema_metadata(None)
            pq.write_table(arrow, draft, compression="zstd", compression_level=9)
        rows = {name: len(table) for name, table in tables.items()}
        write_listing(listing, settings, rows, dict(zip(tables, drafts, strict=True)))


def read_model(folder: Path, engine: str) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Read the tables of a stored topic model, decimals as float64, and what it was made with.

    Raises
    ------
    SettingError
        If there is none.
    CorpusError
        If one of its tables is not the one that ``MODEL.json`` lists.
    """
    settings = read_model_settings(folder, engine)
    changed = changed_model_tables(folder, engine)
    if changed:
        raise CorpusError(
            f"{folder.name}: {listed(path.name for path in changed)} of {TOPICS}/{engine} is absent or not the one "
            f"that {MODEL} lists; restore it, or fit again with `{refit_command(folder, engine)}`."
        )
    tables = {name: _read(model_folder(folder, engine) / f"{name}.parquet") for name in settings["tables"]}
    return tables, settings


def read_model_settings(folder: Path, engine: str) -> dict[str, Any]:
    """What a stored topic model was made with: ``MODEL.json``; see `read_model`."""
    path, again = model_folder(folder, engine) / MODEL, f"`{refit_command(folder, engine)}`"
    if not path.is_file():
        named = {DRIFT: "parts of drift", GRID: "grid of topics"}
        what = named.get(engine, f"topics of the engine {engine}")
        raise SettingError(f"{folder.name}: has no stored {what}; make them with {again}.")
    return read_listing(path, f"restore or delete it, and fit again with {again}")


def changed_model_tables(folder: Path, engine: str) -> list[Path]:
    """Tables of a stored topic model that are absent or other than ``MODEL.json`` lists."""
    return changed_files(model_folder(folder, engine), read_model_settings(folder, engine))


def refit_command(folder: Path, engine: str) -> str:
    """What a user types to fit and store a topic model, the parts of drift, or the grid."""
    options = {DRIFT: "", GRID: "--grid "}
    return f"baogao refit {folder.name} {options.get(engine, f'--engine {engine} ')}--write"


def _read(path: Path) -> pd.DataFrame:
    frame: pd.DataFrame = pq.read_table(path).to_pandas()
    return frame.astype(dict.fromkeys(frame.select_dtypes("float").columns, "float64"))

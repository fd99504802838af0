"""Whether feature tables are those of today's texts and lexicons; they are read only if they are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.corpus.store.collection import entries
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import CorpusError
from baogao.features.tables import load_table, read_build, require_table, table_parts
from baogao.files import sha256
from baogao.language.devices import load_devices
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.paths import collection_folder

SOURCES = {
    "lexicon_sha256": "corpus/lexicons/slogans.tsv",
    "devices_sha256": "corpus/lexicons/devices.tsv",
    "texts_sha256": "the list of texts (reports.csv, collapsed.csv)",
}


def settings(folder: Path, manifest: pd.DataFrame, lexicon: Lexicon) -> dict[str, Any]:
    """What feature tables depend on, for ``BUILD.json``."""
    texts = "\n".join(entry.content for entry in entries(folder, manifest))
    return {
        "devices_sha256": load_devices().sha256,
        "lexicon_sha256": lexicon.sha256,
        "texts_sha256": sha256(texts),
        "versions": {name: version(name) for name in ("jieba", "pyarrow", "rjieba")},
    }


def stale(folder: Path) -> list[str]:
    """What has changed since the features of a collection were built."""
    told, wanted = read_build(folder), settings(folder, read_manifest(folder), load_lexicon())
    return [what for key, what in SOURCES.items() if told.get(key) != wanted[key]]


def read_table(collection: str | Path, name: str) -> pd.DataFrame:
    """Read one feature table of a collection.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    name : str
        ``passages``, ``hits``, ``terms``, ``devices`` or ``profile``; columns as told in the README.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    CorpusError
        If the collection has not been built, or not since its texts or the lexicons changed.
    TableError
        If the file is no such table.

    Examples
    --------
    >>> read_table("sample", "hits").columns.tolist()
    ['passage_id', 'slogan_id', 'start', 'end', 'variant', 'maximal']
    """
    folder = collection_folder(collection)
    table = load_table(folder, name)
    require_current(folder)
    return table


class Parts:
    """A feature table in parts, in order, of a bounded number of rows; may be gone through many times."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return table_parts(self.path)


def read_parts(collection: str | Path, name: str) -> Parts:
    """Read one feature table of a collection in parts, for those that do not fit into memory.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    name : str
        As for `read_table`.

    Returns
    -------
    iterable of pandas.DataFrame
        Each of at most a million rows.

    Raises
    ------
    CorpusError
        As `read_table`.

    Examples
    --------
    >>> sum(len(part) for part in read_parts("sample", "hits")) == len(read_table("sample", "hits"))
    True
    """
    folder = collection_folder(collection)
    path = require_table(folder, name)
    require_current(folder)
    return Parts(path)


def require_current(folder: Path) -> None:
    """Raise `CorpusError` if texts or lexicons have changed since the features of a collection were built."""
    changed = stale(folder)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} has changed since its feature tables were built; "
            f"build them again with `baogao build {folder.name}` (this takes the raw texts)."
        )

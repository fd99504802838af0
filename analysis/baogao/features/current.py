"""Whether feature tables are those of today's texts, rules and lexicons; they are read only if they are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from baogao.corpus.store.collection import entries, read_reports
from baogao.corpus.store.manifest import read_manifest
from baogao.corpus.words.rules import rules_sha256
from baogao.errors import CorpusError
from baogao.features.against import references_sha256
from baogao.features.attestations import dated
from baogao.features.tables import (
    ATTESTATIONS,
    CANDIDATES,
    REUSE,
    SERIES,
    checked_table,
    load_table,
    read_build,
    table_parts,
)
from baogao.files import sha256
from baogao.language.lexicon import lexicon_sha256
from baogao.language.reader.files import models_sha256
from baogao.language.series.files import series_sha256
from baogao.paths import AnyCollection, OpenCollection, collection_folder, lexicon_path

SOURCES = {
    "lexicon_sha256": "corpus/lexicons/slogans.tsv",
    "rules_sha256": "the set of rules (corpus/lexicons/rules, rules.tsv)",
    "devices_sha256": "corpus/lexicons/devices.tsv",
    "texts_sha256": "the list of texts (reports.csv, collapsed.csv)",
}
OWN_SOURCES = {  # of which one table alone is made
    ATTESTATIONS: {"dates_sha256": "the list of dates and issuers (reports.csv)"},
    CANDIDATES: {"reader_sha256": "the reader (corpus/lexicons/reader)"},
    REUSE: {
        "against_sha256": "a collection that it is compared with (against.txt)",
        "dates_sha256": "the list of dates and issuers (reports.csv)",
    },
    SERIES: {"series_sha256": "the finder of series (corpus/lexicons/series)"},
}


def sources_now(folder: Path, manifest: pd.DataFrame) -> dict[str, str]:
    """SHA-256 of each source of the feature tables, as it is now."""
    texts = "\n".join(entry.content for entry in entries(folder, manifest))
    devices = lexicon_path("devices.tsv")
    return {
        "against_sha256": references_sha256(folder),
        "dates_sha256": sha256(dated(manifest).to_csv(index=False, lineterminator="\n")),
        "devices_sha256": sha256(devices) if devices.is_file() else "",
        "lexicon_sha256": lexicon_sha256(),
        "reader_sha256": models_sha256(),
        "rules_sha256": rules_sha256(folder),
        "series_sha256": series_sha256(),
        "texts_sha256": sha256(texts),
    }


def settings(folder: Path, manifest: pd.DataFrame) -> dict[str, Any]:
    """What feature tables depend on, for ``BUILD.json``: their sources, and the versions of the libraries."""
    versions = {name: version(name) for name in ("jieba", "lightgbm", "pyarrow", "rjieba")}
    return {**sources_now(folder, manifest), "versions": versions}


def stale(folder: Path, manifest: pd.DataFrame | None = None, table: str = "") -> list[str]:
    """What has changed since the features of a collection were built; pass its manifest if it has been read.

    Dates and issuers may be mended after a build, the reader and the finder of series fitted anew: only the `table`
    made of them is out of date then, attestations, candidates or series; reuse is when the collections that it
    compares with have changed.
    """
    built = read_build(folder)
    sources = sources_now(folder, read_manifest(folder) if manifest is None else manifest)
    names = SOURCES | OWN_SOURCES.get(table, {})
    return [name for key, name in names.items() if built.get(key) != sources[key]]


def require_current(folder: Path, manifest: pd.DataFrame | None = None, table: str = "") -> None:
    """Raise `CorpusError` if what features (or one `table`) of a collection are made of has changed since the build."""
    changed = stale(folder, manifest, table)
    if changed:
        raise CorpusError(
            f"{folder.name}: {changed[0]} has changed since its feature tables were built; "
            f"build them again with `baogao build {folder.name}` (this takes the raw texts)."
        )


def read_table(collection: AnyCollection, name: str) -> pd.DataFrame:
    """Read one feature table of a collection.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        Name under ``corpus/``, path, or an open collection.
    name : str
        ``passages``, ``hits``, ``candidates``, ``series``, ``terms``, ``devices``, ``ngrams``, ``profile``,
        ``reuse`` or ``attestations``.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    CorpusError
        If the collection has not been built, or not since its texts, the rules or the lexicons changed.
    TableError
        If the file is no such table.

    Examples
    --------
    >>> read_table("sample", "hits").columns.tolist()
    ['passage_id', 'slogan_id', 'start', 'end', 'variant', 'maximal']
    """
    if isinstance(collection, OpenCollection):
        return collection.table(name)
    folder = collection_folder(collection)
    table = load_table(folder, name)
    require_current(folder, table=name)
    return table


class Parts:
    """A feature table in parts, in order, of a bounded number of rows; may be gone through many times."""

    def __init__(self, path: Path, report_ids: set[str] | None = None) -> None:
        self.path, self.report_ids = path, report_ids

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for part in table_parts(self.path):
            yield part if self.report_ids is None else rows_of(part, self.report_ids)


def read_parts(collection: AnyCollection, name: str) -> Parts:
    """Read one feature table of a collection in parts, for those that do not fit into memory.

    Parameters
    ----------
    collection, name
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
    path = checked_table(folder, name)
    require_current(folder, table=name)
    is_open = isinstance(collection, OpenCollection)
    return Parts(path, set(read_reports(collection)["report_id"]) if is_open else None)


def rows_of(table: pd.DataFrame, report_ids: set[str]) -> pd.DataFrame:
    """Rows of a feature table that belong to some reports, by the ids of reports or passages, either of two.

    Examples
    --------
    >>> table = pd.DataFrame({"passage_id": ["a:0001", "b:0001", "b:0002"], "count": [1, 2, 3]})
    >>> rows_of(table, {"b"})["count"].tolist()
    [2, 3]
    """
    keys = [name for name in ("report_id", "passage_id", "id", "passage_a", "passage_b") if name in table]
    is_wanted = pd.Series(False, index=table.index)
    for key in keys[:1] if keys[0] != "passage_a" else keys:
        wanted = {each for each in table[key].unique() if each.rsplit(":", 1)[0] in report_ids}
        is_wanted |= table[key].isin(wanted)
    return table[is_wanted].reset_index(drop=True)

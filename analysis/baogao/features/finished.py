"""Whether a build has nothing left to do."""

from __future__ import annotations

from pathlib import Path

from baogao.corpus.manifest import read_manifest
from baogao.corpus.study import collection_folder
from baogao.features.current import settings
from baogao.features.shards import shards_folder
from baogao.features.tables import changed_tables, read_build, report_sizes, wanted_tables
from baogao.language.lexicon import load_lexicon


def is_finished(collection: str | Path) -> bool:
    """Whether the feature tables of a collection are whole, and those of today's texts, lexicons and libraries.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.

    Returns
    -------
    bool
        False too where an interrupted build has kept parts, or the manifest lacks its sizes.

    Examples
    --------
    >>> is_finished("sample")
    True
    """
    folder = collection_folder(collection)
    told, manifest = read_build(folder), read_manifest(folder)
    if shards_folder(folder).is_dir() or set(told.get("tables", {})) != {*wanted_tables(folder)}:
        return False
    if changed_tables(folder) or {**told, **settings(manifest, load_lexicon())} != told:
        return False
    sizes = report_sizes(folder)[["n_chars", "n_sentences"]].sum()
    return bool((manifest[["n_chars", "n_sentences"]].fillna(0).sum() == sizes).all())

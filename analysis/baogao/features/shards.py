"""Shards: the reports of a collection in parts, extracted one by one and kept until all are there."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from baogao.corpus.store.collection import Entry, entries, load_report
from baogao.corpus.text.members import file_and_member, text_path
from baogao.corpus.text.report import Report
from baogao.errors import CorpusError
from baogao.features.extract import extract
from baogao.features.keys import EXTRACTION, content_key
from baogao.features.tables import CANDIDATES, SERIES
from baogao.features.writing import packed, read_packed
from baogao.files import naming, sha256
from baogao.language.lexicon import load_lexicon
from baogao.language.segmenting import segmenter
from baogao.paths import cache_folder

CHARS_PER_SHARD, REPORTS_PER_SHARD = 400_000, 256  # at most; larger ones are not faster, but take more memory
BYTES_PER_CHAR = 3  # of Chinese in UTF-8


class Shard(NamedTuple):
    """Some reports of a collection that are extracted together."""

    key: str
    entries: tuple[Entry, ...]

    def __str__(self) -> str:
        return f"{self.entries[0].report_id} to {self.entries[-1].report_id}"


def shards_of(folder: Path, manifest: pd.DataFrame, settings: Mapping[str, Any]) -> list[Shard]:
    """Part the reports of the collection in ``folder`` into shards, in the order of its manifest.

    The key of a shard is made of its texts and of the lexicons, versions and code that it is extracted with.
    """
    of_manifest = ("texts_sha256", "dates_sha256")
    shared = content_key({name: value for name, value in settings.items() if name not in of_manifest}, EXTRACTION)
    every = entries(folder, manifest)
    parts = _parted(every, _sizes(folder, every))
    return [Shard(sha256("\n".join([shared, *(entry.content for entry in part)]))[:32], part) for part in parts]


def _sizes(folder: Path, texts: list[Entry]) -> list[int]:
    """About how many characters each text has, by the size of its file, which some share with others."""
    files = [file_and_member(entry.file)[0] for entry in texts]
    sizes = {
        file: text_path(folder, file)[0].stat().st_size // (BYTES_PER_CHAR * n_texts)
        for file, n_texts in Counter(files).items()
    }
    return [sizes[file] for file in files]


def _parted(texts: list[Entry], sizes: list[int]) -> Iterator[tuple[Entry, ...]]:
    """Entries in groups of at most so many reports and, but for a single report, characters."""
    group: list[Entry] = []
    n_chars = 0
    for entry, size in zip(texts, sizes, strict=True):
        if group and (len(group) == REPORTS_PER_SHARD or n_chars + size > CHARS_PER_SHARD):
            yield tuple(group)
            group, n_chars = [], 0
        group.append(entry)
        n_chars += size
    if group:
        yield tuple(group)


def load_texts(folder: Path, shard: Shard) -> list[Report]:
    """Read the texts of a shard, each checked against the manifest."""
    return [load_report(folder, entry) for entry in shard.entries]


def extract_shard(reports: list[Report], names: tuple[str, ...], lexicon_sha256: str) -> dict[str, bytes]:
    """Feature tables of some reports as the bytes of Arrow files; this is what a worker does.

    Raises
    ------
    CorpusError
        If the lexicon here is another than the one asked for.
    """
    lexicon = load_lexicon()
    if lexicon.sha256 != lexicon_sha256:
        raise CorpusError("slogans.tsv has changed since the build began; build again.")
    cut = segmenter() if "terms" in names else None
    reader = lexicon if CANDIDATES in names else None
    tables = extract(reports, lexicon.matcher, lexicon.forms, cut, lexicon=reader, with_series=SERIES in names)
    return {name: packed(tables[name]) for name in names}


def shards_folder(collection: Path) -> Path:
    """Where the shards of a collection are kept until its tables are whole."""
    return cache_folder() / "shards" / f"{collection.name}-{sha256(str(collection))[:8]}"


def keep(folder: Path, shard: Shard, tables: Mapping[str, bytes]) -> None:
    """Write the tables of a shard, all of them or none."""
    with naming(folder / shard.key):
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(dir=folder, prefix="."))
        for name, content in tables.items():
            (draft / f"{name}.arrow").write_bytes(content)
        draft.replace(folder / shard.key)


def is_kept(folder: Path, shard: Shard) -> bool:
    """Whether the tables of a shard are there already."""
    return (folder / shard.key).is_dir()


def kept_tables(folder: Path, shards: list[Shard], name: str) -> Iterator[pa.Table]:
    """The table ``name`` of each shard, in the order of the manifest."""
    for shard in shards:
        yield read_packed(folder / shard.key / f"{name}.arrow")


def forget(folder: Path) -> None:
    """Remove the shards of a collection."""
    shutil.rmtree(folder, ignore_errors=True)

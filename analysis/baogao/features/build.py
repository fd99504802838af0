"""A collection's raw texts to its feature tables, in parallel."""

from __future__ import annotations

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from baogao.corpus.collection import Entry, entries, load_report, require_texts
from baogao.corpus.manifest import read_manifest, write_manifest
from baogao.corpus.study import collection_folder
from baogao.errors import SettingError
from baogao.features.current import settings
from baogao.features.extract import Row, extract
from baogao.features.tables import wanted_tables, write_tables
from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.matching import Matcher
from baogao.language.segmenting import jieba_cut

REPORTS_PER_JOB = 16  # fewer are done sooner than a process starts


def build(collection: str | Path, *, jobs: int | None = None) -> dict[str, int]:
    """Make the feature tables of a collection from its raw texts.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    jobs : int, optional
        Processes to use; as many as there are cores when not given.

    Returns
    -------
    dict of str to int
        Rows of each table written.

    Raises
    ------
    CorpusError
        If the manifest or the lexicon is faulty, or a text is absent, unreadable or
        another than listed; then nothing is written.
    SettingError
        If `jobs` is no positive number.

    Notes
    -----
    Besides the tables, ``n_chars`` and ``n_sentences`` of the manifest are brought up to
    date; no other column of it is touched. The same texts and lexicon give the same
    bytes for any number of jobs.
    """
    if jobs is not None and jobs < 1:
        raise SettingError(f"--jobs {jobs}: must be at least 1.")
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    lexicon = load_lexicon()
    require_texts(folder, manifest, "extraction")
    rows: dict[str, list[Row]] = {name: [] for name in wanted_tables(folder)}
    listed = entries(manifest)
    for extracted in tqdm(
        _extracted(folder, listed, lexicon, jobs),
        total=len(listed),
        desc=folder.name,
        unit="report",
        delay=2,
    ):
        for name, table_rows in extracted.items():
            rows[name] += table_rows
    write_tables(folder, rows, settings(manifest, lexicon))
    _update_sizes(folder, manifest, rows["passages"])
    return {name: len(table_rows) for name, table_rows in rows.items()}


def _extracted(folder: Path, listed: list[Entry], lexicon: Lexicon, jobs: int | None) -> Iterator[dict[str, list[Row]]]:
    """Rows of each report, in the manifest's order."""
    work = partial(_extract_one, folder, tuple(lexicon.forms.items()), "terms" in wanted_tables(folder))
    workers = min(jobs or os.cpu_count() or 1, 1 + len(listed) // REPORTS_PER_JOB)
    if workers == 1:
        yield from map(work, listed)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, listed, chunksize=4)


def _extract_one(
    folder: Path, forms: tuple[tuple[str, str], ...], with_terms: bool, entry: Entry
) -> dict[str, list[Row]]:
    return extract(load_report(folder, entry), _matcher(forms), dict(forms), jieba_cut() if with_terms else None)


@cache
def _matcher(forms: tuple[tuple[str, str], ...]) -> Matcher:
    return Matcher(form for form, _ in forms)


def _update_sizes(folder: Path, manifest: pd.DataFrame, passages: list[Row]) -> None:
    """Bring ``n_chars`` and ``n_sentences`` of the manifest up to date; write it only if they changed."""
    sizes: Mapping[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, report_id, *_, n_chars, _, n_sentences in passages:
        sizes[report_id][0] += n_chars
        sizes[report_id][1] += n_sentences
    fresh = manifest.assign(
        n_chars=pd.array([sizes[report_id][0] for report_id in manifest["report_id"]], dtype="Int64"),
        n_sentences=pd.array([sizes[report_id][1] for report_id in manifest["report_id"]], dtype="Int64"),
    )
    if not fresh.equals(manifest):
        write_manifest(folder, fresh)

"""A collection's raw texts to its feature tables: in shards, in parallel, again from where it stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from baogao.corpus.facts.title import title_in_text
from baogao.corpus.layout.layout import layout
from baogao.corpus.layout.passages import count_han
from baogao.corpus.store.collection import entries, load_report, require_texts
from baogao.corpus.store.manifest import read_manifest, write_manifest
from baogao.corpus.text.report import Report
from baogao.errors import BaogaoError, CorpusError, SettingError
from baogao.features.attestations import attestation_table
from baogao.features.current import settings
from baogao.features.reuse import compare
from baogao.features.shards import (
    Shard,
    extract_shard,
    forget,
    is_kept,
    keep,
    kept_tables,
    load_texts,
    shards_folder,
    shards_of,
)
from baogao.features.tables import ATTESTATIONS, PROFILE, REUSE, report_sizes, wanted_tables
from baogao.features.workers import Workers, cluster_workers, completed, local_workers
from baogao.features.writing import write_tables
from baogao.language.lexicon import load_lexicon
from baogao.locks import locked
from baogao.paths import collection_folder

SHARDS_PER_JOB = 2  # fewer are done sooner than a process starts
Work = Callable[[list[Report]], dict[str, bytes]]
Crew = Callable[[], AbstractContextManager[Workers]]
ATTEMPTS = 3  # with new processes, when one was killed


def build(
    collection: str | Path, *, jobs: int | None = None, cluster: str | None = None, resume: bool = False
) -> dict[str, int]:
    """Make the feature tables of a collection from its raw texts.

    Parameters
    ----------
    collection : str or pathlib.Path
        Name under ``corpus/`` or path.
    jobs : int, optional
        Processes to use; as many as there are cores when not given.
    cluster : str, optional
        Address of a Dask scheduler whose workers do the work in place of processes here.
    resume : bool
        Keep what an interrupted build of the same texts, lexicons and code has done.

    Returns
    -------
    dict of str to int
        Rows of each table written.

    Raises
    ------
    CorpusError
        If the manifest or the lexicon is faulty, or a text is absent, unreadable or
        another than listed; then no table is written, and what was done is kept for `resume`.
    SettingError
        If `jobs` is no positive number or given with `cluster`, or the cluster cannot be used.

    Notes
    -----
    Besides the tables, ``n_chars``, ``n_han``, ``n_sentences`` and ``title_in_text`` of the manifest are brought up to
    date; no other column of it is touched. The same texts and lexicon give the same
    bytes for any number of jobs, any cluster and any interruption.
    """
    if jobs is not None and jobs < 1:
        raise SettingError(f"jobs={jobs}: must be at least 1.")
    if jobs is not None and cluster:
        raise SettingError(f"jobs={jobs}: is for processes of this machine; leave it out with `cluster`.")
    folder = collection_folder(collection)
    with locked(folder, "build", part="tables"):
        return _built(folder, jobs, cluster, resume=resume)


def _built(folder: Path, jobs: int | None, cluster: str | None, *, resume: bool) -> dict[str, int]:
    """Rows of each table made; see `build`."""
    manifest, lexicon = read_manifest(folder), load_lexicon()
    require_texts(folder, manifest, "extraction")
    made_with, names, store = settings(folder, manifest), wanted_tables(folder), shards_folder(folder)
    shards = shards_of(folder, manifest, made_with)
    if not resume:
        forget(store)
    n_jobs = min(jobs or os.cpu_count() or 1, 1 + len(shards) // SHARDS_PER_JOB)
    crew = partial(cluster_workers, cluster) if cluster else partial(local_workers, n_jobs)
    extracted = tuple(name for name in names if name not in (ATTESTATIONS, REUSE))
    _extract_all(folder, store, shards, partial(extract_shard, names=extracted, lexicon_sha256=lexicon.sha256), crew)

    compared = compare(folder, manifest) if REUSE in names else None

    def parts(name: str) -> Iterator[pa.Table]:
        if name == ATTESTATIONS:
            return iter([attestation_table(kept_tables(store, shards, "hits"), manifest, folder.name)])
        if name == REUSE and compared:
            return iter([compared.reuse])
        extra = [compared.profile] if name == PROFILE and compared else []
        return chain(kept_tables(store, shards, name), map(_numbered_ids, extra))

    rows = write_tables(folder, names, parts, made_with)
    forget(store)
    with locked(folder, "build"):  # rows that came or were settled meanwhile stay as they are
        _update_sizes(folder, read_manifest(folder), set(manifest["report_id"]))
    return rows


def _numbered_ids(profile: pa.Table) -> pa.Table:
    """Rows of the profile with the ids by number, as shards have them."""
    return profile.set_column(0, "id", profile["id"].dictionary_encode())


def _extract_all(folder: Path, store: Path, shards: list[Shard], work: Work, crew: Crew) -> None:
    """Extract the shards that are not kept yet; begin again with what is left when a process was killed."""
    n_reports = sum(len(shard.entries) for shard in shards)
    with tqdm(total=n_reports, desc=folder.name, unit="report", delay=2) as bar:
        for _ in range(ATTEMPTS):
            todo = [shard for shard in shards if not is_kept(store, shard)]
            bar.update(n_reports - sum(len(shard.entries) for shard in todo) - bar.n)
            failed = _extract(folder, store, todo, work, crew, bar) if todo else {}
            if not any(isinstance(error, BrokenExecutor) for error in failed.values()):
                break
    if failed:
        shard, error = next(iter(failed.items()))
        reason = str(error) if isinstance(error, BaogaoError) else f"{type(error).__name__}: {error}"
        others = f"{len(failed)} of {len(shards)} parts failed, first {shard}; the others are kept for resume=True."
        raise CorpusError(f"{reason} ({folder.name}: {others})") from error


def _extract(
    folder: Path, store: Path, shards: list[Shard], work: Work, crew: Crew, bar: tqdm[Any]
) -> dict[Shard, BaseException]:
    """Extract shards and keep each as it is done; the failed ones and why, in the order of the manifest."""
    failed = {}
    with crew() as workers:

        def start(shard: Shard) -> Future[dict[str, bytes]]:
            try:
                return workers.pool.submit(work, load_texts(folder, shard))
            except (BaogaoError, BrokenExecutor) as error:
                refused: Future[dict[str, bytes]] = Future()
                refused.set_exception(error)
                return refused

        for shard, future in completed(start, shards, workers):
            if error := future.exception():
                failed[shard] = error
            else:
                keep(store, shard, future.result())
                bar.update(len(shard.entries))
    return {shard: failed[shard] for shard in shards if shard in failed}


def _update_sizes(folder: Path, manifest: pd.DataFrame, built: set[str]) -> None:
    """Bring the sizes of the reports that were built up to date; what takes the text only if lacking or changed."""
    sizes = report_sizes(folder).set_index("report_id").reindex(manifest["report_id"], fill_value=0)
    is_built = manifest["report_id"].isin(list(built))
    fresh = manifest.copy()
    for name in ("n_chars", "n_sentences"):
        column = pd.Series(sizes[name].to_numpy(), manifest.index, dtype="Int64")
        fresh[name] = column.where(is_built, manifest[name])
    is_lacking = fresh["n_han"].isna() | ((fresh["title_in_text"] == "") & (fresh["title"] != ""))
    is_other = is_lacking | (fresh["n_chars"] != manifest["n_chars"]).fillna(True)
    changed = fresh[is_built & is_other]
    if len(changed):
        made = [layout(each) for each in _texts(folder, changed)]
        bodies = [[passage.read(each.report.text) for passage in each.passages] for each in made]
        fresh.loc[changed.index, "n_han"] = [sum(map(count_han, each)) for each in bodies]
        fresh.loc[changed.index, "title_in_text"] = list(map(title_in_text, made, changed["title"]))
    if not fresh.equals(manifest):
        write_manifest(folder, fresh)


def _texts(folder: Path, manifest: pd.DataFrame) -> Iterator[Report]:
    return (load_report(folder, entry) for entry in entries(folder, manifest))

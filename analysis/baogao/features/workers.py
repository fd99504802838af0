"""Who does the work of extraction: processes of this machine, or a Dask cluster, behind one face."""

from __future__ import annotations

import gc
import multiprocessing
import platform
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, TypeVar

from baogao.errors import SettingError, listed
from baogao.features.keys import EXTRACTION, content_key
from baogao.language.devices import load_devices
from baogao.language.lexicon import load_lexicon

Item = TypeVar("Item")
CONNECT_S = 30
FEWER_COLLECTIONS = 50_000  # objects: a worker makes many and no cycles; looking for them takes a tenth of its time
AHEAD = 2  # shards under way or waiting for each worker: bounds the texts held in memory


@contextmanager
def local_workers(jobs: int) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine; a thread of this one where one is enough."""
    spawn = multiprocessing.get_context("spawn")
    pool = (
        ThreadPoolExecutor(1)
        if jobs == 1
        else ProcessPoolExecutor(jobs, mp_context=spawn, initializer=gc.set_threshold, initargs=(FEWER_COLLECTIONS,))
    )
    try:
        yield pool, jobs
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster_workers(address: str) -> Iterator[tuple[Executor, int]]:
    """Workers of the Dask cluster whose scheduler listens at ``address``.

    Raises
    ------
    SettingError
        If nothing answers there, it has no worker, or a worker has other versions, code or
        lexicons than this machine.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise SettingError(
            f"--cluster {address}: no Dask scheduler answers there ({type(error).__name__}); "
            "start one with `dask scheduler` and give its address, such as tcp://10.0.0.1:8786."
        ) from None
    try:
        yield client.get_executor(pure=False), checked_workers(client, address)
    finally:
        client.close()


def checked_workers(client: Any, address: str) -> int:
    """Threads of the workers, after each has shown that it would extract the same."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError:
        raise SettingError(
            f"--cluster {address}: has no worker; start some with `dask worker {address}` "
            "in the environment of this checkout."
        ) from None
    wanted = fingerprint()
    for worker, told in client.run(fingerprint).items():
        unlike = [name for name in wanted if told.get(name) != wanted[name]]
        if unlike:
            raise SettingError(
                f"--cluster {address}: worker {worker} has other {listed(unlike)} than this machine; "
                "give it the same checkout, lexicons and requirements.lock."
            )
    return sum(client.nthreads().values())


def fingerprint() -> dict[str, str]:
    """What extraction depends on, besides the texts: versions, code and lexicons of this machine."""
    libraries = ("ahocorasick-rs", "jieba", "pyarrow", "rjieba")
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
        "code": content_key({}, EXTRACTION),
        "slogans.tsv": load_lexicon().sha256,
        "devices.tsv": load_devices().sha256,
    }


def completed(
    start: Callable[[Item], Future[Any]], items: Iterable[Item], *, n_workers: int
) -> Iterator[tuple[Item, Future[Any]]]:
    """Start the work on items, a few ahead of the workers, and give each with its future as it is done.

    Parameters
    ----------
    start : callable
        Submits the work on an item to a pool.
    items : iterable
    n_workers : int

    Yields
    ------
    item, concurrent.futures.Future
        In the order in which they are done.
    """
    waiting: dict[Future[Any], Item] = {}
    for item in items:
        waiting[start(item)] = item
        while len(waiting) >= AHEAD * n_workers:
            yield from _done(waiting)
    while waiting:
        yield from _done(waiting)


def _done(waiting: dict[Future[Any], Item]) -> Iterator[tuple[Item, Future[Any]]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future

"""Who does the work of extraction: processes of this machine, or a Dask cluster, behind one face."""

from __future__ import annotations

import gc
import multiprocessing
import os
import platform
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from importlib.metadata import version
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from baogao.corpus.words.rules import rules_sha256
from baogao.errors import SettingError, from_extra, listed
from baogao.features.keys import EXTRACTION, content_key
from baogao.language.device_lists import load_devices
from baogao.language.lexicon import load_lexicon

Item = TypeVar("Item")
CONNECT_S, WORKERS_S = 10, 30
LOOK_S, PATIENCE_S = 5, 60  # how often a cluster is looked after, and how long it may be without a worker
FEWER_COLLECTIONS = 50_000  # objects: a worker makes many and no cycles; looking for them takes a tenth of its time
AHEAD = 2  # shards under way or waiting for each worker: bounds the texts held in memory


class Workers(NamedTuple):
    """A pool, how many work in it at a time, and what is called now and then while they do."""

    pool: Executor
    number: int
    look_after: Callable[[], None]


@contextmanager
def local_workers(jobs: int) -> Iterator[Workers]:
    """Processes of this machine; a thread of this one where one is enough."""
    spawn = multiprocessing.get_context("spawn")
    pool = ThreadPoolExecutor(1) if jobs == 1 else ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin)
    try:
        yield Workers(pool, jobs, lambda: None)  # a pool tells itself when a process is gone
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """What a process does first: it will not outlive the build, should that be killed."""
    gc.set_threshold(FEWER_COLLECTIONS)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@contextmanager
def cluster_workers(address: str) -> Iterator[Workers]:
    """Workers of the Dask cluster whose scheduler listens at ``address``.

    Raises
    ------
    SettingError
        If nothing answers there, it has no worker (any more), or a worker has other versions,
        code or lexicons than this machine.
    """
    with from_extra("cluster"):
        from distributed import Client

    try:
        _require_listener(address)
        client = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        gc.collect()  # a client that failed closes when it is collected: now, or within the start of the next, for ever
        raise SettingError(
            f"cluster={address}: no Dask scheduler answers there ({type(error).__name__}); "
            "start one with `dask scheduler` and give its address, such as tcp://10.0.0.1:8786."
        ) from None
    try:
        number = checked_workers(client, address)
        yield Workers(client.get_executor(pure=False), number, watch(client, address))
    finally:
        client.close()


def _require_listener(address: str) -> None:
    """Raise `OSError` or `ValueError` unless something listens at an address, HOST:PORT with or without a protocol."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise ValueError("no HOST:PORT")
    socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_S).close()


def checked_workers(client: Any, address: str) -> int:
    """Threads of the workers, after each has shown that it would extract the same."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError:
        raise SettingError(
            f"cluster={address}: has no worker; start some with `dask worker {address}` "
            "in the environment of this checkout."
        ) from None
    wanted = fingerprint()
    for worker, prints in client.run(fingerprint).items():
        unlike = [name for name in wanted if prints.get(name) != wanted[name]]
        if unlike:
            raise SettingError(
                f"cluster={address}: worker {worker} has other {listed(unlike)} than this machine; "
                "give it the same checkout, lexicons and requirements.lock."
            )
    return sum(client.nthreads().values())


def watch(client: Any, address: str) -> Callable[[], None]:
    """What raises `SettingError` when called after a cluster has been without a worker for a minute."""
    seen = time.monotonic()

    def look_after() -> None:
        nonlocal seen
        if client.nthreads():
            seen = time.monotonic()
        elif time.monotonic() - seen > PATIENCE_S:
            raise SettingError(
                f"cluster={address}: has no worker any more; start some with `dask worker {address}` "
                "and go on with resume=True."
            )

    return look_after


def fingerprint() -> dict[str, str]:
    """What extraction depends on, besides the texts: versions, code, lexicons and rules of this machine."""
    libraries = ("ahocorasick-rs", "jieba", "pyarrow", "rjieba")
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
        "code": content_key({}, EXTRACTION),
        "slogans.tsv": load_lexicon().sha256,
        "devices.tsv": load_devices().sha256,
        "rules": rules_sha256(),
    }


def completed(
    start: Callable[[Item], Future[Any]], items: Iterable[Item], workers: Workers
) -> Iterator[tuple[Item, Future[Any]]]:
    """Start the work on items, a few ahead of the workers, and give each with its future as it is done.

    Parameters
    ----------
    start : callable
        Submits the work on an item to the pool of the workers.
    items : iterable
    workers : Workers

    Yields
    ------
    item, concurrent.futures.Future
        In the order in which they are done.

    Raises
    ------
    SettingError
        If the cluster that does the work is gone.
    """
    waiting: dict[Future[Any], Item] = {}
    for item in items:
        waiting[start(item)] = item
        while len(waiting) >= AHEAD * workers.number:
            yield from _done(waiting, workers)
    while waiting:
        yield from _done(waiting, workers)


def _done(waiting: dict[Future[Any], Item], workers: Workers) -> Iterator[tuple[Item, Future[Any]]]:
    while not (done := wait(waiting, LOOK_S, return_when=FIRST_COMPLETED).done):
        workers.look_after()
    for future in done:
        if future.cancelled():  # a client cancels what it has submitted when it loses its scheduler
            raise SettingError(
                "cluster: its scheduler is gone; start it and its workers again, and go on with resume=True."
            )
        yield waiting.pop(future), future

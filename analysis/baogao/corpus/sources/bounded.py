"""Foreign parsers in a process of their own, with bounds of memory and time: a file that bursts them is told."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import IO, Any

from baogao.corpus.sources.formats import Source
from baogao.errors import CorpusError, SettingError, from_extra

# Formats whose parsers a few kilobytes can keep busy without end; of the others only large files can.
LIBRARIES = {"pdf": "pdfplumber", "xlsx": "openpyxl", "parquet": "pyarrow"}
LARGE = 1_000_000
# What a file may take: so much, and so many times its own size, that large reports of many pages can be read; each text
# of a table counts as so many characters more.
MEMORY, MEMORY_A_BYTE = 850_000_000, 8
SECONDS, SECONDS_A_MEGABYTE, MOST_SECONDS = 6, 40, 600
MOST_TEXT, TEXT_A_BYTE, A_SOURCE = 40_000_000, 10, 100
Read = Callable[[bytes, str, str, Mapping[str, str]], Iterable[Source]]
SERVE = "from baogao.corpus.sources import serve; serve()"
_LOCK = Lock()


def needs_bounds(content: bytes, file_format: str) -> bool:
    """Whether a file is read in a process of its own: one that could take a parser's time or memory without end."""
    with suppress(ImportError):
        import resource  # noqa: F401 (Windows has none)

        return bool(sys.executable) and (file_format in LIBRARIES or len(content) > LARGE or _unpacked(content) > LARGE)
    return False


def _unpacked(content: bytes) -> int:
    """Bytes that the members of a ZIP state; 0 for anything else."""
    import zipfile
    from io import BytesIO

    if not content.startswith(b"PK"):
        return 0
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return 0


def read_bounded(content: bytes, name: str, file_format: str, columns: Mapping[str, str]) -> list[Source]:
    """Read a file in a process of its own; see `baogao.corpus.sources.read_bytes`.

    Raises
    ------
    CorpusError
        If the file takes more memory or time than one of its size may.
    SettingError
        If the library that reads it is not installed.
    """
    with from_extra("import"):  # where it is not installed, no process is started in vain
        find_spec(LIBRARIES.get(file_format, "json"))
    with _LOCK:
        worker = _worker(Path.cwd())
        asked = {"name": name, "format": file_format, "columns": dict(columns), "size": len(content)}
        try:
            _send(worker.stdin, json.dumps(asked).encode(), content)
            answer = json.loads(_required(worker.stdout).readline() or "null")
        except (BrokenPipeError, ValueError):
            answer = None
        if answer is None:  # the worker is no more
            end_worker()
            raise CorpusError("takes more memory or time than a file of its size may; save the report alone.")
    if "missing" in answer:
        raise SettingError(answer["missing"])
    if "reason" in answer:
        raise CorpusError(answer["reason"])
    return [
        Source(file, text, reason, facts, tuple(left_out), tuple(notes))
        for file, text, reason, facts, left_out, notes in answer["sources"]
    ]


def _send(pipe: IO[bytes] | None, *parts: bytes) -> None:
    pipe = _required(pipe)
    pipe.write(b"\n".join(parts))
    pipe.flush()


def _required(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise BrokenPipeError
    return pipe


@lru_cache(maxsize=1)
def _worker(folder: Path) -> subprocess.Popen[bytes]:
    """The process that reads files in a working directory, on which it depends which study's rules are read."""
    path = os.pathsep.join(part for part in sys.path if part)
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1") | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
    _STARTED.append(
        subprocess.Popen(
            [sys.executable, "-c", SERVE],
            cwd=folder,
            env=os.environ | alone | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    )
    for worker in _STARTED[:-1]:  # of another working directory
        _end(worker)
    del _STARTED[:-1]
    return _STARTED[0]


_STARTED: list[subprocess.Popen[bytes]] = []


@atexit.register
def end_worker() -> None:
    """End the process; the next file starts another."""
    _worker.cache_clear()
    while _STARTED:
        _end(_STARTED.pop())


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        with suppress(OSError):
            _required(pipe).close()
    worker.wait()


def serve_with(read: Read) -> None:
    """Answer what `read_bounded` asks, until nobody asks any more; ends by a signal where a bound is reached."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what a parser prints is no answer
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        content = sys.stdin.buffer.read(asked["size"])
        _set_bounds(asked["size"])
        answers.write(json.dumps(_answer(read, content, asked)).encode() + b"\n")
        answers.flush()


def _answer(read: Read, content: bytes, asked: Mapping[str, Any]) -> dict[str, Any]:
    sources, size = [], 0
    try:
        for source in read(content, asked["name"], asked["format"], asked["columns"]):
            size += A_SOURCE + len(source.text) + sum(map(len, source.left_out))
            if size > MOST_TEXT + TEXT_A_BYTE * len(content):
                return {"reason": "holds more text than a file of its size may; split it."}
            sources.append([*source[:3], dict(source.facts), *source[4:]])
    except SettingError as error:  # a library is not installed
        return {"missing": str(error)}
    return {"sources": sources}


def _set_bounds(size: int) -> None:
    """Bound the memory of this process, and the processor's time from now on, by the size of the file to be read."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = min(MOST_SECONDS, SECONDS + SECONDS_A_MEGABYTE * size / 1e6)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))
    resource.setrlimit(
        resource.RLIMIT_DATA, (MEMORY + MEMORY_A_BYTE * size, resource.getrlimit(resource.RLIMIT_DATA)[1])
    )

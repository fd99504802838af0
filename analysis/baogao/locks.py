"""One at a time: what writes in a collection holds its lock, and what comes meanwhile waits or says who is at work."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import IO

from baogao.errors import CorpusError
from baogao.files import refuse_package_data

try:
    import fcntl
except ImportError:  # on Windows files are not locked
    fcntl = None  # type: ignore[assignment]

LONGEST_WAIT = 60.0  # seconds
STEP = 0.05
_held: set[Path] = set()
_threads = RLock()


@contextmanager
def locked(folder: Path, purpose: str, *, part: str = "rows") -> Iterator[None]:
    """Hold the lock of a collection, of one `part` of it, while the block runs; threads of a process take turns.

    Parameters
    ----------
    folder : pathlib.Path
        The collection's folder, which is made when it is absent.
    purpose : str
        What is being done, for whoever waits: ``import``.
    part : str
        ``rows``: the manifest and what stands beside it; ``tables``: the feature tables.

    Raises
    ------
    CorpusError
        If another process has held it for a minute; the line names its number and what it does.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with locked(Path(folder), "import"):
    ...         print([path.name for path in Path(folder).iterdir()])
    ...     print([path.name for path in Path(folder).iterdir()])
    ['.lock-rows']
    []
    """
    refuse_package_data(folder)
    path = folder.resolve() / f".lock-{part}"
    with _threads:
        if path in _held or fcntl is None:
            yield
            return
        is_new = not folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        file = _taken(path, folder.name)
        _held.add(path)
        try:
            file.write(f"`baogao {purpose}` (process {os.getpid()})")
            file.flush()
            yield
        finally:
            path.unlink(missing_ok=True)  # before it is let go: who waits looks whether the file is still the one
            file.close()
            _held.discard(path)
            if is_new and not any(folder.iterdir()):
                folder.rmdir()


def _taken(path: Path, name: str) -> IO[str]:
    """The lock file, held."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(200) or "another process"
            file.close()
            if time.monotonic() > until:
                raise CorpusError(f"{name}: {holder} is at work on it; wait until that has ended.") from None
            time.sleep(STEP)
            continue
        if _is_still(file, path):
            file.truncate(0)
            return file
        file.close()


def _is_still(file: IO[str], path: Path) -> bool:
    """Whether an open file is still the one at a path, which its last holder may have removed."""
    try:
        return os.fstat(file.fileno()).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False

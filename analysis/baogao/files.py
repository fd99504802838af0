"""Files written whole or not at all, and their fingerprints."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkstemp

from baogao.errors import CorpusError

# In an installed wheel: lexicons, the sample and notebooks, laid out like a study; absent in a checkout.
PACKAGE_DATA = Path(__file__).resolve().parent / "data"


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name `path` in the error of a full disk, which itself says of no file, or of a draft, that it could not be.

    Examples
    --------
    >>> try:
    ...     with naming(Path("hits.parquet")):
    ...         raise OSError(errno.ENOSPC, "No space left on device")
    ... except OSError as error:
    ...     print(error.filename)
    hits.parquet
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise OSError(error.errno, os.strerror(error.errno), str(path)) from error
        raise


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path`` and put it in place only if the block succeeds.

    Parameters
    ----------
    path : pathlib.Path
        Where the finished file is to stand; its folder is made when absent.

    Yields
    ------
    pathlib.Path
        The temporary file to write to.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with atomic(Path(folder, "a.txt")) as draft:
    ...         _ = draft.write_text("done")
    ...     Path(folder, "a.txt").read_text()
    'done'
    """
    refuse_package_data(path)
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        draft = Path(name)
        try:
            yield draft
            draft.chmod(0o644)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def refuse_package_data(path: Path) -> None:
    """Refuse to write what belongs to the installed package.

    Raises
    ------
    CorpusError
        If ``path`` lies in the data of the package.
    """
    if path.resolve().is_relative_to(PACKAGE_DATA):
        raise CorpusError(
            f"{path}: belongs to the installed baogao, which nothing writes to; make a study with `baogao new FOLDER` "
            "and work on the copy in it."
        )


@contextmanager
def all_or_none(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """Give a temporary path beside each of ``paths`` and put all in place only if the block succeeds.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with all_or_none([Path(folder, name) for name in ("a.txt", "b.txt")]) as drafts:
    ...         _ = [draft.write_text("done") for draft in drafts]
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['a.txt', 'b.txt']
    """
    with ExitStack() as stack:
        yield [stack.enter_context(atomic(path)) for path in paths]


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 with LF line ends, whole or not at all."""
    with atomic(path) as draft:
        draft.write_bytes(text.encode("utf-8"))


def sha256(content: bytes | str | Path) -> str:
    """SHA-256 in hexadecimal of bytes, of a string's UTF-8, or of a file's bytes.

    Examples
    --------
    >>> sha256("报告")[:12]
    '1e8ddd10bafe'
    """
    if isinstance(content, Path):
        content = content.read_bytes()
    elif isinstance(content, str):
        content = content.encode("utf-8")
    return hashlib.sha256(content).hexdigest()

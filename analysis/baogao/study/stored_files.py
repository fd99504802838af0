"""Files of a model fitted anew: stored in place of the old ones, or compared with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from baogao.files import sha256
from baogao.paths import find_study
from baogao.study.verify import Verdict


def stored_or_compared(folder: Path, names: Sequence[str], store: Callable[[Path], None], *, write: bool) -> Verdict:
    """Store a model in its folder of the study, or say which of its files differ from those that are stored.

    Parameters
    ----------
    folder : pathlib.Path
        Below the study.
    names : sequence of str
        Files of the model.
    store : callable
        Writes them into a folder.
    write : bool
        Store them in place of the old ones.
    """
    stored = find_study() / folder
    if write:
        store(stored)
        return Verdict(folder.name, "stored")
    with TemporaryDirectory() as fresh:
        store(Path(fresh))
        different = [name for name in names if _hash(Path(fresh) / name) != _hash(stored / name)]
    return Verdict(folder.name, "different" if different else "exact", "; ".join(different))


def _hash(path: Path) -> str:
    return sha256(path) if path.is_file() else ""

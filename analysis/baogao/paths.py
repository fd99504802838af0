"""Where the study, its collections and the raw texts are: the only place that knows."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from baogao.arguments import require_path
from baogao.errors import SettingError, listed
from baogao.files import PACKAGE_DATA

if TYPE_CHECKING:
    import pandas as pd

LEXICONS = Path("corpus", "lexicons")
NAME = re.compile(r"\w[\w.-]*")
# The collections that the study publishes; what a user adds beside them is no part of its figures and numbers.
STUDY = (
    "bilingual",
    "central",
    "congress",
    "evening-news",
    "headlines",
    "judicial",
    "judicial-news",
    "provincial",
    "resolutions",
    "sample",
    "work-reports",
    "work-reports-variants",
)


class OpenCollection(ABC):
    """A collection that is open, or a part of one: any function that takes the name of a collection takes it too."""

    folder: Path

    @property
    @abstractmethod
    def is_part(self) -> bool:
        """Whether it holds some of the reports of the folder only."""

    @abstractmethod
    def is_chosen_by(self, column: str) -> bool:
        """Whether it is a part that was chosen by this column of the manifest."""

    @property
    @abstractmethod
    def reports(self) -> pd.DataFrame:
        """Its manifest, or the rows of it that make the part."""

    @abstractmethod
    def table(self, name: str) -> pd.DataFrame:
        """One of its feature tables, or the rows of it that belong to the part."""

    def __str__(self) -> str:
        return self.folder.name


AnyCollection = str | Path | OpenCollection


def find_study(start: Path | None = None) -> Path:
    """Find the study folder: the one that holds ``corpus/lexicons``.

    Parameters
    ----------
    start : pathlib.Path, optional
        Where to begin; the working directory when not given.

    Returns
    -------
    pathlib.Path
        The nearest parent of ``start`` with a ``corpus/lexicons`` folder, else what this
        installation brings: the data of a wheel (lexicons and sample), or the checkout that an
        editable one runs from.

    Raises
    ------
    SettingError
        If neither is there.

    Examples
    --------
    >>> (find_study() / "corpus" / "lexicons").is_dir()
    True
    """
    return _nearest_study(start or Path.cwd())


@lru_cache(maxsize=8)  # every text that is loaded asks where the study is
def _nearest_study(start: Path) -> Path:
    here = start.resolve()
    for folder in [here, *here.parents, shipped_study()]:
        if (folder / LEXICONS).is_dir():
            return folder
    raise SettingError(
        f"{here}: no study folder here or above (a folder that holds {LEXICONS}), and this installation lacks its "
        "own; install baogao again."
    )


def shipped_study() -> Path:
    """What this installation brings, laid out like a study: the data of a wheel, else the checkout it runs from."""
    return PACKAGE_DATA if PACKAGE_DATA.is_dir() else PACKAGE_DATA.parents[2]


def has_study() -> bool:
    """Whether there is a study folder here or above, or a checkout; the data of a wheel are none."""
    return find_study() != PACKAGE_DATA


def is_published_study() -> bool:
    """Whether the study is the one that baogao publishes: a study of one's own takes its lexicon from the package."""
    return has_study() and lexicon_path("slogans.tsv").is_relative_to(find_study())


def lexicon_path(name: str) -> Path:
    """A table or folder of ``corpus/lexicons``: the study's own, else the one that this installation brings.

    Examples
    --------
    >>> lexicon_path("stopwords.tsv").name
    'stopwords.tsv'
    """
    own = find_study() / LEXICONS / name
    return own if own.exists() else shipped_study() / LEXICONS / name


def output_folder() -> Path:
    """Folder below which collections and figures are written: the study, or the working directory if there is none."""
    return find_study() if has_study() else Path.cwd()


def cache_folder() -> Path:
    """Folder of what can be made again: the study's ``.cache``, or the user's if there is no study."""
    if has_study():
        return find_study() / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "baogao"


def begin_study() -> None:
    """Make the working directory a study of one's own, so that its collections go by their names."""
    (Path.cwd() / LEXICONS).mkdir(parents=True, exist_ok=True)
    _nearest_study.cache_clear()


def collections(study: Path | None = None) -> list[str]:
    """Names of the collections of the study, in alphabetical order.

    Examples
    --------
    >>> "sample" in collections()
    True
    """
    root = (study or find_study()) / "corpus"
    return sorted(path.parent.name for path in root.glob("*/reports.csv"))


def study_collections() -> list[str]:
    """Names of the collections whose figures and numbers the study makes: baogao's own, or all of a study of one's own.

    Examples
    --------
    >>> "sample" in study_collections()
    True
    """
    return list(STUDY) if is_published_study() else collections()


def collection_folder(collection: AnyCollection, *, must_exist: bool = True) -> Path:
    """Folder of a collection, given its name under ``corpus/``, a path, or the open collection.

    Parameters
    ----------
    collection : str, pathlib.Path or Collection
        A name such as ``"sample"``, or the path of a folder with a ``reports.csv``.
    must_exist : bool
        Whether the manifest must be there already; `baogao import` makes new ones.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    SettingError
        If there is no such collection.

    Examples
    --------
    >>> collection_folder("sample").name
    'sample'
    """
    if isinstance(collection, OpenCollection):
        return collection.folder
    path = require_path(collection, "collection")
    is_name = path.name == str(collection)
    if str(collection) == LEXICONS.name:
        raise SettingError("lexicons: is no name of a collection, but the folder of the lexicons; take another.")
    if str(collection) in ("", ".", "..") or (is_name and not NAME.fullmatch(path.name)):
        raise SettingError(
            f"{collection!s}: is no name of a collection; take letters, digits, '.', '_' and '-', such as my-reports."
        )
    if not is_name:
        folder = path.resolve()
    else:
        folder = named_folder(path, must_exist)
        if not (folder / "reports.csv").is_file() and (path / "reports.csv").is_file():
            folder = path.resolve()
    if must_exist and not (folder / "reports.csv").is_file():
        known = f" The study has: {listed(collections(), 20)}." if is_name else ""
        if is_name and path.name in STUDY and not is_published_study():
            raise SettingError(
                f"{collection}: is a collection of the study of baogao, which this installation does not bring; take a "
                f"checkout of the study.{known}"
            )
        raise SettingError(
            f"{collection}: no collection there (no {folder / 'reports.csv'}).{known} "
            f"Make one with `baogao import SOURCE {collection}`."
        )
    return folder


def named_folder(name: str | Path, must_exist: bool = True) -> Path:
    """Folder of a collection in the study or, if it lacks it, in what a study of one's own takes from the package."""
    folder, shipped = (root / "corpus" / name for root in (output_folder(), shipped_study()))
    is_brought = must_exist and not is_published_study() and (shipped / "reports.csv").is_file()
    return shipped if is_brought and not (folder / "reports.csv").is_file() else folder


def texts_root() -> Path:
    """Folder below which raw texts lie that may not be passed on (``BAOGAO_TEXTS``)."""
    given = os.environ.get("BAOGAO_TEXTS")
    return Path(given) if given else find_study().parent / "shared" / "corpora"


@contextmanager
def inside(study: Path) -> Iterator[None]:
    """Work in another study folder; raw texts are still looked for where this one has them."""
    before, texts = os.environ.get("BAOGAO_TEXTS", ""), texts_root().resolve()
    os.environ["BAOGAO_TEXTS"] = str(texts)
    try:
        with chdir(study):
            yield
    finally:
        os.environ["BAOGAO_TEXTS"] = before  # empty is as good as none

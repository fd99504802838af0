"""What a figure was made from: content hashes of its inputs and versions of what drew it."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from baogao.corpus.store.absent import ABSENT
from baogao.corpus.store.defects import DEFECTS
from baogao.errors import CorpusError, listed
from baogao.features.models import TOPICS, model_paths
from baogao.features.tables import SCHEMAS, require_table
from baogao.figures.fonts import font_path
from baogao.files import sha256, write_text
from baogao.language.lexicon import OWN_SLOGANS
from baogao.paths import (
    LEXICONS,
    AnyCollection,
    OpenCollection,
    collection_folder,
    find_study,
    is_published_study,
    lexicon_path,
    shipped_study,
    study_collections,
)
from baogao.tables import read_json

DRAWN_WITH = ("baogao", "matplotlib", "numpy", "pandas", "pillow", "wordcloud")
MANIFEST = "MANIFEST.json"
TEXTS = ("recipe", "title", "title_zh", "caption", "caption_zh")  # of a figure in the manifest; older ones lack some


def collection_name(collection: AnyCollection) -> str:
    """What a figure calls a collection: its name, also where a path is given, and of a part what is chosen."""
    return str(collection) if isinstance(collection, OpenCollection) else collection_folder(collection).name


def inputs(collection: AnyCollection, names: tuple[str, ...], beside: tuple[str, ...] = ()) -> dict[str, str]:
    """SHA-256 of the files that a figure reads, by path: manifest, slogans, and what `names` says.

    A name is a feature table, a stored topic model (``topics/ENGINE``) or a lexicon. The files
    of the collections `beside` follow.
    """
    return {path: digest for each in (collection, *beside) for path, digest in _inputs(each, names).items()}


def _inputs(collection: AnyCollection, names: tuple[str, ...]) -> dict[str, str]:
    folder = collection_folder(collection)
    own = find_study() / LEXICONS / OWN_SLOGANS
    paths = [folder / "reports.csv", *_defects(folder), lexicon_path("slogans.tsv"), *([own] if own.is_file() else [])]
    for name in names:
        paths += _paths(folder, name)
    absent = [path for path in paths if not path.is_file()]
    if absent:
        raise CorpusError(f"{folder.name}: lacks {absent[0].name}; make it with `baogao build {folder.name}`.")
    return {_within(path): sha256(path) for path in paths}


def _paths(folder: Path, name: str) -> list[Path]:
    if name in SCHEMAS:
        return [require_table(folder, name)]
    if name.startswith(f"{TOPICS}/"):
        return model_paths(folder, name.removeprefix(f"{TOPICS}/"))
    return [lexicon_path(f"{name}.tsv")]


def _defects(folder: Path) -> list[Path]:
    """The lists of defective texts and of reports without one, where a collection has them."""
    return [path for path in [folder / ABSENT, folder / DEFECTS] if path.is_file()]


def study_inputs() -> dict[str, str]:
    """SHA-256 of every manifest, list of defects, table, stored topic model and lexicon of the study, by path."""
    roots = {find_study()} if is_published_study() else {shipped_study(), find_study()}
    names = sorted({path.name for root in roots for path in (root / LEXICONS).glob("*.tsv")})
    paths = [lexicon_path(name) for name in names]
    for name in study_collections():
        folder = collection_folder(name)
        paths += [folder / "reports.csv", *_defects(folder), *sorted((folder / "features").glob("*.parquet"))]
        paths += model_paths(folder)
    return {_within(path): sha256(path) for path in paths}


def _within(path: Path) -> str:
    """Path as it stands in the study, or in what the installation brings."""
    roots = (study for study in (find_study(), shipped_study()) if path.is_relative_to(study))
    return next((path.relative_to(study).as_posix() for study in roots), path.name)


def versions() -> dict[str, str]:
    """Versions of what draws, and the hash of its font."""
    return {**{name: version(name) for name in DRAWN_WITH}, "font": sha256(font_path())}


def same_platform() -> bool:
    """Whether byte identity is promised here: Linux on x86-64 with Python 3.11."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info[:2] == (3, 11)


def read_manifest(folder: Path) -> dict[str, Any]:
    """``MANIFEST.json`` of a figures folder; an empty one when it is absent."""
    path = folder / MANIFEST
    if not path.is_file():
        return {"figures": {}, "versions": {}}
    again = "delete it and make the figures again with `make figures`"
    content = read_json(path, again)
    figures = content.get("figures")
    if not isinstance(figures, dict) or not all(_are_texts(content.get(key, {})) for key in ("study", "versions")):
        raise CorpusError(f"{path}: lacks its list of figures, or the hashes and versions beside it; {again}.")
    faulty = [name for name, entry in figures.items() if not _is_entry(entry)]
    if faulty:
        raise CorpusError(
            f"{path}: {listed(faulty, 5)} must list a collection, inputs, and files of {folder.name} by name, each "
            f"with its hash; {again}."
        )
    figures = {name: {**dict.fromkeys(TEXTS, ""), "title": name, **entry} for name, entry in figures.items()}
    return {"versions": {}, **content, "figures": figures}


def _is_entry(entry: object) -> bool:
    """Whether this is what a manifest says of a figure, and names no file outside its folder."""
    if not isinstance(entry, dict) or not isinstance(entry.get("collection"), str):
        return False
    if not all(isinstance(entry.get(key, ""), str) for key in TEXTS):
        return False
    files = entry.get("files")
    if not isinstance(files, dict) or not _are_texts(files) or not _are_texts(entry.get("inputs")):
        return False
    return all(Path(file).name == file for file in files)


def _are_texts(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write sorted, indented JSON."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

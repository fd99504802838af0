"""The reader's models as files: tables, trees as text, and how it was made; written and read whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.errors import CorpusError
from baogao.files import all_or_none, sha256
from baogao.language.reader.classes import table_of, weights_of
from baogao.language.reader.files import FOLDER, models_sha256
from baogao.language.reader.linear import Linear, from_table, to_table
from baogao.paths import lexicon_path
from baogao.tables import read_json

TREES = ("first", "second")
FILES = (
    "forms.parquet",
    "linear.parquet",
    "classes.parquet",
    *(f"{name}.txt" for name in TREES),
    "words.txt",
    "tags.txt",
    "MODEL.json",
)


class Fitted(NamedTuple):
    """Models of a reader as they are fitted, and the line that calibrates them."""

    linear: Linear
    first: lgb.Booster
    second: lgb.Booster
    classes: Mapping[str, NDArray[np.int64]]
    calibration: tuple[float, float]


@dataclass(frozen=True)
class Models:
    """What a reader needs besides a lexicon.

    ``forms`` is the table of forms, ``words`` and ``tags`` what the models know by number;
    ``settings`` hold the limits of the tiers and what the models were made of.
    """

    forms: pd.DataFrame = field(repr=False)
    words: Mapping[str, int] = field(repr=False)
    tags: Mapping[str, int] = field(repr=False)
    fitted: Fitted = field(repr=False)
    settings: Mapping[str, Any]


def load_models(folder: Path | None = None) -> Models:
    """Read the reader of the study, or one in another folder.

    Raises
    ------
    CorpusError
        If a file of it is absent, or another than ``MODEL.json`` lists.
    """
    folder = folder or lexicon_path(FOLDER.name)
    return _loaded(folder, models_sha256(folder))


@lru_cache(maxsize=2)
def _loaded(folder: Path, content: str) -> Models:
    """The models in a folder, read again when they are others."""
    if not content:
        raise CorpusError(f"{folder}: has no reader; restore it, or fit it with `baogao refit-reader --write`.")
    settings = read_json(folder / "MODEL.json", "restore it")
    changed = [name for name in FILES[:-1] if _hash(folder / name) != settings["sha256"][name]]
    if changed:
        raise CorpusError(f"{folder / changed[0]}: is absent or not the file that MODEL.json lists; restore it.")
    trees = {name: lgb.Booster(model_file=str(folder / f"{name}.txt")) for name in TREES}
    linear = from_table(pd.read_parquet(folder / "linear.parquet"))
    classes = weights_of(pd.read_parquet(folder / "classes.parquet"))
    return Models(
        pd.read_parquet(folder / "forms.parquet"),
        _numbered(folder / "words.txt"),
        _numbered(folder / "tags.txt"),
        Fitted(linear, trees["first"], trees["second"], classes, tuple(settings["calibration"])),
        settings,
    )


def _hash(path: Path) -> str:
    return sha256(path) if path.is_file() else ""


def _numbered(path: Path) -> dict[str, int]:
    """Words or tags by number: the line on which each stands, from 2."""
    return {word: number for number, word in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 2)}


def write_models(models: Models, folder: Path) -> None:
    """Write a reader, all of its files or none."""
    with all_or_none([folder / name for name in FILES]) as drafts:
        paths = dict(zip(FILES, drafts, strict=True))
        tables = {
            "forms": models.forms,
            "linear": to_table(models.fitted.linear),
            "classes": table_of(models.fitted.classes),
        }
        for name, table in tables.items():
            table.to_parquet(paths[f"{name}.parquet"], index=False, compression="zstd")
        for name in TREES:
            paths[f"{name}.txt"].write_text(getattr(models.fitted, name).model_to_string(), encoding="utf-8")
        for name, numbered in (("words", models.words), ("tags", models.tags)):
            paths[f"{name}.txt"].write_text("".join(f"{word}\n" for word in numbered), encoding="utf-8")
        hashes = {name: sha256(path) for name, path in paths.items() if name != "MODEL.json"}
        made = {**models.settings, "calibration": models.fitted.calibration, "sha256": hashes}
        listing = json.dumps(made, ensure_ascii=False, indent=1)
        paths["MODEL.json"].write_text(listing + "\n", encoding="utf-8")

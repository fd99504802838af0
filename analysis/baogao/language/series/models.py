"""The two models of the finder of series as text: the gate and the scorer, and how they were made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np

from baogao.errors import CorpusError
from baogao.files import all_or_none, sha256
from baogao.language.series.files import FOLDER, series_sha256
from baogao.language.series.members import Floats
from baogao.language.stack import Flags
from baogao.paths import lexicon_path
from baogao.tables import read_json

TREES = ("gate", "scorer")
FILES = (*(f"{name}.txt" for name in TREES), "MODEL.json")


@dataclass(frozen=True)
class SeriesModels:
    """What the finder knows: which neighbours may be members of one series, and how likely a candidate is one.

    ``settings`` hold the least probability of neighbours (``open``) and of a series (``least_score``).
    """

    gate: lgb.Booster = field(repr=False)
    scorer: lgb.Booster = field(repr=False)
    settings: Mapping[str, Any]

    def may_be_members(self, marks: Floats) -> Flags:
        """Whether neighbours may be members of one series; see `baogao.language.series.candidates.GATE`."""
        return np.asarray(_predicted(self.gate, marks) >= self.settings["open"])

    def score(self, marks: Floats) -> Floats:
        """How likely each candidate is a series, from 0 to 1."""
        return np.round(_predicted(self.scorer, marks), 6)


def _predicted(trees: lgb.Booster, marks: Floats) -> Floats:
    return np.asarray(trees.predict(marks, num_threads=1)) if len(marks) else np.zeros(0)


def load_series_models(folder: Path | None = None) -> SeriesModels:
    """Read the models of the study, or those in another folder.

    Raises
    ------
    CorpusError
        If a file is absent, or another than ``MODEL.json`` lists.
    """
    folder = folder or lexicon_path(FOLDER.name)
    return _loaded(folder, series_sha256(folder))


@lru_cache(maxsize=2)
def _loaded(folder: Path, content: str) -> SeriesModels:
    """The models in a folder, read again when they are others."""
    if not content:
        how = "restore them, or fit them with `baogao refit-reader --series --write`"
        raise CorpusError(f"{folder}: has no models of series; {how}.")
    settings = read_json(folder / "MODEL.json", "restore it")
    for name, content in settings["sha256"].items():
        if not (folder / name).is_file() or sha256(folder / name) != content:
            raise CorpusError(f"{folder / name}: is absent or not the file that MODEL.json lists; restore it.")
    gate, scorer = (lgb.Booster(model_file=str(folder / f"{name}.txt")) for name in TREES)
    return SeriesModels(gate, scorer, settings)


def write_series_models(models: SeriesModels, folder: Path) -> None:
    """Write the models, all of their files or none."""
    with all_or_none([folder / name for name in FILES]) as drafts:
        paths = dict(zip(FILES, drafts, strict=True))
        for name in TREES:
            paths[f"{name}.txt"].write_text(getattr(models, name).model_to_string(), encoding="utf-8")
        hashes = {f"{name}.txt": sha256(paths[f"{name}.txt"]) for name in TREES}
        listing = json.dumps({**models.settings, "sha256": hashes}, ensure_ascii=False, indent=1)
        paths["MODEL.json"].write_text(listing + "\n", encoding="utf-8")

"""``make verify``: the committed figures against figures made anew from the committed feature tables."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from baogao.corpus.manifest import read_manifest
from baogao.corpus.study import collection_folder, collections, find_study
from baogao.errors import BaogaoError
from baogao.features.build import settings
from baogao.features.tables import BUILD, changed_tables, read_build
from baogao.figures.draw import draw_into
from baogao.figures.numbers import collection_numbers
from baogao.figures.provenance import MANIFEST, inputs, same_platform, versions, write_json
from baogao.figures.provenance import read_manifest as read_figures
from baogao.figures.recipes import RECIPES
from baogao.language.lexicon import load_lexicon

RTOL = 1e-5
IMAGES = (".svg", ".pdf", ".png")


class Verdict(NamedTuple):
    """``result`` is exact, within tolerance, not compared, or different; ``why`` names the changed input."""

    file: str
    result: str
    why: str = ""


def verify() -> list[Verdict]:
    """Compare every published file with one made anew; nothing in ``figures/`` is written.

    Returns
    -------
    list of Verdict
        Feature tables and manifests against what the builds list, then every file of ``figures/``.
    """
    study = find_study()
    verdicts = [verdict for name in collections(study) for verdict in _features(name)]
    committed = study / "figures"
    exact = same_platform() and read_figures(committed)["versions"] == versions()
    with TemporaryDirectory() as folder:
        fresh = Path(folder)
        failures = _make_anew(fresh)
        names = sorted({path.name for place in (fresh, committed) for path in place.iterdir() if path.is_file()})
        verdicts += [_compare(committed / name, fresh / name, exact, failures) for name in names]
    return verdicts


def _features(collection: str) -> list[Verdict]:
    """Whether the feature tables are those that were built from the listed texts and lexicon."""
    folder = collection_folder(collection)
    try:
        told = read_build(folder)
        wanted = settings(read_manifest(folder), load_lexicon())
    except BaogaoError as error:
        return [Verdict(f"{folder.name}/reports.csv", "different", str(error))]
    changed = {path.stem for path in changed_tables(folder)}
    verdicts = [
        Verdict(
            f"{folder.name}/features/{name}.parquet",
            "different" if name in changed else "exact",
            f"sha256 is not the one in {BUILD}" if name in changed else "",
        )
        for name in told.get("tables", {})
    ]
    sources = {"lexicon_sha256": "lexicons/slogans.tsv", "texts_sha256": f"{folder.name}/reports.csv"}
    return verdicts + [
        Verdict(file, "different", f"not what {folder.name}/features/{BUILD} was built with")
        for key, file in sources.items()
        if told.get(key) != wanted[key]
    ]


def _make_anew(folder: Path) -> dict[str, str]:
    """Draw everything into ``folder``; the errors of what could not be drawn, by figure."""
    failures = {}
    for name, recipe in RECIPES.items():
        try:
            draw_into(folder, name, recipe.collection)
        except BaogaoError as error:
            failures[name] = str(error)
    try:
        write_json(folder / "numbers.json", {name: collection_numbers(name) for name in collections()})
    except BaogaoError as error:
        failures["numbers"] = str(error)
    return failures


def _compare(committed: Path, fresh: Path, exact: bool, failures: dict[str, str]) -> Verdict:
    name = committed.name
    if not fresh.is_file():
        return Verdict(name, "different", failures.get(committed.stem, "no recipe makes it"))
    if not committed.is_file():
        return Verdict(name, "different", "is not in figures/; run `make figures`")
    if committed.read_bytes() == fresh.read_bytes():
        return Verdict(name, "exact")
    if not exact and committed.suffix in IMAGES:
        return Verdict(name, "not compared", "another platform or other versions; only numbers are")
    if not exact and _close(committed, fresh):
        return Verdict(name, "within tolerance", f"rtol {RTOL:g}")
    return Verdict(name, "different", _changed_inputs(committed))


def _close(committed: Path, fresh: Path) -> bool:
    """Whether the numbers of two tables or JSON files agree to `RTOL`."""
    if committed.name == MANIFEST:
        old, new = (json.loads(path.read_text(encoding="utf-8"))["figures"] for path in (committed, fresh))
        return all(old.get(name, {}).get("inputs") == told["inputs"] for name, told in new.items())
    if committed.suffix == ".json":
        old_json, new_json = (_flat(json.loads(path.read_text(encoding="utf-8"))) for path in (committed, fresh))
        return bool(old_json == new_json)
    old_table, new_table = pd.read_csv(committed), pd.read_csv(fresh)
    try:
        pd.testing.assert_frame_equal(old_table, new_table, rtol=RTOL, check_dtype=False)
    except AssertionError:
        return False
    return True


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _flat(item) for key, item in value.items()}
    return float(np.format_float_scientific(value, precision=5)) if isinstance(value, float) else value


def _changed_inputs(committed: Path) -> str:
    """Inputs of a figure that are not what the committed manifest lists."""
    entry = read_figures(committed.parent)["figures"].get(committed.stem)
    if entry is None:
        return "it, or the inputs of a figure named here, changed"
    now = inputs(entry["collection"], RECIPES[committed.stem].inputs)
    changed = [path for path, listed in entry["inputs"].items() if now.get(path) != listed]
    return "changed input: " + ", ".join(changed) if changed else "its inputs did not change, so the file did"

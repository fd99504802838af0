"""``make verify``: the committed figures against figures made anew from the committed feature tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd

from baogao.corpus.store.collection import changed_texts
from baogao.errors import BaogaoError
from baogao.features.current import stale
from baogao.features.models import DRIFT, GRID, MODEL, TOPICS, changed_model_tables, read_model_settings, stored_models
from baogao.features.tables import ATTESTATIONS, BUILD, changed_tables, read_build
from baogao.figures.draw import draw_into
from baogao.figures.gallery import write_gallery
from baogao.figures.provenance import MANIFEST, inputs, same_platform, study_inputs, versions
from baogao.figures.provenance import read_manifest as read_figures
from baogao.figures.recipes import RECIPES
from baogao.measures.stored_parts import changed_part_settings
from baogao.measures.topic_grid import changed_grid_settings
from baogao.measures.topic_models import changed_settings
from baogao.measures.topics import Engine
from baogao.paths import STUDY, collection_folder, find_study
from baogao.study.crate import CRATE, write_crate
from baogao.study.numbers import write_numbers
from baogao.tables import read_json, read_utf8

RTOL = 1e-5
RESTORE = "restore it, or make it again with `make figures`"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
IMAGES = (".svg", ".pdf", ".png", ".html")  # what is compared byte by byte or not at all


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
    verdicts = [verdict for name in STUDY for verdict in feature_verdicts(name)]
    with TemporaryDirectory() as folder:
        failures = draw_study(Path(folder))
        return verdicts + figure_verdicts(Path(folder), failures)


def figure_verdicts(fresh: Path, failures: Mapping[str, str]) -> list[Verdict]:
    """Every file of ``figures/`` against the one of its name in ``fresh``, a folder that `draw_study` filled."""
    return compare_files(find_study() / "figures", fresh, failures)


def compare_files(committed: Path, fresh: Path, failures: Mapping[str, str]) -> list[Verdict]:
    """Every file of one folder of figures against the one of its name in another that was drawn anew."""
    exact = same_platform() and read_figures(committed)["versions"] == versions()
    names = sorted({path.name for folder in (fresh, committed) for path in folder.iterdir() if path.is_file()})
    return [_compare(committed / name, fresh / name, exact, failures) for name in names]


def feature_verdicts(collection: str) -> list[Verdict]:
    """Whether the feature tables are those that were built from the listed texts and lexicon."""
    folder = collection_folder(collection)
    try:
        settings, changed_sources = read_build(folder), stale(folder, table=ATTESTATIONS)
    except BaogaoError as error:
        return [Verdict(f"{folder.name}/reports.csv", "different", str(error))]
    changed = {path.stem for path in changed_tables(folder)}
    verdicts = [
        Verdict(
            f"{folder.name}/features/{name}.parquet",
            "different" if name in changed else "exact",
            f"sha256 is not the one in {BUILD}" if name in changed else "",
        )
        for name in settings.get("tables", {})
    ]
    return (
        verdicts
        + [
            Verdict(
                what.replace("corpus/", ""), "different", f"changed since {folder.name}/features/{BUILD} was written"
            )
            for what in changed_sources
        ]
        + [Verdict(f"{folder.name}/texts", "different", text) for text in changed_texts(folder)]
        + [verdict for name in stored_models(folder) for verdict in _model(folder, name)]
    )


def _model(folder: Path, name: str) -> list[Verdict]:
    """Whether the tables of a stored topic model, or of the parts of drift, are those that were stored."""
    place = f"{folder.name}/{TOPICS}/{name}"
    try:
        settings, changed = read_model_settings(folder, name), changed_model_tables(folder, name)
        changed_sources = changed_since(folder, name, settings)
    except BaogaoError as error:
        return [Verdict(f"{place}/{MODEL}", "different", str(error))]
    names = {path.stem for path in changed}
    return [
        Verdict(f"{place}/{name}.parquet", "different", f"sha256 is not the one in {MODEL}")
        if name in names
        else Verdict(f"{place}/{name}.parquet", "exact")
        for name in settings["tables"]
    ] + [Verdict(f"{place}/{MODEL}", "different", f"{what} changed since it was stored") for what in changed_sources]


def changed_since(folder: Path, name: str, settings: dict[str, Any]) -> list[str]:
    """What a stored fit was made from that is no longer so."""
    if name == DRIFT:
        return changed_part_settings(folder, settings)
    if name == GRID:
        return changed_grid_settings(folder, settings)
    return changed_settings(folder, cast(Engine, name), settings)


def draw_study(folder: Path) -> dict[str, str]:
    """Draw every figure into ``folder`` and write the numbers; the errors of what could not be drawn, by figure."""
    failures = {}
    for name, recipe in RECIPES.items():
        try:
            draw_into(folder, name, recipe.collection)
        except BaogaoError as error:
            failures[name] = str(error)
    write_gallery(folder, find_study() / "figures")
    try:
        write_numbers(folder, STUDY)
    except BaogaoError as error:
        failures["numbers"] = str(error)
    write_crate(folder)
    return failures


def _compare(committed: Path, fresh: Path, exact: bool, failures: Mapping[str, str]) -> Verdict:
    name = committed.name
    if not fresh.is_file():
        return Verdict(name, "different", failures.get(committed.stem, "no recipe makes it"))
    if not committed.is_file():
        return Verdict(name, "different", "is not in figures/; run `make figures`")
    if committed.read_bytes() == fresh.read_bytes():
        return Verdict(name, "exact")
    if not exact and (committed.suffix in IMAGES or committed.name == CRATE):
        return Verdict(name, "not compared", "another platform or other versions; only numbers are")
    if not exact and _close(committed, fresh):
        return Verdict(name, "within tolerance", f"rtol {RTOL:g}")
    return Verdict(name, "different", _changed_inputs(committed))


def _close(committed: Path, fresh: Path) -> bool:
    """Whether the numbers of two tables or JSON files agree to `RTOL`."""
    if committed.name == MANIFEST:
        old, new = (read_figures(path.parent)["figures"] for path in (committed, fresh))
        return all(old.get(name, {}).get("inputs") == entry["inputs"] for name, entry in new.items())
    if committed.suffix == ".json":
        old_json, new_json = (_flat(read_json(path, RESTORE)) for path in (committed, fresh))
        return bool(old_json == new_json)
    if committed.suffix == ".tex":
        return _close_text(*(read_utf8(path, RESTORE) for path in (committed, fresh)))
    try:
        old_table, new_table = pd.read_csv(committed), pd.read_csv(fresh)
        pd.testing.assert_frame_equal(old_table, new_table, rtol=RTOL, check_dtype=False)
    except (AssertionError, ValueError):  # other numbers, or no table any more
        return False
    return True


def _close_text(old: str, new: str) -> bool:
    """Whether two texts have the same words and, between them, numbers that agree to `RTOL`."""
    (old_words, old_numbers), (new_words, new_numbers) = (
        (NUMBER.sub("0", text), [float(number) for number in NUMBER.findall(text)]) for text in (old, new)
    )
    return old_words == new_words and bool(np.allclose(old_numbers, new_numbers, rtol=RTOL, atol=0))


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _flat(item) for key, item in value.items()}
    return float(np.format_float_scientific(value, precision=5)) if isinstance(value, float) else value


def _changed_inputs(committed: Path) -> str:
    """Inputs of a figure that are not what the committed manifest lists."""
    manifest = read_figures(committed.parent)
    entry = manifest["figures"].get(committed.stem)
    if entry is None:
        now = study_inputs()
        changed = [path for path, digest in manifest.get("study", {}).items() if now.get(path) != digest]
        return "changed input: " + ", ".join(changed) if changed else "the file itself was changed"
    recipe = RECIPES[committed.stem]
    now = inputs(entry["collection"], recipe.inputs, recipe.beside)
    changed = [path for path, digest in entry["inputs"].items() if now.get(path) != digest]
    return "changed input: " + ", ".join(changed) if changed else "its inputs did not change, so the file did"

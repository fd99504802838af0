"""Draw a figure by name, unless it is up to date: table, picture, files and its entry of the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from baogao.errors import SettingError, listed
from baogao.features.keys import ANALYSIS, content_key, is_fresh, remember
from baogao.figures.output import save
from baogao.figures.provenance import MANIFEST, inputs, read_manifest, study_inputs, versions, write_json
from baogao.figures.recipes import RECIPES
from baogao.figures.recipes.recipe import Recipe
from baogao.figures.style import house_style
from baogao.files import sha256
from baogao.paths import AnyCollection, OpenCollection, collection_folder, is_published_study, output_folder
from baogao.rounding import significant


class Drawn(NamedTuple):
    """A figure in its files: notebooks show its picture. ``anew`` is false where the files were up to date."""

    name: str
    folder: Path
    caption: str
    anew: bool = True

    @property
    def table(self) -> pd.DataFrame:
        """The table drawn, as its file has it."""
        return pd.read_csv(self.folder / f"{self.name}.csv")

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        picture = (self.folder / f"{self.name}.png").read_bytes()
        return {"image/png": picture, "text/plain": f"{self.name}: {self.caption}"}, {"image/png": {"width": 720}}


def figures_folder(name: str, collection: str) -> Path:
    """Where a figure goes: ``figures/`` for the study's own, a folder of `own_figures` for any other."""
    is_published = is_published_study() and collection == recipe_of(name).collection
    return figures_root() if is_published else own_figures() / collection_folder(collection).name


def figures_root() -> Path:
    """The folder ``figures/`` of the study, or of the working directory where there is none."""
    return output_folder() / "figures"


def own_figures() -> Path:
    """Where figures of a user's collections go: ``figures/local/``, or ``figures/`` in a study of one's own."""
    return figures_root() / "local" if is_published_study() else figures_root()


def recipe_of(name: str) -> Recipe:
    """The recipe called ``name``.

    Raises
    ------
    SettingError
        If there is none.
    """
    if name not in RECIPES:
        raise SettingError(f"{name}: no such figure; there are {listed(RECIPES, 30)}.")
    return RECIPES[name]


def draw(name: str, collection: str | None = None) -> Drawn:
    """Draw a figure, write its files and its entry of ``MANIFEST.json``, unless they are up to date.

    Parameters
    ----------
    name : str
        Name of a recipe, such as ``"slogan-heatmap"``.
    collection : str, optional
        Name under ``corpus/`` or path; the study's for this figure when not given.

    Returns
    -------
    Drawn
        Notebooks show it.

    Raises
    ------
    SettingError
        If there is no such figure or the collection is too small for it.
    BaogaoError
        If the font lacks a character.
    """
    collection = collection or recipe_of(name).collection
    folder, (key, content) = figures_folder(name, collection), freshness(name, collection)
    if is_fresh(key, content) and is_whole(folder, name):
        return Drawn(name, folder, recipe_of(name).caption, anew=False)
    drawn = draw_into(folder, name, collection)
    remember(key, content)
    return drawn


def freshness(name: str, collection: str) -> tuple[str, str]:
    """What a figure is remembered by when it is drawn: its name, and the key of all that it is made from."""
    folder = figures_folder(name, collection).relative_to(figures_root())
    content = content_key({**provenance(name, collection), "versions": versions()}, ANALYSIS)
    return "-".join(["figure", *folder.parts, name]), content


def is_whole(folder: Path, name: str) -> bool:
    """Whether every file of a figure is there and the one that the manifest of its folder lists."""
    files = read_manifest(folder)["figures"].get(name, {}).get("files", {})
    return bool(files) and all(
        (folder / file).is_file() and sha256(folder / file) == listed_sha for file, listed_sha in files.items()
    )


def draw_into(folder: Path, name: str, collection: AnyCollection) -> Drawn:
    """Draw a figure into ``folder``, whatever is there; see `draw`."""
    recipe = recipe_of(name)
    if recipe.of_whole and isinstance(collection, OpenCollection) and collection.is_part:
        raise SettingError(
            f"{name}: is made from what is stored of a whole collection, and {collection} is a part; give `.whole`."
        )
    entry = provenance(name, collection)
    table = significant(recipe.tabulate(collection))
    with house_style():
        files = save(recipe.plot(table), table, folder, name, entry)
    manifest = read_manifest(folder)
    manifest["figures"][name] = {**entry, "files": {path.name: sha256(path) for path in files}}
    manifest["versions"] = versions()
    manifest["study"] = study_inputs()
    write_json(folder / MANIFEST, manifest)
    return Drawn(name, folder, recipe.caption)


def provenance(name: str, collection: AnyCollection) -> dict[str, Any]:
    """What a figure is made from: recipe, collection, caption, settings, hashes of inputs."""
    recipe = recipe_of(name)
    return {
        "recipe": recipe.plot.__module__,
        "collection": str(collection) if isinstance(collection, OpenCollection) else collection_folder(collection).name,
        "caption": recipe.caption,
        "settings": recipe.settings,
        "inputs": inputs(collection, recipe.inputs, recipe.beside),
    }

"""Draw a figure by name, unless it is up to date: table, picture, files and its entry of the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from baogao.corpus.store.collection import read_reports
from baogao.errors import SettingError, listed
from baogao.features.keys import ANALYSIS, content_key, is_fresh, remember
from baogao.figures.output import save
from baogao.figures.page import PAGE, Page
from baogao.figures.provenance import (
    MANIFEST,
    collection_name,
    inputs,
    read_manifest,
    study_inputs,
    versions,
    write_json,
)
from baogao.figures.recipes import RECIPES
from baogao.figures.recipes.recipe import Recipe, caption_of, title_of
from baogao.figures.style import house_style
from baogao.files import sha256
from baogao.paths import AnyCollection, OpenCollection, collection_folder, is_published_study, output_folder
from baogao.rounding import significant


class Drawn(NamedTuple):
    """A figure in its files: notebooks show its picture. ``anew`` is false where the files were up to date."""

    name: str
    folder: Path
    caption: str
    caption_zh: str
    anew: bool = True

    @property
    def table(self) -> pd.DataFrame:
        """The table drawn, as its file has it."""
        return pd.read_csv(self.folder / f"{self.name}.csv")

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        picture = (self.folder / f"{self.name}.png").read_bytes()
        return {"image/png": picture, "text/plain": f"{self.name}: {self.caption}\n{self.caption_zh}"}, {
            "image/png": {"width": 720}
        }


def figures_folder(name: str, collection: str, page: Page = PAGE) -> Path:
    """Where a figure goes: ``figures/`` for the study's own, a folder of `own_figures` for any other.

    One in other words or of another width goes to a folder below that of its collection, such as ``en-one``.
    """
    own = own_figures() / collection_folder(collection).name
    if page != PAGE:
        return own / page.slug
    is_published = is_published_study() and collection == recipe_of(name).collection
    return figures_root() if is_published else own


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


def draw(name: str, collection: str | None = None, page: Page = PAGE) -> Drawn:
    """Draw a figure, write its files and its entry of ``MANIFEST.json``, unless they are up to date.

    Parameters
    ----------
    name : str
        Name of a recipe, such as ``"slogan-heatmap"``.
    collection : str, optional
        Name under ``corpus/`` or path; the study's for this figure when not given.
    page : Page
        Language of its words and width; both languages and two columns of a journal when not given.

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
    folder, (key, content) = figures_folder(name, collection, page), freshness(name, collection, page)
    if is_fresh(key, content) and is_whole(folder, name):
        entry = read_manifest(folder)["figures"][name]
        return Drawn(name, folder, entry["caption"], entry["caption_zh"], anew=False)
    drawn = draw_into(folder, name, collection, page)
    remember(key, content)
    return drawn


def freshness(name: str, collection: str, page: Page = PAGE) -> tuple[str, str]:
    """What a figure is remembered by when it is drawn: its name, and the key of all that it is made from."""
    folder = figures_folder(name, collection, page).relative_to(figures_root())
    content = content_key({**provenance(name, collection, page), "versions": versions()}, ANALYSIS)
    return "-".join(["figure", *folder.parts, name]), content


def is_whole(folder: Path, name: str) -> bool:
    """Whether every file of a figure is there and the one that the manifest of its folder lists."""
    files = read_manifest(folder)["figures"].get(name, {}).get("files", {})
    return bool(files) and all(
        (folder / file).is_file() and sha256(folder / file) == listed_sha for file, listed_sha in files.items()
    )


def draw_into(
    folder: Path, name: str, collection: AnyCollection, page: Page = PAGE, slogans: Sequence[str] = ()
) -> Drawn:
    """Draw a figure into ``folder``, whatever is there; see `draw`. With `slogans`, of these instead of its own choice.

    Raises
    ------
    SettingError
        If the figure draws no slogans of one's own.
    """
    recipe = recipe_of(name)
    if recipe.of_whole and isinstance(collection, OpenCollection) and collection.is_part:
        raise SettingError(
            f"{name}: is made from what is stored of a whole collection, and {collection} is a part; give `.whole`."
        )
    entry = provenance(name, collection, page)
    table = significant(_table(recipe, collection, slogans))
    marking = page._replace(has_premiers=is_central(collection))
    titles, captions = title_of(recipe), caption_of(recipe, table, marking, own=bool(slogans))
    entry |= {"title": titles.en, "title_zh": titles.zh, "caption": captions.en, "caption_zh": captions.zh}
    with house_style():
        files = save(recipe.plot(table, marking), table, folder, name, entry)
    manifest = read_manifest(folder)
    manifest["figures"][name] = {**entry, "files": {path.name: sha256(path) for path in files}}
    manifest["versions"] = versions()
    manifest["study"] = study_inputs()
    write_json(folder / MANIFEST, manifest)
    return Drawn(name, folder, captions.en, captions.zh)


def is_central(collection: AnyCollection) -> bool:
    """Whether all reports of a collection are of the centre, so that premiers' first reports are events of theirs."""
    return bool(read_reports(collection)["level"].eq("central").all())


def _table(recipe: Recipe, collection: AnyCollection, slogans: Sequence[str]) -> pd.DataFrame:
    """The table to draw: of one's own slogans where some are given."""
    if not slogans:
        return recipe.tabulate(collection)
    if recipe.of_slogans is None:
        raise SettingError(f"{recipe.name}: draws no slogans of one's own; {listed(OF_SLOGANS)} do.")
    return recipe.of_slogans(collection, slogans)


def folder_of_slogans(folder: Path, slogans: Sequence[str]) -> Path:
    """The folder below another for figures of one's own slogans; the other itself where none are given."""
    return folder / f"slogans-{sha256(' '.join(slogans))[:8]}" if slogans else folder


OF_SLOGANS = [name for name, recipe in RECIPES.items() if recipe.of_slogans]


def provenance(name: str, collection: AnyCollection, page: Page = PAGE) -> dict[str, Any]:
    """What a figure is made from: recipe, collection, settings, words and width, hashes of inputs."""
    recipe = recipe_of(name)
    return {
        "recipe": recipe.plot.__module__,
        "collection": collection_name(collection),
        "settings": recipe.settings,
        "labels": page.labels,
        "width": page.width,
        "inputs": inputs(collection, recipe.inputs, recipe.beside),
    }

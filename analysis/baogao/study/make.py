"""``make figures``: features where text is present, every figure, the notebooks, the numbers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from baogao.corpus.store.collection import absent_texts
from baogao.corpus.store.manifest import read_manifest
from baogao.errors import BaogaoError, SettingError
from baogao.features.build import build
from baogao.features.current import require_current, settings
from baogao.features.keys import ANALYSIS, EXTRACTION, content_key, is_fresh, remember
from baogao.features.tables import changed_tables, read_build, require_table
from baogao.figures.draw import (
    OF_SLOGANS,
    draw,
    draw_into,
    figures_root,
    folder_of_slogans,
    own_figures,
    recipe_of,
)
from baogao.figures.gallery import write_gallery
from baogao.figures.page import PAGE, Page
from baogao.figures.provenance import MANIFEST, study_inputs, write_json
from baogao.figures.provenance import read_manifest as read_figures
from baogao.figures.recipes import RECIPES
from baogao.figures.recipes.recipe import usable_forms
from baogao.files import sha256
from baogao.paths import STUDY, collection_folder, find_study, is_published_study
from baogao.study.crate import write_crate
from baogao.study.notebooks import notebook_paths, run_notebook
from baogao.study.numbers import write_numbers


def make_figures() -> str:
    """Make everything the study publishes; what was made, in one sentence."""
    began = time.monotonic()
    built = [name for name in STUDY if make_features(name)]
    drawn = [name for name in tqdm(RECIPES, desc="figures", unit="figure") if draw(name).anew]
    folder = find_study() / "figures"
    _forget_old(folder)
    write_gallery(folder)
    write_numbers(folder, STUDY)
    write_crate(folder)
    ran = run_notebooks()
    return (
        f"features: {len(built)} of {len(STUDY)} collections built; figures: {len(drawn)} of "
        f"{len(RECIPES)} drawn; notebooks: {ran} of {len(notebook_paths())} run; {time.monotonic() - began:.0f} s. "
        "The rest was up to date. See figures/."
    )


def make_local_figures(
    what: str,
    warn: Callable[[str], None],
    *,
    page: Page = PAGE,
    slogans: Sequence[str] = (),
    out: Path | None = None,
) -> Iterator[Path]:
    """Draw one figure of the study, or every figure that suits one collection: paths of the pictures.

    Parameters
    ----------
    what : str
        Name of a figure; or of a collection under ``corpus/``, or its path.
    warn : callable
        Takes one line for each figure of a collection, and each of the `slogans`, that is left out, with the reason.
    page : Page
        Language of the figures' words and their width.
    slogans : sequence of str
        Slogans to draw instead of a figure's own choice.
    out : pathlib.Path, optional
        Folder for the figures; one below ``figures/`` when not given.

    Raises
    ------
    SettingError
        If the figure, or no figure, suits the collection; or none of the `slogans` can be drawn of it.
    """
    names = [what] if what in RECIPES else OF_SLOGANS if slogans else list(RECIPES)
    collection = recipe_of(what).collection if what in RECIPES else what
    folder = collection_folder(collection)
    require_table(folder, "passages")
    require_current(folder)
    drawable, unused = usable_forms(collection, slogans) if slogans else ([], [])
    if slogans and not drawable:
        raise SettingError(" ".join(unused))
    reasons = []
    for name in names:
        try:
            yield _draw_local(name, collection, page, drawable, out)
        except BaogaoError as error:
            if what in RECIPES:
                raise
            reasons.append(f"{name}: {str(error).removeprefix(f'{name}: ')}")
        except MemoryError:
            raise
        except Exception as error:  # a collection nobody has seen yet must not take all other figures with it
            first = str(error).splitlines()[0] if str(error) else ""
            reasons.append(f"{name}: cannot be drawn of this collection ({type(error).__name__}: {first}).")
    if len(reasons) == len(names):
        raise SettingError(f"{collection}: no figure can be drawn of it ({reasons[0]})")
    for reason in [*unused, *reasons]:
        warn(f"left out: {reason}")


def _draw_local(name: str, collection: str, page: Page, slogans: Sequence[str], out: Path | None) -> Path:
    """Draw a figure, unless it is up to date where such figures go; the page of its folder lists it."""
    if out is None and not slogans:
        folder = draw(name, collection, page).folder
    else:
        own = own_figures() / collection_folder(collection).name
        own = own if page == PAGE else own / page.slug
        folder = draw_into(out or folder_of_slogans(own, slogans), name, collection, page, slogans).folder
    if folder != figures_root() or not is_published_study():
        write_gallery(folder)
    return folder / f"{name}.svg"


def make_features(collection: str) -> bool:
    """Build a collection's features if its texts are here and something changed."""
    folder = collection_folder(collection)
    manifest = read_manifest(folder)
    wanted = settings(folder, manifest)
    if absent_texts(folder, manifest):
        require_current(folder)
        return False
    key = content_key(wanted, EXTRACTION)
    if is_fresh(f"features-{folder.name}", key) and read_build(folder) and not changed_tables(folder):
        return False
    build(collection)
    remember(f"features-{folder.name}", key)
    return True


def _forget_old(folder: Path) -> None:
    """Remove what no recipe makes any more: entries of the manifest and their files."""
    manifest = read_figures(folder)
    for name in set(manifest["figures"]) - set(RECIPES):
        for file in manifest["figures"].pop(name)["files"]:
            (folder / file).unlink(missing_ok=True)
    write_json(folder / MANIFEST, {**manifest, "study": study_inputs()})


def run_notebooks() -> int:
    """Run the notebooks that are not as they were, or whose inputs or code are not; how many."""
    read = study_inputs()
    keys = {path: content_key({"notebook": sha256(path), "inputs": read}, ANALYSIS) for path in notebook_paths()}
    stale = [path for path, key in keys.items() if not is_fresh(f"notebook-{path.stem}", key)]
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(run_notebook, stale)
        list(tqdm(runs, total=len(stale), desc="notebooks", unit="notebook", disable=not stale))
    for path in stale:
        remember(f"notebook-{path.stem}", keys[path])
    return len(stale)

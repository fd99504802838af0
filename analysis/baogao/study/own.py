"""A study of one's own: every figure that suits its collections, its numbers and its notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from baogao.errors import BaogaoError, SettingError
from baogao.figures.draw import draw_into, figures_root, own_figures
from baogao.figures.gallery import write_gallery
from baogao.figures.provenance import read_manifest
from baogao.paths import collections, has_study
from baogao.study.crate import write_crate
from baogao.study.make import make_features, make_local_figures, run_notebooks
from baogao.study.notebooks import notebook_paths
from baogao.study.numbers import write_numbers
from baogao.study.verify import Verdict, compare_files, feature_verdicts


def make_own_figures(warn: Callable[[str], None]) -> str:
    """Make what a study of one's own publishes; what was made, in one sentence.

    Parameters
    ----------
    warn : callable
        Takes one line for each figure or notebook that is left out, with the reason.

    Raises
    ------
    SettingError
        If there is no study, or nothing in it yet.
    """
    names = _own_collections()
    built = [name for name in names if make_features(name)]
    drawn = [path for name in names for path in _figures_of(name, warn)]
    write_numbers(figures_root(), names)
    for name in names:
        write_crate(own_figures() / name)
    return (
        f"features: {len(built)} of {len(names)} collections built; figures: {len(drawn)}; "
        f"notebooks run: {_run_notebooks(warn)}. See figures/."
    )


def verify_own() -> list[Verdict]:
    """Feature tables against what the builds list, and every figure against one made anew; see `baogao verify`."""
    names = _own_collections()
    verdicts = [verdict for name in names for verdict in feature_verdicts(name)]
    for name in names:
        folder = own_figures() / name
        with TemporaryDirectory() as fresh:
            failures = dict(_drawn_anew(folder, Path(fresh), name))
            write_gallery(Path(fresh), folder)
            write_crate(Path(fresh))
            verdicts += compare_files(folder, Path(fresh), failures) if folder.is_dir() else []
    return verdicts


def _own_collections() -> list[str]:
    if not has_study():
        raise SettingError("no study folder here or above; make one with `baogao new FOLDER`, or name a COLLECTION.")
    names = collections()
    if not names:
        raise SettingError("this study has no collection yet; make one with `baogao import SOURCE COLLECTION`.")
    return names


def _figures_of(collection: str, warn: Callable[[str], None]) -> list[Path]:
    """Draw what suits a collection; the rest is one line, since most figures take many reports or years."""
    reasons: list[str] = []
    try:
        drawn = list(make_local_figures(collection, reasons.append))
    except SettingError as error:  # too small for any; the study's others go on
        warn(str(error))
        return []
    if reasons:
        warn(f"{collection}: {len(reasons)} figures do not suit it; `baogao figures {collection}` says why.")
    return drawn


def _drawn_anew(committed: Path, fresh: Path, collection: str) -> Iterator[tuple[str, str]]:
    """Draw what a folder of figures lists into another one; the errors, by figure."""
    for name in read_manifest(committed)["figures"]:
        try:
            draw_into(fresh, name, collection)
        except BaogaoError as error:
            yield name, str(error)


def _run_notebooks(warn: Callable[[str], None]) -> int:
    if notebook_paths() and not find_spec("nbclient"):
        warn('notebooks are not run: install what they take with `pip install "baogao[study]"`.')
        return 0
    return run_notebooks()

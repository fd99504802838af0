"""The finder of parallel series fitted anew from the annotated texts, and compared with the stored one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from baogao.files import sha256
from baogao.language.series.files import FOLDER
from baogao.language.series.fitting import fit_series
from baogao.language.series.models import FILES, write_series_models
from baogao.paths import lexicon_path, texts_root
from baogao.study.series_texts import marked_texts
from baogao.study.verify import Verdict


def refit_series(*, write: bool = False) -> Verdict:
    """Fit the finder of parallel series anew.

    Parameters
    ----------
    write : bool
        Store it in place of the old one.

    Raises
    ------
    CorpusError
        If annotated texts are not below ``BAOGAO_TEXTS``.
    """
    if not texts_root().is_dir():
        return Verdict(FOLDER.name, "left out", "the raw texts of the study are not below BAOGAO_TEXTS; put them there")
    models = fit_series([text.marked for text in marked_texts()])
    folder = lexicon_path(FOLDER.name)
    if write:
        write_series_models(models, folder)
        return Verdict(FOLDER.name, "stored")
    with TemporaryDirectory() as fresh:
        write_series_models(models, Path(fresh))
        different = [name for name in FILES if _hash(Path(fresh) / name) != _hash(folder / name)]
    return Verdict(FOLDER.name, "different" if different else "exact", "; ".join(different))


def _hash(path: Path) -> str:
    return sha256(path) if path.is_file() else ""

"""The finder of parallel series fitted anew from the annotated texts, and compared with the stored one."""

from __future__ import annotations

from functools import partial

from baogao.language.series.files import FOLDER
from baogao.language.series.fitting import fit_series
from baogao.language.series.models import FILES, write_series_models
from baogao.paths import texts_root
from baogao.study.series_texts import marked_texts
from baogao.study.stored_files import stored_or_compared
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
    return stored_or_compared(FOLDER, FILES, partial(write_series_models, models), write=write)

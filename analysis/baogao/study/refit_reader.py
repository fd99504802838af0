"""The reader of slogans fitted anew from background and annotated texts, and compared with the stored one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd

from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.reader.files import FOLDER
from baogao.language.reader.fitting import Annotated, fit, leave_out, prepare, vocabulary
from baogao.language.reader.forms import known_forms, plain
from baogao.language.reader.mining import form_statistics
from baogao.language.reader.models import FILES, Models, write_models
from baogao.paths import lexicon_path, texts_root
from baogao.rounding import significant
from baogao.study.reader_texts import annotated_texts, background
from baogao.study.stored_files import stored_or_compared
from baogao.study.verify import Verdict
from baogao.tables import read_rows

REVIEWED = ("form", "decision", "reason", "right_form", "class", "standing", "gloss_en", "round")
LIKELY, CERTAIN = 0.45, 0.82  # probabilities from which a find is likely and certain; see docs/slogan-reader.md


def refit_reader(*, write: bool = False) -> Verdict:
    """Fit the reader anew.

    Parameters
    ----------
    write : bool
        Store it in place of the old one.

    Raises
    ------
    CorpusError
        If texts of the background, or annotated ones, are not below ``BAOGAO_TEXTS``.
    """
    if not texts_root().is_dir():
        return Verdict(FOLDER.name, "left out", "the raw texts of the study are not below BAOGAO_TEXTS; put them there")
    lexicon, texts = load_lexicon(), annotated_texts()
    forms = form_table(texts, lexicon)
    models = fit_models(texts, forms, lexicon)
    return stored_or_compared(FOLDER, FILES, partial(write_models, models), write=write)


def form_table(texts: Iterable[Annotated], lexicon: Lexicon) -> pd.DataFrame:
    """The table of forms: those of the stored one, of the lexicon, those read and those annotated, counted anew."""
    decisions = read_decisions()
    stored = lexicon_path(FOLDER.name) / "forms.parquet"
    before = pd.read_parquet(stored, columns=["form"])["form"].tolist() if stored.is_file() else []
    classes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for form, name in {plain(form): name for form, name in text.classes.items()}.items():
            classes[form][name] += 1
    forms = sorted({*before, *decisions, *classes, *map(plain, lexicon.forms)})
    table = significant(form_statistics(forms, background()))
    table["decision"] = [decisions.get(form, "") for form in forms]
    table["readings"] = [sum(classes[form].values()) if form in classes else 0 for form in forms]
    table["marked"] = [classes[form].most_common(1)[0][0] if form in classes else "" for form in forms]
    return table


def read_decisions() -> dict[str, str]:
    """Decision on each form that was read: ``slogan``, or why not."""
    table = read_rows(lexicon_path("reviewed.tsv"), REVIEWED)
    decisions = table["reason"].where(table["decision"] == "refused", "slogan")
    return dict(zip(table["form"].map(plain), decisions, strict=True))


def fit_models(texts: Sequence[Annotated], forms: pd.DataFrame, lexicon: Lexicon) -> Models:
    """Fit the models on annotated texts."""
    known = known_forms(forms, lexicon.classes)
    words, tags = vocabulary(texts)
    training = leave_out(prepare(texts, known, words, tags), [])
    fitted = fit(training, training.documents >= 0)
    settings = {
        "likely": LIKELY,
        "certain": CERTAIN,
        "texts": len(texts),
        "lexicon_sha256": lexicon.sha256,
    }
    return Models(forms, words, tags, fitted, settings)

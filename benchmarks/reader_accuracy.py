"""How well slogans are found: every held-out text is read by models that were fitted without it.

    nice python benchmarks/reader_accuracy.py [GROUPS]

Writes corpus/lexicons/reader/accuracy.csv, counts for each way and text; benchmarks/reader_table.py makes a table of
it. docs/slogan-reader.md says what the ways are and how matches are counted. It takes the annotated texts, which are
below BAOGAO_TEXTS, and half an hour.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.reader.files import FOLDER
from baogao.language.reader.fitting import Fitted, fit, leave_out, prepare
from baogao.language.reader.forms import CLASSES, known_forms, plain
from baogao.language.reader.models import Models
from baogao.language.reader.reader import find_slogans
from baogao.language.stack import stack
from baogao.paths import find_study
from baogao.study.reader_texts import READINGS
from baogao.study.refit_reader import CERTAIN, LIKELY
from baogao.tables import read_rows, write_rows

from reader_held_out import Study, attested_once, bare, bare_text, read_study, without  # isort: skip
from reader_scores import annotation, score  # isort: skip

STRATA = ("text", "reports", "genre", "era")
Readings = Iterator[tuple[str, pd.DataFrame]]


def fitted_without(study: Study, left_out: Sequence[int]) -> tuple[Fitted, Fitted]:
    """Models of the reader, and others that know statistics of forms but nothing that a person said of them."""
    training = prepare(study.texts, known_forms(study.forms, study.classes), *study.vocabulary)
    training = leave_out(training, left_out)
    is_seen = ~np.isin(training.documents, left_out)
    return fit(training, is_seen), fit(training._replace(text=bare_text(training.text)), is_seen)


def read_by_models(
    study: Study, own: Sequence[int], fitted: Fitted, forms: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """What the reader finds in a text: form, class and probability of each occurrence."""
    passages = [(place, passage) for place, number in enumerate(own) for passage in study.texts[number].passages]
    stacked = stack([passage for _, passage in passages])
    models = Models(forms, *study.vocabulary, fitted, {"likely": LIKELY, "certain": CERTAIN})
    finds = find_slogans(stacked, np.array([place for place, _ in passages]), lexicon, models)
    written = [plain(stacked.text[start:end]) for start, end in zip(finds.starts, finds.ends, strict=True)]
    names = [CLASSES[code] for code in finds.classes]
    return pd.DataFrame({"form": written, "class": names, "probability": finds.probability})


def read_by_lexicon(study: Study, own: Sequence[int], hidden: Collection[str]) -> pd.DataFrame:
    """Every occurrence of a form of the lexicon in a text, nested ones too."""
    stacked = stack([passage for number in own for passage in study.texts[number].passages])
    matcher = load_lexicon().matcher
    places = matcher.places(stacked.text)
    listed = [plain(matcher.forms[number]) for number in places.numbers]
    written = [plain(stacked.text[start:end]) for start, end in zip(places.starts, places.ends, strict=True)]
    rows = [(form, study.classes[name], 1.0) for form, name in zip(written, listed, strict=True) if name not in hidden]
    return pd.DataFrame(rows, columns=["form", "class", "probability"])


def readings(study: Study, own: Sequence[int], left_out: Sequence[int], models: tuple[Fitted, Fitted]) -> Readings:
    """A text as each way reads it."""
    fitted, bare_fitted = models
    prompted = {plain(form) for number in own for form in study.texts[number].prompted}
    nowhere_else = prompted | attested_once(study.forms)
    yield "lexicon", read_by_lexicon(study, own, prompted)
    forms, _ = without(study, left_out, prompted)
    _, nothing = without(study, left_out, study.classes)
    yield "reader", read_by_models(study, own, bare_fitted, bare(forms), nothing)
    ways = {
        "both": prompted,
        "both, forms of other texts only": nowhere_else,
        "both, source not searched": nowhere_else | study.second_round,
    }
    for way, hidden in ways.items():
        occurrences = read_by_models(study, own, fitted, *without(study, left_out, hidden))
        yield way, occurrences
        if way == "both":
            yield "both, certain only", occurrences[occurrences["probability"] >= CERTAIN]


def rows_of_group(study: Study, group: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Counts for each way and text of a group, read by models that were fitted without the group."""
    numbers = {text.name: number for number, text in enumerate(study.texts)}
    reports = group["reports"].str.split("|")
    left_out = [numbers[report] for own in reports for report in own]
    models = fitted_without(study, left_out)
    for row, own in zip(group.itertuples(), reports, strict=True):
        gold = annotation(own)
        for way, occurrences in readings(study, [numbers[report] for report in own], left_out, models):
            yield {"way": way, "text": row.text, "genre": row.genre, "era": row.era, **score(gold, occurrences)}


def main(n_groups: int) -> None:
    study = read_study()
    held_out = read_rows(find_study() / READINGS / "held-out.tsv", STRATA)
    rows: list[dict[str, Any]] = []
    for number in range(n_groups):
        rows += rows_of_group(study, held_out[number::n_groups])
        print(f"group {number + 1} of {n_groups} read", file=sys.stderr, flush=True)
    table = pd.DataFrame(rows).sort_values("text", kind="stable")
    write_rows(find_study() / FOLDER / "accuracy.csv", table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6)

"""What the reader of slogans knows when texts are held out: neither their annotations nor some of the forms in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from baogao.language.lexicon import Lexicon, load_lexicon
from baogao.language.reader.files import FOLDER
from baogao.language.reader.fitting import Annotated, vocabulary
from baogao.language.reader.forms import plain
from baogao.language.reader.marks import Text
from baogao.paths import LEXICONS, find_study
from baogao.study.reader_texts import annotated_texts
from baogao.study.refit_reader import REVIEWED
from baogao.tables import read_rows


class Study(NamedTuple):
    """What is known before any text is held out; ``forms`` is the table of forms, ``classes`` those of the lexicon."""

    texts: Sequence[Annotated]
    forms: pd.DataFrame
    classes: dict[str, str]
    second_round: set[str]
    vocabulary: tuple[dict[str, int], dict[str, int]]


def read_study() -> Study:
    lexicon, texts = load_lexicon(), annotated_texts()
    reviewed = read_rows(find_study() / LEXICONS / "reviewed.tsv", REVIEWED)
    return Study(
        texts,
        pd.read_parquet(find_study() / FOLDER / "forms.parquet"),
        {plain(form): name for form, name in lexicon.classes.items()},
        set(reviewed.loc[reviewed["round"] == "2", "form"].map(plain)),
        vocabulary(texts),
    )


def attested_once(forms: pd.DataFrame) -> set[str]:
    """Forms that stand in one source and year of the background only: where a text has them, in no other text."""
    is_alone = (forms["issuers"] <= 1) | (forms["official_issuers"] == 0)  # or in the press of one year
    return set(forms.loc[is_alone & (forms["years"] <= 1), "form"])


def without(study: Study, left_out: Collection[int], hidden: Collection[str]) -> tuple[pd.DataFrame, Lexicon]:
    """Forms and lexicon as if some texts had not been annotated and some forms had neither been read nor listed."""
    marked: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, text in enumerate(study.texts):
        for form, name in {plain(form): name for form, name in text.classes.items()}.items():
            if number not in left_out:
                marked[form][name] += 1
    classes = {form: name for form, name in study.classes.items() if form not in hidden}
    forms, is_hidden = study.forms["form"], study.forms["form"].isin(set(hidden))
    table = study.forms.assign(
        decision=study.forms["decision"].where(~is_hidden, ""),
        readings=[marked[form].total() if form in marked else 0 for form in forms],
        marked=[marked[form].most_common(1)[0][0] if form in marked else "" for form in forms],
    )
    # What nothing speaks of now would not be in the table: that it has statistics would give it away.
    is_new = (table["decision"] == "") & (table["readings"] == 0) & ~forms.isin(classes)
    table = table[~(is_new & (is_hidden | (study.forms["readings"] > 0)))]
    columns = {"slogan_id": list(classes), "canonical": list(classes), "variants": "", "class": list(classes.values())}
    return table, Lexicon(pd.DataFrame(columns), f"{sorted(left_out)} {hash(frozenset(hidden))}")


def bare(forms: pd.DataFrame) -> pd.DataFrame:
    """Forms with their statistics, and nothing that a person said of them."""
    return forms.assign(decision="", readings=0, marked="")


def bare_text(text: Text) -> Text:
    """The same for spans of the annotated texts."""
    nothing, of_forms = np.zeros_like(text.decisions), np.zeros_like(text.known.decisions)
    known = text.known._replace(decisions=of_forms, classes=of_forms)
    return text._replace(known=known, decisions=nothing, classes=nothing, readings=nothing, marked=nothing)

"""Fitting the reader: annotated texts to its models, each look trained on chances from texts it was not fitted on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np
import pandas as pd
import rjieba
from numpy.typing import NDArray

from baogao.language.reader.classes import fit_classes
from baogao.language.reader.fingerprints import fingerprints
from baogao.language.reader.forms import CLASSES, Known, plain
from baogao.language.reader.linear import fit_linear, weigh
from baogao.language.reader.looks import FIRST_LOOK, SECOND_LOOK, log_odds, logistic, mixed
from baogao.language.reader.marks import CODES, NOTHING_HIDDEN, NUMBERS, Text, by_form, columns, in_report, read_text
from baogao.language.reader.models import Fitted
from baogao.language.reader.spans import candidate_spans
from baogao.language.reader.surroundings import FIELDS, highest, surroundings
from baogao.language.reader.tokens import PAUSE, read_tokens
from baogao.language.stack import Flags, Numbers, stack

FOLDS = 8
LEAST_TIMES, MOST_TAGS = 2, 60  # how often a word stands in the annotated texts to be known by itself
SHARED: dict[str, Any] = {
    "objective": "binary", "deterministic": True, "force_row_wise": True, "num_threads": 2, "verbosity": -1, "seed": 1,
    "bagging_fraction": 0.8, "bagging_freq": 1, "cat_smooth": 20, "max_bin": 127,
}  # fmt: skip
FIRST = {**SHARED, "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 15, "feature_fraction": 0.5,
         "scale_pos_weight": 2}  # fmt: skip
SECOND = {**SHARED, "learning_rate": 0.04, "num_leaves": 15, "min_data_in_leaf": 40, "feature_fraction": 0.3,
          "scale_pos_weight": 2}  # fmt: skip
N_FIRST, N_SECOND = 120, 150


class Annotated(NamedTuple):
    """A text that was read: its passages, normalised, and the class of each form that is a slogan in it.

    ``prompted`` are forms that were decided on because a reader that knew this text proposed them:
    nothing is known of them when the text serves for training, as with a text that nobody has read,
    nor of forms that stand in one source of the background only.
    """

    name: str
    passages: Sequence[str]
    classes: Mapping[str, str]
    prompted: Collection[str] = ()


class Training(NamedTuple):
    """Annotated texts as one text: spans, whether each is a slogan, of which class, and the text of each word."""

    text: Text
    is_slogan: Flags
    classes: Numbers
    documents: Numbers  # of each span
    forms: NDArray[np.str_]

    def part(self, wanted: Flags | Numbers) -> Training:
        """The same with some of the spans."""
        columns_ = (self.is_slogan[wanted], self.classes[wanted], self.documents[wanted], self.forms[wanted])
        return Training(self.text.part(wanted), *columns_)


def prepare(texts: Sequence[Annotated], known: Known, words: Mapping[str, int], tags: Mapping[str, int]) -> Training:
    """Mark the spans of annotated texts; a form is a slogan wherever it stands in a text in which it is marked."""
    passages = [passage for text in texts for passage in text.passages]
    stacked = stack(passages)
    tokens = read_tokens(stacked, words, tags)
    numbers = np.repeat(np.arange(len(texts)), [len(text.passages) for text in texts])
    reports = numbers[stacked.passages[tokens.starts]]
    spans = candidate_spans(tokens)
    hidden = [
        in_report(fingerprints(list(map(plain, text.prompted))), np.full(len(text.prompted), number))
        for number, text in enumerate(texts)
        if text.prompted
    ]
    form_in_text = in_report(spans.fingerprints, reports[spans.first])
    hidden.append(form_in_text[known.are_of_one_source[known.places(spans.fingerprints)]])
    text = read_text(tokens, spans, known, reports, np.unique(np.concatenate([NOTHING_HIDDEN, *hidden])))
    documents = reports[spans.first]
    classes = np.zeros(len(spans.first), np.int64)
    for number, annotated in enumerate(texts):
        forms = {plain(form): CLASSES.index(name) + 1 for form, name in annotated.classes.items()}
        own = np.flatnonzero(documents == number)
        of_form = pd.Series(list(forms.values()), fingerprints(list(forms)), dtype=np.int64)
        of_form = of_form[~of_form.index.duplicated()]
        classes[own] = of_form.reindex(spans.fingerprints[own]).fillna(0).to_numpy(np.int64)
    froms, tos = tokens.starts[spans.first].tolist(), tokens.ends[spans.last].tolist()
    forms_ = [
        plain(stacked.text[start:end]) if is_slogan else ""
        for start, end, is_slogan in zip(froms, tos, classes > 0, strict=True)
    ]
    return Training(text, classes > 0, classes, documents, np.array(forms_))


def vocabulary(texts: Iterable[Annotated]) -> tuple[dict[str, int], dict[str, int]]:
    """Words and parts of speech of the texts by number, the most frequent first; the mark 、 comes before all words."""
    words: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for text in texts:
        for word, part_of_speech in rjieba.tag("\n".join(text.passages)):
            words[word] += word.strip() != ""
            tags[part_of_speech] += 1
    often = [word for word, n_times in words.most_common() if n_times >= LEAST_TIMES and word != PAUSE]
    numbered = {word: number for number, word in enumerate([PAUSE, *often], 2)}
    return numbered, {tag: number for number, (tag, _) in enumerate(tags.most_common(MOST_TAGS), 2)}


def leave_out(training: Training, left_out: Sequence[int]) -> Training:
    """The same, as if some texts had not been annotated: no form is known from them, nor any from its own text."""
    text, documents = training.text, training.documents
    columns_ = {"form": text.spans.fingerprints, "document": documents, "class": training.classes}
    marked = pd.DataFrame(columns_)[training.is_slogan].drop_duplicates(["form", "document"])
    marked = marked[~marked["document"].isin(list(left_out))]
    counts = marked.groupby(["form", "class"]).size().unstack(fill_value=0).reindex(columns=range(1, len(CLASSES) + 1))
    votes = counts.reindex(text.spans.fingerprints).fillna(0).to_numpy(np.int64, copy=True)
    own = np.flatnonzero(training.is_slogan & ~np.isin(documents, list(left_out)))
    votes[own, training.classes[own] - 1] -= 1
    readings = votes.sum(axis=1)
    marked_class = np.where(readings > 0, votes.argmax(axis=1) + 1, 0)
    text = _without_traces(text._replace(readings=readings, marked=marked_class))
    return training._replace(text=text)


def _without_traces(text: Text) -> Text:
    """The same, where forms that are known only by the text in which they stand have no statistics.

    Had it not been annotated and read they would not be in the table of forms: a reader that was fitted with
    their statistics would take what the table lacks for no slogan.
    """
    is_hidden = np.isin(in_report(text.spans.fingerprints, text.reports[text.spans.first]), text.hidden)
    is_unknown = (text.readings == 0) & (text.decisions == 0) & (text.classes == 0)
    is_trace = is_unknown & (is_hidden | (text.known.readings[text.rows] > 0))
    return text._replace(rows=np.where(is_trace, len(text.known.fingerprints), text.rows))


def fit(training: Training, rows: Flags, seed: int = 1) -> Fitted:
    """Fit the models on the spans given by ``rows``; each is trained on chances from texts that were held out."""
    folds = _folds(training.documents, rows, seed)
    odds = _held_out_odds(training, rows, folds)
    left = rows & (logistic(odds) >= FIRST_LOOK)
    looked, odds, folds = training.part(left), odds[left], folds[left]
    marks = columns(looked.text)
    chance = mixed(_held_out(FIRST, N_FIRST, marks, looked.is_slogan, MARKS, folds), odds)
    left = chance >= SECOND_LOOK
    again, odds, chance, own_folds = looked.part(left), odds[left], chance[left], folds[left]
    around = np.column_stack([marks[left], surroundings(again.text, chance, odds)])
    names = [*MARKS, *FIELDS]
    last = _held_out(SECOND, N_SECOND, around, again.is_slogan, names, own_folds)
    is_slogan = again.is_slogan
    return Fitted(
        fit_linear(training.text, training.is_slogan, rows),
        trees(FIRST, N_FIRST, marks, looked.is_slogan, MARKS),
        trees(SECOND, N_SECOND, around, is_slogan, names),
        fit_classes(*_slogans(training.part(rows & training.is_slogan))),
        _calibration(again, highest(again.text, last)),
    )


def _slogans(training: Training) -> tuple[list[str], Numbers, Numbers, Numbers]:
    """Slogans once a text: their forms, classes in the lexicon and in other texts, and the class they are given."""
    first = np.unique(by_form(training.text), return_index=True)[1]
    once = training.part(first)
    return once.forms.tolist(), once.text.classes, once.text.marked, once.classes


def _held_out_odds(training: Training, rows: Flags, folds: Numbers) -> NDArray[np.float64]:
    """Log odds of each span by a linear model that did not see its text."""
    odds = np.zeros(len(folds))
    for fold in range(FOLDS):
        model = fit_linear(training.text, training.is_slogan, rows & (folds != fold))
        odds[folds == fold] = weigh(model, training.text.part(folds == fold))
    return odds


def _held_out(
    settings: Mapping[str, Any],
    n_trees: int,
    marks: NDArray[np.float64],
    labels: Flags,
    names: Sequence[str],
    folds: Numbers,
) -> NDArray[np.float64]:
    """Chance of each span by trees that did not see its text."""
    chance = np.zeros(len(labels))
    for fold in range(FOLDS):
        own = folds == fold
        chance[own] = trees(settings, n_trees, marks[~own], labels[~own], names).predict(marks[own])
    return chance


def _calibration(training: Training, chance: NDArray[np.float64]) -> tuple[float, float]:
    """Intercept and slope of the log odds of a form's highest chance in its text (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    first = np.unique(by_form(training.text), return_index=True)[1]
    line = LogisticRegression(C=1e6).fit(log_odds(chance[first])[:, None], training.is_slogan[first])
    return float(line.intercept_[0]), float(line.coef_[0, 0])


MARKS = [*NUMBERS, *(f"code_{name}" for name in CODES)]


def trees(
    settings: Mapping[str, Any], n_trees: int, marks: NDArray[np.float64], labels: NDArray[Any], names: Sequence[str]
) -> lgb.Booster:
    """Gradient boosted trees (Friedman 2001, Annals of Statistics 29(5), pp. 1189-1232)."""
    codes = [name for name in names if name.startswith("code_")]
    data = lgb.Dataset(
        marks, labels.astype(np.float64), feature_name=list(names), categorical_feature=codes, params=dict(settings)
    )
    return lgb.train(dict(settings), data, n_trees)


def _folds(documents: Numbers, rows: Flags, seed: int) -> Numbers:
    """Fold of each span by its text; -1 for spans left out."""
    texts = np.unique(documents[rows])
    order = np.random.default_rng(seed).permutation(texts)
    fold = np.full(documents.max() + 1, -1)
    fold[order] = np.arange(len(order)) % FOLDS
    return np.where(rows, fold[documents], -1)

"""Which class a slogan is of: a linear model over its words, its characters, and what is known of its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
import rjieba
from numpy.typing import NDArray

from baogao.language.reader.forms import CLASSES
from baogao.language.stack import Numbers

Weights = Mapping[str, NDArray[np.int64]]
INTERCEPT = ""
LEAST = 2  # slogans that have a mark
PENALTY, STEPS = 1.5, 300
UNIT = 1e-6  # of a weight: whole numbers add up to the same sum in any order


def marks_of(form: str, in_lexicon: int, marked: int) -> Iterator[str]:
    """Marks of a form: its words and pairs of characters, and its class in the lexicon and in annotated texts.

    Examples
    --------
    >>> list(marks_of("普法", 3, 0))[:6]
    ['lexicon 3', 'marked 0', 'both 3 0', 'first 普法', 'last 普法', 'size 2']
    """
    words = rjieba.cut(form)
    yield from (f"lexicon {in_lexicon}", f"marked {marked}", f"both {in_lexicon} {marked}")
    yield from (f"first {words[0]}", f"last {words[-1]}", f"size {len(form)}")
    yield from (f"word {word}" for word in words)
    yield from (f"pair {form[place : place + 2]}" for place in range(len(form) - 1))
    yield from (f"one {character}" for character in form)


def fit_classes(forms: Sequence[str], in_lexicon: Numbers, marked: Numbers, classes: Numbers) -> Weights:
    """Fit the weights of each mark for each class.

    Parameters
    ----------
    forms : sequence of str
        Without quotation marks.
    in_lexicon, marked, classes : array of int
        Class in the lexicon and in other annotated texts, 0 for none; the class that is right. From 1.

    Returns
    -------
    dict of str to array of int
        For each mark its weights in millionths, one for each of `CLASSES`.

    Notes
    -----
    Multinomial logistic regression with an L2 penalty.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counted = [_counted(*each) for each in zip(forms, in_lexicon.tolist(), marked.tolist(), strict=True)]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(counted)
    often = np.asarray((matrix > 0).sum(axis=0)).ravel() >= LEAST
    model = LogisticRegression(C=PENALTY, max_iter=STEPS).fit(matrix[:, often], classes)
    weights = np.zeros((often.sum() + 1, len(CLASSES)))
    weights[:, model.classes_ - 1] = np.vstack([model.coef_.T, model.intercept_])
    names = [*vectorizer.get_feature_names_out()[often].tolist(), INTERCEPT]
    return dict(zip(names, np.rint(weights / UNIT).astype(np.int64), strict=True))


def _counted(form: str, in_lexicon: int, marked: int) -> dict[str, float]:
    counts: dict[str, float] = {}
    for mark in marks_of(form, in_lexicon, marked):
        counts[mark] = counts.get(mark, 0) + 1
    return counts


def class_of(weights: Weights, form: str, in_lexicon: int, marked: int) -> int:
    """Number of a form's most likely class in `CLASSES`; in a tie the first."""
    total = weights[INTERCEPT].copy()
    for mark in marks_of(form, in_lexicon, marked):
        if mark in weights:
            total += weights[mark]
    return int(total.argmax())


def weights_of(table: pd.DataFrame) -> Weights:
    """Weights by mark, of a table."""
    return dict(zip(table["mark"], table[list(CLASSES)].to_numpy(np.int64), strict=True))


def table_of(weights: Weights) -> pd.DataFrame:
    """Weights as a table: ``mark``, and a column for each of `CLASSES`."""
    table = pd.DataFrame(np.array(list(weights.values())).reshape(-1, len(CLASSES)), columns=list(CLASSES))
    table.insert(0, "mark", list(weights))
    return table

"""The first look: a linear model over the keys of a span, quick enough to weigh every span of a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baogao.language.reader.marks import Text, keys
from baogao.language.reader.spans import Spans
from baogao.language.stack import Flags, Numbers

LEAST = 2  # training spans that have a key
PENALTY = 0.5  # inverse of the strength of regularisation
UNIT = 1e-6  # of a weight: whole numbers add up to the same sum in any order
STEPS = 60


class Linear(NamedTuple):
    """Weights by family of keys, in millionths, keys in order, and the intercept."""

    weights: Mapping[str, tuple[Numbers, Numbers]]
    intercept: int


def weigh(model: Linear, text: Text) -> NDArray[np.float64]:
    """Log odds of each span that it is a slogan."""
    total = np.full(len(text.spans.first), model.intercept, np.int64)
    for family, of, own in keys(text):
        known, weights = model.weights.get(family, (np.zeros(0, np.int64), np.zeros(0, np.int64)))
        if len(known):
            places = np.minimum(np.searchsorted(known, own), len(known) - 1)
            total += _spread(of, np.where(known[places] == own, weights[places], 0), text.spans)
    return np.asarray(total * UNIT, np.float64)


def _spread(of: str, values: Numbers, spans: Spans) -> Numbers:
    """Weights of words, pairs of words or spans as weights of spans."""
    if of == "span":
        return values
    if of in ("first", "last"):
        return values[spans.first if of == "first" else spans.last]
    sums = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(sums[spans.last + (of == "word")] - sums[spans.first])


def fit_linear(text: Text, is_slogan: Flags, rows: Flags) -> Linear:
    """Fit the weights on some spans.

    Notes
    -----
    Logistic regression with an L2 penalty by coordinate descent (liblinear: Fan et al. 2008, JMLR 9, pp. 1871-1874).
    """
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    part = text.part(rows)
    families = {}
    blocks = []
    for family, of, own in keys(part):
        spans, values = _entries(of, own, part.spans)
        known, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
        often = counts >= LEAST
        renumbered = np.cumsum(often) - 1
        taken = often[codes]
        shape = (len(part.spans.first), int(often.sum()))
        blocks.append(csr_matrix((np.ones(taken.sum()), (spans[taken], renumbered[codes[taken]])), shape))
        families[family] = known[often]
    model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=STEPS, random_state=0)
    model.fit(hstack(blocks, format="csr"), is_slogan[rows])
    edges = np.cumsum([0, *map(len, families.values())])
    slopes = np.rint(model.coef_[0] / UNIT).astype(np.int64)
    weights = {
        family: (own, slopes[start:end])
        for (family, own), start, end in zip(families.items(), edges[:-1], edges[1:], strict=True)
    }
    return Linear(weights, round(model.intercept_[0] / UNIT))


def _entries(of: str, own: Numbers, spans: Spans) -> tuple[Numbers, Numbers]:
    """Span and key of every entry of one family."""
    every = np.arange(len(spans.first))
    if of == "span":
        return every, own
    if of in ("first", "last"):
        return every, own[spans.first if of == "first" else spans.last]
    sizes = spans.last - spans.first + (of == "word")
    numbers = np.repeat(every, sizes)
    steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return numbers, own[np.repeat(spans.first, sizes) + steps]


def to_table(model: Linear) -> pd.DataFrame:
    """Weights as a table: family, key, weight; the intercept is a family of one key."""
    parts = [
        pd.DataFrame({"family": family, "key": own, "weight": weights})
        for family, (own, weights) in model.weights.items()
    ]
    intercept = pd.DataFrame({"family": ["intercept"], "key": [0], "weight": [model.intercept]})
    return pd.concat([*parts, intercept], ignore_index=True)


def from_table(table: pd.DataFrame) -> Linear:
    """The model that a table holds."""
    weights = {
        str(family): (rows["key"].to_numpy(np.int64), rows["weight"].to_numpy(np.int64))
        for family, rows in table.groupby("family", sort=False)
    }
    return Linear(
        {name: pair for name, pair in weights.items() if name != "intercept"}, int(weights["intercept"][1][0])
    )

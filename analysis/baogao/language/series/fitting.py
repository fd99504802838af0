"""Fitting the finder of series: annotated texts to the gate and the scorer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np

from baogao.language.series.candidates import GATE, KINDS, Candidates, candidates, gate_marks
from baogao.language.series.choice import Span
from baogao.language.series.levels import LEVELS, segments
from baogao.language.series.lines import Part
from baogao.language.series.marks import FIELDS, marks
from baogao.language.series.members import Floats, describe
from baogao.language.series.models import SeriesModels
from baogao.language.series.words import read_words
from baogao.language.stack import Numbers

SHARED: dict[str, Any] = {
    "objective": "cross_entropy", "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbosity": -1,
    "seed": 1, "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 127,
}  # fmt: skip
GATE_TREES = {**SHARED, "learning_rate": 0.1, "num_leaves": 15, "min_data_in_leaf": 30, "feature_fraction": 0.6}
SCORER_TREES = {**SHARED, "learning_rate": 0.05, "num_leaves": 63, "min_data_in_leaf": 60, "feature_fraction": 0.3,
                "lambda_l2": 5}  # fmt: skip
N_GATE, N_SCORER = 60, 200
OPEN, LEAST_SCORE = 0.03, 0.34
SETTINGS = {"open": OPEN, "least_score": LEAST_SCORE}
LESS, MORE = 0.4, 0.9  # overlap with an annotated series that makes a candidate none, and one


class Marked(NamedTuple):
    """A text whose series a reader marked: its passages, and each series' offsets and number of members."""

    name: str
    parts: Sequence[Part]
    series: Sequence[tuple[int, int, int]]


def fit_series(texts: Sequence[Marked], *, least: int = 3, levels: Collection[str] = KINDS) -> SeriesModels:
    """Fit the gate on neighbours, then the scorer on the candidates that it lets through."""
    gate = fit_gate(texts, levels)
    models = SeriesModels(gate, gate, SETTINGS)
    found = [candidates([text.parts], models.may_be_members, least=least, levels=levels) for text in texts]
    wanted = np.concatenate([labels(each, text) for each, text in zip(found, texts, strict=True)])
    scorer = _trees(SCORER_TREES, N_SCORER, np.concatenate([marks(each) for each in found]), wanted, FIELDS)
    return SeriesModels(gate, scorer, {**SETTINGS, "texts": len(texts)})


def labels(found: Candidates, text: Marked) -> Floats:
    """How much each candidate is a series that was marked: from 0 below an overlap of `LESS` to 1 from `MORE` on."""
    nearest = nearest_series(found.starts, found.ends, [one[:2] for one in text.series])
    return np.clip((nearest - LESS) / (MORE - LESS), 0, 1)


def nearest_series(starts: Numbers, ends: Numbers, series: Sequence[Span]) -> Floats:
    """Highest overlap of each span with one of the series."""
    best = np.zeros(len(starts))
    for start, end in series:
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        union = np.maximum(ends, end) - np.minimum(starts, start)
        best = np.maximum(best, np.maximum(shared, 0) / union)
    return best


def fit_gate(texts: Sequence[Marked], levels: Collection[str] = KINDS) -> lgb.Booster:
    """Fit what tells neighbours that may be members of one series."""
    rows, wanted = [], []
    for text in texts:
        words = read_words("\n".join(part.text for part in text.parts))
        for level in (level for level in LEVELS if level in levels):
            cut = segments(words, LEVELS[level])
            members = describe(words, cut.first, cut.last)
            one, known = gate_marks(members, cut, level)
            rows.append(known)
            wanted.append(_are_members(members.starts, members.ends, cut.stretch, one, text.series))
    return _trees(GATE_TREES, N_GATE, np.concatenate(rows), np.concatenate(wanted), GATE)


def _are_members(
    starts: Numbers, ends: Numbers, stretches: Numbers, one: Numbers, series: Sequence[tuple[int, int, int]]
) -> Floats:
    """Whether neighbours are members of a series that has about as many members as it has segments of this level."""
    wanted = np.zeros(len(starts))
    for start, end, n_members in series:
        inside = np.flatnonzero((starts < end) & (ends > start))
        if len(inside) and len(set(stretches[inside].tolist())) == 1 and abs(len(inside) - n_members) <= 1:
            wanted[inside[:-1]] = 1
    return wanted[one]


def _trees(settings: dict[str, Any], n_trees: int, known: Floats, wanted: Floats, names: Sequence[str]) -> lgb.Booster:
    data = lgb.Dataset(known, wanted, feature_name=list(names))
    return lgb.train(settings, data, n_trees)

"""Texts to slogans: every candidate span is looked at three times, and each form gets one probability a report."""

from __future__ import annotations

from typing import Literal, NamedTuple

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from baogao.language.lexicon import Lexicon
from baogao.language.reader.classes import class_of
from baogao.language.reader.forms import STATISTICS, Known, known_forms, plain
from baogao.language.reader.linear import weigh
from baogao.language.reader.looks import FIRST_LOOK, SECOND_LOOK, calibrated, logistic, mixed
from baogao.language.reader.marks import Text, columns, read_text
from baogao.language.reader.models import Fitted, Models, load_models
from baogao.language.reader.spans import candidate_spans
from baogao.language.reader.surroundings import highest, surroundings
from baogao.language.reader.tokens import read_tokens
from baogao.language.stack import Flags, Numbers, Stack
from baogao.rounding import rounded

Tier = Literal["certain", "likely"]
Chance = NDArray[np.float64]


class Finds(NamedTuple):
    """Slogans that the reader finds, one entry an occurrence, by place.

    ``starts`` and ``ends`` are offsets into the stacked text; ``probability`` is that of the form
    in its report, the same for all its occurrences; ``classes`` are numbers of `CLASSES`.
    """

    starts: Numbers
    ends: Numbers
    probability: Chance
    classes: Numbers
    in_lexicon: Flags
    text: Text


def find_slogans(stacked: Stack, reports: Numbers, lexicon: Lexicon, models: Models | None = None) -> Finds:
    """Find the slogans of some reports, those of the lexicon and others.

    Parameters
    ----------
    stacked : Stack
        Normalised passages.
    reports : array of int
        The report of each passage, by number: occurrences in one report count as evidence for each other.
    lexicon : Lexicon
        A form of it is a strong mark, and no more: the reader may decide against it.
    models : Models, optional
        The study's when not given.

    Returns
    -------
    Finds
        Those that are at least likely.

    Notes
    -----
    A linear model weighs every run of words within a clause; trees look at the tenth of them that
    has a chance, then other trees at those left, now with the chances of the spans around each.
    Nothing of it depends on the other reports given.
    """
    models = models or load_models()
    tokens = read_tokens(stacked, models.words, models.tags)
    known = _known(models, lexicon)
    text = read_text(tokens, candidate_spans(tokens), known, reports[stacked.passages[tokens.starts]])
    text, chance = looks(text, models.fitted)
    probability = rounded(calibrated(highest(text, chance), models.fitted.calibration))
    is_likely = probability >= models.settings["likely"]
    text, probability = text.part(is_likely), probability[is_likely]
    starts, ends = edges(text)
    return Finds(
        starts,
        ends,
        probability,
        _classes(stacked, text, models.fitted),
        text.classes > 0,
        text,
    )


def edges(text: Text) -> tuple[Numbers, Numbers]:
    """Offsets of spans, with a quotation mark at an edge if its fellow stands inside: “三农”工作, not 三农”工作."""
    tokens, first, last = text.tokens, text.spans.first, text.spans.last
    opened = np.concatenate([[0], np.cumsum(tokens.opens)])
    closed = np.concatenate([[0], np.cumsum(tokens.closes)])
    closes_inside = tokens.opens[first] & (closed[last] > closed[first])
    opens_inside = tokens.closes[last] & (opened[last + 1] > opened[first + 1])
    return tokens.starts[first] - closes_inside, tokens.ends[last] + opens_inside


def _classes(stacked: Stack, text: Text, fitted: Fitted) -> Numbers:
    """Class of each span's form; worked out once a form."""
    tokens, spans = text.tokens, text.spans
    known: dict[tuple[str, int, int], int] = {}
    offsets = (tokens.starts[spans.first].tolist(), tokens.ends[spans.last].tolist())
    of_spans = []
    for start, end, in_lexicon, marked in zip(*offsets, text.classes.tolist(), text.marked.tolist(), strict=True):
        key = (plain(stacked.text[start:end]), in_lexicon, marked)
        if key not in known:
            known[key] = class_of(fitted.classes, *key)
        of_spans.append(known[key])
    return np.array(of_spans, np.int64)


def looks(text: Text, fitted: Fitted) -> tuple[Text, Chance]:
    """The spans that are left after two looks, and their chances after the third."""
    odds = weigh(fitted.linear, text)
    left = logistic(odds) >= FIRST_LOOK
    text, odds = text.part(left), odds[left]
    marks = columns(text)
    chance = mixed(_predicted(fitted.first, marks), odds)
    left = chance >= SECOND_LOOK
    text, odds, marks, chance = text.part(left), odds[left], marks[left], chance[left]
    return text, _predicted(fitted.second, np.column_stack([marks, surroundings(text, chance, odds)]))


def _predicted(trees: lgb.Booster, marks: Chance) -> Chance:
    """Predictions, one row a span; LightGBM takes no empty table."""
    return np.asarray(trees.predict(marks, num_threads=1)) if len(marks) else np.zeros((0,))


def _known(models: Models, lexicon: Lexicon) -> Known:
    """The table of forms joined with a lexicon; the last one is kept, since making it takes a fifth of a second."""
    key = (id(models), lexicon.sha256)
    if key not in _CACHE:
        _CACHE.clear()
        _CACHE[key] = (models, known_forms(models.forms, lexicon.classes))
    return _CACHE[key][1]


_CACHE: dict[tuple[int, str], tuple[Models, Known]] = {}  # the models are held, so that no others get their id


def tier(probability: float, models: Models) -> Tier:
    """How sure a find is, by the limits that the models state."""
    return "certain" if probability >= models.settings["certain"] else "likely"


def reasons(finds: Finds, index: int) -> list[str]:
    """What speaks for a find, in the order of its weight for a person who checks it.

    Such as ``in the lexicon``, ``marked in 3 annotated texts``, ``in quotation marks``, ``12 issuers``.
    """
    text, spans, tokens = finds.text, finds.text.spans, finds.text.tokens
    row = text.rows[index]
    issuers = text.known.statistics[row, STATISTICS.index("issuers")]
    named = [
        ("in the lexicon", finds.in_lexicon[index]),
        ("read as a slogan", text.decisions[index] == 1),
        (f"marked in {text.readings[index]} annotated texts", text.readings[index] > 0),
        ("in quotation marks", tokens.opens[spans.first[index]] and tokens.closes[spans.last[index]]),
        (f"{issuers:.0f} issuers", issuers > 1),
        (f"{text.n_times[index]} times here", text.n_times[index] > 1),
        ("a chain", spans.n_pauses[index] > 0),
    ]
    return [reason for reason, holds in named if holds] or ["its words and their order"]

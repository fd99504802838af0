"""Marks of candidate spans: the keys of the first look, and the columns of numbers and codes of the second."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baogao.language.reader.forms import STATISTICS, Known
from baogao.language.reader.spans import Spans
from baogao.language.reader.tokens import EDGE, Tokens
from baogao.language.stack import Flags, Numbers

NUMERALS = "一二两三四五六七八九十百千万双全多0123456789"
N_COMMON = 1500  # words that the trees know one by one; the vocabulary has the most frequent first
TAG_LETTERS = 5  # of the first words of a span, as its shape
Columns = NDArray[np.float64]


class Text(NamedTuple):
    """What marks are read from: words, spans, what is known of the span's form, and the report of each word."""

    tokens: Tokens
    spans: Spans
    known: Known
    reports: Numbers
    rows: Numbers  # of each span's form in `known`
    readings: Numbers  # annotated texts in which each span's form is a slogan
    marked: Numbers  # the class that most of these give it, 0 for none
    n_times: Numbers  # spans of the same report that have each span's form

    def part(self, wanted: Numbers | Flags) -> Text:
        """The same with some of the spans, by flags or numbers."""
        columns = (self.rows[wanted], self.readings[wanted], self.marked[wanted], self.n_times[wanted])
        return Text(self.tokens, self.spans.part(wanted), self.known, self.reports, *columns)


def read_text(tokens: Tokens, spans: Spans, known: Known, reports: Numbers) -> Text:
    """Look the forms of all spans up; ``reports`` has the report of each word."""
    rows = known.places(spans.fingerprints)
    forms = by_form(spans, reports)
    n_times = np.bincount(forms)[forms]
    return Text(tokens, spans, known, reports, rows, known.readings[rows], known.marked[rows], n_times)


def by_form(spans: Spans, reports: Numbers) -> Numbers:
    """Number of each span's form in its report: equal for equal forms of one report."""
    keys = spans.fingerprints ^ (reports[spans.first].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return np.asarray(np.unique(keys, return_inverse=True)[1])


def beside(tokens: Tokens, values: Numbers, step: int) -> Numbers:
    """A value of the word before (-1) or behind (1) each word of a clause; `EDGE` where the clause ends."""
    shifted = np.roll(values, -step)
    same = np.roll(tokens.clauses, -step) == tokens.clauses
    if len(same):
        same[-1 if step > 0 else 0] = False
    return np.where(same, shifted, EDGE)


def shape(text: Text) -> Numbers:
    """Parts of speech of the first five words of each span, and its number of words up to six, as one number."""
    tags, spans = text.tokens.tags, text.spans
    code = np.minimum(spans.n_words, 6)
    for place in range(TAG_LETTERS):
        index = np.minimum(spans.first + place, len(tags) - 1)
        code = code * 64 + np.where(spans.first + place <= spans.last, tags[index], 0)
    return code


def extended(text: Text, before: int, behind: int) -> Numbers:
    """Row in `known` of each span with a word added (1) or taken off (-1) at its edges; the last if there is none."""
    tokens, spans, known = text.tokens, text.spans, text.known
    first, last = spans.first - before, spans.last + behind
    inside = (first >= 0) & (last < len(tokens.words)) & (first <= last)
    first, last = np.clip(first, 0, len(tokens.words) - 1), np.clip(last, 0, len(tokens.words) - 1)
    inside &= tokens.clauses[first] == tokens.clauses[last]
    rows = np.full(len(first), len(known.fingerprints))
    rows[inside] = known.places(tokens.text.of(tokens.froms[first[inside]], tokens.tos[last[inside]]))
    return rows


def standing(known: Known, rows: Numbers) -> Numbers:
    """What is known of forms: 3 for a slogan of the lexicon, 2 if read as one, 0 if refused, 1 if it was never read."""
    decisions = known.decisions[rows]
    return np.where(known.classes[rows] > 0, 3, np.where(decisions == 1, 2, np.where(decisions > 1, 0, 1)))


def keys(text: Text) -> dict[str, tuple[str, Numbers]]:
    """Keys of the first look: for each family to what they belong (word, first, last, span) and the keys.

    A linear model gives each key a weight. Keys of ``word`` are summed over the words of a span,
    ``pair`` over its pairs of neighbouring words; ``first`` and ``last`` belong to the span's
    first and last word.
    """
    tokens, spans, known = text.tokens, text.spans, text.known
    words, tags = tokens.words, tokens.tags
    before, behind = beside(tokens, words, -1), beside(tokens, words, 1)
    size = np.int64(1 << 20)
    statistics = known.statistics[text.rows]
    often = np.nan_to_num(np.log2(statistics[:, STATISTICS.index("count")] + 1), nan=30).astype(np.int64)
    free = np.nan_to_num(statistics[:, STATISTICS.index("free_right")] * 4, nan=7).astype(np.int64)
    kind = known.classes[text.rows]
    edges = 2 * _at_edge(tokens, spans.first, -1) + _at_edge(tokens, spans.last, 1)
    quotes = 2 * tokens.opens[spans.first] + tokens.closes[spans.last]
    return {
        "word": ("word", words),
        "pair": ("pair", words * size + behind),
        "first": ("first", words),
        "last": ("last", words),
        "before": ("first", before),
        "behind": ("last", behind),
        "before-first": ("first", before * size + words),
        "last-behind": ("last", words * size + behind),
        "tags-before": ("first", beside(tokens, tags, -1) * 64 + tags),
        "tags-behind": ("last", tags * 64 + beside(tokens, tags, 1)),
        "first-character": ("first", tokens.codes[tokens.froms].astype(np.int64)),
        "last-character": ("last", tokens.codes[tokens.tos - 1].astype(np.int64)),
        "ends": ("span", words[spans.first] * size + words[spans.last]),
        "shape": ("span", shape(text)),
        "size": ("span", spans.n_words * 64 + np.minimum(spans.n_chars, 16)),
        "decision": ("span", known.decisions[text.rows] * 8 + kind),
        "quotes": ("span", quotes),
        "edges": ("span", edges),
        "chain": ("span", np.minimum(spans.n_pauses, 5)),
        "statistics": ("span", often * 8 + free),
        "times": ("span", np.minimum(text.n_times, 5)),
        "readings": ("span", np.minimum(text.readings, 3) * 8 + kind),
    }


def _at_edge(tokens: Tokens, words: Numbers, step: int) -> Numbers:
    return np.asarray(beside(tokens, np.zeros_like(tokens.clauses), step)[words] == EDGE, np.int64)


NUMBERS = (
    "n_words", "n_chars", "n_pauses", "n_times", "opens", "closes", "quoted_inside", "at_start", "at_end", "numeral",
    "repeated", "readings", "longer_left", "longer_right", "shorter_left", "shorter_right", *STATISTICS,
)  # fmt: skip
CODES = (
    "first",
    "last",
    "before",
    "behind",
    "tag_first",
    "tag_last",
    "tag_before",
    "tag_behind",
    "decision",
    "class",
    "marked",
)


def columns(text: Text) -> Columns:
    """Columns of the trees, `NUMBERS` and then `CODES`, one row a span."""
    tokens, spans, known, rows = text.tokens, text.spans, text.known, text.rows
    marked = np.concatenate([[0], np.cumsum(tokens.opens | tokens.closes)])
    numbers = [
        spans.n_words,
        spans.n_chars,
        spans.n_pauses,
        text.n_times,
        tokens.opens[spans.first],
        tokens.closes[spans.last],
        marked[spans.last + 1] - marked[spans.first] > 0,
        _at_edge(tokens, spans.first, -1),
        _at_edge(tokens, spans.last, 1),
        np.isin(tokens.codes[tokens.froms[spans.first]], [ord(numeral) for numeral in NUMERALS]),
        _repeated(tokens, spans),
        text.readings,
        standing(known, extended(text, 1, 0)),
        standing(known, extended(text, 0, 1)),
        standing(known, extended(text, -1, 0)),
        standing(known, extended(text, 0, -1)),
    ]
    words, tags = np.where(tokens.words < N_COMMON, tokens.words, 0), tokens.tags
    codes = [
        words[spans.first],
        words[spans.last],
        beside(tokens, words, -1)[spans.first],
        beside(tokens, words, 1)[spans.last],
        tags[spans.first],
        tags[spans.last],
        beside(tokens, tags, -1)[spans.first],
        beside(tokens, tags, 1)[spans.last],
        known.decisions[rows],
        known.classes[rows],
        text.marked,
    ]
    return np.column_stack([*numbers, known.statistics[rows], *codes]).astype(np.float64)


def _repeated(tokens: Tokens, spans: Spans) -> Numbers:
    """Characters of each span that stand in it already."""
    if not len(spans.first):
        return np.zeros(0, np.int64)
    widths = np.arange(spans.n_chars.max())
    places = np.minimum(tokens.froms[spans.first][:, None] + widths, len(tokens.codes) - 1)
    is_inside = widths < spans.n_chars[:, None]
    characters = np.where(is_inside, tokens.codes[places].astype(np.int64), -1 - widths)
    ordered = np.sort(characters, axis=1)
    return np.asarray((ordered[:, 1:] == ordered[:, :-1]).sum(axis=1))

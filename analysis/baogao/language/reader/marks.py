"""Marks of candidate spans: the keys of the first look, and the columns of numbers and codes of the second."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baogao.language.reader.fingerprints import Fingerprints
from baogao.language.reader.forms import STATISTICS, Known
from baogao.language.reader.spans import Spans
from baogao.language.reader.tokens import EDGE, Tokens
from baogao.language.stack import Flags, Numbers

NUMERALS = "一二两三四五六七八九十百千万双全多0123456789"
SALT = 0x9E3779B97F4A7C15  # parts the reports in keys of forms
N_COMMON = 1500  # words that the trees know one by one; the vocabulary has the most frequent first
TAG_LETTERS = 5  # of the first words of a span, as its shape
Columns = NDArray[np.float64]


class Text(NamedTuple):
    """What marks are read from: words, spans, and what is known of each span's form.

    ``reports`` has the report of each word; all columns behind it belong to the spans: the row in
    ``known``, what was decided on the form and its class in the lexicon, the annotated texts that mark
    it and the class that most of these give it (0 for none), and how many spans of its report have it.
    ``hidden`` are keys of forms and reports (`in_report`): in that report nothing is known of the form.
    """

    tokens: Tokens
    spans: Spans
    known: Known
    hidden: Fingerprints
    reports: Numbers
    rows: Numbers
    decisions: Numbers
    classes: Numbers
    readings: Numbers
    marked: Numbers
    n_times: Numbers

    def part(self, wanted: Numbers | Flags) -> Text:
        """The same with some of the spans, by flags or numbers."""
        rows, decisions, classes, readings, marked, n_times = (column[wanted] for column in self[5:])
        return self._replace(
            spans=self.spans.part(wanted),
            rows=rows,
            decisions=decisions,
            classes=classes,
            readings=readings,
            marked=marked,
            n_times=n_times,
        )


NOTHING_HIDDEN: Fingerprints = np.zeros(0, np.uint64)


def read_text(
    tokens: Tokens, spans: Spans, known: Known, reports: Numbers, hidden: Fingerprints = NOTHING_HIDDEN
) -> Text:
    """Look the forms of all spans up; ``reports`` has the report of each word."""
    own = reports[spans.first]
    rows, decisions, classes = looked_up(known, spans.fingerprints, own, hidden)
    forms = np.unique(in_report(spans.fingerprints, own), return_inverse=True)[1]
    n_times = np.bincount(forms)[forms]
    columns_ = (rows, decisions, classes, known.readings[rows], known.marked[rows], n_times)
    return Text(tokens, spans, known, hidden, reports, *columns_)


def in_report(forms: Fingerprints, reports: Numbers) -> Fingerprints:
    """One key for a form in a report."""
    return np.asarray(forms ^ (reports.astype(np.uint64) * np.uint64(SALT)))


def looked_up(
    known: Known, forms: Fingerprints, reports: Numbers, hidden: Fingerprints
) -> tuple[Numbers, Numbers, Numbers]:
    """Row of each form in ``known``, what was decided on it, and its class in the lexicon; 0 for none."""
    rows = known.places(forms)
    decisions, classes = known.decisions[rows], known.classes[rows]
    if len(hidden):
        is_seen = ~np.isin(in_report(forms, reports), hidden)
        decisions, classes = decisions * is_seen, classes * is_seen
    return rows, decisions, classes


def by_form(text: Text) -> Numbers:
    """Number of each span's form in its report: equal for equal forms of one report."""
    keys_ = in_report(text.spans.fingerprints, text.reports[text.spans.first])
    return np.asarray(np.unique(keys_, return_inverse=True)[1])


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


def standing(text: Text, before: int, behind: int) -> Numbers:
    """What is known of each span's form with a word added (1) or taken off (-1) at its edges.

    3 for a slogan of the lexicon, 2 if it was read as one, 0 if refused, 1 if it was never read or the
    clause ends there.
    """
    tokens, spans = text.tokens, text.spans
    first, last = spans.first - before, spans.last + behind
    inside = (first >= 0) & (last < len(tokens.words)) & (first <= last)
    first, last = np.clip(first, 0, len(tokens.words) - 1), np.clip(last, 0, len(tokens.words) - 1)
    inside &= tokens.clauses[first] == tokens.clauses[last]
    forms = tokens.text.of(tokens.froms[first[inside]], tokens.tos[last[inside]])
    _, decisions, classes = looked_up(text.known, forms, text.reports[first[inside]], text.hidden)
    known = np.ones(len(first), np.int64)
    known[inside] = np.where(classes > 0, 3, np.where(decisions == 1, 2, np.where(decisions > 1, 0, 1)))
    return known


def keys(text: Text) -> Iterator[tuple[str, str, Numbers]]:
    """Keys of the first look: each family, to what its keys belong (word, first, last, span), and the keys.

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
    kind = text.classes
    edges = 2 * _at_edge(tokens, spans.first, -1) + _at_edge(tokens, spans.last, 1)
    quotes = 2 * tokens.opens[spans.first] + tokens.closes[spans.last]
    yield "word", "word", words
    yield "pair", "pair", words * size + behind
    yield "first", "first", words
    yield "last", "last", words
    yield "before", "first", before
    yield "behind", "last", behind
    yield "before-first", "first", before * size + words
    yield "last-behind", "last", words * size + behind
    yield "tags-before", "first", beside(tokens, tags, -1) * 64 + tags
    yield "tags-behind", "last", tags * 64 + beside(tokens, tags, 1)
    yield "first-character", "first", tokens.codes[tokens.froms].astype(np.int64)
    yield "last-character", "last", tokens.codes[tokens.tos - 1].astype(np.int64)
    yield "ends", "span", words[spans.first] * size + words[spans.last]
    yield "shape", "span", shape(text)
    yield "size", "span", spans.n_words * 64 + np.minimum(spans.n_chars, 16)
    yield "decision", "span", text.decisions * 8 + kind
    yield "quotes", "span", quotes
    yield "edges", "span", edges
    yield "chain", "span", np.minimum(spans.n_pauses, 5)
    yield "statistics", "span", often * 8 + free
    yield "times", "span", np.minimum(text.n_times, 5)
    yield "readings", "span", np.minimum(text.readings, 3) * 8 + kind


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
        standing(text, 1, 0),
        standing(text, 0, 1),
        standing(text, -1, 0),
        standing(text, 0, -1),
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
        text.decisions,
        text.classes,
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

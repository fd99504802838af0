"""Candidate spans: every run of words within a clause that is short enough to be a slogan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from baogao.language.reader.fingerprints import Fingerprints
from baogao.language.reader.tokens import Tokens
from baogao.language.stack import Flags, Numbers

MOST_WORDS, MOST_CHARS = 9, 18
CHAIN_WORDS, CHAIN_CHARS = 20, 34  # of a span that holds 、: a set formula of several members


class Spans(NamedTuple):
    """Spans by the numbers of their first and last word, the fingerprint of their characters, and their sizes."""

    first: Numbers
    last: Numbers
    fingerprints: Fingerprints
    n_chars: Numbers
    n_pauses: Numbers

    @property
    def n_words(self) -> Numbers:
        """Words of each span, marks 、 included."""
        return self.last - self.first + 1

    def part(self, wanted: Numbers | Flags) -> Spans:
        """Some of the spans, by flags or numbers."""
        sizes = (self.n_chars[wanted], self.n_pauses[wanted])
        return Spans(self.first[wanted], self.last[wanted], self.fingerprints[wanted], *sizes)


def candidate_spans(tokens: Tokens) -> Spans:
    """Every span of at most nine words and 18 characters, or, where it holds 、, of 20 words and 34 characters.

    Examples
    --------
    >>> from baogao.language.reader.tokens import read_tokens
    >>> from baogao.language.stack import stack
    >>> spans = candidate_spans(read_tokens(stack(["依法行政，普法"]), {}, {}))
    >>> spans.n_chars.tolist()  # 依法行政 is one word
    [4, 2]
    """
    n_words = len(tokens.words)
    pauses = np.concatenate([[0], np.cumsum(tokens.is_pause)])
    lists = [_spans_of(tokens, pauses, size) for size in range(1, min(CHAIN_WORDS, n_words) + 1)]
    first = np.concatenate([first for first, _ in lists]) if lists else np.zeros(0, np.int64)
    last = np.concatenate([last for _, last in lists]) if lists else np.zeros(0, np.int64)
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    return Spans(
        first,
        last,
        tokens.text.of(tokens.froms[first], tokens.tos[last]),
        tokens.tos[last] - tokens.froms[first],
        pauses[last + 1] - pauses[first],
    )


def _spans_of(tokens: Tokens, pauses: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """First and last words of the spans of ``size`` words."""
    first = np.arange(len(tokens.words) - size + 1)
    last = first + size - 1
    n_chars = tokens.tos[last] - tokens.froms[first]
    is_chain = pauses[last + 1] > pauses[first]
    fits = np.where(is_chain, n_chars <= CHAIN_CHARS, (n_chars <= MOST_CHARS) & (size <= MOST_WORDS))
    fits &= (n_chars >= 2) & (tokens.clauses[first] == tokens.clauses[last])
    fits &= ~tokens.is_pause[first] & ~tokens.is_pause[last]
    return first[fits], last[fits]

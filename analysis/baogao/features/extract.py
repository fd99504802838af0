"""One report to its rows of the feature tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from baogao.corpus.passages import Passage, count_chars, count_sentences, segment
from baogao.corpus.report import Report
from baogao.language.matching import Hit, Matcher, cover
from baogao.language.normal import Normal, normalise
from baogao.language.segmenting import Cut, tokenize, words

Row = tuple[Any, ...]


def matched(report: Report, matcher: Matcher) -> Iterator[tuple[Passage, Normal, list[Hit]]]:
    """Passages of a report with their normalised text and every hit in it."""
    for passage in segment(report)[0]:
        normal = normalise(report.text, passage.blocks)
        yield passage, normal, matcher.find(normal.text)


def extract(report: Report, matcher: Matcher, forms: Mapping[str, str], cut: Cut) -> dict[str, list[Row]]:
    """Rows of the tables ``passages``, ``hits`` and ``terms`` for one report.

    Parameters
    ----------
    report : Report
    matcher : Matcher
        Of the lexicon's forms.
    forms : mapping of str to str
        The slogan_id of each form.
    cut : callable
        Cuts a string into tokens.

    Returns
    -------
    dict of str to list of tuple
        Rows in their final order: passages as they are read, hits by place, terms by
        policy and code point. ``n_tokens`` counts words under the protected policy.
    """
    passages: list[Row] = []
    hits: list[Row] = []
    terms: list[Row] = []
    for passage, normal, found in matched(report, matcher):
        protected = words(tokenize(normal.text, cover(found), cut))
        plain = words(tokenize(normal.text, [], cut))
        body = passage.read(report.text)
        passages.append(
            (passage.passage_id, report.report_id, passage.start, passage.end, passage.section, passage.role)
            + (count_chars(body), len(protected), count_sentences(body))
        )
        hits += [
            (passage.passage_id, forms[hit.form], *normal.span(hit.start, hit.end), hit.form, hit.maximal)
            for hit in found
        ]
        for policy, tokens in (("plain", plain), ("protected", protected)):
            terms += [(passage.passage_id, policy, term, n) for term, n in sorted(Counter(tokens).items())]
    return {"passages": passages, "hits": hits, "terms": terms}

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


def extract(report: Report, matcher: Matcher, forms: Mapping[str, str], cut: Cut | None) -> dict[str, list[Row]]:
    """Rows of the tables ``passages``, ``hits`` and ``terms`` for one report.

    Parameters
    ----------
    report : Report
    matcher : Matcher
        Of the lexicon's forms.
    forms : mapping of str to str
        The slogan_id of each form.
    cut : callable or None
        Cuts a string into tokens; None where the collection has no table ``terms``.

    Returns
    -------
    dict of str to list of tuple
        Rows in their final order: passages as they are read, hits by place, terms by
        policy and code point. ``n_tokens`` counts words under the protected policy, and is
        missing where nothing is cut.
    """
    passages: list[Row] = []
    hits: list[Row] = []
    terms: list[Row] = []
    for passage, normal, found in matched(report, matcher):
        bags = _bags(normal.text, found, cut) if cut else {}
        body = passage.read(report.text)
        passages.append(
            (passage.passage_id, report.report_id, passage.start, passage.end, passage.section, passage.role)
            + (count_chars(body), sum(bags["protected"].values()) if bags else None, count_sentences(body))
        )
        hits += [
            (passage.passage_id, forms[hit.form], *normal.span(hit.start, hit.end), hit.form, hit.maximal)
            for hit in found
        ]
        for policy, bag in bags.items():
            terms += [(passage.passage_id, policy, term, n) for term, n in sorted(bag.items())]
    return {"passages": passages, "hits": hits} | ({"terms": terms} if cut else {})


def _bags(text: str, hits: list[Hit], cut: Cut) -> dict[str, Counter[str]]:
    """Words of a passage with their counts, under each policy."""
    whole: dict[str, list[tuple[int, int]]] = {"plain": [], "protected": cover(hits)}
    return {policy: Counter(words(tokenize(text, spans, cut))) for policy, spans in whole.items()}

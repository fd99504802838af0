"""One report to its rows of the feature tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from baogao.corpus.passages import Passage, count_chars, count_sentences, segment
from baogao.corpus.report import Report
from baogao.language.devices import find_devices, load_devices
from baogao.language.matching import Hit, Matcher, cover
from baogao.language.ngrams import bigrams
from baogao.language.normal import Normal, normalise
from baogao.language.profile import profile
from baogao.language.segmenting import Cut, tokenize, words

Row = tuple[Any, ...]
BRIEF = ("passages", "hits")
FULL = (*BRIEF, "terms", "devices", "profile", "ngrams")


def matched(report: Report, matcher: Matcher) -> Iterator[tuple[Passage, Normal, list[Hit]]]:
    """Passages of a report with their normalised text and every hit in it."""
    for passage in segment(report)[0]:
        normal = normalise(report.text, passage.blocks)
        yield passage, normal, matcher.find(normal.text)


def extract(report: Report, matcher: Matcher, forms: Mapping[str, str], cut: Cut | None) -> dict[str, list[Row]]:
    """Rows of the feature tables for one report.

    Parameters
    ----------
    report : Report
    matcher : Matcher
        Of the lexicon's forms.
    forms : mapping of str to str
        The slogan_id of each form.
    cut : callable or None
        Cuts a string into tokens; None where the collection has ``passages`` and ``hits`` only.

    Returns
    -------
    dict of str to list of tuple
        Rows in their final order: passages as they are read, hits by place, terms by
        policy and code point, devices by passage with zeros. ``n_tokens`` counts words under
        the protected policy, and is missing where nothing is cut. The profile is the
        report's, over its running text: no headings, no captions. Character bigrams are the
        report's, those that stand in it at least twice.
    """
    rows: dict[str, list[Row]] = {name: [] for name in (FULL if cut else BRIEF)}
    running: list[str] = []
    written: list[str] = []
    tokens_in_order: list[str] = []
    devices = load_devices()
    for passage, normal, found in matched(report, matcher):
        body = passage.read(report.text)
        n_chars = count_chars(body)
        tokens = _tokens(normal.text, cover(found), cut) if cut else {}
        rows["passages"].append(
            (passage.passage_id, report.report_id, passage.start, passage.end, passage.section, passage.role)
            + (n_chars, len(tokens["protected"]) if cut else None, count_sentences(body))
        )
        rows["hits"] += [
            (passage.passage_id, forms[hit.form], *normal.span(hit.start, hit.end), hit.form, hit.maximal)
            for hit in found
        ]
        if cut:
            rows["terms"] += _terms(passage.passage_id, tokens)
            counted = find_devices(normal.text, devices)
            rows["devices"] += [(passage.passage_id, device, count, n_chars) for device, count in counted.items()]
            written.append(normal.text)
            if passage.role not in ("heading", "caption"):
                running.append(normal.text)
                tokens_in_order += tokens["protected"]
    if cut:
        rows["ngrams"] = [(report.report_id, *each) for each in bigrams("\n".join(written)).items()]
        rows["profile"] = [(report.report_id, *row) for row in profile("\n".join(running), tokens_in_order)]
    return rows


def _tokens(text: str, whole: list[tuple[int, int]], cut: Cut) -> dict[str, list[str]]:
    """Words under each policy; the same where no slogan is to stay whole."""
    plain = words(tokenize(text, [], cut))
    return {"plain": plain, "protected": words(tokenize(text, whole, cut)) if whole else plain}


def _terms(passage_id: str, tokens: Mapping[str, list[str]]) -> list[Row]:
    plain = sorted(Counter(tokens["plain"]).items())
    same = tokens["protected"] is tokens["plain"]
    protected = plain if same else sorted(Counter(tokens["protected"]).items())
    return [
        (passage_id, policy, term, count)
        for policy, counted in (("plain", plain), ("protected", protected))
        for term, count in counted
    ]

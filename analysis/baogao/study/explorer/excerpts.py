"""Lines of text around hits, for a page that may hold text: the parts of each passage that hits lie in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

import pandas as pd

from baogao.corpus.text.report import Report

WIDTH = 20  # characters on either side of a hit
Excerpt = tuple[int, str]


def excerpts(reports: Iterable[Report], passages: pd.DataFrame, hits: pd.DataFrame) -> dict[str, list[Excerpt]]:
    """Text within 20 characters of a hit, by passage.

    Parameters
    ----------
    reports : iterable of Report
        The texts.
    passages, hits : pandas.DataFrame
        Feature tables.

    Returns
    -------
    dict of str to list of (int, str)
        Of each passage with a hit, the offset into the report's text and the text of each stretch, in order; line ends
        are blanks. Stretches that overlap are one.

    Examples
    --------
    >>> passages = pd.DataFrame({"passage_id": ["a:1"], "report_id": ["a"], "start": [0], "end": [9]})
    >>> hits = pd.DataFrame({"passage_id": ["a:1"], "start": [2], "end": [6]})
    >>> excerpts([Report("a", "推进法治建设工作。完")], passages, hits)
    {'a:1': [(0, '推进法治建设工作。')]}
    """
    places = hits.merge(passages, on="passage_id", suffixes=("", "_of_passage"), validate="m:1")
    places["begin"] = (places["start"] - WIDTH).clip(lower=places["start_of_passage"])
    places["finish"] = (places["end"] + WIDTH).clip(upper=places["end_of_passage"])
    by_report = dict(list(places.groupby("report_id")))
    return {
        passage: [(begin, report.text[begin:finish].replace("\n", " ")) for begin, finish in spans]
        for report in reports
        if report.report_id in by_report
        for passage, spans in _stretches(by_report[report.report_id])
    }


def _stretches(places: pd.DataFrame) -> Iterable[tuple[str, list[tuple[int, int]]]]:
    rows = places.sort_values(["passage_id", "begin", "finish"])[["passage_id", "begin", "finish"]]
    for passage, own in groupby(rows.itertuples(index=False, name=None), key=itemgetter(0)):
        yield passage, joined((begin, finish) for _, begin, finish in own)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch as one.

    Examples
    --------
    >>> joined([(0, 5), (3, 8), (8, 9), (12, 13)])
    [(0, 9), (12, 13)]
    """
    apart: list[tuple[int, int]] = []
    for begin, finish in spans:
        if apart and begin <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], finish)
        else:
            apart.append((begin, finish))
    return apart

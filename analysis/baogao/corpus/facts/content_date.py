"""The year or period that a report is about, as it says in explicit words; never the day it was given or published.

One year, or first and last year (``2024/2025``, as ISO 8601 writes a period). The headings of the first level come
first, if one of them names the year that is looked back upon (2024年工作回顾, beside it 2025年任务), then title,
subtitle, and the sentence that says what is reported. A five-year plan that is named by its number stands for its
years, unless one of them is written out. Weighed are headings that name only what lies ahead, and the year of an
occasion (在2020年…会上的讲话). The offsets reach from the first year that is named to the last.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from baogao.corpus.facts.document import FIRST, Document
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Span, Stated
from baogao.corpus.words.days import numeral, year_number
from baogao.corpus.words.rules import any_of, rule, rules

RULES = rules("periods")
BACK, AHEAD = RULES["looks-back"], RULES["looks-ahead"]  # what headings say of their years
REPORTED = any_of((rule("voices", "reported"), RULES["reported-year"]))
TOP = re.compile(r"(?:0\.)*[1-9]\d*")  # section of a heading that stands under no other
LONGEST = 40  # years: a longer period is no period of a report but its history


class Period(NamedTuple):
    """A year, or the years of a plan, named in a text: first and last year, offsets."""

    first: int
    last: int
    start: int
    end: int


def find_periods(text: str, span: Span) -> list[Period]:
    """Years, then plans that a line names, those of its occasion (在2020年…会上的讲话) aside.

    Examples
    --------
    >>> [(period.first, period.last) for period in find_periods("“八五”规划和2021年水利工作", (0, 15))]
    [(2021, 2021), (1991, 1995)]
    """
    occasion = RULES["occasion"].search(text, *span)
    start, end = occasion.span() if occasion else (0, 0)
    return [period for period in _periods_within(text, span) if not start <= period.start < end]


def occasion_periods(text: str, span: Span) -> list[Period]:
    """Years of the occasion that a line names: 在2020年全县水利工作会议上的讲话."""
    occasion = RULES["occasion"].search(text, *span)
    return _periods_within(text, occasion.span()) if occasion else []


def looked_back_upon(document: Document) -> Stated | None:
    """Years of the headings, where one looks back: 一、2024年工作回顾, 二、2025年任务."""
    is_named = _periods(document, _headings(document, BACK))
    return _period(_periods(document, _headings(document, BACK, AHEAD)), PATTERN) if is_named else None


def title(document: Document) -> Stated | None:
    """Years in the title: 石渚县2024年工作总结."""
    return _in_lines(document, document.titles, LABELLED)


def subtitle(document: Document) -> Stated | None:
    """Years in the subtitle: ——2024年石渚县水利工作十件事."""
    return _in_lines(document, document.in_head("subtitle"), PATTERN)


def opening(document: Document) -> Stated | None:
    """Years in the sentence that says what is reported: 现在报告2024年水利工作."""
    matches = (REPORTED.search(document.text, *span) for span in document.body[:FIRST])
    return _in_lines(document, [match.span() for match in matches if match], PATTERN)


def headings(document: Document) -> Stated | None:
    """Years of headings that only look ahead: 二、2025年任务."""
    return _period(_periods(document, _headings(document, BACK, AHEAD)), INFERRED)


def occasion(document: Document) -> Stated | None:
    """The year of the occasion: 在2020年全县大会上的讲话."""
    spans = [*document.titles, *document.in_head("subtitle")]
    return _period([year for span in spans for year in occasion_periods(document.text, span)], INFERRED)


CONTENT_DATE = [looked_back_upon, title, subtitle, opening, headings, occasion]


def _periods_within(text: str, span: Span) -> list[Period]:
    years = ((year_number(match["year"]), 0, match) for match in RULES["year"].finditer(text, *span))
    plans = ((_first_year(match["plan"] or match["short"]), 4, match) for match in RULES["plan"].finditer(text, *span))
    return [Period(first, first + more, *match.span()) for first, more, match in (*years, *plans)]


def _first_year(number: str) -> int:
    """First year of a five-year plan; the second ended in 1962, the third began in 1966."""
    plan = numeral(number)
    return 1948 + 5 * plan if plan < 3 else 1951 + 5 * plan


def _headings(document: Document, *patterns: re.Pattern[str]) -> list[Span]:
    """Headings of the first level below the title in which one of the patterns is found."""
    start = document.titles[0][1] if document.titles else 0
    top = (line for line in document.layout.lines if line.role == "heading" and TOP.fullmatch(line.section))
    spans = [(line.start, line.end) for line in top if line.start >= start]
    return [span for span in spans if any(pattern.search(document.text, *span) for pattern in patterns)]


def _periods(document: Document, spans: list[Span]) -> list[Period]:
    return [period for span in spans for period in find_periods(document.text, span)]


def _in_lines(document: Document, spans: list[Span], confidence: float) -> Stated | None:
    """The period of the first line that names one."""
    periods = (_period(_periods(document, [span]), confidence) for span in spans)
    return next((period for period in periods if period), None)


def _period(named: list[Period], confidence: float) -> Stated | None:
    """The period from the first year named to the last; a plan only if none of its years is written out."""
    years = [period.first for period in named if period.first == period.last]
    named = [one for one in named if one.first == one.last or not any(one.first <= year <= one.last for year in years)]
    if not named:
        return None
    first, last = min(period.first for period in named), max(period.last for period in named)
    if last - first > LONGEST:
        return None
    start, end = min(period.start for period in named), max(period.end for period in named)
    return Stated(f"{first}/{last}" if last > first else str(first), start, end, confidence)

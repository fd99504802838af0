"""The year under which a report stands, and the year or period that it is about, as it says in explicit words.

The content date is one year, or first and last year (``2024/2025``, as ISO 8601 writes a period); never the day on
which a report was given or published. The headings of the first level come first, if one of them names the year that
is looked back upon (2024年工作回顾, beside it 2025年任务), then title, subtitle, and the sentence that says what is
reported. A five-year plan that is named by its number stands for its years, unless one of them is written out.
Weighed are headings that name only what lies ahead, and the year of an occasion (在2020年…会上的讲话). The offsets
reach from the first year that is named to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from baogao.corpus.facts.document import FIRST, Document, Finders
from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, Span, Stated
from baogao.corpus.words.numerals import numeral, year_number
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


def find_periods(text: str, span: Span, *, of_occasion: bool = False) -> list[Period]:
    """Years, then plans that a line names, without those of its occasion (在2020年…会上的讲话), or only those.

    Examples
    --------
    >>> [(period.first, period.last) for period in find_periods("“八五”规划和2021年水利工作", (0, 15))]
    [(2021, 2021), (1991, 1995)]
    """
    years = ((year_number(match["year"]), 0, match) for match in RULES["year"].finditer(text, *span))
    plans = ((_first_year(match["plan"] or match["short"]), 4, match) for match in RULES["plan"].finditer(text, *span))
    periods = [Period(first, first + more, *match.span()) for first, more, match in (*years, *plans)]
    occasion = RULES["occasion"].search(text, *span)
    start, end = occasion.span() if occasion else (0, 0)
    return [period for period in periods if (start <= period.start < end) == of_occasion]


def year_in_title(document: Document) -> Stated | None:
    """The one year that the title names: 2025年工作报告.

    Of the press it is weighed, since news of this year may be of the last one's figures; so is that of an occasion.
    """
    own, of_occasion = (
        [one for one in _periods(document, document.titles, of_occasion=is_so) if one.first == one.last]
        for is_so in (False, True)
    )
    years = own or of_occasion
    if len({one.first for one in years}) != 1:
        return None
    confidence = LABELLED if own and not document.is_press else INFERRED
    return Stated(str(years[0].first), years[0].start, years[0].end, confidence)


def looked_back_upon(document: Document) -> Stated | None:
    """Years of the headings, where one looks back: 一、2024年工作回顾, 二、2025年任务."""
    return _of_headings(document, PATTERN) if _periods(document, _headings(document, BACK)) else None


def opening(document: Document) -> Stated | None:
    """Years in the sentence that says what is reported: 现在报告2024年水利工作."""
    spans = [match.span() for match in document.matches(REPORTED, document.body[:FIRST])]
    return _of_first_line(document, spans, PATTERN)


def occasion(document: Document) -> Stated | None:
    """The year of the occasion: 在2020年全县大会上的讲话."""
    spans = [*document.titles, *document.in_head("subtitle")]
    return _whole(_periods(document, spans, of_occasion=True), INFERRED)


YEAR: Finders = {"year-in-title": year_in_title}
CONTENT_DATE: Finders = {
    "looked-back-upon": looked_back_upon,
    # 石渚县2024年工作总结, and under it ——2024年石渚县水利工作十件事
    "title": lambda document: _of_first_line(document, document.titles, LABELLED),
    "subtitle": lambda document: _of_first_line(document, document.in_head("subtitle"), PATTERN),
    "opening": opening,
    # Headings that only look ahead: 二、2025年任务.
    "headings": lambda document: _of_headings(document, INFERRED),
    "occasion": occasion,
}


def _first_year(number: str) -> int:
    """First year of a five-year plan; the second ended in 1962, the third began in 1966."""
    plan = numeral(number)
    return 1948 + 5 * plan if plan < 3 else 1951 + 5 * plan


def _periods(document: Document, spans: Iterable[Span], *, of_occasion: bool = False) -> list[Period]:
    return [period for span in spans for period in find_periods(document.text, span, of_occasion=of_occasion)]


def _headings(document: Document, *patterns: re.Pattern[str]) -> list[Span]:
    """Headings of the first level below the title in which one of the patterns is found."""
    start = document.titles[0][1] if document.titles else 0
    top = (line for line in document.layout.lines if line.role == "heading" and TOP.fullmatch(line.section))
    spans = [(line.start, line.end) for line in top if line.start >= start]
    return [span for span in spans if any(pattern.search(document.text, *span) for pattern in patterns)]


def _of_headings(document: Document, confidence: float) -> Stated | None:
    return _whole(_periods(document, _headings(document, BACK, AHEAD)), confidence)


def _of_first_line(document: Document, spans: Iterable[Span], confidence: float) -> Stated | None:
    """The period of the first line that names one."""
    periods = (_whole(_periods(document, [span]), confidence) for span in spans)
    return next((period for period in periods if period), None)


def _whole(named: list[Period], confidence: float) -> Stated | None:
    """The period from the first year named to the last; a plan only if none of its years is written out."""
    years = [period.first for period in named if period.first == period.last]
    named = [one for one in named if one.first == one.last or not any(one.first <= year <= one.last for year in years)]
    first, last = min((one.first for one in named), default=0), max((one.last for one in named), default=0)
    if not named or last - first > LONGEST:
        return None
    start, end = min(period.start for period in named), max(period.end for period in named)
    return Stated(f"{first}/{last}" if last > first else str(first), start, end, confidence)

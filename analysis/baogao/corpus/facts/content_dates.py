"""The year or period that a report is about, as it says in explicit words; never the day it was given or published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baogao.corpus.facts.evidence import INFERRED, LABELLED, PATTERN, REPORTED, Facts, Found, Span
from baogao.corpus.words.days import DIGITS, numeral

NUMERALS = {**DIGITS, **{chr(ord("０") + number): str(number) for number in range(10)}}
_YEAR = r"(?<![\d０-９])(?:[12１２](?:[^\S\n]?[\d０-９]){3}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = r"\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月"
# A year, or the first of two (2021—2025年, 1980、1981年); not one of a day or a month, nor a far aim.
YEAR = re.compile(
    rf"({_YEAR})(?:\s*年(?!{_MONTH}|远景)|(?=\s*(?:[-—–－~～、和与至到]|年至|年到){{1,2}}\s*{_YEAR}\s*年))"
)
NUMBER = "[一二三四五六七八九十]{1,3}"
FIVE_YEARS = re.compile(rf"第({NUMBER})个五年(?:计划|规划)|[“\"]?({NUMBER})五[”\"]?(?=时期|规划|计划|期间)")
OCCASION = re.compile(r"在.*上(?=的?(?:讲话|致辞|发言|演讲|报告|说明|谈话)|\W*$)")
# A heading that tells what is looked back upon, and one that may look ahead.
BACK = re.compile(r"回顾|回眸|总结|成绩|成就|亮点|完成情况|执行情况")
PERIOD = re.compile(rf"{BACK.pattern}|工作|任务|安排|部署|目标|展望|要求|打算|计划|情况|这一年")
OPENING_WORDS = re.compile(rf"{REPORTED.pattern}|报告(?=[\d０-９一二])[^。，；]{{4,40}}(?:工作|情况|安排)")
SPAN = 40  # years: a longer period is no period of a report but its history


def content_date(facts: Facts) -> Found | None:
    """Year, or first and last year (``2024/2025``, as ISO 8601 writes a period), that a report is about.

    The headings of the first level come first, if one of them names the year that is looked back upon
    (2024年工作回顾, beside it 2025年任务), then title, subtitle, and the sentence that says what is reported.
    A five-year plan that is named by its number stands for its years, unless one of them is written out. Weighed
    are headings that name only what lies ahead, and the year of an occasion (在2020年…会上的讲话). The
    offsets reach from the first year that is named to the last.

    Parameters
    ----------
    facts : Facts
    """
    told = [span for span in facts.headings if PERIOD.search(facts.text, *span)]
    headed = [year for span in told for year in _years(facts.text, span)]
    if any(BACK.search(facts.text, *span) and any(_years(facts.text, span)) for span in told):
        return _period(headed, PATTERN)
    for span, confidence in [*((span, LABELLED) for span in facts.titles), *((s, PATTERN) for s in facts.subtitles)]:
        if found := _period(list(_years(facts.text, span)), confidence):
            return found
    for start, end in facts.body[:4]:
        opening = OPENING_WORDS.search(facts.text, start, end)
        if opening and (found := _period(list(_years(facts.text, opening.span())), PATTERN)):
            return found
    occasion = [year for span in [*facts.titles, *facts.subtitles] for year in _occasions(facts.text, span)]
    return _period(headed, INFERRED) or _period(occasion, INFERRED)


def titled_year(facts: Facts) -> Found | None:
    """The one year that a title names (2025年工作报告): the year under which a report without a date stands.

    Of the press it is weighed, since news of this year may be of the last one's figures.

    Parameters
    ----------
    facts : Facts
    """
    for span in facts.titles:
        own = [year for year in _years(facts.text, span) if year[0] == year[1]]
        years = own or [year for year in _occasions(facts.text, span) if year[0] == year[1]]
        if len({first for first, _, _ in years}) == 1:
            return str(years[0][0]), years[0][2], LABELLED if own and not facts.is_press else INFERRED
    return None


def _years(text: str, span: Span) -> Iterator[tuple[int, int, Span]]:
    """First and last year of each period named in a line, and where; years of its occasion aside."""
    held = OCCASION.search(text, *span)
    yield from (year for year in _named(text, span) if not (held and held.start() <= year[2][0] < held.end()))


def _occasions(text: str, span: Span) -> Iterator[tuple[int, int, Span]]:
    held = OCCASION.search(text, *span)
    return _named(text, held.span()) if held else iter(())


def _named(text: str, span: Span) -> Iterator[tuple[int, int, Span]]:
    for found in YEAR.finditer(text, *span):
        year = int("".join(NUMERALS.get(char, char) for char in found[1] if not char.isspace()))
        yield year, year, found.span()
    for found in FIVE_YEARS.finditer(text, *span):
        first = _first_year(found[1] or found[2])
        yield first, first + 4, found.span()


def _first_year(number: str) -> int:
    """First year of a five-year plan by its number; the second ended in 1962, the third began in 1966."""
    plan = numeral(number)
    return 1948 + 5 * plan if plan < 3 else 1951 + 5 * plan


def _period(years: list[tuple[int, int, Span]], confidence: float) -> Found | None:
    written = [year for year, last, _ in years if year == last]
    years = [one for one in years if one[0] == one[1] or not any(one[0] <= year <= one[1] for year in written)]
    if not years:
        return None
    first, last = min(year for year, _, _ in years), max(year for _, year, _ in years)
    if last - first > SPAN:
        return None
    span = min(start for _, _, (start, _) in years), max(end for _, _, (_, end) in years)
    return (f"{first}/{last}" if last > first else str(first)), span, confidence

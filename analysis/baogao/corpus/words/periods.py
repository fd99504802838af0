"""Years and five-year plans that a line names; the day or month of something is no year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baogao.corpus.words.days import numeral, year_number
from baogao.corpus.words.rules import rule

# A year, or the first of two (2021—2025年, 1980、1981年); not one of a day or a month, nor a far aim.
YEAR, FIVE_YEARS, OCCASION = rule("periods", "year"), rule("periods", "five-year-plan"), rule("periods", "occasion")


class Period(NamedTuple):
    """A year, or the years of a plan, named in a text: first and last year, offsets."""

    first: int
    last: int
    start: int
    end: int


def find_periods(text: str, start: int = 0, end: int | None = None) -> Iterator[Period]:
    """Years and plans that a line names, those of its occasion (在2020年…会上的讲话) aside; years come first.

    Examples
    --------
    >>> [(one.first, one.last) for one in find_periods("“八五”规划和2021年水利工作")]
    [(2021, 2021), (1991, 1995)]
    """
    end = len(text) if end is None else end
    occasion = OCCASION.search(text, start, end)
    for period in _named(text, start, end):
        if not (occasion and occasion.start() <= period.start < occasion.end()):
            yield period


def occasion_periods(text: str, start: int = 0, end: int | None = None) -> Iterator[Period]:
    """Years of the occasion that a line names.

    Examples
    --------
    >>> [one.first for one in occasion_periods("在2020年全县水利工作会议上的讲话")]
    [2020]
    """
    occasion = OCCASION.search(text, start, len(text) if end is None else end)
    return _named(text, *occasion.span()) if occasion else iter(())


def _named(text: str, start: int, end: int) -> Iterator[Period]:
    for match in YEAR.finditer(text, start, end):
        year = year_number(match["year"])
        yield Period(year, year, *match.span())
    for match in FIVE_YEARS.finditer(text, start, end):
        first = first_year(numeral(match["plan"] or match["short"]))
        yield Period(first, first + 4, *match.span())


def first_year(plan: int) -> int:
    """First year of a five-year plan by its number; the second ended in 1962, the third began in 1966.

    Examples
    --------
    >>> first_year(1), first_year(8), first_year(15)
    (1953, 1991, 2026)
    """
    return 1948 + 5 * plan if plan < 3 else 1951 + 5 * plan

"""Days and years that a text names, in figures or Chinese numerals."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from baogao.corpus.words.rules import part, rule

DIGITS = {char: str(number % 10) for number, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
CHINESE_YEAR, CHINESE_DAY = part("YEAR_NUMERALS"), part("DAY_NUMERALS")
DAY = rule("words", "DAY")
# A year alone: under a title in brackets, or as all of a signature's date.
YEAR_NOTE = re.compile(rf"[（(]\s*(?P<year>\d{{4}}|{CHINESE_YEAR})年?度?\s*[）)]")
YEAR_ALONE = re.compile(rf"[（(]?\s*(?P<year>\d{{4}}|{CHINESE_YEAR})年\s*[）)]?")


class Day(NamedTuple):
    """A date in a text: ISO, as far as it is told, and its offsets."""

    iso: str
    start: int
    end: int


def find_day(text: str, start: int = 0, end: int | None = None) -> Day | None:
    """Find the first date that has a year and at least a month; None when there is none.

    Examples
    --------
    >>> find_day("（２０２１年3月5日）"), find_day("二〇二六年一月二十七日").iso
    (Day(iso='2021-03-05', start=1, end=10), '2026-01-27')
    >>> find_day("2021年3月").iso, find_day("3月5日")
    ('2021-03', None)
    """
    for found in DAY.finditer(text, start, len(text) if end is None else end):
        year, month, day = _numbers(found)
        try:
            iso = date(year, month, day or 1).isoformat()
        except ValueError:
            continue  # there is no such day
        return Day(iso if day else iso[:7], found.start(), found.end())
    return None


def find_year(line: str) -> str:
    """Tell the year that a line consists of; empty when it says anything else.

    Examples
    --------
    >>> find_year("（2023年）"), find_year("二〇二三年"), find_year("2023年工作")
    ('2023', '2023', '')
    """
    told = YEAR_ALONE.fullmatch(line) or YEAR_NOTE.fullmatch(line)
    return "".join(DIGITS.get(char, char) for char in told["year"]) if told else ""


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day; a day that is not told is 0."""
    if found["han"]:
        year, _, rest = found["han"].partition("年")
        month, _, day = rest.partition("月")
        return int("".join(DIGITS[char] for char in year)), numeral(month), numeral(day.removesuffix("日"))
    return int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"] or 0)


def numeral(told: str) -> int:
    """Number of a Chinese numeral below 100; an empty one is 0.

    Examples
    --------
    >>> numeral("十四"), numeral("二十"), numeral("三"), numeral("")
    (14, 20, 3, 0)
    """
    tens, ten, ones = told.rpartition("十")
    return (int(DIGITS.get(tens, "1")) * 10 if ten else 0) + (int(DIGITS[ones]) if ones else 0)

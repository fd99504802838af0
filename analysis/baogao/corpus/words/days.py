"""Days and years in figures or Chinese numerals: found in a text, and in ISO form as a source states them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from baogao.corpus.words.look_alikes import without_look_alikes
from baogao.corpus.words.numerals import numeral, year_number
from baogao.corpus.words.rules import rule
from baogao.corpus.words.spacing import UNSEEN

DAY, IN_NUMERALS = rule("words", "DAY"), rule("words", "DAY_NUMERALS")
# A year alone: under a title in brackets, or as all of a signature's date.
YEAR_NOTE, YEAR_ALONE = rule("words", "YEAR_NOTE"), rule("words", "YEAR_ALONE")
STATED = rule("dates", "stated")
BLANKS_WITHIN = re.compile(r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=\d)|(?<=年)\s+(?=[元正])")
FIRST_MONTH, DAY_SAID = re.compile(r"(?<=(.)年)[元正]月"), re.compile(r"(?<=\d)号")
LABEL = rule("dates", "label")
LINES_BETWEEN, SPACED = re.compile(r"(?<=\d)\s*[\u2010-\u2015\u2212]+\s*(?=\d)"), re.compile(r"\d{4}(\s+\d\d?){1,2}")
CUT_SHORT = re.compile(r"\d{4}[\s,，]\D*\d")  # a year, and numbers behind it that are not read
BEHIND_DAY = re.compile(  # （星期五）上午10时
    r"(?<=[日\d])\s*(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?\s*(?:[上下]午|早|晚)?"
    r"(?:\s*(?<![\d-])\d{1,2}[:：时点].*)?$"
)


class Day(NamedTuple):
    """A date in a text: ISO, as far as it is stated, and its offsets."""

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
    for match in DAY.finditer(text, start, len(text) if end is None else end):
        if iso := _iso(*_numbers(match)):
            return Day(iso, match.start(), match.end())
    return None


def find_year(line: str) -> str:
    """Year that a line consists of; empty when it says anything else.

    Examples
    --------
    >>> find_year("（2023年）"), find_year("二〇二三年"), find_year("2023年工作")
    ('2023', '2023', '')
    """
    match = YEAR_ALONE.fullmatch(line) or YEAR_NOTE.fullmatch(line)
    return str(year_number(match["year"])) if match else ""


def iso_date(stated: str) -> str:
    """ISO date of what a source states as one (year, month or day); empty when it is none.

    Full-width digits and Chinese numerals are read; a year has four digits and no 0 before them.

    Examples
    --------
    >>> iso_date("2021年3月5日"), iso_date("2021/3"), iso_date("2021-03-05 10:12"), iso_date("去年")
    ('2021-03-05', '2021-03', '2021-03-05', '')
    >>> iso_date("2021-03-05-10:12:00")
    '2021-03-05'
    >>> iso_date("2021 年 3 月 5 日"), iso_date("2021年3月5日10:20"), iso_date("2021年元月5日（星期二）")
    ('2021-03-05', '2021-03-05', '2021-01-05')
    >>> iso_date("发布时间：2021-01-18"), iso_date("2021—01—18"), iso_date("2021 01 18"), iso_date("2021 spring of 22")
    ('2021-01-18', '2021-01-18', '2021-01-18', '')
    >>> iso_date("２０２０年１月５日"), iso_date("二〇一九年十二月"), iso_date("5/1/2020")
    ('2020-01-05', '2019-12', '')
    """
    plain = _plainly(stated)
    if IN_NUMERALS.fullmatch(plain) and (written := find_day(plain)):
        plain = written.iso
    match = STATED.fullmatch(plain)
    if not match or CUT_SHORT.match(plain):
        return ""
    month, day = match[2] or match[4], match[3] or match[5]
    return _iso(int(match[1]), int(month) if month else None, int(day) if day else None)


def _plainly(stated: str) -> str:
    """A stated date without blanks within it, what stands behind the day, and with 元 as a number."""
    plain = unicodedata.normalize("NFKC", without_look_alikes(UNSEEN.sub("", stated))).strip()
    label = LABEL.match(plain)
    plain = LINES_BETWEEN.sub("-", plain[label.end() :] if label else plain)
    plain = "-".join(plain.split()) if SPACED.fullmatch(plain) else plain
    plain = DAY_SAID.sub("日", BLANKS_WITHIN.sub("", plain))
    plain = FIRST_MONTH.sub(lambda match: "1月" if match[1].isdigit() and match[1].isascii() else "一月", plain)
    return BEHIND_DAY.sub("", plain)


def _numbers(match: re.Match[str]) -> tuple[int, int, int | None]:
    """Year, month and day; a day that is not stated, or 0, is None."""
    if match["han"]:
        year, _, rest = match["han"].partition("年")
        month, _, day = rest.partition("月")
        return year_number(year), numeral(month), numeral(day.removesuffix("日")) or None
    return int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"] or 0) or None


def _iso(year: int, month: int | None, day: int | None) -> str:
    """ISO date as far as it is stated; empty when there is no such day."""
    try:
        iso = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
    except ValueError:
        return ""
    return iso[:4] if month is None else iso[:7] if day is None else iso

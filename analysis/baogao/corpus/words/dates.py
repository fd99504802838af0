"""Dates that a source states, in ISO form; partial ones stay partial."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from baogao.corpus.words.days import CHINESE_DAY, find_day

DATE = re.compile(
    r"\s*([1-9]\d{3})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年|(\d{2})(\d{2}))?(?:[T\s,，].*|-\d{2}:\d{2}.*)?\s*",
    re.DOTALL | re.ASCII,
)
IN_NUMERALS = re.compile(CHINESE_DAY)


def iso_date(stated: str) -> str:
    """ISO date of what a source states as one (year, month or day); empty when it is none.

    Full-width digits and Chinese numerals are read; a year has four digits and no 0 before them.

    Examples
    --------
    >>> iso_date("2021年3月5日"), iso_date("2021/3"), iso_date("2021-03-05 10:12"), iso_date("去年")
    ('2021-03-05', '2021-03', '2021-03-05', '')
    >>> iso_date("2021-03-05-10:12:00")
    '2021-03-05'
    >>> iso_date("２０２０年１月５日"), iso_date("二〇一九年十二月"), iso_date("5/1/2020")
    ('2020-01-05', '2019-12', '')
    """
    plain = unicodedata.normalize("NFKC", stated).strip()
    if IN_NUMERALS.fullmatch(plain) and (told := find_day(plain)):
        plain = told.iso
    matched = DATE.fullmatch(plain)
    if not matched:
        return ""
    year, month, day = matched[1], matched[2] or matched[4], matched[3] or matched[5]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])

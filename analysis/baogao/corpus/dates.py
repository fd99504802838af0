"""Dates that a source states, in ISO form; partial ones stay partial."""

from __future__ import annotations

import re
from datetime import date

DATE = re.compile(
    r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年|(\d{2})(\d{2}))?(?:[T\s,，].*)?\s*", re.DOTALL
)


def iso_date(stated: str) -> str:
    """ISO date of what a source states as one (year, month or day); empty when it is none.

    Examples
    --------
    >>> iso_date("2021年3月5日"), iso_date("2021/3"), iso_date("2021-03-05 10:12"), iso_date("去年")
    ('2021-03-05', '2021-03', '2021-03-05', '')
    """
    matched = DATE.fullmatch(stated)
    if not matched:
        return ""
    year, month, day = matched[1], matched[2] or matched[4], matched[3] or matched[5]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])

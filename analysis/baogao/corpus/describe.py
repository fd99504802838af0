"""What a text says of itself in its first lines: a title and a dateline, never a guess."""

from __future__ import annotations

import re
from datetime import date

from baogao.corpus.cleaning import clean

DATELINE = re.compile(r"(?<!\d)(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?!\d)")
PARTIAL = re.compile(r"(\d{4})(?:[-年/.](\d{1,2})月?|年)?")
TITLE = re.compile(r"[^。；：:;]{4,60}")


def stated_title(text: str) -> str:
    r"""Title of a report: its first line, if that is short and no sentence; else empty.

    Examples
    --------
    >>> stated_title("全市普法工作会议召开\n会议要求抓好普法。")
    '全市普法工作会议召开'
    """
    blocks, _ = clean(text)
    first = blocks[0].read(text).strip() if blocks else ""
    return first if TITLE.fullmatch(first) else ""


def stated_date(text: str) -> str:
    r"""ISO date of the dateline that page furniture near the head carries; else empty.

    Dates in the running text are dates of what is told, so they are never taken.

    Examples
    --------
    >>> stated_date("标题在此处\n发布时间：2021-03-05 来源：某报\n一、工作"), stated_date("2021年3月5日开会。")
    ('2021-03-05', '')
    """
    _, removals = clean(text)
    for removal in removals:
        found = DATELINE.search(text, removal.start, removal.end) if removal.rule == "dateline" else None
        if found and (day := _iso(*found.groups())):
            return day
    return ""


def iso_date(stated: str) -> str:
    """ISO date of a stated one: ``2021年3月5日``, ``2021/3/5 10:20``, ``2021-03``, ``2021``; else empty.

    Examples
    --------
    >>> [iso_date(stated) for stated in ("2021年3月5日", "2021.3", "2021年", "三月", "2021-02-30")]
    ['2021-03-05', '2021-03', '2021', '', '']
    """
    if found := DATELINE.search(stated):
        return _iso(*found.groups())
    partial = PARTIAL.fullmatch(stated.strip())
    return _iso(*(part for part in partial.groups() if part)) if partial else ""


def _iso(*parts: str) -> str:
    """Year, year and month, or day in ISO form; empty when there is no such day."""
    year, month, day = [*map(int, parts), 1, 1][:3]
    try:
        return date(year, month, day).isoformat()[: {1: 4, 2: 7, 3: 10}[len(parts)]]
    except ValueError:
        return ""

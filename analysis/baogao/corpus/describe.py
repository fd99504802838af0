"""What a text says of itself in its first lines: a title and a dateline, never a guess."""

from __future__ import annotations

import re

from baogao.corpus.cleaning import clean

DATELINE = re.compile(r"(?<!\d)(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?!\d)")
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
        if found:
            year, month, day = map(int, found.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04d}-{month:02d}-{day:02d}"
    return ""

"""Datelines of web pages: what a line between the title and the text states of date and outlet."""

from __future__ import annotations

import re

from baogao.corpus.words.days import find_day

MOST_CHARS = 120  # a longer line is prose
LABEL = re.compile(r"(?:时间|日期|来源|作者|(?:点击|浏览|阅读|访问)(?:数|量|次数))\s*[:：]")
DAY_FIRST = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}[:：时]|[|｜]|来源|$)")
PAPER = re.compile(r"《\s*([^》]{2,12}?)\s*》\s*[（(]\s*\d{4}年\d{1,2}月\d{1,2}日[^）)]{0,20}版\s*[）)]$")
# The outlet ends where another label begins, with or without a blank before it.
_NEXT = r"作者|记者|编辑|责编|责任编辑|发布|时间|日期|阅读|浏览|点击|访问|字[体号]|分享|打印"
SOURCE = re.compile(rf"来源\s*[:：]\s*([^\s|｜（(【\[]{{2,30}}?)(?=$|[\s|｜（(【\[]|{_NEXT})")


def read_dateline(line: str) -> dict[str, str] | None:
    """Date and outlet that a dateline states, as columns of the manifest; None where the line is no dateline.

    Examples
    --------
    >>> read_dateline("2025年01月20日10:00 | 来源：澜州日报")
    {'date': '2025-01-20', 'outlet': '澜州日报'}
    >>> read_dateline("本报记者 王某 《澜州日报》（2025年01月20日 第 01 版）")
    {'date': '2025-01-20', 'outlet': '澜州日报'}
    >>> read_dateline("作者：普法科"), read_dateline("——2025年1月20日在澜州市人民代表大会上")
    ({}, None)
    """
    paper = PAPER.search(line)
    if len(line) > MOST_CHARS or "。" in line or not (paper or LABEL.search(line) or DAY_FIRST.match(line)):
        return None
    day, source = find_day(line), paper or SOURCE.search(line)
    facts = {"date": day.iso if day else "", "outlet": source[1] if source else ""}
    return {column: value for column, value in facts.items() if value}

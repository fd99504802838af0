"""Leads: first sentences that serve as the headings of their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# A sentence before others; one with a number in brackets may hold colons and semicolons.
LEAD = re.compile(r"([（(].{4,60}?|[^。！？；：]{4,60})(?<![。！？；：])。(?=.{10,})")
WHOLE = re.compile(r"([^。！？；：]{4,60})。?")
# Characters of a lead without a mark of order; of one among others; of one that says what is to be done; of any.
LONGEST, IN_A_RUN, OF_A_DEED, OF_ALL = 24, 36, 32, 45
PARAGRAPH = 60  # characters of a paragraph under a lead that stands alone
FIRST = "首先"  # the mark of 首先, 其次 and the like
# What a reason is followed by.
THEN = re.compile(r"要|我们|必须|就要")
RUN = 3  # leads that follow each other directly
NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
ORDERED = re.compile(
    rf"[（(]\s*{NUMERAL}\s*[）)]|[一二三四五六七八九十]{{1,3}}(?:是|要|、)|第[一二三四五六七八九十]{{1,3}}[，、,]"
    r"|\d{1,2}[.．、]|[-—]{2}|(?:首先|其次|再次|最后)[，,]"
)
DIVIDING = re.compile(rf"[（(]\s*{NUMERAL}\s*[）)]|[一二三四五六七八九十]{{1,3}}、")
# A sentence of its own rather than the name of what follows, whatever stands before it.
PREFIX = re.compile(r"(?:[一五]年来|过去的?[一五]年|[^，。]{2,6}的是)[，,]")
# A count that closes a clause tells what was done: 讲课四百余场，.
_COUNT = (
    r"(?:[一二三四五六七八九十百千万亿两\d]{2,}[余多]?|[十百千万亿\d][余多])[万亿]?"
    r"(?:场次?|人次|次|份|件|人|户|名|起|个|条|项|家|期|篇|处|公里|亩)(?![^，])"
)
NO_LEAD = re.compile(
    r"(?:各位|同志|今天|今年|去年|过去|这|那|我|要|会议|全会|大会|同时|与此同时|此外|当前|目前|[一五]年来|近年来|\d{4}年|《|[”’]"
    r"|回顾|展望|综观|[“\"]?十[一二三四五][”\"]?五?[”\"]?时期|(?:决定|建议|规划|纲要|计划|草案)[稿草]?[案对将拟])"
    r"|.*(?:(?<!求)是(?!非)|没有|不能|必须|已经|我们|了(?!解)|也|应当|越.*越|\d[万亿%％])"
    rf"|.*{_COUNT}"
    r"|[^，]{0,8}(?:指出|说|强调|表示|谴责|谈到|讲到)|.*(?:主持|出席|举行|召开|会见|抵达|致[悼贺]?[词辞电信])"
)
# Words that open what is to be done: a lead alone among paragraphs is known by them.
DEED = re.compile(
    r"(?:继续|进一步|更[好大加]|积极|大力|全面|切实|扎实|着力|不断|深入|加快|有序|有效|持续|稳步|统筹|突出|高度|认真|严格"
    r"|充分|广泛|努力|坚决|坚定|主动|科学|精准|一体|协同|合力|狠抓|抓[好紧]|加[强大]|推[进动]|深化|完善|坚持|强化|提[升高]"
    r"|促进|实[施行]|扩大|优化|健全|落实|保[障护持]|维护|构建|打[造好]|做[好强优]|支持|培育|激发|增强|巩固|改善|营造"
    r"|[守筑]牢|夯实|防范|化解|拓展|释放|畅通|引导|规范|整治|办好|用好|繁荣|弘扬|锻造|压实|聚[焦力]|厚植|树立|壮大|严守)"
)


def leads(paragraphs: Sequence[str]) -> list[str]:
    """Leads of a section's paragraphs, empty where there is none.

    A lead with a mark of order (（一）, 一是, 第一，, ——) is one when another paragraph of the section
    opens with such a mark; it may stand alone before the paragraphs that it names. A lead without is
    short and no sentence of its own, and one of these holds: half of its group of paragraphs or more,
    two at least, have one (a numbered lead divides the groups); three paragraphs or more in a row have
    one; it says in a few words what is to be done (加强…, 继续…). A section's only paragraph has none:
    its heading stands above it.

    Parameters
    ----------
    paragraphs : sequence of str

    Examples
    --------
    >>> leads(["一是修渠。今年修了十二条水渠，也补了堤。", "二是护林。今年补种了三千棵树。", "雨水很多。"])
    ['一是修渠', '二是护林', '']
    >>> leads(["加强普法宣传。今年讲了二十场课，听的人很多。", "雨水很多。"])
    ['加强普法宣传', '']
    """
    marks = [mark_of(line) for line in paragraphs]
    found = [match[1] if (match := LEAD.match(line)) else "" for line in paragraphs]
    for number, (line, after) in enumerate(pairwise(paragraphs)):
        whole = WHOLE.fullmatch(line) if marks[number] not in ("", marks[number + 1]) else None
        if whole and len(after) >= PARAGRAPH:
            found[number] = whole[1]
    ordered = [
        bool(lead and mark) and marks.count(mark) > 1 and _in_order(lead, mark)
        for lead, mark in zip(found, marks, strict=True)
    ]
    plain = [_plain(line, lead) for line, lead in zip(paragraphs, found, strict=True)]
    groups = _groups(paragraphs, ordered) if len(paragraphs) > 1 else []
    kept = {number for group in groups for number in _kept(plain, group)}
    return [lead if ordered[number] or number in kept else "" for number, lead in enumerate(found)]


def mark_of(line: str) -> str:
    """Mark of order with which a paragraph opens, its number aside; empty when there is none.

    Examples
    --------
    >>> mark_of("（二）护林"), mark_of("第三，筑路"), mark_of("修渠")
    ('（）', '第，', '')
    """
    found = ORDERED.match(line)
    if not found:
        return ""
    return FIRST if found[0][0] in "首其再最" else re.sub(rf"{NUMERAL}|\s", "", found[0].replace("(", "（"))


def _in_order(lead: str, mark: str) -> bool:
    """Whether a sentence that bears a mark of order can be a lead: not too long, 首先 before no sentence of its own."""
    if mark == FIRST and NO_LEAD.match(ORDERED.sub("", lead, count=1)):
        return False
    return len(lead) <= OF_ALL or set(mark) <= set("-—")


def _groups(paragraphs: Sequence[str], ordered: Sequence[bool]) -> list[list[int]]:
    """Numbers of the paragraphs between numbered leads."""
    groups: list[list[int]] = [[]]
    for number, line in enumerate(paragraphs):
        if DIVIDING.match(line) and ordered[number]:
            groups.append([])
        else:
            groups[-1].append(number)
    return groups


def _plain(line: str, lead: str) -> str:
    """A lead without a mark of order, if it can be one; a statement before what must be done is its reason."""
    told = PREFIX.sub("", lead, count=1) if PREFIX.match(lead) else lead
    is_reason = not DEED.match(lead) and THEN.match(line, len(lead) + 1)
    return "" if len(lead) > IN_A_RUN or ORDERED.match(lead) or NO_LEAD.match(told) or is_reason else lead


def _kept(plain: Sequence[str], group: Sequence[int]) -> set[int]:
    """Numbers of a group's paragraphs whose lead has no mark of order but company, or says what is to be done."""
    short = [number for number in group if plain[number] and len(plain[number]) <= LONGEST]
    short = [number for number in short if not PREFIX.match(plain[number])]
    kept = {number for number in group if len(plain[number]) <= OF_A_DEED and DEED.match(plain[number])}
    if len(short) >= 2 and 2 * len(short) >= len(group):
        kept.update(short)
    run: list[int] = []
    for number in group:
        run = [*run, number] if plain[number] else []
        if len(run) >= RUN:
            kept.update(run)
    return kept

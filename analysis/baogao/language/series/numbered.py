"""Numbered series: 一是 … 二是 …, （一）, 第一, 1., within a paragraph, over paragraphs or over headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ORDER = "一二三四五六七八九十"
NUMERAL = f"[{ORDER}]{{1,3}}"
CLAUSE_START = r"(?:^|(?<=[，。；：、！？\s（“—]))"
# Ways to number, each with the numeral in group 1; the last three open a line.
WAYS = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"{CLAUSE_START}({NUMERAL})是(?!一)",
        rf"{CLAUSE_START}({NUMERAL})要",
        rf"{CLAUSE_START}第({NUMERAL})[，、：]",
        rf"{CLAUSE_START}第({NUMERAL})(?:个?板块|个?方面|部分|章|条|点|步)",
        rf"{CLAUSE_START}（({NUMERAL})）",
        rf"{CLAUSE_START}（(\d{{1,2}})）",
        rf"^[^\S\n]*({NUMERAL})、",
        rf"^[^\S\n]*(?:亮点|任务|举措)({NUMERAL})",
        r"^[^\S\n]*(\d{1,2})[、．.](?!\d)",
    )
)
HEADINGS = WAYS[4:]  # that number headings too
NUMBERING = re.compile(
    rf"[^\S\n]*[—“]*(?:{NUMERAL}[、是要]|（\s*(?:{NUMERAL}|\d{{1,2}})\s*）|"
    rf"(?:亮点|任务|举措|第){NUMERAL}(?:部分|章)?[：、，]?|\d{{1,2}}[、．.](?!\d))?[\s—“：]*"
)
STOP = re.compile(r"[。！？\n]")
OPENING = "（ \u3000\t"


class Numbered(NamedTuple):
    """A numbered series: offsets, the first marker, where each item begins, and what the items open with.

    ``heads`` are the first sentences behind the numbers, where every item opens a line as a heading does.
    """

    start: int
    end: int
    marker: str
    items: tuple[int, ...]
    heads: tuple[str, ...] = ()


def value(numeral: str) -> int:
    """Value of a numeral up to 99, as enumerations write it.

    Examples
    --------
    >>> value("三"), value("十二"), value("二十"), value("7")
    (3, 12, 20, 7)
    """
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return ORDER.index(numeral) + 1 if len(numeral) == 1 else 0
    parts = [ORDER.index(part) + 1 if len(part) == 1 else 0 for part in (tens, ones)]
    return (parts[0] or 1) * 10 + parts[1]


def numbered(text: str, least: int = 3) -> list[Numbered]:
    """Series of `least` or more markers of one way whose numbers follow each other, from any number on.

    A series begins behind an opening bracket and ends with the first sentence of its last item.

    Examples
    --------
    >>> [(one.start, one.end, one.marker, len(one.items)) for one in numbered("一是学。再学。二是干。三是帮。完了。")]
    [(0, 14, '一是', 3)]
    """
    found = [_series(text, run, way in HEADINGS) for way in WAYS for run in _runs(text, way) if len(run) >= least]
    return sorted(found)


def _runs(text: str, way: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in way.finditer(text):
        if run and value(match[1]) != value(run[-1][1]) + 1:
            yield run
            run = []
        run.append(match)
    yield run


def _series(text: str, run: list[re.Match[str]], may_be_headings: bool) -> Numbered:
    start = run[0].start()
    while text[start] in OPENING:
        start += 1
    stop = STOP.search(text, run[-1].end())
    end = stop.start() if stop else len(text)
    marker = run[0][0].strip(" \u3000\t，、：")
    is_heading = may_be_headings and all(match.start() == 0 or text[match.start() - 1] == "\n" for match in run)
    heads = tuple(STOP.split(text[match.end() :], maxsplit=1)[0] for match in run) if is_heading else ()
    return Numbered(start, end, marker, tuple(match.start() for match in run), heads)

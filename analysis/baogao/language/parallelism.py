"""Parallel series (排比): enumerations, and three or more adjacent members with the same word or frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from baogao.language.enumeration import ORDER, Span, enumerations

Kind = Literal["anchor", "enumeration", "frame"]

LEAST = 3  # members of a series
STRETCH = 1.7  # the longest member over the shortest; GUIDELINES, section 4
LONGEST_ANCHOR = 4
BLOCK = re.compile("[^\n]+")
SENTENCE_END = re.compile(r"[。！？\n]")
# Levels at which adjacent members are looked for, from words in a list to sentences.
LEVELS = tuple(
    re.compile(f"[^{marks}]+")
    for marks in ("、，；。：！？\n", "、和与，；。：！？\n", "，；。：！？\n", "；。！？\n", "。！？\n")
)
LISTS, FINEST = LEVELS[:2], LEVELS[0]
CLAUSE = LEVELS[2]
OUTER = "“”‘’《》（） \u3000"
NUMBER = re.compile(r"[\d百千万亿]")
# Words that open many clauses without making them alike.
LIGHT = set("的了和与及是为等将其这该并各从由使于到被我他它，、也就都而年月日市县区省")
# Verbs of one character that open the short clauses of the genre (抓重点、补短板、强弱项); own list.
VERBS = set(
    "抓补强促保建带创树立聚铸砺担守防控治管优提增惠利护稳惩打破立改学知明重严讲做办干解化排查堵扫拓扩育引招培用扛筑"
    "谋领兴转降减固压夯织深实细推帮暖安除督评晒"
)
# Units of two or three characters that follow each other unparted and share one: 分层分级分类, 战斗力执行力凝聚力.
UNPARTED = tuple(
    re.compile(pattern)
    for pattern in (
        r"([\u4e00-\u9fff])[\u4e00-\u9fff](?:\1[\u4e00-\u9fff]){2,}",
        r"[\u4e00-\u9fff]([\u4e00-\u9fff])(?:[\u4e00-\u9fff]\1){2,}",
        r"([\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?:\1[\u4e00-\u9fff]{2}){2,}",
        r"[\u4e00-\u9fff]{2}([\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2}\1){2,}",
    )
)
HAN = re.compile(r"[\u3400-\u9fff]")
NUMERALS = set(ORDER + "零〇百千万亿两")


class Series(NamedTuple):
    """A parallel series: offsets into the normalised text, its members, the word they share."""

    start: int
    end: int
    members: int
    marker: str
    kind: Kind


def find_series(text: str) -> list[Series]:
    """Find the parallel series of a passage.

    Parameters
    ----------
    text : str
        Normalised text, one block a line.

    Returns
    -------
    list of Series
        By start, the longer one first. ``enumeration``: three or more markers 一是, 第一,
        一要 in order within a block. ``anchor``: three or more adjacent members that begin
        or end with the same one to four characters. ``frame``: three or more adjacent short
        members of near-equal length that open with a verb. Over nearly the same stretch
        only the first found of these kinds is kept.

    Notes
    -----
    Members are looked for between 、 first, then between ，；。. A first member may have a
    lead and the last a tail, which are cut off by the length of the others. Members that
    hold digits make no series of words.

    Examples
    --------
    >>> find_series("做到有细心，有耐心，有公心。")
    [Series(start=2, end=13, members=3, marker='有', kind='anchor')]
    """
    series_found: list[Series] = []
    for match in BLOCK.finditer(text):
        block = match[0]
        for series in [*_numbered(block), *_unparted(block), *_anchored(block), *_framed(block)]:
            moved = series._replace(start=series.start + match.start(), end=series.end + match.start())
            if not any(_nearly_same(moved, other) for other in series_found):
                series_found.append(moved)
    return sorted(series_found, key=lambda series: (series.start, -series.end))


def _nearly_same(one: Series, other: Series) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * (max(one.end, other.end) - min(one.start, other.start))


def _numbered(block: str) -> Iterator[Series]:
    for run in enumerations(block):
        if len(run) >= LEAST:
            stop = SENTENCE_END.search(block, run[-1][1])
            end = stop.start() if stop else len(block)
            yield Series(run[0][0], end, len(run), block[slice(*run[0])].strip("，、：（）"), "enumeration")


def _unparted(block: str) -> Iterator[Series]:
    """Units that share a character and follow each other unparted; those at a clause's edge come first."""
    inside = []
    for size, pattern in zip((2, 2, 3, 3), UNPARTED, strict=True):
        for run in pattern.finditer(block):
            start, end = run.span()
            units = {block[index : index + size] for index in range(start, end, size)}
            if len(units) * size == end - start and run[1] not in LIGHT | NUMERALS:
                series = Series(start, end, len(units), run[1], "anchor")
                if not (HAN.match(block[start - 1 : start]) and HAN.match(block, end)):
                    yield series
                elif size == 2:
                    inside.append(series)
    yield from inside


def _members(block: str, level: re.Pattern[str]) -> list[Span]:
    """Members of a block at one level, outer marks left out."""
    starts = ((match.end() - len(match[0].lstrip(OUTER)), match[0].strip(OUTER)) for match in level.finditer(block))
    return [(start, start + len(member)) for start, member in starts]


def _anchored(block: str) -> Iterator[Series]:
    for level in LEVELS:
        members = _members(block, level)
        words = [block[start:end] for start, end in members]
        longest_first = sorted(_runs(words, level), key=lambda run: (run[0] - run[1], run[2] < 0, -abs(run[2])))
        for first, last, size in longest_first:
            series = _cut(block, members[first : last + 1], size)
            if size > 0 or not SENTENCE_END.search(block, series.start, series.end - 1):
                yield series


def _runs(words: Sequence[str], level: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """First and last member and size of the shared word (negative: at the end) of every longest run."""
    for size in (*range(LONGEST_ANCHOR, 0, -1), *range(-LONGEST_ANCHOR, 0)):
        first = 0
        for index in range(1, len(words) + 1):
            if index < len(words) and _follows(words, first, index, size, level):
                continue
            if index - first >= LEAST and _worth(words[first:index], size, level):
                yield first, index - 1, size
            first = index


def _follows(words: Sequence[str], first: int, index: int, size: int, level: re.Pattern[str]) -> bool:
    """Whether a member shares the word of the run; the first may have a lead, the last of a list a tail."""
    word = words[index]
    if len(word) <= abs(size):
        return False
    if size < 0:
        anchor = words[first][size:]
        return word.endswith(anchor) or (level in LISTS and index - first >= LEAST - 1 and anchor in word[1:])
    if index > first + 1:
        return word.startswith(words[first + 1][:size])
    lead = words[first][:-size] if level in LISTS or level is CLAUSE else words[first][:size]
    return word[:size] in lead


def _worth(words: Sequence[str], size: int, level: re.Pattern[str]) -> bool:
    """Whether a shared word makes these members a series."""
    anchor = words[1][:size] if size > 0 else words[0][size:]
    if NUMBER.search("".join(words)) and (level in LISTS or level is CLAUSE):
        return False
    if not all(map(HAN.match, anchor)) or set(anchor) <= LIGHT or len(set(words)) < len(words):
        return False
    longest = max(len(word) for word in words[1:-1])
    has_lead = size < 0 and level not in LISTS and len(words[0]) > STRETCH * longest
    if has_lead or longest > STRETCH * 2 * min(map(len, words)):
        return False
    return abs(size) > 1 or longest <= (6 if level in LISTS else 12)


def _cut(block: str, members: Sequence[Span], size: int) -> Series:
    """The series over these members, the lead of the first and the tail of the last cut off."""
    (first_start, first_end), (last_start, last_end) = members[0], members[-1]
    usual = max(end - start for start, end in members[1:-1])
    start, end = first_start, last_end
    if size > 0:
        anchor = block[members[1][0] : members[1][0] + size]
        start = block.rfind(anchor, first_start, first_end - 1)
        end = last_end if last_end - last_start <= STRETCH * usual else last_start + usual
    else:
        anchor = block[first_end + size : first_end]
        start = first_start if first_end - first_start <= STRETCH * usual else first_end - usual
        end = block.find(anchor, last_start + 1, last_end) + len(anchor)
    return Series(start, end, len(members), anchor, "anchor")


def _framed(block: str) -> Iterator[Series]:
    """Runs of short members of near-equal length most of which open with a verb; leads and tails are cut off."""
    members = _members(block, FINEST)
    first = 0
    for index in range(1, len(members) + 1):
        if index < len(members) and _alike(block, members, index):
            continue
        run = [*_led(block, members, first), *members[first:index], *_tailed(block, members, index)]
        if len(run) >= LEAST and sum(block[start] in VERBS for start, _ in run) * 3 >= len(run) * 2:
            yield Series(run[0][0], run[-1][1], len(run), "", "frame")
        first = index


def _alike(block: str, members: Sequence[Span], index: int) -> bool:
    (a, b), (c, d) = members[index - 1], members[index]
    short, long = sorted((b - a, d - c))
    return short > 2 and long <= 8 and long - short <= (0 if short < 5 else 1) and "、" in block[b:c]


def _led(block: str, members: Sequence[Span], first: int) -> list[Span]:
    """The member before a run, its lead cut off, if what is left opens with a verb."""
    for (start, end), (next_start, next_end) in pairwise(members[max(first - 1, 0) : first + 1]):
        cut = end - (next_end - next_start)
        if cut > start and "、" in block[end:next_start] and block[cut] in VERBS:
            return [(cut, end)]
    return []


def _tailed(block: str, members: Sequence[Span], index: int) -> list[Span]:
    """The member behind a run, its tail cut off, if it opens with a verb."""
    for (before_start, before_end), (start, end) in pairwise(members[index - 1 : index + 1]):
        cut = start + before_end - before_start
        if cut < end and "、" in block[before_end:start] and block[start] in VERBS:
            return [(start, cut)]
    return []

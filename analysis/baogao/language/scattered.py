"""Parallel series over headings, which stand apart in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baogao.language.enumeration import ORDER
from baogao.language.parallelism import LEAST, LIGHT, LONGEST_ANCHOR, STRETCH, Series

Heading = tuple[int, int, int, str]  # start, end, level, text

NUMBERED = re.compile(
    rf"(?:[{ORDER}]{{1,3}}\s*、|[（(]\s*[{ORDER}]{{1,3}}\s*[）)]|(?:亮点|第)[{ORDER}]{{1,3}}(?:部分|章)?\s*[:：、]?)\s*"
)


def find_scattered(headings: Sequence[Heading]) -> list[Series]:
    """Find series over headings that stand apart in the text.

    Parameters
    ----------
    headings : sequence of (int, int, int, str)
        Start, end, level and text of each heading in order.

    Returns
    -------
    list of Series
        Three or more headings of one level with none of a higher level between them:
        ``anchor`` when all begin or end with the same word (their numbering aside),
        ``enumeration`` when they are numbered, ``frame`` when they are as good as equally long.

    Examples
    --------
    >>> find_scattered([(0, 4, 1, "以学促干"), (9, 13, 1, "以考促学"), (20, 24, 1, "以评促改")])
    [Series(start=0, end=24, members=3, marker='以', kind='anchor')]
    """
    return [series for group in _siblings(headings) for series in [*_sharing(group)] or _numbered_or_framed(group)]


def _numbered_or_framed(group: Sequence[Heading]) -> list[Series]:
    """The series over a group that is numbered, or of which all headings are as good as equally long."""
    start, end, numbered = group[0][0], group[-1][1], NUMBERED.match(group[0][3])
    if numbered:
        return [Series(start, end, len(group), numbered[0].strip(" ：、，"), "enumeration")]
    sizes = [len(NUMBERED.sub("", text)) for *_, text in group]
    return [Series(start, end, len(group), "", "frame")] if max(sizes) <= STRETCH * min(sizes) else []


def _sharing(group: Sequence[Heading]) -> Iterator[Series]:
    """Longest runs of three or more neighbours that share a word."""
    first = 0
    while first <= len(group) - LEAST:
        last, marker = first + LEAST, ""
        while last <= len(group) and (more := _shared([NUMBERED.sub("", text) for *_, text in group[first:last]])):
            last, marker = last + 1, more
        if marker:
            yield Series(group[first][0], group[last - 2][1], last - 1 - first, marker, "anchor")
            first = last - 1
        else:
            first += 1


def _siblings(headings: Sequence[Heading]) -> list[list[Heading]]:
    """Groups of at least three headings of one level."""
    closed: list[list[Heading]] = []
    open_groups: dict[int, list[Heading]] = {}
    for heading in headings:
        level = heading[2]
        closed += [open_groups.pop(deeper) for deeper in [*open_groups] if deeper > level]
        open_groups.setdefault(level, []).append(heading)
    return [group for group in [*closed, *open_groups.values()] if len(group) >= LEAST and group[0][2] > 0]


def _shared(texts: Sequence[str]) -> str:
    """Longest word of up to four characters that stands in all texts at the same place from the start or end."""
    for size in range(LONGEST_ANCHOR, 0, -1):
        for place in (slice(None, size), slice(-size, None), slice(-size - 2, -2)):
            word = texts[0][place]
            if len(word) == size and not set(word) <= LIGHT and all(text[place] == word for text in texts):
                return word
    return ""

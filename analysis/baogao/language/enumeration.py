"""Running enumerations in normalised text: 一是 … 二是 …, in order from the first, over paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

ORDER = "一二三四五六七八九十"
FURTHEST = 3_000  # characters from one marker to the next of its run
# Markers at the start of a clause, by the first of a run: the pattern takes the numeral in group 1.
MARKERS = {
    "一是": re.compile(rf"(?:^|(?<=[，。；：、！？\s（“—]))([{ORDER}])是(?!一)", re.M),
    "第一": re.compile(rf"(?:^|(?<=[，。；：！？\s“—]))第([{ORDER}])[，、：]", re.M),
    "一要": re.compile(rf"(?:^|(?<=[，。；：！？\s“—]))([{ORDER}])要(?!求)", re.M),
    "（一）": re.compile(rf"(?:^|(?<=[，。；：！？\s]))（([{ORDER}])）", re.M),
    "（1）": re.compile(r"(?:^|(?<=[，。；：！？\s]))（(\d{1,2})）", re.M),
}
FIRST, NEXT = (
    re.compile(r"(?:^|(?<=[，。；：！？\s]))首先，?", re.M),
    re.compile(r"(?:^|(?<=[，。；：！？\s]))其次，?", re.M),
)


def enumerations(text: str) -> list[list[Span]]:
    """Offsets of the markers of each run of two or more in order from the first: 一是 … 二是 …, 首先 … 其次 ….

    Two markers of a run stand at most 3,000 characters apart; paragraphs may lie between them.

    Examples
    --------
    >>> enumerations("一是学。二是干。"), enumerations("二是干。")
    ([[(0, 2), (4, 6)]], [])
    """
    runs = [run for first, pattern in MARKERS.items() if first in text for run in _runs(text, pattern)]
    return sorted([*runs, *_pairs(text)])


def _runs(text: str, pattern: re.Pattern[str]) -> Iterator[list[Span]]:
    """Runs of one kind of marker."""
    open_run: list[Span] = []
    for match in pattern.finditer(text):
        number = ORDER.index(match[1]) if match[1] in ORDER else int(match[1]) - 1
        if open_run and number == len(open_run) and match.start() - open_run[-1][1] <= FURTHEST:
            open_run.append(match.span())
            continue
        if number == 0:
            if len(open_run) > 1:
                yield open_run
            open_run = [match.span()]
    if len(open_run) > 1:
        yield open_run


def _pairs(text: str) -> Iterator[list[Span]]:
    """首先 with the 其次 that follows it."""
    for first in FIRST.finditer(text):
        following = NEXT.search(text, first.end(), first.end() + FURTHEST)
        if following and not FIRST.search(text, first.end(), following.start()):
            yield [first.span(), following.span()]

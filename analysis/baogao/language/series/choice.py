"""The best set of candidates that does not contradict itself, by score; the kind and marker of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from baogao.language.series.members import LIGHT

DIGITS = "0123456789"

Kind = Literal["anchor", "enumeration", "frame", "antithesis"]
Span = tuple[int, int]
SAME = 0.5  # intersection over union from which two spans are one series
LONGEST_MARKER = 8


class Series(NamedTuple):
    """A parallel series: offsets, its members, the word they share, its kind, how likely it is one.

    ``spans`` are the members, and ``members`` their number; ``marker`` is empty for a frame.
    """

    start: int
    end: int
    members: int
    marker: str
    kind: Kind
    score: float = 1.0
    spans: tuple[Span, ...] = ()


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans.

    Examples
    --------
    >>> overlap((0, 4), (2, 6))
    0.3333333333333333
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def choose(candidates: Sequence[Series]) -> list[Series]:
    """Take the likeliest first; what overlaps one taken must lie in one of its members, or hold it in one of its own.

    Examples
    --------
    >>> outer = Series(0, 20, 3, "", "frame", 0.9, ((0, 10), (11, 15), (16, 20)))
    >>> inner = Series(1, 8, 3, "", "frame", 0.8, ((1, 3), (4, 5), (6, 8)))
    >>> across = Series(8, 18, 3, "", "frame", 0.7, ((8, 10), (11, 15), (16, 18)))
    >>> choose([across, inner, outer]) == [outer, inner]
    True
    """
    chosen: list[Series] = []
    for one in sorted(candidates, key=lambda series: (-series.score, series.start, -series.end)):
        if all(_agree(one, other) for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda series: (series.start, -series.end))


def _agree(one: Series, other: Series) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    if overlap(one[:2], other[:2]) >= SAME:
        return False
    return _holds(one, other) or _holds(other, one)


def _holds(outer: Series, inner: Series) -> bool:
    return any(start <= inner.start and inner.end <= end for start, end in outer.spans)


def kind_of(members: Sequence[str]) -> tuple[Kind, str]:
    """Kind and marker of a series by its members: what all begin or end with, or a word or character all hold.

    Examples
    --------
    >>> kind_of(["着力修渠", "着力铺路", "着力通桥"]), kind_of(["方向感", "归属感"]), kind_of(["修水渠", "铺山路"])
    (('anchor', '着力'), ('anchor', '感'), ('frame', ''))
    """
    prefix, suffix = common(members), common([member[::-1] for member in members])[::-1]
    for marker in sorted((prefix, suffix), key=len, reverse=True):
        word = marker.strip(DIGITS)
        if any(map(str.isalpha, word)) and not set(word) <= set(LIGHT):
            return "anchor", word[:LONGEST_MARKER]
    shortest = min(members, key=len)
    for size in (4, 3, 2):
        for start in range(len(shortest) - size + 1):
            word = shortest[start : start + size]
            if word.isalpha() and all(word in member for member in members):
                return "anchor", word
    shared = [char for char in shortest if char not in LIGHT and char.isalpha() and all(char in one for one in members)]
    if shared and len(shortest) <= 6:
        return "anchor", shared[0]
    return ("anchor", prefix) if sum(map(str.isalpha, prefix)) > 1 else ("frame", "")


def common(members: Sequence[str]) -> str:
    """What all begin with.

    Examples
    --------
    >>> common(["修水渠", "修水坝"])
    '修水'
    """
    columns = takewhile(lambda chars: len(set(chars)) == 1, zip(*members, strict=False))
    return "".join(chars[0] for chars in columns)

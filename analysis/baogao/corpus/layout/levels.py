"""Levels of headings that stand on lines of their own and divide a report into sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from baogao.corpus.layout.head import NOTE, HeadRole
from baogao.corpus.words.days import DAY, YEAR_ALONE
from baogao.corpus.words.rules import rule, rules
from baogao.corpus.words.signatures import LETTERHEAD, SIGNATURE, SIGNERS, is_foot

HEADINGS = rules("headings")
CAPTION = rule("captions", "caption")
NUMBERED = (HEADINGS["level-1"], HEADINGS["level-2"])
WITHOUT_NUMBER = 3  # level of a heading that has no number
LONGEST_NUMBERED = 60  # characters
PARAGRAPH, LEAST_SENTENCES = 60, 3  # characters of a paragraph under a sentence that is a heading; such sentences


def numbered_level(line: str) -> int:
    """Level of the number with which a line begins: 1 for 一、 and the like, 2 for （一）, 0 without one."""
    return next((level for level, pattern in enumerate(NUMBERED, 1) if pattern.fullmatch(line)), 0)


def heading_level(line: str) -> int | None:
    """Level of a heading (1 to 3), or None when the line is none.

    Level 1 is 一、, 亮点一： or 第一部分; level 2 is （一）; level 3 a short line without
    any mark, or with commas only and none at its end. A numbered line is a heading only if it holds no
    sentence end but its last character.

    Examples
    --------
    >>> [heading_level(line) for line in ("一、普法工作", "（一）学法", "推进普法工作", "推进普法。")]
    [1, 2, 3, None]
    """
    if len(line) <= LONGEST_NUMBERED and not HEADINGS["stop"].search(line) and (level := numbered_level(line)):
        return level
    return WITHOUT_NUMBER if HEADINGS["without-number"].fullmatch(line) and not CAPTION.fullmatch(line) else None


def heading_levels(lines: Sequence[str], heads: Sequence[HeadRole], *, has_turns: bool = False) -> list[int | None]:
    """Levels of the headings among all lines of a report, which have these roles in its head; None for other lines.

    As `heading_level`, with four things that a line alone does not tell: title and subtitle are headings (3), dates,
    speakers and salutations of the head are none; the last line and a signature above it are none unless numbered,
    nor are notes in brackets and what stands above a title (letterhead, number); sentences on lines of their own,
    three or more, each before a paragraph and near another, are headings (3), but not where speakers take turns.

    Examples
    --------
    >>> lines = ["在会上的讲话", "局长 周砚平", "同志们：", "一、普法", "今年开展普法。", "澜州市司法局"]
    >>> heading_levels(lines, ["title", "speaker", "salutation", "body", "body", "body"])
    [3, None, None, 1, None, None]
    """
    levels = [
        heading_level(line) if head == "body" else WITHOUT_NUMBER if head in ("title", "subtitle") else None
        for line, head in zip(lines, heads, strict=True)
    ]
    for number in _asides(lines):
        levels[number] = None if levels[number] == WITHOUT_NUMBER else levels[number]
    for number in () if has_turns else _sentences(lines):
        levels[number] = WITHOUT_NUMBER
    return levels


def _asides(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of lines that are short but head nothing: letterhead, notes in brackets, the signature, the last line."""
    yield from [number for number, line in enumerate(lines) if _heads_nothing(line)]
    for number in reversed(range(len(lines))):
        yield number
        if not _heads_nothing(lines[number]) and not _signs(lines[number]):
            break


def _heads_nothing(line: str) -> bool:
    kinds = (DAY, LETTERHEAD, HEADINGS["in-brackets"])
    return is_foot(line) or any(kind.fullmatch(line) for kind in kinds)


def _signs(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (NOTE, YEAR_ALONE, SIGNATURE, SIGNERS))


def _sentences(lines: Sequence[str]) -> set[int]:
    """Numbers of the sentences that serve as headings: see `heading_levels`."""
    before_paragraphs = {
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if len(after) >= PARAGRAPH and HEADINGS["sentence"].fullmatch(line)
    }
    near = {number for number in before_paragraphs if {number - 2, number + 2} & before_paragraphs}
    return near if len(near) >= LEAST_SENTENCES else set()

"""Texts whose lines a program or a typist broke at one width: told only where that is beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from baogao.corpus.furniture import SENTENCE_END

LEAST = 10  # lines
MOST_ENDS = 0.65  # of the lines end a sentence: more are paragraphs on lines of their own
NARROW, WIDE = 40, 120  # columns; a Chinese character takes two
ALIKE = 4  # columns: a mark opens no line, and a number or a word is not parted
FULL = 0.5  # of the lines are as wide as the text
LONGER = 0.05  # of them may be wider
RUNNING = 0.7  # of the full lines end inside a sentence
PAUSES, PAUSING = frozenset("，、；。"), 0.8  # of them hold one: lists of titles do not
FULL_STOPS = "。！？!?"


def running_on(text: str, lines: Sequence[tuple[int, int]]) -> list[bool] | None:
    """Whether each line of a text runs on into the next one, as far as its width and the next one's indent tell.

    Parameters
    ----------
    text : str
        A decoded file.
    lines : sequence of (int, int)
        Offsets of its lines, white space at either end and page furniture left out.

    Returns
    -------
    list of bool, or None
        None unless most lines are equally wide and end inside a sentence. A paragraph ends
        with a narrower line or before an indented one; where no line is indented,
        also with a full stop at the end of a line.
    """
    if len(lines) < LEAST or sum(text[end - 1] in SENTENCE_END for _, end in lines) > MOST_ENDS * len(lines):
        return None
    indents = _indents(text, lines)
    widths = [indent + _columns(text[start:end]) for indent, (start, end) in zip(indents, lines, strict=True)]
    usual = sorted(widths)[len(widths) * 4 // 5]
    full = [abs(width - usual) <= ALIKE for width in widths]
    told = [text[start:end] for (start, end), is_full in zip(lines, full, strict=True) if is_full]
    if (
        not NARROW <= usual <= WIDE
        or len(told) < FULL * len(lines)
        or sum(width > usual + ALIKE for width in widths) > LONGER * len(lines)
        or sum(line[-1] not in SENTENCE_END for line in told) < RUNNING * len(told)
        or sum(not PAUSES.isdisjoint(line) for line in told) < PAUSING * len(told)
    ):
        return None
    margin = min(indents)
    opens = [indent > margin + 1 for indent in indents]
    ends = [not any(opens) and text[end - 1] in FULL_STOPS for _, end in lines]
    after = [is_open for _, is_open in pairwise(opens)]
    return [a and not b and not c for a, b, c in zip(full, [*after, True], ends, strict=True)]


def _indents(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """Columns of white space before each line, on the line itself."""
    befores = [0, *(end for _, end in lines)]
    return [
        _columns(text[max(before, text.rfind("\n", before, start) + 1) : start])
        for before, (start, _) in zip(befores, lines, strict=False)
    ]


def _columns(line: str) -> int:
    return len(line.encode("gbk", "replace"))

"""Lines that run on into the next one: broken at one width, or around hyperlinks; told only where beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from baogao.corpus.layout.head import NAME, NOTED, OFFICE
from baogao.corpus.words.marks import SENTENCE_END

LEAST = 10  # lines
MOST_ENDS = 0.65  # of the lines end a sentence: more are paragraphs on lines of their own
NARROW, WIDE = 40, 120  # columns; a Chinese character takes two
ALIKE = 4  # columns: a mark opens no line, and a number or a word is not parted
FULL = 0.5  # of the lines are as wide as the text
LONGER = 0.05  # of them may be wider
RUNNING = 0.7  # of the full lines end inside a sentence
PAUSES, PAUSING = frozenset("，、；。"), 0.8  # of them hold one: lists of titles do not
FULL_STOPS = "。！？!?"
# A line that can be a title, a heading or a signature: short, and nothing in it or behind it goes on.
FIRST = re.compile(r"[^。；！？…]{4,60}(?<![，、《“‘（(])")
BRIEF = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?[^，。；！？…]{4,40}(?<![，、《“‘（(])"
)
CONTINUES = tuple("，。、；：！？》”’）")  # marks that open no paragraph: those lines go on behind a hyperlink
PARAGRAPH, TIMES = 40, 1.5  # characters of a paragraph, and how much longer it is than the line before it
OVERHANG = 2  # characters of a title that were left for its next line
OFFICE_ALONE = re.compile(rf".*(?:{OFFICE})")  # the name stands on the next line


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


def broken_off(text: str, lines: Sequence[tuple[int, int]]) -> list[bool]:
    r"""Whether each line of a text with blank lines between paragraphs ends inside a sentence.

    Parameters
    ----------
    text : str
        A decoded file.
    lines : sequence of (int, int)
        Offsets of its lines, as for `running_on`.

    Returns
    -------
    list of bool
        True for a line without a sentence's end, unless it opens a paragraph and is brief, and other
        brief lines or a whole paragraph follow (a title, a heading, a signature). Texts in which
        a line begins with a mark are broken around hyperlinks: there such lines are fragments.

    Examples
    --------
    >>> broken_off("全县普法小结\n周砚平局长的话\n\n今年普法。", [(0, 6), (7, 14), (16, 21)])
    [False, False, False]
    >>> broken_off("今年施行的\n修渠条例\n，人人知道。", [(0, 5), (6, 10), (11, 17)])
    [True, True, False]
    """
    told = [text[start:end] for start, end in lines]
    ends = [line[-1] in SENTENCE_END for line in told]
    if any(line.startswith(CONTINUES) for line in told):
        return [not end for end in ends]
    parted = [text[end:start].count("\n") != 1 for (_, end), (start, _) in pairwise(lines)] + [True]
    brief = [bool(pattern.fullmatch(line)) for pattern, line in zip([FIRST, *[BRIEF] * len(told)], told, strict=False)]
    alone = [False] * len(told)
    for number in reversed(range(len(told))):
        is_followed = parted[number] or _opens(told[number], told[number + 1]) or alone[number + 1]
        alone[number] = brief[number] and is_followed and (parted[number] or not _is_parted(*told[number : number + 2]))
    runs_on: list[bool] = []
    for number, end in enumerate(ends):
        opens = not number or parted[number - 1] or not runs_on[-1]
        runs_on.append(not end and not (opens and alone[number]))
    return runs_on


def _opens(line: str, after: str) -> bool:
    """Whether a whole paragraph follows a line: longer than the rest of a sentence would be."""
    return len(after) >= max(PARAGRAPH, TIMES * len(line)) and after[-1] in SENTENCE_END


def _is_parted(line: str, after: str) -> bool:
    """Whether two lines are one: the last characters of a title, the note of its date, or an office and the name."""
    is_named = OFFICE_ALONE.fullmatch(line) and re.fullmatch(NAME, after)
    return len(after) <= OVERHANG or bool(is_named or NOTED.fullmatch(line + after))


def _indents(text: str, lines: Sequence[tuple[int, int]]) -> list[int]:
    """Columns of white space before each line, on the line itself."""
    befores = [0, *(end for _, end in lines)]
    return [
        _columns(text[max(before, text.rfind("\n", before, start) + 1) : start])
        for before, (start, _) in zip(befores, lines, strict=False)
    ]


def _columns(line: str) -> int:
    return len(line.encode("gbk", "replace"))

"""Lines that run on into the next one: broken at one width, or around hyperlinks, where that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from baogao.corpus.layout.head import NOTE, NOTED
from baogao.corpus.words.marks import FULL_STOPS, PAUSES, SENTENCE_END
from baogao.corpus.words.rules import rules
from baogao.corpus.words.signatures import SIGNATURES
from baogao.corpus.words.spacing import INVISIBLE, ONE_HAN, closed_up

BREAKS = rules("line-breaks")
UNSEEN_LINE = re.compile(f"\n[{INVISIBLE}]+\n")
Span = tuple[int, int]
# A text set to one width: so many lines at least, of so many columns (a Chinese character takes two); widths of full
# lines differ by so many columns, as a mark opens no line, and a number or a word is not parted.
LEAST_LINES, NARROW, WIDE, LEEWAY = 10, 40, 120, 4
# Shares of lines: of all, at most so many end a sentence (more are paragraphs on lines of their own), at least so many
# are full, and at most so many are wider; of the full ones, at least so many end inside a sentence, and hold a pause
# (lists of titles do not).
MOST_ENDED, LEAST_FULL, MOST_WIDER, LEAST_OPEN, LEAST_PAUSING = 0.65, 0.5, 0.05, 0.7, 0.8
# Where paragraphs are indented: so many lines without an indent at least, nearly all of them behind a full one (but for
# those of a signature); widths differ by as many columns as half-width figures save in lines cut at so many characters.
LEAST_CONTINUED, MOST_OTHERS, SIGNED, LEAST_COLUMNS = 3, 0.1, 2, 20
# Lines cut at so many characters exactly: so many are the longest at least, and a share of all; after most runs of them
# comes the end of a sentence, as it does at the end of a paragraph and not in a list.
LEAST_CUT, SHARE_CUT, LEAST_CHARS, MOST_CHARS, ENDED_BEHIND, LEAST_SHOWN = 5, 0.25, 12, 60, 0.7, 0.2
PARAGRAPH, TIMES = 40, 1.5  # characters of a paragraph, and how much longer it is than the line before it
OVERHANG = 2  # characters of a title that were left for its next line


class _Set(NamedTuple):
    """A line as it is set: columns before it, its characters, and the column in which it ends."""

    indent: int
    text: str
    width: int


def running_on(text: str, lines: Sequence[Span]) -> list[bool] | None:
    """Whether each line of a text runs on into the next one, as far as its width and the next one's indent tell.

    None unless most lines are equally wide and end inside a sentence, or lines without an indent stand behind the
    widest only. A paragraph ends with a narrower line or before an indented one; where no line is indented, also with a
    full stop at the end of a line.
    """
    if len(lines) < 2:
        return None
    typeset = list(_typeset(text, lines))
    if continued := _behind_full_lines(typeset) or _cut_at_one_length([line.text for line in typeset]):
        return continued
    if len(lines) < LEAST_LINES or sum(text[end - 1] in SENTENCE_END for _, end in lines) > MOST_ENDED * len(lines):
        return None
    usual = sorted(line.width for line in typeset)[len(typeset) * 4 // 5]
    if not _is_set_to_width(typeset, usual):
        return None
    margin = min(line.indent for line in typeset)
    opens = [line.indent > margin + 1 for line in typeset]
    stops = "" if any(opens) else FULL_STOPS
    return [
        _is_full(line, usual) and not next_opens and line.text[-1] not in stops
        for line, next_opens in zip(typeset, [*opens[1:], True], strict=True)
    ]


def joined(lines: Sequence[str]) -> list[str]:
    r"""Lines with their indents, those of one paragraph joined where indents and one width show that they were cut.

    Examples
    --------
    >>> cut = ["\u3000\u3000全县普法工作有", "了进步，干部群众人", "人学法。", "\u3000\u3000水渠通到了山里", "和山外。"]
    >>> joined([*cut, "\u3000\u3000大家都在说好，老", "人也好。", "\u3000\u3000完了。"])[0].strip()
    '全县普法工作有了进步，干部群众人人学法。'
    """
    if len(lines) < LEAST_CONTINUED or not all(line.strip() for line in lines):
        return list(lines)
    typeset = [_Set(_columns(line) - _columns(line.lstrip()), line.strip(), _columns(line.rstrip())) for line in lines]
    whole: list[str] = []
    for line, is_continued in zip(lines, [False, *(_behind_full_lines(typeset) or [False] * len(lines))], strict=False):
        whole = [*whole[:-1], whole[-1].rstrip() + line.strip()] if is_continued else [*whole, line]
    return whole


def _behind_full_lines(typeset: Sequence[_Set]) -> list[bool] | None:
    """Whether each line runs on, in a text whose paragraphs are indented; None if its lines have no one width."""
    margin, widest = min(line.indent for line in typeset), max(line.width for line in typeset)
    opens = [line.indent > margin + 1 for line in typeset]
    n_chars = max(len(line.text) for line in typeset)
    full = [line.width >= widest - LEEWAY or len(line.text) + line.indent // 2 >= n_chars for line in typeset]
    first = opens.index(True) if True in opens else len(opens)
    behind = [is_full for is_full, is_open in zip(full[first:-SIGNED], opens[first + 1 :], strict=False) if not is_open]
    if widest < LEAST_COLUMNS or len(behind) < LEAST_CONTINUED or behind.count(False) > MOST_OTHERS * len(behind):
        return None
    return [is_full and not is_open for is_full, is_open in zip(full, [*opens[1:], True], strict=True)]


def _cut_at_one_length(lines: Sequence[str]) -> list[bool] | None:
    """Whether each line runs on, in a text that is cut at one number of characters; None if it is not."""
    longest = max(map(len, lines))
    ends = [line[-1] in FULL_STOPS or bool(NOTE.fullmatch(line)) for line in lines]
    cut = [len(line) == longest and not is_end for line, is_end in zip(lines, ends, strict=True)]
    n_open = sum(is_cut and line[-1] not in SENTENCE_END for line, is_cut in zip(lines, cut, strict=True))
    behind = [after for (is_cut, cut_after), after in zip(pairwise(cut), lines[1:], strict=True) if is_cut > cut_after]
    is_cut_text = (
        LEAST_CHARS <= longest <= MOST_CHARS
        and sum(cut) >= max(LEAST_CUT, SHARE_CUT * len(lines))
        and n_open >= LEAST_OPEN * sum(cut)
        and len(behind) > 1
        and sum(line[-1] in SENTENCE_END for line in behind) >= ENDED_BEHIND * len(behind)
    )
    return cut if is_cut_text else None


def perhaps_cut(text: str, lines: Sequence[Span]) -> str:
    r"""A line on lines that perhaps are cut at one width, where that is in doubt; empty where it is not.

    Examples
    --------
    >>> text = "全县普法工作有了进步，干\n部群众人人学法，乡村干\n部天天用法，水渠通到了\n山里。\n"
    >>> perhaps_cut(text, [(0, 12), (13, 24), (25, 36), (37, 40)])
    '3 lines of about 12 characters end inside a sentence, the first at offset 12: are its paragraphs cut?'
    """
    typeset = list(_typeset(text, lines))
    widest = max((line.width for line in typeset), default=0)
    full = [number for number, line in enumerate(typeset[:-1]) if line.width >= widest - LEEWAY]
    cut = [number for number in full if _ends_openly(typeset[number].text)]
    if len(cut) < LEAST_CONTINUED or len(cut) < max(LEAST_OPEN * len(full), LEAST_SHOWN * len(typeset)):
        return ""
    size, first = len(typeset[cut[0]].text), lines[cut[0]][1]
    what = f"{len(cut)} lines of about {size} characters end inside a sentence, the first at offset {first}"
    return f"{what}: are its paragraphs cut?"


def _ends_openly(line: str) -> bool:
    """Whether a line holds a pause and ends in no mark."""
    return bool(ONE_HAN.match(line[-1])) and not PAUSES.isdisjoint(line)


def _typeset(text: str, lines: Sequence[Span]) -> Iterator[_Set]:
    before = 0
    for start, end in lines:
        indent = _columns(text[max(before, text.rfind("\n", before, start) + 1) : start])
        line = closed_up(text[start:end])
        yield _Set(indent, line, indent + _columns(line))
        before = end


def _columns(line: str) -> int:
    return len(line.encode("gbk", "replace"))


def _is_full(line: _Set, usual: int) -> bool:
    return abs(line.width - usual) <= LEEWAY


def _is_set_to_width(typeset: Sequence[_Set], usual: int) -> bool:
    """Whether lines are those of one width, cut wherever it was reached."""
    full = [line.text for line in typeset if _is_full(line, usual)]
    return (
        NARROW <= usual <= WIDE
        and len(full) >= LEAST_FULL * len(typeset)
        and sum(line.width > usual + LEEWAY for line in typeset) <= MOST_WIDER * len(typeset)
        and sum(line[-1] not in SENTENCE_END for line in full) >= LEAST_OPEN * len(full)
        and sum(not PAUSES.isdisjoint(line) for line in full) >= LEAST_PAUSING * len(full)
    )


def broken_off(text: str, lines: Sequence[Span]) -> list[bool]:
    r"""Whether each line of a text with blank lines between paragraphs ends inside a sentence.

    True for a line without a sentence's end, unless it opens a paragraph and is brief, and other brief lines or a
    whole paragraph follow (a title, a heading, a signature). Texts in which a line begins with a mark are broken
    around hyperlinks: there such lines are fragments.

    Examples
    --------
    >>> broken_off("全县普法小结\n周砚平局长的话\n\n今年普法。", [(0, 6), (7, 14), (16, 21)])
    [False, False, False]
    >>> broken_off("今年施行的\n修渠条例\n，人人知道。", [(0, 5), (6, 10), (11, 17)])
    [True, True, False]
    """
    bodies = [closed_up(text[start:end]) for start, end in lines]
    if any(BREAKS["goes-on"].match(line) for line in bodies):
        return [line[-1] not in SENTENCE_END for line in bodies]
    gaps = [UNSEEN_LINE.sub("\n", text[end:start]).count("\n") != 1 for (_, end), (start, _) in pairwise(lines)]
    alone = _standing_alone(bodies, [*gaps, True])
    runs_on: list[bool] = []
    for line, stands_alone, is_parted in zip(bodies, alone, [True, *gaps], strict=False):
        opens = is_parted or not runs_on[-1]
        runs_on.append(line[-1] not in SENTENCE_END and not (opens and stands_alone))
    return runs_on


def _standing_alone(lines: Sequence[str], is_last: Sequence[bool]) -> list[bool]:
    """Whether each line can be a title, a heading or a signature; ``is_last`` tells those before a blank line."""
    alone = [False] * len(lines)
    for number in reversed(range(len(lines))):
        line, after = lines[number], "" if is_last[number] else lines[number + 1]
        is_brief = BREAKS["brief-line" if number else "first-line"].fullmatch(line)
        can_end = not after or ((alone[number + 1] or _opens(line, after)) and not _are_one(line, after))
        alone[number] = bool(is_brief and can_end)
    return alone


def _opens(line: str, after: str) -> bool:
    """Whether a whole paragraph follows a line: longer than the rest of a sentence would be."""
    return len(after) >= max(PARAGRAPH, TIMES * len(line)) and after[-1] in SENTENCE_END


def _are_one(line: str, after: str) -> bool:
    """Whether two lines are one: the last characters of a title, the note of its date, or an office and the name."""
    is_named = BREAKS["office-alone"].fullmatch(line) and SIGNATURES["person"].fullmatch(after)
    return len(after) <= OVERHANG or bool(is_named or NOTED.fullmatch(line + after))

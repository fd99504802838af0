"""Characters set apart by blanks, as OCR and typeset titles have them: the blanks that part nothing."""

from __future__ import annotations

import re

# Marks of no width: joiners, soft hyphens, those that turn the order of others, choose a glyph, or annotate.
INVISIBLE = (
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    r"\U000e0001-\U000e007f\U000e0100-\U000e01ef"
)
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # blanks that Unicode calls letters or signs: of Korean, and of Braille
NO_WIDTH, FILLER = re.compile(f"[{INVISIBLE}]+"), re.compile(f"[{FILLERS}]")
UNSEEN = re.compile(f"[{INVISIBLE}{FILLERS}]+")
BLANK = "[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]{1,2}"
HAN = r"[\u2e80-\u2fd5\u3400-\u9fff\uf900-\ufad9]"
# One character that is no letter, and the marks that stand at it; or marks alone.
ALONE = r"(?=\S)[^\w\s]{0,2}[^\W_A-Za-zＡ-Ｚａ-ｚ]?[^\w\s]{0,2}"
RUN = re.compile(rf"(?<!\S){ALONE}(?:{BLANK}{ALONE}){{2,}}(?!\S)")
LEAST_ALONE = 3  # Chinese characters of a run: 习 近 平 is one word, 工 作 总 结 two
# A whole line is set apart if so many neighbours are, and so many times as many as stand together.
LEAST_APART, TIMES = 4, 2
GAP = re.compile(rf"(?<=\S){BLANK}(?=\S)")
MAY_BE_APART = re.compile(rf"{BLANK}[^\w\s]{{0,2}}{HAN}{BLANK}")
APART = re.compile(rf"{HAN}{BLANK}(?={HAN}|[0-9])|[0-9]{BLANK}(?={HAN})")
TOGETHER, ONE_HAN = re.compile(rf"{HAN}(?={HAN}|[0-9])|[0-9](?={HAN})"), re.compile(HAN)
Span = tuple[int, int]


def idle_blanks(line: str) -> list[Span]:
    """Blanks of a line that part nothing, where characters are set apart by them.

    Three Chinese characters or more in a row that each stand alone are set apart, and so is a whole line of which
    most are; other blanks part words and names, the items of a list or the clauses of a headline.

    Examples
    --------
    >>> idle_blanks("深入推进 依 法 治 国"), idle_blanks("深入推进 依法治国"), idle_blanks("深 入 推 进 依法 治 国")
    ([(6, 7), (8, 9), (10, 11)], [], [(1, 2), (3, 4), (5, 6), (7, 8), (10, 11), (12, 13)])
    """
    if not MAY_BE_APART.search(line := FILLER.sub(" ", line)):
        return []
    n_apart, n_together = len(APART.findall(line)), len(TOGETHER.findall(line))
    if n_apart >= LEAST_APART and n_apart > TIMES * n_together:
        return [gap.span() for gap in GAP.finditer(line) if not _parts_words(line, *gap.span())]
    runs = (run for run in RUN.finditer(line) if len(ONE_HAN.findall(run[0])) >= LEAST_ALONE)
    return [gap.span() for run in runs for gap in GAP.finditer(line, *run.span())]


def _parts_words(line: str, start: int, end: int) -> bool:
    """Whether letters or figures stand on both sides of a blank, several on one of them: Open AI, but not 2 0 2 1."""
    around = line[max(0, start - 2) : start], line[end : end + 2]
    is_latin = around[0][-1].isascii() and around[0][-1].isalnum() and around[1][0].isascii() and around[1][0].isalnum()
    return is_latin and any(len(side) == 2 and side.isascii() and side.isalnum() for side in around)


def closed_up(line: str) -> str:
    """The line without marks of no width, and without the blanks that `idle_blanks` finds.

    Examples
    --------
    >>> closed_up("云 浔 市 司 法 局 2 0 2 1 年 工 作 总 结")
    '云浔市司法局2021年工作总结'
    """
    return "".join([line[start:end] for start, end in stretches(line)]) if _may_close_up(line) else line


def _may_close_up(text: str) -> bool:
    return bool(MAY_BE_APART.search(text) or UNSEEN.search(text))


def stretches(line: str) -> list[Span]:
    """What stands between the idle blanks and the marks of no width of a line, in order."""
    gaps = sorted([*idle_blanks(line), *(mark.span() for mark in NO_WIDTH.finditer(line))])
    edges = [0, *(edge for gap in gaps for edge in gap), len(line)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def offsets_closed_up(text: str) -> list[int]:
    r"""Offsets of the characters that stay when every line is closed up; none where that changes nothing.

    Examples
    --------
    >>> offsets_closed_up("工 作 总 结\n普法"), offsets_closed_up("工作总结")
    ([0, 2, 4, 6, 7, 8, 9], [])
    """
    if not _may_close_up(text):
        return []
    offsets: list[int] = []
    position = 0
    for line in text.splitlines(keepends=True):
        offsets += [position + offset for start, end in stretches(line) for offset in range(start, end)]
        position += len(line)
    return offsets if len(offsets) < len(text) else []

"""Text as it is matched (widths and punctuation unified), with the map back to the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from baogao.corpus.words.look_alikes import LOOK_ALIKES
from baogao.corpus.words.spacing import FILLERS, HAN, INVISIBLE, MAY_BE_APART, NO_WIDTH, idle_blanks

if TYPE_CHECKING:  # the pattern of page furniture takes a quarter of a second to compile
    from baogao.corpus.layout.cleaning import Block

# Letters, digits and signs become half-width; the marks of the sentence become full-width.
HALF = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code) in "％＋－．／＝＃＆＠～"
}
MARKS = str.maketrans(",:;?!()", "，：；？！（）")
BLANKS = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000" + FILLERS
SPACES = str.maketrans(BLANKS + "\u2027\u2022\u30fb", " " * len(BLANKS) + "···")
DOUBLE, SINGLE = ("「｢〝„‟«❝≪🙶", "」｣〞〟»❞≫🙷", "＂″ˮ˝ʺ״〃"), ("『‹❛", "』›❜", "＇´`")  # opening, closing, straight
QUOTES = {
    ord(mark): plain
    for marks, one in zip([*DOUBLE, *SINGLE], "“”\"‘’'", strict=True)
    for mark, plain in zip(marks, map(ord, one * len(marks)), strict=True)
}
UNIFIED = LOOK_ALIKES | {chr(code): chr(unified) for code, unified in {**HALF, **MARKS, **SPACES, **QUOTES}.items()}
TO_UNIFY = re.compile(f"[{re.escape(''.join(UNIFIED))}]")
# Straight quotation marks; an apostrophe stands at a letter or figure.
STRAIGHT = ((re.compile('[“”"]'), "“”"), (re.compile("[‘’]|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])"), "‘’"))
OPENS_BEHIND, CLOSES_BEFORE = "：（《〈、", "，。；：、！？）》〉…"
# Invisible characters, the blanks in "1 9 9 8" and "普 法 工 作", and a single one at a quotation mark are passed over.
SPACED_DIGITS = re.compile(r"\d(?<!\d.)(?:[ \xa0]\d)+(?!\d)")  # a class first, so that the search for it is native
OPENING, CLOSING, EITHER = "“‘「『〝", "”’」』〞〟", "\"'＂＇"
BLANK = re.compile(
    rf"[ \xa0\u3000](?:(?<=[{OPENING}].)(?=\S)|(?<=\S.)(?=[{OPENING}{CLOSING}])"
    rf"|(?<=[{EITHER}].)(?={HAN})|(?<={HAN}.)(?=[{EITHER}]))"
)
# Marks that stand twice, as in a cell of a CSV table that was not unpacked: ""八五""; a \" of a program.
RUNS = [re.compile(f"{mark}+") for mark in "“”\"'`´"]
ESCAPES = re.compile(r"\\(?=[\"'“”])")
MAY_DROP = re.compile(rf"[{INVISIBLE} {BLANKS}\\]|([“”\"'`´])\1")  # what is dropped holds one
PLAIN = re.compile(r"[\u3400-\u9fff]+")


def unify(text: str) -> str:
    """Unify widths and punctuation, character by character (the length stays).

    Examples
    --------
    >>> unify("２０２５年,ＧＤＰ增长５％")
    '2025年，GDP增长5%'
    """
    return TO_UNIFY.sub(lambda match: UNIFIED[match[0]], text)


def unify_form(form: str) -> str:
    """Unify a form to look for as the text is: widths, quotation marks, no invisible characters, no idle blanks.

    Examples
    --------
    >>> unify_form(" １ ９ ９ ８年 "), unify_form('"八五"普法')
    ('1998年', '“八五”普法')
    """
    if PLAIN.fullmatch(form):  # as nearly all are
        return form
    form = form.strip()
    bare = "".join([form[start:end] for start, end in _stretches(form, 0, len(form))])
    return one_kind_of_quotes(turned(unify(bare)))


def one_kind_of_quotes(text: str) -> str:
    """Text with double quotation marks in the place of single ones, which stand within others: how it is matched.

    Examples
    --------
    >>> one_kind_of_quotes("“坚持‘严打’方针”")
    '“坚持“严打”方针”'
    """
    return text.replace("‘", "“").replace("’", "”") if "‘" in text or "’" in text else text


def turned(text: str) -> str:
    """Turn straight quotation marks into opening and closing ones, line by line, in text that is unified.

    They alternate; before a mark of the sentence one closes, and behind a colon or a bracket one opens. Marks of
    one make that stand for the other (“八五“) are turned as straight ones are.

    Examples
    --------
    >>> turned('落实"八五"普法，他说："好。"')
    '落实“八五”普法，他说：“好。”'
    """
    for pattern, pair in STRAIGHT if _may_turn(text) else ():
        text = "\n".join([_turned(line, pattern, pair) for line in text.split("\n")])
    return text


def _may_turn(text: str) -> bool:
    return '"' in text or "'" in text or text.count("“") != text.count("”")


def _is_one_sided(line: str, pair: str) -> bool:
    """Whether some marks of a pair in a line stand for the other one, an even number in all: “八五“, “八五“和“七五”."""
    opening, closing = (line.count(mark) for mark in pair)
    return opening != closing and (opening + closing) % 2 == 0


def _turned(line: str, pattern: re.Pattern[str], pair: str) -> str:
    """One line with its straight marks turned into those of a pair."""
    opening, closing = pair[0], pair[1]
    parts, position, is_open = [], 0, False
    known = "" if _is_one_sided(line, pair) else pair
    for match in pattern.finditer(line):
        mark, start, end = match[0], *match.span()
        if mark not in known:
            before, after = line[start - 1 : start], line[end : end + 1]
            closes = not after or after in CLOSES_BEFORE or (bool(before) and before not in OPENS_BEHIND and is_open)
            mark = closing if closes else opening
        parts += [line[position:start], mark]
        position, is_open = end, mark == opening
    return "".join([*parts, line[position:]])


class Normal(NamedTuple):
    """Normalised text, the offsets at which its stretches begin, and those of their sources in the report's text."""

    text: str
    starts: list[int]
    sources: list[int]

    def source(self, offset: int) -> int:
        """Offset into the report's text of the character at ``offset``."""
        stretch = bisect_right(self.starts, offset) - 1
        return self.sources[stretch] + offset - self.starts[stretch]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the report's text of a stretch of `text`, end exclusive."""
        return self.source(start), self.source(end - 1) + 1


def normalise(text: str, blocks: Iterable[Block]) -> Normal:
    """Normalise blocks of a report's text; a line end parts them, so that nothing matches across two.

    Examples
    --------
    >>> from baogao.corpus.layout.cleaning import Block
    >>> normal = normalise("普法 １ ９ 年,依法", [Block(((0, 11),))])
    >>> normal.text, normal.span(8, 10)
    ('普法 19 年，依法', (9, 11))
    """
    parts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = 0
    for number, block in enumerate(blocks):
        if number:
            parts.append("\n")
            length += 1
        for start, end in (stretch for piece in block.pieces for stretch in _stretches(text, *piece)):
            starts.append(length)
            sources.append(start)
            parts.append(text[start:end])
            length += end - start
    return Normal(turned(unify("".join(parts))), starts, sources)


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between the characters that matching passes over."""
    if not MAY_DROP.search(text, start, end):
        return [(start, end)]
    gaps = {match.span() for pattern in (NO_WIDTH, BLANK, ESCAPES) for match in pattern.finditer(text, start, end)}
    gaps |= {(at, at + 1) for pattern in RUNS for at in _typed_twice(pattern, text, start, end)}
    for run in SPACED_DIGITS.finditer(text, start, end):
        gaps |= {(index, index + 1) for index in range(run.start() + 1, run.end(), 2)}
    if MAY_BE_APART.search(text, start, end):
        gaps |= {(start + gap_start, start + gap_end) for gap_start, gap_end in idle_blanks(text[start:end])}
    edges = [start, *(edge for gap in sorted(gaps) for edge in gap), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _typed_twice(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Offsets of the first of two marks, where every mark of this kind stands twice; none of 两个“维护”“四个”意识."""
    runs = [match.span() for match in pattern.finditer(text, start, end)]
    return [first for first, _ in runs] if all(behind - first == 2 for first, behind in runs) else []

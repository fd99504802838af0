"""Text as it is matched (widths and punctuation unified), with the map back to the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the pattern of page furniture takes a quarter of a second to compile
    from baogao.corpus.layout.cleaning import Block

# Letters, digits and signs become half-width; the marks of the sentence become full-width.
HALF = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code) in "％＋－．／＝＃＆＠～"
}
MARKS = str.maketrans(",:;?!()", "，：；？！（）")
SPACES = str.maketrans("\xa0\u2002\u2003\u3000\t\u2027\u2022\u30fb", "     ···")
QUOTES = str.maketrans("「」『』", "“”‘’")
UNIFIED = {chr(code): chr(unified) for code, unified in {**HALF, **MARKS, **SPACES, **QUOTES}.items()}
TO_UNIFY = re.compile(f"[{re.escape(''.join(UNIFIED))}]")
# Invisible characters, the spaces in "1 9 9 8", and a single blank beside a quotation mark are passed over.
DROPPED = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]+")
SPACED_DIGITS = re.compile(r"(?<!\d)\d(?:[ \xa0]\d)+(?!\d)")
BLANK = re.compile(r"(?<=[“‘「『])[ \xa0\u3000](?=\S)|(?<=\S)[ \xa0\u3000](?=[“”‘’「」『』])")
MAY_DROP = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad \xa0\u3000]")  # every match of the three holds one


def unify(text: str) -> str:
    """Unify widths and punctuation, character by character (the length stays).

    Examples
    --------
    >>> unify("２０２５年,ＧＤＰ增长５％")
    '2025年，GDP增长5%'
    """
    return TO_UNIFY.sub(lambda match: UNIFIED[match[0]], text)


def unify_form(form: str) -> str:
    """Unify a form to look for as the text is: widths, no invisible characters, no blanks in numbers or at quotes.

    Examples
    --------
    >>> unify_form(" １ ９ ９ ８年 ")
    '1998年'
    """
    joined = SPACED_DIGITS.sub(lambda run: re.sub(r"\s", "", run[0]), DROPPED.sub("", form).strip())
    return unify(BLANK.sub("", joined))


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
    return Normal(unify("".join(parts)), starts, sources)


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between the characters that matching passes over."""
    if not MAY_DROP.search(text, start, end):
        return [(start, end)]
    gaps = [match.span() for pattern in (DROPPED, BLANK) for match in pattern.finditer(text, start, end)]
    for run in SPACED_DIGITS.finditer(text, start, end):
        gaps += [(index, index + 1) for index in range(run.start() + 1, run.end(), 2)]
    edges = [start, *(edge for gap in sorted(gaps) for edge in gap), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]

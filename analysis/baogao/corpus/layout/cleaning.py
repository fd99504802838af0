"""What of a text is the report: its blocks (paragraphs), and what was left out by which rule."""

from __future__ import annotations

import re
from itertools import compress
from typing import NamedTuple

from baogao.corpus.layout.furniture import Furniture, furniture, furniture_rules
from baogao.corpus.layout.repeats import repeated_lines
from baogao.corpus.layout.wrapping import broken_off, running_on
from baogao.corpus.text.report import Report
from baogao.corpus.words.marks import CLOSING_BRACKETS, WIDE_SPACE

# Paragraphs are parted by line ends or by a run of two or more ideographic spaces (texts that
# were saved from web pages without line ends); white space around either belongs to the gap.
WHITE = re.compile(r"\s\s*")  # the class first, so that the search for it is native
IN_LINE = f" \t{WIDE_SPACE}\xa0"
BLANK_SHARE = 0.25  # of line ends: fewer blank lines part sections, not paragraphs
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

Span = tuple[int, int]


class Removal(NamedTuple):
    """A stretch of the text that is no part of the report: offsets and the rule that took it."""

    start: int
    end: int
    rule: str


class Block(NamedTuple):
    """A paragraph, heading or caption: the stretches of text it is made of, in order."""

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.pieces[-1][1]

    def read(self, text: str) -> str:
        """Its characters, line breaks inside sentences left out."""
        if len(self.pieces) == 1:  # as nearly all have
            ((start, end),) = self.pieces
            return text[start:end]
        return "".join([text[start:end] for start, end in self.pieces])


def clean(text: str, *, without_repeats: bool = False, own_rules: str = "") -> tuple[list[Block], list[Removal]]:
    r"""Part a text into the report's blocks and what is left out.

    Parameters
    ----------
    text : str
        A decoded file.
    without_repeats : bool
        Whether lines that stand further above already are left out (rule ``repeat``): see
        `baogao.corpus.layout.repeats.repeated_lines`.
    own_rules : str
        Rules of page furniture beside the study's, as a table; see `baogao.corpus.text.report.Report`.

    Returns
    -------
    blocks : list of Block
        Paragraphs, headings and captions in order.
    removals : list of Removal
        Page furniture, white space between blocks (rule ``space``) and line breaks
        inside sentences, or inside paragraphs set to one width (rule ``line-break``).

    Notes
    -----
    Rules of page furniture take whole lines, some only before the first or behind the last paragraph, a tail
    of the file, or the start or end of a paragraph: see `baogao.corpus.layout.furniture`. Every character
    belongs either to one piece of one block or to one removal.

    Examples
    --------
    >>> blocks, removals = clean("一、普法\n责任编辑：某某\n")
    >>> [(r.start, r.end, r.rule) for r in removals]
    [(4, 5, 'space'), (5, 12, 'editor'), (12, 13, 'space')]
    """
    lines, removals = _lines(text)
    if without_repeats:
        repeated = repeated_lines(text, lines)
        removals += [Removal(*line, "repeat") for line in compress(lines, repeated)]
        lines = [line for line, is_repeat in zip(lines, repeated, strict=True) if not is_repeat]
    known = furniture_rules(own_rules)
    taken = furniture([text[start:end] for start, end in lines], known)
    kept: list[Span] = []
    for (start, end), rule in zip(lines, taken, strict=True):
        if rule:
            removals.append(Removal(start, end, rule))
        else:
            kept.append(_trimmed(text, start, end, known, removals))
    blocks = _joined(text, kept, removals)
    return blocks, sorted(removals)


def cleaned(report: Report) -> tuple[list[Block], list[Removal]]:
    """Blocks and removals of a report that is read as prose; see `clean`."""
    return clean(report.text, without_repeats=report.without_repeats, own_rules=report.own_rules)


def split_lines(text: str) -> tuple[list[Block], list[Removal]]:
    r"""Part a list into its lines; nothing but white space is left out.

    Examples
    --------
    >>> [block.pieces for block in split_lines("普法开始\n简讯\n")[0]]
    [((0, 4),), ((5, 7),)]
    """
    lines, removals = _lines(text)
    return [Block((line,)) for line in lines], removals


def _lines(text: str) -> tuple[list[Span], list[Removal]]:
    """Stretches between gaps, and the gaps, both in order."""
    lines, gaps, position = [], [], 0
    body = len(text) - len(text.lstrip())
    if body:
        gaps.append(Removal(0, body, "space"))
        position = body
    tail = len(text.rstrip())
    for white in WHITE.finditer(text, position, tail):
        start, end = white.span()
        gap = white[0]
        if "\n" in gap or gap.count(WIDE_SPACE) > 1:
            if start > position:
                lines.append((position, start))
            gaps.append(Removal(start, end, "space"))
            position = end
    if tail > position:
        lines.append((position, tail))
    if tail < len(text) and tail >= body:
        gaps.append(Removal(tail, len(text), "space"))
    return lines, gaps


def _trimmed(text: str, start: int, end: int, known: Furniture, removals: list[Removal]) -> Span:
    """What is left of a line when page furniture at its head and its end is taken."""
    for rule in known.others["opening"]:
        head = rule.pattern.match(text, start, end)
        if head and head.end() < end:
            removals.append(Removal(start, head.end(), rule.rule))
            start = head.end()
            break
    if text[end - 1] in CLOSING_BRACKETS:
        for rule in known.others["ending"]:
            tail = rule.pattern.search(text, start, end)
            if tail and tail.start() > start:
                removals.append(Removal(tail.start(), end, rule.rule))
                end = tail.start()
    return start, end


def _running_on(text: str, kept: list[Span], removals: list[Removal]) -> list[bool] | None:
    """Whether each line runs on into the next one; None where every line is a paragraph.

    In texts with blank lines between paragraphs a line runs on that is broken off (around a
    hyperlink, or at the end of a page); in others those of one width may: see `broken_off` and `running_on`.
    """
    line_ends = sum(r.rule == "space" and "\n" in text[r.start : r.end] for r in removals)
    if len(BLANK_LINE.findall(text)) > line_ends * BLANK_SHARE:
        return broken_off(text, kept)
    return running_on(text, kept)


def _joined(text: str, kept: list[Span], removals: list[Removal]) -> list[Block]:
    """Blocks from kept lines: a single line end behind a line that runs on is a line break inside a paragraph."""
    runs_on = _running_on(text, kept, removals)
    if runs_on is None:
        return [Block((line,)) for line in kept]
    gaps = {removal.start: index for index, removal in enumerate(removals) if removal.rule == "space"}
    groups: list[list[Span]] = []
    for number, (start, end) in enumerate(kept):
        before = groups[-1][-1][1] if groups else 0
        is_line_end = text[before:start].strip(IN_LINE) == "\n"
        if groups and is_line_end and runs_on[number - 1]:
            removals[gaps[before]] = removals[gaps[before]]._replace(rule="line-break")
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
    return [Block(tuple(group)) for group in groups]

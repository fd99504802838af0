"""What of a text is the report: its blocks (paragraphs), and what was left out by which rule."""

from __future__ import annotations

import re
from itertools import compress
from typing import NamedTuple

from baogao.corpus.layout.furniture import Furniture, furniture, furniture_rules
from baogao.corpus.layout.repeats import repeated_lines
from baogao.corpus.layout.wrapping import broken_off, running_on
from baogao.corpus.text.report import Report
from baogao.corpus.words.look_alikes import without_look_alikes
from baogao.corpus.words.marks import CLOSING_BRACKETS, WIDE_SPACE
from baogao.corpus.words.spacing import INVISIBLE, closed_up

# Paragraphs are parted by line ends or by a run of two or more ideographic spaces (texts that
# were saved from web pages without line ends); white space around either belongs to the gap.
# Marks of no width at either end of a line belong to the gap too.
WHITE = re.compile(rf"[\s{INVISIBLE}][\s{INVISIBLE}]*")  # the class first, so that the search for it is native
IN_LINE = rf"[ \t{WIDE_SPACE}\xa0{INVISIBLE}]*"
LINE_END = re.compile(rf"{IN_LINE}\n(?:[{INVISIBLE}]+\n)?{IN_LINE}")  # a line of marks without a width parts nothing
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

    pieces: tuple[Span, ...]

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
        Page furniture by its rule (see `baogao.corpus.layout.furniture`), white space between blocks (``space``)
        and line breaks inside sentences, or inside paragraphs set to one width (``line-break``). Every character
        belongs either to one piece of one block or to one removal.

    Examples
    --------
    >>> blocks, removals = clean("一、普法\n责任编辑：某某\n")
    >>> [(r.start, r.end, r.rule) for r in removals]
    [(4, 5, 'space'), (5, 12, 'editor'), (12, 13, 'space')]
    """
    lines, gaps = _lines(text)
    removals: list[Removal] = []
    if without_repeats:
        repeated = repeated_lines(text, lines)
        removals += [Removal(*line, "repeat") for line in compress(lines, repeated)]
        lines = [line for line, is_repeat in zip(lines, repeated, strict=True) if not is_repeat]
    known = furniture_rules(own_rules)
    report_lines: list[Span] = []
    taken = furniture([closed_up(text[slice(*line)]) for line in lines], known)
    for line, rule in zip(lines, taken, strict=True):
        if rule:
            removals.append(Removal(*line, rule))
        else:
            report_lines.append(_trimmed(text, line, known, removals))
    blocks = _joined(text, report_lines, gaps)
    breaks = {piece[1] for block in blocks for piece in block.pieces[:-1]}
    removals += [Removal(*gap, "line-break" if gap[0] in breaks else "space") for gap in gaps]
    return blocks, sorted(removals)


def cleaned(report: Report) -> tuple[list[Block], list[Removal]]:
    """Blocks and removals of a report that is read as prose; see `clean`."""
    return clean(without_look_alikes(report.text), without_repeats=report.without_repeats, own_rules=report.own_rules)


def split_lines(text: str) -> tuple[list[Block], list[Removal]]:
    r"""Part a list into its lines; nothing but white space is left out.

    Examples
    --------
    >>> [block.pieces for block in split_lines("普法开始\n简讯\n")[0]]
    [((0, 4),), ((5, 7),)]
    """
    lines, gaps = _lines(text)
    return [Block((line,)) for line in lines], [Removal(*gap, "space") for gap in gaps]


def _lines(text: str) -> tuple[list[Span], list[Span]]:
    """Stretches between gaps, and the gaps, both in order."""
    gaps = [
        white.span()
        for white in WHITE.finditer(text)
        if "\n" in white[0] or white[0].count(WIDE_SPACE) > 1 or not white.start() or white.end() == len(text)
    ]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start], gaps


def _trimmed(text: str, line: Span, known: Furniture, removals: list[Removal]) -> Span:
    """What is left of a line when page furniture at its head and its end is taken."""
    start, end = line
    for rule in known.others["opening"]:
        head = rule.pattern.match(text, start, end)
        if head and head.end() < end:
            removals.append(Removal(start, head.end(), rule.rule))
            start = head.end()
            break
    for rule in known.others["ending"] if text[end - 1] in CLOSING_BRACKETS else ():
        tail = rule.pattern.search(text, start, end)
        if tail and tail.start() > start:
            removals.append(Removal(tail.start(), end, rule.rule))
            end = tail.start()
    return start, end


def _joined(text: str, report_lines: list[Span], gaps: list[Span]) -> list[Block]:
    """Blocks from report_lines lines: a single line end behind a line that runs on is a line break inside a paragraph.

    In texts with blank lines between paragraphs a line runs on that is broken off (around a
    hyperlink, or at the end of a page); in others those of one width may: see `broken_off` and `running_on`.
    """
    n_line_ends = sum("\n" in text[start:end] for start, end in gaps)
    has_blank_lines = len(BLANK_LINE.findall(text)) > n_line_ends * BLANK_SHARE
    runs_on = (broken_off if has_blank_lines else running_on)(text, report_lines)
    if runs_on is None:
        return [Block((line,)) for line in report_lines]
    groups: list[list[Span]] = []
    for line, is_continued in zip(report_lines, [False, *runs_on], strict=False):
        if is_continued and LINE_END.fullmatch(text, groups[-1][-1][1], line[0]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(tuple(group)) for group in groups]

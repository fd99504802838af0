"""Layout of a report: what each of its lines is, what is left out, and views of both, each computed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat
from typing import NamedTuple

from baogao.corpus.layout.addresses import closings, salutations
from baogao.corpus.layout.cleaning import Block, Removal, cleaned, split_lines
from baogao.corpus.layout.head import HeadRole
from baogao.corpus.layout.headings import Heading, find_headings
from baogao.corpus.layout.lines import Line, Role, find_lines
from baogao.corpus.layout.passages import Passage, passages_of
from baogao.corpus.layout.turns import SPEAKER, is_asker
from baogao.corpus.layout.wrapping import perhaps_cut
from baogao.corpus.text.report import Report
from baogao.corpus.words.look_alikes import without_look_alikes


class Turn(NamedTuple):
    """Where a speaker begins; the introduction before the first one has no speaker."""

    start: int
    speaker: str | None
    role: Role


@dataclass(frozen=True)
class Layout:
    """A report's blocks and removals; everything else is a view of them, computed when first asked for."""

    report: Report
    blocks: tuple[Block, ...]  # paragraphs, headings and captions in order: where they stand
    removals: tuple[Removal, ...]  # what is no part of the report; with the pieces of the blocks it tiles the text

    @cached_property
    def text(self) -> str:
        """The report's text, untouched but for characters that only look like a common one; offsets are the same."""
        return without_look_alikes(self.report.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The blocks, each with what it is."""
        return tuple(find_lines(self.text, self.blocks, is_list=self.report.layout == "lines"))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The lines, short neighbours within a section and role joined."""
        if self.report.layout == "lines":  # millions, which nothing needs to be known of
            return tuple(passages_of(self.report, zip(repeat("0"), repeat("narration"), self.blocks, strict=False)))
        return tuple(passages_of(self.report, ((line.section, line.role, line.block) for line in self.lines)))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings as a reader sees them; a line's role is heading only if it divides the text."""
        return tuple(find_headings(self.text, self.lines))

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Where each speaker begins, before the first one the introduction; empty unless questions are asked."""
        return tuple(_turns(self.lines))

    @cached_property
    def broken(self) -> str:
        """A line on paragraphs that perhaps are cut into lines; see `baogao.corpus.layout.wrapping.perhaps_cut`."""
        if self.report.layout == "lines":
            return ""
        return perhaps_cut(self.text, [(block.start, block.end) for block in self.blocks if len(block.pieces) == 1])

    @cached_property
    def salutations(self) -> tuple[Line, ...]:
        """Lines that address the audience and hold nothing else."""
        return tuple(salutations(self.lines))

    @cached_property
    def closings(self) -> tuple[Line, ...]:
        """Lines that close the report: final appeal, wishes, thanks, signature and date."""
        return tuple(closings(self.lines))

    def in_head(self, *roles: HeadRole) -> Iterator[Line]:
        """Lines of the head that are one of these: title, subtitle, date, speaker, salutation."""
        return (line for line in self.lines if line.head in roles)


def layout(report: Report) -> Layout:
    r"""Lay out a report; of a list every line stands for itself, and nothing but white space is left out.

    Examples
    --------
    >>> made = layout(Report("a", "全县普法工作会议召开\n来源：某报\n一、普法\n今年开展普法。"))
    >>> [(line.text, line.head, line.role, line.section) for line in made.lines[:2]]
    [('全县普法工作会议召开', 'title', 'heading', '0.0.1'), ('一、普法', 'body', 'heading', '1')]
    >>> [(removal.rule, removal.start) for removal in made.removals if removal.rule != "space"]
    [('source', 11)]
    """
    is_list = report.layout == "lines"
    blocks, removals = split_lines(report.text) if is_list else cleaned(report)
    return Layout(report, tuple(blocks), tuple(removals))


def segment(report: Report) -> tuple[list[Passage], list[Removal]]:
    r"""Part a report into passages.

    Parameters
    ----------
    report : Report
        A text, and how it is to be read.

    Returns
    -------
    passages : list of Passage
        In reading order. A heading is a passage of its own and opens a section; other
        short neighbours of one section and role are joined until they have 100
        characters or the section ends. A list has one section and no headings.
    removals : list of Removal
        What is no part of the report; with the passages' pieces it tiles the text.

    Examples
    --------
    >>> passages, _ = segment(Report("a", "一、普法\n今年开展普法。\n明年继续普法。"))
    >>> [(p.passage_id, p.section, p.role, len(p.blocks)) for p in passages]
    [('a:0001', '1', 'heading', 1), ('a:0002', '1', 'narration', 2)]
    """
    made = layout(report)
    return list(made.passages), list(made.removals)


def _turns(lines: tuple[Line, ...]) -> Iterator[Turn]:
    spoken = [line for line in lines if line.role in ("question", "answer")]
    opened = [(line, match["label"]) for line in spoken if (match := SPEAKER.match(line.text))]
    askers = {label for line, label in opened if line.role == "question" and is_asker(label)}
    answerers = {label for (_, before), (_, label) in pairwise(opened) if before in askers} - askers
    turns = [
        Turn(line.start, label, line.role)
        for line, label in opened
        if label in (askers if line.role == "question" else answerers)
    ]
    if not turns:
        return
    before = (line for line in lines if line.role == "narration" and line.head == "body")
    yield from [Turn(line.start, None, "narration") for line in before if line.end < spoken[0].start][:1]
    yield from turns

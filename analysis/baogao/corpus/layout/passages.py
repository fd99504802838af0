"""Blocks of a report to passages: sections, roles, and short neighbours joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from baogao.corpus.layout.cleaning import Block, Removal, clean, split_lines
from baogao.corpus.layout.head import is_asker
from baogao.corpus.layout.lines import CAPTION, SPEAKER, heading_levels, speaker_labels
from baogao.corpus.text.report import Report

Role = Literal["heading", "narration", "question", "answer", "caption"]
MIN_CHARS = 100
# From a sentence's first character that is no white space or closing mark to its end.
SENTENCE = re.compile(r"[^。！？!?… \n\u3000”’）)][^。！？!?…]*")
Labelled = tuple[str, Role, Block]  # with its section


class Passage(NamedTuple):
    """A stretch of a report that is counted as one bag of tokens.

    `start` and `end` are offsets into the report's text; removals may lie between the
    pieces of `blocks`.
    """

    passage_id: str
    start: int
    end: int
    section: str
    role: Role
    blocks: tuple[Block, ...]

    def read(self, text: str) -> str:
        """Its text, one block a line."""
        return "\n".join(block.read(text) for block in self.blocks)


def count_chars(text: str) -> int:
    r"""Characters of a text, white space aside: what rates are taken over.

    Examples
    --------
    >>> count_chars("依法 行政。\n")
    5
    """
    return sum(map(len, text.split()))


def count_sentences(text: str) -> int:
    """Sentences of a text: stretches that end in a full stop, a question or exclamation mark, or dots.

    What follows the last mark counts as a sentence of its own.

    Examples
    --------
    >>> count_sentences("一是学；二是干。普法"), count_sentences("")
    (2, 0)
    """
    return len(SENTENCE.findall(text))


def segment(report: Report) -> tuple[list[Passage], list[Removal]]:
    r"""Part a report into passages.

    Parameters
    ----------
    report : Report

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
    is_list = report.layout == "lines"
    blocks, removals = split_lines(report.text) if is_list else cleaned(report)
    labelled = (("0", "narration", block) for block in blocks) if is_list else _labelled(report.text, blocks)
    passages = [
        Passage(f"{report.report_id}:{number:04d}", group[0].start, group[-1].end, section, role, tuple(group))
        for number, (section, role, group) in enumerate(_grouped(report.text, labelled), 1)
    ]
    return passages, removals


def cleaned(report: Report) -> tuple[list[Block], list[Removal]]:
    """Blocks and removals of a report of prose, as `baogao.corpus.layout.cleaning.clean` parts its text."""
    return clean(report.text, without_repeats=report.without_repeats)


def _grouped(text: str, labelled: Iterable[Labelled]) -> Iterator[tuple[str, Role, list[Block]]]:
    """Section, role and blocks of each passage."""
    group: list[Block] = []
    key: tuple[str, Role] = ("0", "narration")
    size = 0
    for section, role, block in labelled:
        if group and ((section, role) != key or role == "heading" or size >= MIN_CHARS):
            yield *key, group
            group, size = [], 0
        key = (section, role)
        group.append(block)
        size += count_chars(block.read(text))
    if group:
        yield *key, group


def _labelled(text: str, blocks: list[Block]) -> Iterator[Labelled]:
    """Section and role of each block. Sections are numbered ``1``, ``1.2`` … by level of heading."""
    lines = [block.read(text).strip() for block in blocks]
    speakers, levels = speaker_labels(lines), heading_levels(lines)
    counts: list[int] = []
    voice: Role = "narration"
    for line, level, block in zip(lines, levels, blocks, strict=True):
        opener = SPEAKER.match(line) if speakers else None
        if opener and opener[1] in speakers:
            voice = "question" if is_asker(opener[1]) else "answer"
        elif CAPTION.fullmatch(line):
            yield _number(counts), "caption", block
            continue
        elif level and not (voice == "answer" and level > 2):
            del counts[level:]
            counts += [0] * (level - len(counts))
            counts[level - 1] += 1
            voice = "narration"
            yield _number(counts), "heading", block
            continue
        yield _number(counts), voice, block


def _number(counts: list[int]) -> str:
    return ".".join(map(str, counts)) or "0"

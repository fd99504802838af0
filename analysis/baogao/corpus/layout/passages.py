"""Blocks of a report to passages: sections, roles, and short neighbours joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from baogao.corpus.layout.cleaning import Block
from baogao.corpus.layout.lines import Role
from baogao.corpus.text.report import Report
from baogao.corpus.words.rules import rule
from baogao.corpus.words.spacing import HAN, UNSEEN

MIN_CHARS = 100
# From a sentence's first character that is no white space or closing mark to its end.
SENTENCE = rule("words", "SENTENCE")


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
    r"""Characters of a text, white space and marks of no width aside: what rates are taken over.

    Examples
    --------
    >>> count_chars("依法 行政。\n"), count_chars("依\u200b法\u200b行政。")
    (5, 5)
    """
    return sum(map(len, text.split())) - sum(map(len, UNSEEN.findall(text)))


def count_han(text: str) -> int:
    """Chinese characters of a text: what the press counts as its length.

    Examples
    --------
    >>> count_han("增长5%，达到GDP的一半。")
    7
    """
    return len(re.findall(HAN, text))


def count_sentences(text: str) -> int:
    """Sentences of a text: stretches that end in a full stop, a question or exclamation mark, or dots.

    What follows the last mark counts as a sentence of its own.

    Examples
    --------
    >>> count_sentences("一是学；二是干。普法"), count_sentences("")
    (2, 0)
    """
    return len(SENTENCE.findall(text))


def passages_of(report: Report, blocks: Iterable[tuple[str, Role, Block]]) -> Iterator[Passage]:
    """Join the blocks of a report, each with its section and role, to passages; see `Layout.passages`."""
    for number, (section, role, group) in enumerate(_grouped(report.text, blocks), 1):
        passage_id = f"{report.report_id}:{number:04d}"
        yield Passage(passage_id, group[0].start, group[-1].end, section, role, tuple(group))


def _grouped(text: str, blocks: Iterable[tuple[str, Role, Block]]) -> Iterator[tuple[str, Role, list[Block]]]:
    """Section, role and blocks of each passage."""
    group: list[Block] = []
    key: tuple[str, Role] = ("0", "narration")
    size = 0
    for section, role, block in blocks:
        if group and ((section, role) != key or role == "heading" or size >= MIN_CHARS):
            yield *key, group
            group, size = [], 0
        key = (section, role)
        group.append(block)
        size += count_chars(block.read(text))
    if group:
        yield *key, group

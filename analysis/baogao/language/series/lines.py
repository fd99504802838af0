"""Heads of paragraphs and headings, which may be the members of a series over lines that stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from baogao.language.series.numbered import NUMBERING

SENTENCE_END = re.compile("[。！？；]")
LEAST_CHARS = 4  # of a line


class Part(NamedTuple):
    """A passage as series are looked for: normalised text, one block a line, its role and its section (``1.2``)."""

    text: str
    role: str = "narration"
    section: str = "0"


class Line(NamedTuple):
    """A line: where its first sentence begins behind a numbering and where it ends, the end of the line, its depth.

    ``depth`` is that of a heading, -1 for a paragraph.
    """

    start: int
    end: int
    line_end: int
    depth: int


def lines_of(parts: Sequence[Part], offset: int) -> Iterator[Line]:
    """Lines of a report whose first passage begins at `offset` of the stacked text."""
    for part in parts:
        for line in part.text.split("\n"):
            if len(line) >= LEAST_CHARS:
                start = NUMBERING.match(line).end()  # type: ignore[union-attr]  # it matches the empty string
                stop = SENTENCE_END.search(line, start)
                end = stop.start() if stop else len(line)
                depth = part.section.count(".") if part.role == "heading" else -1
                if end - start > 1:
                    yield Line(offset + start, offset + end, offset + len(line), depth)
            offset += len(line) + 1


def groups(lines: Sequence[Line], least: int) -> list[tuple[bool, list[Line]]]:
    """Lines that may be members of one series, and whether they are headings.

    Headings of one depth without a higher one between them, and paragraphs without any heading between them.
    """
    closed: list[tuple[bool, list[Line]]] = []
    headings: dict[int, list[Line]] = {}
    paragraphs: list[Line] = []
    for line in lines:
        if line.depth < 0:
            paragraphs.append(line)
            continue
        closed.append((False, paragraphs))
        paragraphs = []
        closed += [(True, headings.pop(deeper)) for deeper in [*headings] if deeper > line.depth]
        headings.setdefault(line.depth, []).append(line)
    closed += [(False, paragraphs), *((True, group) for group in headings.values())]
    return [(is_heading, group) for is_heading, group in closed if len(group) >= least]

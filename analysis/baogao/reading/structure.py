"""What a report says of itself: title, dates, issuer, place, kind; lines of furniture, headings, turns, addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from baogao.corpus.facts.describe import describe
from baogao.corpus.layout.addresses import closings, salutations
from baogao.corpus.layout.cleaning import Block, Removal
from baogao.corpus.layout.head import head_roles, is_asker
from baogao.corpus.layout.headings import find_headings
from baogao.corpus.layout.lines import SPEAKER
from baogao.corpus.layout.passages import Passage, segment
from baogao.corpus.text.report import Report

STATED = ("title", "date", "year", "content_date", "outlet", "issuer", "region", "subgenre")
GENRES = {"interview", "meeting-report", "profile", "annual-review", "speech", "work-report", "communique", "decision"}


def structure(report: Report) -> dict[str, Any]:
    r"""Structure of a report as its text states it.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict of str to object
        As the layer ``structure`` of `baogao.reading.annotate.annotate`. ``evidence`` gives for
        each field that was found the offsets of the words that say so, and a confidence (0.95: a
        label or a line of its own; 0.8: a fixed form; 0.5 and less: weighed; see
        `baogao.corpus.facts.evidence.Stated`).

    Examples
    --------
    >>> told = structure(Report("a", "澜州市普法工作会议召开\n一、普法\n今年开展普法。"))
    >>> told["title"], told["region"], told["level"], told["genre"], told["headings"]
    ('澜州市普法工作会议召开', '澜州市', 'city', 'meeting-report', [{'line': 2, 'level': 1, 'text': '一、普法'}])
    >>> told["evidence"]["region"]
    {'start': 0, 'end': 3, 'confidence': 0.7}
    """
    passages, removals = segment(report)
    lines = _Lines(report.text)
    blocks = [block for passage in passages for block in passage.blocks]
    told = [block.read(report.text).strip() for block in blocks]
    roles = dict(zip(blocks, head_roles(told), strict=False))
    stated = describe(report)
    headings = [
        {"line": lines.at(one.start), "level": one.level, "text": one.text} | ({"run_in": True} if one.run_in else {})
        for one in find_headings(report.text, passages, roles)
    ]
    return {
        **{name: stated[name].value if name in stated else None for name in STATED},
        "level": stated["level"].value if "level" in stated else "unknown",
        "genre": stated["genre"].value if "genre" in stated and stated["genre"].value in GENRES else "other",
        "boilerplate": lines.of_furniture(removals),
        "captions": sorted({lines.at(b.start) for p in passages if p.role == "caption" for b in p.blocks}),
        "headings": headings,
        "turns": _turns(report.text, passages, lines, roles),
        "salutations": lines.of_blocks(blocks, salutations(told)),
        "closings": lines.of_blocks(blocks, closings(told)),
        "evidence": {
            name: {"start": one.start, "end": one.end, "confidence": round(one.confidence, 2)}
            for name, one in stated.items()
        },
    }


class _Lines:
    """Line numbers, from 1, of offsets into a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def of_blocks(self, blocks: Sequence[Block], numbers: Sequence[int]) -> list[int]:
        """Lines on which nothing else begins than the blocks of these numbers."""
        chosen = {self.at(blocks[number].start) for number in numbers}
        others = {self.at(block.start) for number, block in enumerate(blocks) if number not in set(numbers)}
        return sorted(chosen - others)

    def of_furniture(self, removals: list[Removal]) -> list[int]:
        """Lines of which nothing is left but white space."""
        taken: dict[int, int] = defaultdict(int)
        for removal in removals:
            if removal.rule not in ("space", "line-break"):
                position = removal.start
                for piece in self.text[removal.start : removal.end].split("\n"):
                    taken[self.at(position)] += len("".join(piece.split()))
                    position += len(piece) + 1
        sizes = [len("".join(line.split())) for line in self.text.split("\n")]
        return sorted(line for line, size in taken.items() if size and size == sizes[line - 1])


def _turns(text: str, passages: list[Passage], lines: _Lines, roles: dict[Block, Any]) -> list[dict[str, Any]]:
    """Lines that open a turn, and the introduction before the first one."""
    spoken = [(p.role, b) for p in passages if p.role in ("question", "answer") for b in p.blocks]
    opened = [(role, block, found[1]) for role, block in spoken if (found := SPEAKER.match(block.read(text).strip()))]
    askers = {label for role, _, label in opened if role == "question" and is_asker(label)}
    answers = {label for (_, _, before), (_, _, label) in pairwise(opened) if before in askers}
    turns = [
        {"line": lines.at(block.start), "speaker": label, "role": role}
        for role, block, label in opened
        if label in (askers if role == "question" else answers - askers)
    ]
    before = [
        block
        for passage in passages
        if passage.role == "narration"
        for block in passage.blocks
        if turns and block.end < spoken[0][1].start and roles.get(block, "body") == "body"
    ]
    opening = [{"line": lines.at(before[0].start), "speaker": None, "role": "narration"}] if before else []
    return opening + turns

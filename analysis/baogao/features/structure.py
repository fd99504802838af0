"""What a report says of itself: title, dates, issuer, place, kind; lines of furniture, headings, turns, addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from baogao.corpus.addresses import closings, salutations
from baogao.corpus.cleaning import Block, Removal
from baogao.corpus.describe import describe
from baogao.corpus.head import head_roles
from baogao.corpus.passages import HEADINGS, SPEAKER, Passage, heading_level, is_asker, segment
from baogao.corpus.report import Report

STATED = ("title", "date", "content_date", "outlet", "issuer", "region", "subgenre")
GENRES = {"interview", "meeting-report", "profile", "annual-review", "speech", "work-report", "communique", "decision"}
RUN_IN = re.compile(r"([（(].{4,60}?|[^。！？；：]{4,40})(?<![。！？；：])。(?=[^。]{10,})")
LONGEST_LEAD = 24  # characters of a lead without a mark of order
DEEPEST = 4  # level of a heading without a number
ORDERED = re.compile(
    r"[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[，、,]|\d{1,2}[.．、]|[-—]{2}"
)
DIVIDING = re.compile(r"[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}、")
# A sentence of its own rather than the name of what follows.
NO_LEAD = re.compile(
    r"(?:各位|同志|今天|今年|去年|过去|这|那|我|要|会议|全会|大会|同时|与此同时|此外|当前|目前|[一五]年来|近年来|\d{4}年|《|[”’])"
    r"|.*(?:(?<!求)是(?!非)|没有|不能|已经|我们|必须|了(?!解)|也)"
)


def structure(report: Report) -> dict[str, Any]:
    r"""Structure of a report as its text states it.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict of str to object
        As the layer ``structure`` of `baogao.features.annotate.annotate`. ``evidence`` gives for
        each field that was found the offsets of the words that say so, and a confidence (0.95: a
        label or a line of its own; 0.8: a fixed form; 0.5 and less: weighed; see
        `baogao.corpus.describe.Stated`).

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
    headings = [*_headings(report.text, passages, lines, roles), *_run_in(report.text, passages, lines)]
    headings.sort(key=lambda heading: int(heading["line"]))
    return {
        **{name: stated[name].value if name in stated else None for name in STATED},
        "level": stated["level"].value if "level" in stated else "unknown",
        "genre": stated["genre"].value if "genre" in stated and stated["genre"].value in GENRES else "other",
        "boilerplate": lines.of_furniture(removals),
        "captions": sorted({lines.at(b.start) for p in passages if p.role == "caption" for b in p.blocks}),
        "headings": headings,
        "turns": _turns(report.text, passages, lines, roles),
        "salutations": sorted({lines.at(blocks[number].start) for number in salutations(told)}),
        "closings": sorted({lines.at(blocks[number].start) for number in closings(told)}),
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


def _headings(text: str, passages: list[Passage], lines: _Lines, roles: dict[Block, Any]) -> Iterator[dict[str, Any]]:
    """Headings that stand on lines of their own; a subtitle has level 0."""
    placed = [(block, passage.role) for passage in passages for block in passage.blocks]
    body = [(block, role) for block, role in placed if roles.get(block, "body") == "body" and role != "caption"]
    levels = _levels([block.read(text).strip() if role == "heading" else "" for block, role in body])
    for block, _ in placed:
        if roles.get(block) == "subtitle":
            yield {"line": lines.at(block.start), "level": 0, "text": block.read(text).strip()}
    for (block, role), level in zip(body, levels, strict=True):
        if role == "heading":
            yield {"line": lines.at(block.start), "level": level, "text": block.read(text).strip()}


def _levels(headings: Sequence[str]) -> list[int]:
    """Levels of headings in order, with an empty string for each other block.

    A numbered heading has the level of its number. Of headings without one that follow each other directly, each
    is one level below the one before; any other is beside the last, and under the last number.
    """
    levels: list[int] = []
    base = last = 0
    for at, line in enumerate(headings):
        numbered = heading_level(line) if line and any(pattern.fullmatch(line) for pattern in HEADINGS) else None
        level = 0
        if numbered:
            level, base, last = numbered, numbered, 0
        elif line:
            chain = next((n for n, after in enumerate(headings[at:]) if not after), len(headings) - at)
            beside = max(base + 1, last - chain + 1)
            level = min(levels[-1] + 1, DEEPEST) if at and headings[at - 1] else beside
            last = level
        levels.append(level)
    return levels


def _run_in(text: str, passages: list[Passage], lines: _Lines) -> Iterator[dict[str, Any]]:
    """First sentences that serve as headings of their paragraphs: see `_leads`."""
    sections: dict[str, list[Block]] = defaultdict(list)
    for passage in passages:
        if passage.role in ("narration", "answer"):
            sections[passage.section] += passage.blocks
    for section, blocks in sections.items():
        told = [block.read(text).strip() for block in blocks]
        depth = 1 if section == "0" else min(section.count("."), 1) + 2
        for block, lead, below in zip(blocks, _leads(told), _below(told), strict=True):
            if lead:
                yield {"line": lines.at(block.start), "level": depth + below, "text": lead, "run_in": True}


def _below(told: Sequence[str]) -> list[int]:
    """1 for each paragraph that stands under a numbered lead such as （一）, else 0."""
    seen, below = False, []
    for line in told:
        is_numbered = bool(DIVIDING.match(line) and RUN_IN.match(line))
        below.append(int(seen and not is_numbered))
        seen = seen or is_numbered
    return below


def _leads(told: Sequence[str]) -> list[str]:
    """Leads of a section's paragraphs, empty where there is none.

    A lead with a mark of order (（一）, 一是, 第一，, ——) is one when another stands in the section. A lead
    without is short and no sentence of its own, and half of its group of paragraphs or more, two at least, have one;
    a numbered lead divides the groups.
    """
    found = [RUN_IN.match(line) for line in told]
    leads = [match[1] if match else "" for match in found]
    kinds = [(marker[0][0] in "（(", marker[0][-1]) if (marker := ORDERED.match(lead)) else None for lead in leads]
    ordered = [bool(kind) and kinds.count(kind) > 1 for kind in kinds]
    plain = [
        bool(lead) and not ORDERED.match(lead) and len(lead) <= LONGEST_LEAD and not NO_LEAD.match(lead)
        for lead in leads
    ]
    groups: list[list[int]] = [[]]
    for number, line in enumerate(told):
        if DIVIDING.match(line) and ordered[number]:
            groups.append([])
        else:
            groups[-1].append(number)
    kept = {
        number
        for group in groups
        if (count := sum(plain[n] for n in group)) >= 2 and 2 * count >= len(group)
        for number in group
        if plain[number]
    }
    return [lead if ordered[n] or n in kept else "" for n, lead in enumerate(leads)]


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

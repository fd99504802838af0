"""What a report says of itself: title, dates, issuer, place, kind; lines of furniture, headings, turns, addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from baogao.corpus.facts.describe import describe_layout
from baogao.corpus.layout.cleaning import Removal
from baogao.corpus.layout.layout import Layout, layout
from baogao.corpus.layout.lines import Line
from baogao.corpus.text.report import Report

STATED = ("title", "date", "delivered", "year", "content_date", "outlet", "issuer", "region", "subgenre")


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
    >>> described = structure(Report("a", "澜州市普法工作会议召开\n一、普法\n今年开展普法。"))
    >>> described["title"], described["region"], described["level"], described["genre"], described["headings"]
    ('澜州市普法工作会议召开', '澜州市', 'city', 'meeting-report', [{'line': 2, 'level': 1, 'text': '一、普法'}])
    >>> described["evidence"]["region"]
    {'start': 0, 'end': 3, 'confidence': 0.7}
    """
    return structure_of(layout(report))


def structure_of(made: Layout) -> dict[str, Any]:
    """Structure of a report that is laid out already; see `structure`."""
    lines, stated = _LineNumbers(made.text), describe_layout(made)
    headings = [
        {"line": lines.at(one.start), "level": one.level, "text": one.text} | ({"run_in": True} if one.run_in else {})
        for one in made.headings
    ]
    return {
        **{name: stated[name].value if name in stated else None for name in STATED},
        "level": stated["level"].value if "level" in stated else "unknown",
        "genre": stated["genre"].value if "genre" in stated else "other",
        "boilerplate": lines.of_furniture(made.removals),
        "captions": sorted({lines.at(line.start) for line in made.lines if line.role == "caption"}),
        "headings": headings,
        "turns": [{"line": lines.at(turn.start), "speaker": turn.speaker, "role": turn.role} for turn in made.turns],
        "salutations": lines.of_lines(made.salutations, made.lines),
        "closings": lines.of_lines(made.closings, made.lines),
        "evidence": {
            name: {"start": one.start, "end": one.end, "confidence": round(one.confidence, 2)}
            for name, one in stated.items()
        },
    }


class _LineNumbers:
    """Line numbers, from 1, of offsets into a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def of_lines(self, chosen: Iterable[Line], lines: Iterable[Line]) -> list[int]:
        """Numbers of the lines of the file on which chosen lines of the report begin, and no others."""
        starts = {line.start for line in chosen}
        return sorted(
            {self.at(start) for start in starts} - {self.at(line.start) for line in lines if line.start not in starts}
        )

    def of_furniture(self, removals: Iterable[Removal]) -> list[int]:
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

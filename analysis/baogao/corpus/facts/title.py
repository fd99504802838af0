"""The title of a report, as its head states it."""

from __future__ import annotations

from baogao.corpus.facts.document import Document, Finders
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Stated
from baogao.corpus.layout.head import DASHES, NOTED
from baogao.corpus.words.days import find_day


def title_before_note(document: Document) -> Stated | None:
    """A title before the note of its date on one line: 关于修渠的决定（2020年5月28日通过）."""
    start, lines = _title(document)
    match = NOTED.match(lines[0]) if lines else None
    return Stated(match[1].strip(), start, start + len(match[1]), LABELLED) if match else None


def title_before_occasion(document: Document) -> Stated | None:
    """A title before dashes and a day on one line: 政府工作报告——2020年1月8日在全县大会上."""
    start, lines = _title(document)
    dashes = DASHES.search(lines[0]) if lines else None
    is_dated = dashes and find_day(lines[0], dashes.end())
    return Stated(lines[0][: dashes.start()], start, start + dashes.start(), LABELLED) if dashes and is_dated else None


def title_lines(document: Document) -> Stated | None:
    """The lines of the title, each of them once; surer where something else of the head follows."""
    start, lines = _title(document)
    if not lines:
        return None
    last = max(number for number, line in enumerate(document.layout.lines) if line.head == "title")
    followed = any(line.head != "body" for line in document.layout.lines[last + 1 : last + 2])
    value = " ".join(line for number, line in enumerate(lines) if not number or line not in lines[0])
    return Stated(value, start, document.layout.lines[last].end, LABELLED if followed else PATTERN)


TITLE: Finders = {
    "title-before-note": title_before_note,
    "title-before-occasion": title_before_occasion,
    "title-lines": title_lines,
}


def _title(document: Document) -> tuple[int, list[str]]:
    """Where the title begins, and its lines as they are written."""
    blocks = [line.block for line in document.layout.in_head("title")]
    return blocks[0].start if blocks else 0, [block.read(document.written).strip() for block in blocks]

"""Headings of a report with their levels: lines of their own, and leads of paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from baogao.corpus.layout.head import DASHES, LONGEST_OCCASION, REPORTER
from baogao.corpus.layout.leads import is_numbered_lead, leads, mark_of
from baogao.corpus.layout.levels import HEADINGS, PARAGRAPH, heading_level, numbered_level
from baogao.corpus.layout.lines import Line
from baogao.corpus.words.days import DAY, find_day
from baogao.corpus.words.marks import FULL_STOP, SENTENCE_END, TYPED_STOPS
from baogao.corpus.words.signatures import SIGNATURES

DEEPEST = 4  # level of a heading without a number
ITEMS = 3  # numbered sentences in a row: a list, not headings


class Heading(NamedTuple):
    """A heading: offset of its line in the text, level (0: a subtitle), characters, whether its paragraph goes on."""

    start: int
    level: int
    text: str
    run_in: bool = False


def find_headings(text: str, lines: Sequence[Line]) -> list[Heading]:
    """Headings of a report in order, as a reader sees them; `Line.role` tells only those that divide the text.

    Subtitles (the occasion, also in the line of the title or in the note of a resolution), headings on lines
    of their own, and leads.
    """
    body = [line for line in lines if line.head == "body" and line.role != "caption"]
    headings = {heading.start: heading for heading in _leads(lines)}
    headings |= {heading.start: heading for heading in [*_subtitles(lines), *_own_lines(text, body)]}
    return [headings[start] for start in sorted(headings)]


def _subtitles(lines: Sequence[Line]) -> Iterator[Heading]:
    for line in lines:
        dashes = DASHES.search(line.text) if line.head == "title" else None
        if dashes and len(line.text) - dashes.start() <= LONGEST_OCCASION and find_day(line.text, dashes.end()):
            yield Heading(line.start, 0, line.text[dashes.start() :])
        elif line.head == "subtitle" or (line.head == "date" and HEADINGS["adopted"].search(line.text)):
            yield Heading(line.start, 0, line.text)


def _own_lines(text: str, body: Sequence[Line]) -> Iterator[Heading]:
    """Headings that stand on lines of their own."""
    texts = [line.text for line in body]
    items, unended = _items(texts), _unended(texts)
    titles = [
        (line.role == "heading" or (line.role == "narration" and number in unended))
        and not (number in items or _signs(text, line))
        for number, line in enumerate(body)
    ]
    shown = [line.text if is_title else "" for line, is_title in zip(body, titles, strict=True)]
    for line, title, level in zip(body, shown, _levels(shown), strict=True):
        if title:
            yield Heading(line.start, level, title)


def _signs(text: str, line: Line) -> bool:
    """Whether a line is a signature, its day, the number of a document, or a body before the day of its signature."""
    alone = (SIGNATURES["officer"], SIGNATURES["letterhead"], DAY)
    if any(pattern.fullmatch(line.text) for pattern in alone):
        return True
    return bool(REPORTER.fullmatch(line.text) and SIGNATURES["day-below"].match(text, line.end))


def _items(lines: Sequence[str]) -> set[int]:
    """Numbers of the items of a list: three lines or more in a row, numbered alike, in figures or sentences."""
    items: set[int] = set()
    for mark, run in groupby(range(len(lines)), key=lambda number: mark_of(lines[number])):
        numbers = list(run)
        if mark and len(numbers) >= ITEMS:
            items.update(n for n in numbers if lines[n].endswith(FULL_STOP) or HEADINGS["figure"].match(lines[n]))
    return items


def _unended(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that end without the mark of a sentence, between paragraphs."""
    unended: set[int] = set()
    for number in range(len(lines) - 2, -1, -1):
        before = lines[number - 1] if number else FULL_STOP
        is_followed = len(lines[number + 1]) >= PARAGRAPH or number + 1 in unended
        line = lines[number].rstrip(f" {TYPED_STOPS}")
        if is_followed and HEADINGS["without-stop"].fullmatch(line) and _has_ended(before):
            unended.add(number)
    return unended


def _has_ended(line: str) -> bool:
    """Whether a new paragraph begins behind a line."""
    is_title = heading_level(line) or HEADINGS["without-stop"].fullmatch(line)
    return line[-1] in f"{SENTENCE_END}{TYPED_STOPS}" or bool(is_title)


def _levels(headings: Sequence[str]) -> list[int]:
    """Levels of headings in order, with an empty string for each other line.

    A numbered heading has the level of its number. Of headings without one that follow each other directly, each
    is one level below the one before; any other is beside the last, and under the last number.
    """
    levels: list[int] = []
    numbered = last = 0
    for is_heading, run in groupby(headings, key=bool):
        for place, line in enumerate(group := list(run)):
            if not is_heading:
                level = 0
            elif level := numbered_level(line):
                numbered, last = level, 0
            elif place:
                level = last = min(levels[-1] + 1, DEEPEST)
            else:
                level = last = max(numbered + 1, last - len(group) + 1)
            levels.append(level)
    return levels


def _leads(lines: Sequence[Line]) -> Iterator[Heading]:
    """First sentences that serve as headings of their paragraphs, or of those that follow: see `leads`."""
    sections: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.role in ("narration", "answer"):
            sections[line.section].append(line)
    for section, own in sections.items():
        texts = [line.text for line in own]
        depth = 1 if section == "0" else min(section.count("."), 1) + 2
        numbered = [number for number, text in enumerate(texts) if is_numbered_lead(text)]
        for number, (line, lead) in enumerate(zip(own, leads(texts), strict=True)):
            is_below = number not in numbered and number > min(numbered, default=number)
            if lead:
                yield Heading(line.start, depth + is_below, lead, run_in=len(line.text) > len(lead) + 1)

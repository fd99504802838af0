"""Headings of a report with their levels: lines of their own, and leads of paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from baogao.corpus.layout.head import DASHES, NAME, NOTE, OFFICE, REPORTER
from baogao.corpus.layout.leads import DIVIDING, LEAD, leads, mark_of
from baogao.corpus.layout.lines import HEADINGS, Line, heading_level
from baogao.corpus.words.days import DAY, find_day
from baogao.corpus.words.signatures import HAN

DEEPEST = 4  # level of a heading without a number
# A line without the end of a sentence before a paragraph; a full stop of the typewriter at its end may be left over.
UNENDED = re.compile(r"(?!(?:现在|总之|下面|首先)[，,])[^…]{12,80}(?<![。！？；：，、…!?;:,”’）)》】.．])")
PARAGRAPH = 60  # characters
ENDED = re.compile(r"[。！？；：…”’）)》】!?;:.．]$")
PASSED = re.compile(r"(?:通过|批准)\W*$")
OCCASION = 100  # characters of an occasion at most
# Who signs, the number of a document, and a body before the date of its signature.
SIGNED = re.compile(rf"{HAN}{{0,20}}(?:{OFFICE})\s*{NAME}|{HAN}{{2,8}}[〔\[（(]\d{{4}}[〕\]）)]\s*\d{{1,4}}\s*号")
DATED = re.compile(rf"\s*(?:{DAY.pattern})\s*$", re.M)
ITEMS = 3  # numbered sentences in a row: a list, not headings
FIGURE = re.compile(r"\d{1,2}\s*[.．、]")


class Heading(NamedTuple):
    """A heading: offset of its line in the text, level (0: a subtitle), characters, whether its paragraph goes on."""

    start: int
    level: int
    text: str
    run_in: bool = False


def find_headings(text: str, lines: Sequence[Line]) -> list[Heading]:
    """Headings of a report in order, as a reader sees them; `Line.role` tells only those that divide the text.

    Parameters
    ----------
    text : str
        The report's text.
    lines : sequence of Line
        Its lines.

    Returns
    -------
    list of Heading
        Subtitles (the occasion, also in the line of the title or in the note of a resolution), headings
        on lines of their own, and leads.
    """
    body = [line for line in lines if line.head == "body" and line.role != "caption"]
    headings = {heading.start: heading for heading in _leads(lines)}
    headings |= {heading.start: heading for heading in [*_subtitles(lines), *_lines(text, body)]}
    return [headings[start] for start in sorted(headings)]


def _subtitles(lines: Sequence[Line]) -> Iterator[Heading]:
    for line in lines:
        dashes = DASHES.search(line.text) if line.head == "title" else None
        if dashes and len(line.text) - dashes.start() <= OCCASION and find_day(line.text, dashes.end()):
            yield Heading(line.start, 0, line.text[dashes.start() :])
        elif line.head == "subtitle" or (
            line.head == "date" and NOTE.fullmatch(line.text) and PASSED.search(line.text)
        ):
            yield Heading(line.start, 0, line.text)


def _is_adopted(note: str) -> bool:
    return bool(NOTE.fullmatch(note) and PASSED.search(note))


def _lines(text: str, body: Sequence[Line]) -> Iterator[Heading]:
    """Headings that stand on lines of their own."""
    texts = [line.text for line in body]
    signed = {n for n, line in enumerate(body) if DATED.match(text, line.end) and REPORTER.fullmatch(line.text)}
    alone = {number for number, line in enumerate(texts) if SIGNED.fullmatch(line) or DAY.fullmatch(line)}
    none = _items(texts) | signed | alone
    more = _unended(texts)
    titles = [
        line.text
        if number not in none and (line.role == "heading" or (line.role == "narration" and number in more))
        else ""
        for number, line in enumerate(body)
    ]
    for line, title, level in zip(body, titles, _levels(titles), strict=True):
        if title:
            yield Heading(line.start, level, title)


def _items(told: Sequence[str]) -> set[int]:
    """Numbers of the items of a list: three lines or more in a row, numbered alike, in figures or sentences."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(told):
        goes_on = bool(run) and mark_of(line) == mark_of(told[run[-1]])
        run = [*run, number] if goes_on else [number] if mark_of(line) else []
        if len(run) >= ITEMS:
            found.update(at for at in run if told[at].endswith("。") or FIGURE.match(told[at]))
    return found


def _unended(told: Sequence[str]) -> set[int]:
    """Numbers of the lines that end without the mark of a sentence, between paragraphs."""
    found: set[int] = set()
    for number in range(len(told) - 2, -1, -1):
        before = told[number - 1] if number else "。"
        follows = len(told[number + 1]) >= PARAGRAPH or number + 1 in found
        stands = bool(ENDED.search(before) or heading_level(before) or UNENDED.fullmatch(before))
        if follows and stands and UNENDED.fullmatch(told[number].rstrip(" .．")):
            found.add(number)
    return found


def _levels(headings: Sequence[str]) -> list[int]:
    """Levels of headings in order, with an empty string for each other block.

    A numbered heading has the level of its number. Of headings without one that follow each other directly, each
    is one level below the one before; any other is beside the last, and under the last number.
    """
    levels: list[int] = []
    base = last = 0
    for at, line in enumerate(headings):
        numbered = next((level for level, pattern in enumerate(HEADINGS, 1) if line and pattern.fullmatch(line)), None)
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


def _leads(lines: Sequence[Line]) -> Iterator[Heading]:
    """First sentences that serve as headings of their paragraphs, or of those that follow: see `leads`."""
    sections: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.role in ("narration", "answer"):
            sections[line.section].append(line)
    for section, own in sections.items():
        texts = [line.text for line in own]
        depth = 1 if section == "0" else min(section.count("."), 1) + 2
        for line, lead, below in zip(own, leads(texts), _below(texts), strict=True):
            if lead:
                yield Heading(line.start, depth + below, lead, run_in=len(line.text) > len(lead) + 1)


def _below(told: Sequence[str]) -> list[int]:
    """1 for each paragraph that stands under a numbered lead such as （一）, else 0."""
    seen, below = False, []
    for line in told:
        is_numbered = bool(DIVIDING.match(line) and LEAD.match(line))
        below.append(int(seen and not is_numbered))
        seen = seen or is_numbered
    return below

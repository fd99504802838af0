"""The title of a report, as its head states it."""

from __future__ import annotations

import unicodedata
from typing import Literal

from baogao.corpus.facts.document import Document, Finders
from baogao.corpus.facts.evidence import LABELLED, PATTERN, Stated
from baogao.corpus.layout.head import DASHES, NOTED
from baogao.corpus.layout.layout import Layout
from baogao.corpus.words.days import find_day
from baogao.corpus.words.titles import LABELLED_TITLE, bare_title

OPENING = 200  # characters of the first line in which a title may run into what follows


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


def labelled_title(document: Document) -> Stated | None:
    """A title behind its label at the head of the page (标题：…), where no line of the head is one."""
    match = next(document.matches(LABELLED_TITLE, document.furniture("office-table")), None)
    return Stated(document.written[slice(*match.span("title"))], *match.span("title"), LABELLED) if match else None


def title_in_text(made: Layout, title: str) -> Literal["yes", "no", ""]:
    r"""Whether a text holds its title: in lines at the head, or where its first line begins; empty without a title.

    Examples
    --------
    >>> from baogao.corpus.layout.layout import layout
    >>> from baogao.corpus.text.report import Report
    >>> opening = "各位代表：\n现在，我向大会作政府工作报告，请予审议。"
    >>> [title_in_text(layout(Report("a", text)), "2020年石渚县政府工作报告") for text in
    ...  ("石渚县政府工作报告\n" + opening, "２０２０年石渚县政府工作报告　　" + opening, opening)]
    ['yes', 'yes', 'no']
    """
    if not title:
        return ""
    if made.report.layout == "lines" or not made.blocks:
        return "no"
    opening = _squeezed(made.blocks[0].read(made.text)[:OPENING])
    return "yes" if any(made.in_head("title")) or _squeezed(title) in opening else "no"


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


TITLE: Finders = {
    "title-before-note": title_before_note,
    "title-before-occasion": title_before_occasion,
    "title-lines": title_lines,
    "labelled-title": labelled_title,
}


def _title(document: Document) -> tuple[int, list[str]]:
    """Where the title begins, and its lines as they are written, the first without what stands before and around it."""
    blocks = [line.block for line in document.layout.in_head("title")]
    lines = [block.read(document.written).strip() for block in blocks]
    if not lines:
        return 0, lines
    start, end = bare_title(lines[0])
    return blocks[0].start + start, [lines[0][start:end], *lines[1:]]

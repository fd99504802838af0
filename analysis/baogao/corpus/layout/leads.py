"""Leads: first sentences that serve as the headings of their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from baogao.corpus.words.marks import DASHES, WIDE_BRACKETS
from baogao.corpus.words.rules import rules

LEADS = rules("leads")
LEAD, MARK, DIVIDING, DEED, PREFIX = (LEADS[name] for name in ("lead", "mark", "dividing", "deed", "prefix"))
IN_WORDS = "in words"  # the mark of 首先, 其次 and the like
# Characters at most: of a lead with a mark of order; of one without, among others, in a row, or saying what to do.
LONGEST_MARKED, LONGEST_AMONG_OTHERS, LONGEST_IN_ROW, LONGEST_DEED = 45, 24, 36, 32
PARAGRAPH = 60  # characters of a paragraph under a lead that stands alone
ROW = 3  # leads that follow each other directly


def leads(paragraphs: Sequence[str]) -> list[str]:
    """Leads of all paragraphs of a section, empty where there is none.

    A lead with a mark of order (（一）, 一是, 第一，, ——) is one when another paragraph of the section
    opens with such a mark; it may stand alone before the paragraphs that it names. A lead without is
    short and no sentence of its own, and one of these holds: half of its group of paragraphs or more,
    two at least, have one (a numbered lead divides the groups); three paragraphs or more in a row have
    one; it says in a few words what is to be done (加强…, 继续…). A section's only paragraph has none:
    its heading stands above it.

    Examples
    --------
    >>> leads(["一是修渠。今年修了十二条水渠，也补了堤。", "二是护林。今年补种了三千棵树。", "雨水很多。"])
    ['一是修渠', '二是护林', '']
    >>> leads(["加强普法宣传。今年讲了二十场课，听的人很多。", "雨水很多。"])
    ['加强普法宣传', '']
    """
    if len(paragraphs) < 2:
        return [""] * len(paragraphs)
    marks = [mark_of(line) for line in paragraphs]
    first = _first_sentences(paragraphs, marks)
    in_order = [
        marks.count(mark) > 1 and _can_be_marked(lead, mark) if lead and mark else False
        for lead, mark in zip(first, marks, strict=True)
    ]
    plain = [lead if _can_be_plain(line, lead) else "" for line, lead in zip(paragraphs, first, strict=True)]
    chosen = {number for group in _groups(paragraphs, in_order) for number in _chosen(plain, group)}
    return [lead if in_order[number] or number in chosen else "" for number, lead in enumerate(first)]


def mark_of(line: str) -> str:
    """Mark of order with which a paragraph opens, its number aside; empty when there is none.

    Examples
    --------
    >>> mark_of("（二）护林"), mark_of("第三，筑路"), mark_of("修渠")
    ('（）', '第，', '')
    """
    mark = MARK.match(line)
    if not mark:
        return ""
    if LEADS["mark-in-words"].match(line):
        return IN_WORDS
    return "".join(LEADS["number"].sub("", mark[0]).split()).translate(WIDE_BRACKETS)


def is_numbered_lead(paragraph: str) -> bool:
    """Whether a paragraph opens with a numbered sentence, under which the next ones stand."""
    return bool(DIVIDING.match(paragraph) and LEAD.match(paragraph))


def _first_sentences(paragraphs: Sequence[str], marks: Sequence[str]) -> list[str]:
    """What of each paragraph can be a lead: its first sentence, or all of it where it is marked above a paragraph."""
    first = [match["lead"] if (match := LEAD.match(line)) else "" for line in paragraphs]
    for number, (mark, next_mark) in enumerate(pairwise(marks)):
        if mark and mark != next_mark and len(paragraphs[number + 1]) >= PARAGRAPH:
            whole = LEADS["whole-line"].fullmatch(paragraphs[number])
            first[number] = whole["lead"] if whole else first[number]
    return first


def _can_be_marked(lead: str, mark: str) -> bool:
    """Whether a sentence that bears a mark of order can be a lead: not too long, 首先 before no sentence of its own."""
    if mark == IN_WORDS and LEADS["no-lead"].match(MARK.sub("", lead, count=1)):
        return False
    return len(lead) <= LONGEST_MARKED or not mark.strip(DASHES)


def _can_be_plain(line: str, lead: str) -> bool:
    """Whether a sentence without a mark of order can be a lead; a statement before what must be done is its reason."""
    prefix = PREFIX.match(lead)
    is_sentence = LEADS["no-lead"].match(lead, prefix.end() if prefix else 0)
    if not lead or len(lead) > LONGEST_IN_ROW or MARK.match(lead) or is_sentence:
        return False
    return bool(DEED.match(lead) or not LEADS["then"].match(line, len(lead) + 1))


def _groups(paragraphs: Sequence[str], in_order: Sequence[bool]) -> list[list[int]]:
    """Numbers of the paragraphs between numbered leads."""
    groups: list[list[int]] = [[]]
    for number, line in enumerate(paragraphs):
        if in_order[number] and DIVIDING.match(line):
            groups.append([])
        else:
            groups[-1].append(number)
    return groups


def _chosen(plain: Sequence[str], group: Sequence[int]) -> Iterator[int]:
    """Numbers of a group's paragraphs whose lead has no mark of order but company, or says what is to be done."""
    yield from (number for number in group if len(plain[number]) <= LONGEST_DEED and DEED.match(plain[number]))
    short = [number for number in group if plain[number] and len(plain[number]) <= LONGEST_AMONG_OTHERS]
    short = [number for number in short if not PREFIX.match(plain[number])]
    if len(short) >= 2 and 2 * len(short) >= len(group):
        yield from short
    for is_lead, run in groupby(group, key=lambda number: bool(plain[number])):
        row = list(run)
        if is_lead and len(row) >= ROW:
            yield from row

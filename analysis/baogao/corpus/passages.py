"""Blocks of a report to passages: sections, roles, and short neighbours joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from baogao.corpus.cleaning import Block, Removal, clean, split_lines
from baogao.corpus.head import HeadRole, head_roles
from baogao.corpus.report import Report

Role = Literal["heading", "narration", "question", "answer", "caption"]
MIN_CHARS = 100
# From a sentence's first character that is no white space or closing mark to its end.
SENTENCE = re.compile(r"[^。！？!?… \n\u3000”’）)][^。！？!?…]*")
STOPS = re.compile(r"[。！？；…!?;]")

NUMERAL = "[一二三四五六七八九十]{1,3}"
HEADINGS = [
    re.compile(rf"(?:{NUMERAL}\s*、|亮点{NUMERAL}\s*[:：]|第{NUMERAL}(?:部分|章)).*"),
    re.compile(rf"[（(]\s*{NUMERAL}\s*[）)].*"),
]
PLAIN_HEADING = re.compile(
    r"——[^。！？；]{4,60}|(?![”’）】》，、.])(?:[^。！？；：，、…!?;:]{4,40}|[^。！？；：…!?;:]{6,30}(?<![，、,]))"
)
# A sentence, or words before and after a colon, on a line of its own: what the next paragraph is about.
TOPIC_LINE = re.compile(
    r"(?![”’）】》，、])[^。！？；：…!?;:]{4,40}。|[^。！？；：，…!?;:]{2,8}[:：][^。！？；：…!?;:]{4,24}(?<![，、,])"
)
TOPIC_LINES, PARAGRAPH = 3, 60
CAPTION = re.compile(
    r".{4,90}(?:供图|摄|图片来源.{0,12}|（资料图）|拍摄）)[。）)]?"
    r"|[^。]{4,60}。[\u4e00-\u9fff·/]{0,16}记者\s*[\u4e00-\u9fff]{1,3}\s?[\u4e00-\u9fff]{1,2}"
)
SPEAKER = re.compile(
    r"[\[【]?\s*((?:网友|观众)?[“\"「]?[\u4e00-\u9fff·]{1,12}[”\"」]?)(?:[（(][^（()）]{1,12}[）)])?\s*[\]】]?\s*[:：](?=\s*\S)"
)
# Levels that the lines of the head have as headings.
HEAD_LEVELS: dict[HeadRole, int | None] = {
    "title": 3,
    "subtitle": 3,
    "date": None,
    "speaker": None,
    "salutation": None,
    "body": None,
}
Labelled = tuple[str, Role, Block]  # with its section
ASKERS = ("记者", "网", "报", "台", "社", "主持人", "问", "提问", "网友", "观众")


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
    r"""Characters of a text, white space aside: what rates are taken over.

    Examples
    --------
    >>> count_chars("依法 行政。\n")
    5
    """
    return sum(map(len, text.split()))


def count_sentences(text: str) -> int:
    """Sentences of a text: stretches that end in a full stop, a question or exclamation mark, or dots.

    What follows the last mark counts as a sentence of its own.

    Examples
    --------
    >>> count_sentences("一是学；二是干。普法"), count_sentences("")
    (2, 0)
    """
    return len(SENTENCE.findall(text))


def segment(report: Report) -> tuple[list[Passage], list[Removal]]:
    r"""Part a report into passages.

    Parameters
    ----------
    report : Report

    Returns
    -------
    passages : list of Passage
        In reading order. A heading is a passage of its own and opens a section; other
        short neighbours of one section and role are joined until they have 100
        characters or the section ends. A list has one section and no headings.
    removals : list of Removal
        What is no part of the report; with the passages' pieces it tiles the text.

    Examples
    --------
    >>> passages, _ = segment(Report("a", "一、普法\n今年开展普法。\n明年继续普法。"))
    >>> [(p.passage_id, p.section, p.role, len(p.blocks)) for p in passages]
    [('a:0001', '1', 'heading', 1), ('a:0002', '1', 'narration', 2)]
    """
    is_list = report.layout == "lines"
    blocks, removals = split_lines(report.text) if is_list else clean(report.text)
    labelled = (("0", "narration", block) for block in blocks) if is_list else _labelled(report.text, blocks)
    passages = [
        Passage(f"{report.report_id}:{number:04d}", group[0].start, group[-1].end, section, role, tuple(group))
        for number, (section, role, group) in enumerate(_grouped(report.text, labelled), 1)
    ]
    return passages, removals


def _grouped(text: str, labelled: Iterable[Labelled]) -> Iterator[tuple[str, Role, list[Block]]]:
    """Section, role and blocks of each passage."""
    group: list[Block] = []
    key: tuple[str, Role] = ("0", "narration")
    size = 0
    for section, role, block in labelled:
        if group and ((section, role) != key or role == "heading" or size >= MIN_CHARS):
            yield *key, group
            group, size = [], 0
        key = (section, role)
        group.append(block)
        size += count_chars(block.read(text))
    if group:
        yield *key, group


def _labelled(text: str, blocks: list[Block]) -> Iterator[Labelled]:
    """Section and role of each block. Sections are numbered ``1``, ``1.2`` … by level of heading."""
    lines = [block.read(text).strip() for block in blocks]
    speakers, levels = _speakers(lines), heading_levels(lines)
    counts: list[int] = []
    voice: Role = "narration"
    for line, level, block in zip(lines, levels, blocks, strict=True):
        opener = SPEAKER.match(line) if speakers else None
        if opener and opener[1] in speakers:
            voice = "question" if is_asker(opener[1]) else "answer"
        elif CAPTION.fullmatch(line):
            yield _number(counts), "caption", block
            continue
        elif level and not (voice == "answer" and level > 2):
            del counts[level:]
            counts += [0] * (level - len(counts))
            counts[level - 1] += 1
            voice = "narration"
            yield _number(counts), "heading", block
            continue
        yield _number(counts), voice, block


def _number(counts: list[int]) -> str:
    return ".".join(map(str, counts)) or "0"


def heading_level(line: str) -> int | None:
    """Level of a heading (1 to 3), or None when the line is none.

    Level 1 is 一、, 亮点一： or 第一部分; level 2 is （一）; level 3 a short line without
    any mark, or with commas only and none at its end. A numbered line is a heading only if it holds no
    sentence end but its last character.

    Examples
    --------
    >>> [heading_level(line) for line in ("一、普法工作", "（一）学法", "推进普法工作", "推进普法。")]
    [1, 2, 3, None]
    """
    if len(line) <= 60 and not STOPS.search(line.rstrip("。.．")):
        for level, pattern in enumerate(HEADINGS, 1):
            if pattern.fullmatch(line):
                return level
    return 3 if PLAIN_HEADING.fullmatch(line) and not CAPTION.fullmatch(line) else None


def heading_levels(lines: Sequence[str]) -> list[int | None]:
    """Levels of the headings among a report's lines, None for all others.

    Parameters
    ----------
    lines : sequence of str
        The report's blocks in order, page furniture left out.

    Returns
    -------
    list of (int or None)
        As `heading_level`, with three things that a line alone does not tell: title and
        subtitle are headings (3), dates, speakers and salutations of the head are none; the last
        line is none unless it is numbered; sentences on lines of their own, three or more, each before a
        paragraph and near another, are headings (3), but not in an interview.

    Examples
    --------
    >>> heading_levels(["在会上的讲话", "局长 周砚平", "同志们：", "一、普法", "今年开展普法。", "澜州市司法局"])
    [3, None, None, 1, None, None]
    """
    levels = [heading_level(line) for line in lines]
    for number, role in enumerate(head_roles(lines)):
        if role != "body":
            levels[number] = HEAD_LEVELS[role]
    if levels and levels[-1] == 3:
        levels[-1] = None
    topics = set() if _speakers(lines) else _topic_lines(lines)
    return [3 if number in topics else level for number, level in enumerate(levels)]


def _topic_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the sentences that serve as headings: see `heading_levels`."""
    found = {
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if TOPIC_LINE.fullmatch(line) and len(after) >= PARAGRAPH
    }
    near = {number for number in found if {number - 2, number + 2} & found}
    return near if len(near) >= TOPIC_LINES else set()


def is_asker(label: str) -> bool:
    """Whether a speaker's label is that of one who asks.

    Examples
    --------
    >>> is_asker("某报记者"), is_asker("网友“山里人”"), is_asker("周砚平")
    (True, True, False)
    """
    return label.endswith(ASKERS) or label.startswith(("网友", "观众"))


def _speakers(lines: Sequence[str]) -> set[str]:
    """Labels that open a turn, if two or more turns are asked.

    One who asks may do so once (each reporter at a press conference); any other label opens
    two blocks or more, or the block after a question.
    """
    labels = [found[1] if (found := SPEAKER.match(line)) else "" for line in lines]
    asked = [number for number, label in enumerate(labels) if label and is_asker(label)]
    if len(asked) < 2:
        return set()
    often = {label for label, count in Counter(labels).items() if label and count > 1}
    answers = {labels[number + 1] for number in asked if number + 1 < len(labels)}
    return (often | answers | {labels[number] for number in asked}) - {""}

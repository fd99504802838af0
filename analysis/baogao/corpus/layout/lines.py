"""What the lines of a report are: headings and their levels, captions, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from baogao.corpus.layout.cleaning import Block
from baogao.corpus.layout.head import NOTE, HeadRole, head_roles
from baogao.corpus.layout.turns import SPEAKER, is_asker, speaker_labels
from baogao.corpus.text.report import Report
from baogao.corpus.words.days import DAY, YEAR_ALONE
from baogao.corpus.words.signatures import LETTERHEAD, SIGNATURE, SIGNERS, is_foot

Role = Literal["heading", "narration", "question", "answer", "caption"]
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
    r"|[（(]?(?:本文|文中)?(?:图片|照片)(?:来源\s*[:：][^。]{2,30}|均?由[^。，]{2,30}提供)[）)]?"
    r"|图\s*\d{1,2}[\s:：.、]+[^。]{2,60}|▲[^。]{2,60}"
    r"|[^。]{4,60}。[\u4e00-\u9fff·/]{0,16}记者\s*[\u4e00-\u9fff]{1,3}\s?[\u4e00-\u9fff]{1,2}"
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
BRACKETED = re.compile(r"[（(][^（()）]+[）)]")


ALIKE: tuple[Role, None, str] = ("narration", None, "0")  # role, level and section of each line of a list


class Line(NamedTuple):
    """A paragraph, heading or caption of a report, with what it is.

    Attributes
    ----------
    block : Block
        Where it stands.
    text : str
        Its characters, without white space at either end.
    head : str
        What it is in the head of the report: title, subtitle, date, speaker, salutation; ``body`` elsewhere.
    role : str
        heading, narration, question, answer or caption.
    level : int or None
        Level of a heading, from 1; None for every other role.
    section : str
        Number of its section, such as ``1.2``; ``0`` before the first heading.
    """

    block: Block
    text: str
    head: HeadRole
    role: Role
    level: int | None
    section: str

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.block.start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.block.end


def find_lines(report: Report, blocks: Sequence[Block]) -> list[Line]:
    """Tell what each block of a report is; of a list each is narration of one section."""
    lines = [block.read(report.text).strip() for block in blocks]
    heads = head_roles(lines)
    roles = [ALIKE] * len(lines) if report.layout == "lines" else _roles(lines, heads)
    return [Line(block, line, head, *role) for block, line, head, role in zip(blocks, lines, heads, roles, strict=True)]


def _roles(lines: Sequence[str], heads: Sequence[HeadRole]) -> Iterator[tuple[Role, int | None, str]]:
    """Role, level and section of each line; sections are numbered ``1``, ``1.2`` … by level of heading."""
    speakers = speaker_labels(lines)
    counts: list[int] = []
    voice: Role = "narration"
    for line, level in zip(lines, heading_levels(lines, heads, has_turns=bool(speakers)), strict=True):
        opener = SPEAKER.match(line) if speakers else None
        if opener and opener[1] in speakers:
            voice = "question" if is_asker(opener[1]) else "answer"
        elif CAPTION.fullmatch(line):
            yield "caption", None, _number(counts)
            continue
        elif level and not (voice == "answer" and level > 2):
            del counts[level:]
            counts += [0] * (level - len(counts))
            counts[level - 1] += 1
            voice = "narration"
            yield "heading", level, _number(counts)
            continue
        yield voice, None, _number(counts)


def _number(counts: Iterable[int]) -> str:
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


def heading_levels(lines: Sequence[str], heads: Sequence[HeadRole], *, has_turns: bool = False) -> list[int | None]:
    """Levels of the headings among a report's lines, None for all others.

    Parameters
    ----------
    lines : sequence of str
        The report's blocks in order, page furniture left out.
    heads : sequence of str
        Their roles in the head; see `baogao.corpus.layout.head.head_roles`.
    has_turns : bool
        Whether speakers take turns (an interview), in which no sentence is a heading.

    Returns
    -------
    list of (int or None)
        As `heading_level`, with four things that a line alone does not tell: title and
        subtitle are headings (3), dates, speakers and salutations of the head are none; the last line and
        a signature above it are none unless numbered, nor are notes in brackets and what stands above
        a title (letterhead, number); sentences on lines of their own, three or more, each before a
        paragraph and near another, are headings (3), but not in an interview.

    Examples
    --------
    >>> lines = ["在会上的讲话", "局长 周砚平", "同志们：", "一、普法", "今年开展普法。", "澜州市司法局"]
    >>> heading_levels(lines, head_roles(lines))
    [3, None, None, 1, None, None]
    """
    levels = [heading_level(line) for line in lines]
    for number, role in enumerate(heads):
        if role != "body":
            levels[number] = HEAD_LEVELS[role]
    for number in _beside(lines):
        levels[number] = None if levels[number] == 3 else levels[number]
    topics = set() if has_turns else _topic_lines(lines)
    return [3 if number in topics else level for number, level in enumerate(levels)]


def _beside(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of lines that are short but head nothing: letterhead, notes in brackets, the signature, the last line."""
    yield from [number for number, line in enumerate(lines) if _heads_nothing(line)]
    for number in reversed(range(len(lines))):
        yield number
        line = lines[number]
        if not (_heads_nothing(line) or any(one.fullmatch(line) for one in (NOTE, YEAR_ALONE, SIGNATURE, SIGNERS))):
            break


def _heads_nothing(line: str) -> bool:
    return is_foot(line) or bool(DAY.fullmatch(line) or LETTERHEAD.fullmatch(line) or BRACKETED.fullmatch(line))


def _topic_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the sentences that serve as headings: see `heading_levels`."""
    found = {
        number
        for number, (line, after) in enumerate(pairwise(lines))
        if TOPIC_LINE.fullmatch(line) and len(after) >= PARAGRAPH
    }
    near = {number for number in found if {number - 2, number + 2} & found}
    return near if len(near) >= TOPIC_LINES else set()

"""What shows that a text is damaged, or no whole report: what is told of it, never mended in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from baogao.corpus.text.decoding import is_common, is_in_chinese
from baogao.corpus.text.parted import parted
from baogao.corpus.words.damaged import (
    ASKED,
    ASKS,
    CLAUSE,
    CONTROLS,
    CUT_UP,
    ENTITIES,
    HYPHENED,
    LATIN,
    LINE_SIGNS,
    LOOKS_CHINESE,
    LOST,
    MARKUP,
    MAY_LEAD_ON,
    NOT_COUNTED,
    NOT_RARE,
    NUMBER_OF_LINE,
    ONE_ASKED,
    PAGE_END,
    PRIVATE,
    REFILLED,
    SENTENCE,
    SIGNS,
    SQUARED,
    TAGS,
    TIMED,
    UNREADABLE,
    UPRIGHT,
)
from baogao.corpus.words.rules import rule

FEW = 100  # characters: a report with less is a title or the page of an error
ALIEN = 1 / 3  # of its characters outside Chinese prose: the text is another thing than prose
KINDS = (
    (LOST, "lost characters (U+FFFD)"),
    (UNREADABLE, "signs of characters that could not be read, such as (cid:12) and U+FFFC,"),
    (REFILLED, "lost characters that were read in a wrong encoding"),
    (ASKED, "characters that were saved as question marks"),
    (SIGNS, "signs that stand for lost characters"),
    (MARKUP, "marks of Markdown, BBCode or pinyin"),
    (CUT_UP, "words whose characters are set apart by a mark"),
    (TIMED, "time codes of subtitles"),
    (CONTROLS, "control characters"),
    (PRIVATE, "characters of a private font"),
    (LATIN, "Chinese that was read as Latin letters"),
    (TAGS, "tags of a page"),
    (ENTITIES, "characters that are written as codes"),
    (UPRIGHT, "characters that stand alone on their lines"),
    (LOOKS_CHINESE, "letters in the place of Chinese characters that look like them"),
    (SQUARED, "months, days or hours that are written as one sign"),
    (PAGE_END, "ends of pages, with their numbers, inside sentences"),
    (HYPHENED, "hyphens at ends of lines inside sentences"),
    (LINE_SIGNS, "signs at the ends of lines, or of a quoted letter at their heads (^p, %0A, ¶, >),"),
)
MISREAD = "UTF-8 that was read as GBK (mojibake)"
RARE = "lines of characters that are rare in Chinese, perhaps read in a wrong encoding (mojibake),"
LEAST_RARE, SHARE_RARE = 18, 0.2  # characters of a line that are no plain ones, and the share of rare ones
NUMBERS = "numbers of lines"
LINE = re.compile("[^\n]+")
LEAST_NUMBERED, SHARE_NUMBERED = 8, 0.8  # lines that are numbered one after the other, and their share
PAGER, BARS = rule("furniture", "pager"), "a bar of pages or a button for the rest of the text"
UNASKED = "question marks that ask nothing, perhaps lost characters,"
LEAST_MISREAD = 0.6  # of the bytes of a line


def damage(text: str) -> Iterator[str]:
    r"""Kinds of damage in a text, a line each: what it is, in how many places, and the offset of the first.

    Examples
    --------
    >>> list(damage("依法行\ufffd，执法为\ufffd。"))
    ['holds lost characters (U+FFFD) in 2 places, the first at offset 3']
    >>> list(damage("依法行政，执法为民。".encode().decode("gb18030", "replace")))[-1]
    'holds UTF-8 that was read as GBK (mojibake) in 1 place, the first at offset 0'
    >>> list(damage("依法行政。"))
    []
    """
    found = [(what, [match.start() for match in pattern.finditer(text)]) for pattern, what in KINDS]
    for what, starts in [*found, *((what, list(find(text))) for what, find in FINDERS.items())]:
        if starts:
            places = "1 place" if len(starts) == 1 else f"{len(starts):,} places"
            yield f"holds {what} in {places}, the first at offset {starts[0]}"
    yield from parted(text)


def _bars(text: str) -> Iterator[int]:
    """Offsets of the lines that lead to other pages, or to the rest of the text on a page."""
    if MAY_LEAD_ON.search(text):
        start = 0
        for line in text.split("\n"):
            if PAGER.fullmatch(line.strip()):
                yield start
            start += len(line) + 1


def _unasked(text: str) -> Iterator[int]:
    """Offsets of the question marks of half width between characters where no question is asked: 推进高?量发展."""
    for mark in ONE_ASKED.finditer(text):
        before = SENTENCE.split(text[max(0, mark.start() - CLAUSE) : mark.start()])[-1]
        if not ASKS.search(before):
            yield mark.start()


def _misread(text: str) -> Iterator[int]:
    """Offsets of the lines that are Chinese once more when they are written as GBK and read as UTF-8."""
    start = 0
    for line in text.split("\n"):
        written = line.encode("gb18030", "ignore")
        read = written.decode("utf-8", "ignore")
        if len(read.encode("utf-8")) >= LEAST_MISREAD * len(written) and read != line and is_in_chinese(read):
            yield start
        start += len(line) + 1


def _rare(text: str) -> Iterator[int]:
    """Offsets of the lines of which many characters are common in no Chinese text, other damage aside."""
    start = 0
    for line in text.split("\n"):
        counted = KNOWN.sub("", line)
        if len(counted) >= LEAST_RARE and sum(map(is_common, counted)) <= (1 - SHARE_RARE) * len(counted):
            yield start
        start += len(line) + 1


KNOWN = re.compile(
    "|".join(pattern.pattern for pattern in (NOT_RARE, LATIN, PRIVATE, LOST, UNREADABLE, SIGNS, REFILLED, CONTROLS))
)


def _numbered(text: str) -> Iterator[int]:
    """Offsets of the lines of a text in which nearly every line begins with its number."""
    lines = [match for match in LINE.finditer(text) if match[0].strip()]
    numbers = [NUMBER_OF_LINE.match(match[0]) for match in lines]
    follows = [a and b and int(b[1]) == int(a[1]) + 1 for a, b in pairwise(numbers)]
    if len(lines) >= LEAST_NUMBERED and sum(map(bool, follows)) >= SHARE_NUMBERED * len(lines):
        yield from (line.start() for line, number in zip(lines, numbers, strict=True) if number)


FINDERS = {NUMBERS: _numbered, UNASKED: _unasked, BARS: _bars, RARE: _rare, MISREAD: _misread}


def doubtful_size(text: str, n_chars: int) -> Iterator[str]:
    """Whether a text is too short for a report (by its characters, page furniture aside), or hardly Chinese prose.

    Examples
    --------
    >>> list(doubtful_size("石渚县2021年工作总结", 12))
    ['has 12 characters only: its title, a cover or a page of an error?']
    >>> list(doubtful_size("PLEASE LOG IN 登录 " * 20, 220))
    ['is no Chinese prose for 85 % of its characters']
    """
    if n_chars < FEW:
        yield f"has {n_chars} character{'' if n_chars == 1 else 's'} only: its title, a cover or a page of an error?"
        return
    counted = NOT_COUNTED.sub("", text)
    share = 1 - sum(map(is_common, counted)) / max(1, len(counted))
    if share >= ALIEN:
        yield f"is no Chinese prose for {share:.0%} of its characters".replace("%", " %")


def is_damaged(doubts: Iterable[str]) -> bool:
    """Whether any of these doubts is that the whole was read in a wrong encoding, so that it is in no script."""
    return any(MISREAD in doubt for doubt in doubts)


def doubts_of_text(text: str, n_chars: int) -> list[str]:
    """What `damage` and `doubtful_size` say of a text of prose."""
    return [*damage(text), *doubtful_size(text, n_chars)]

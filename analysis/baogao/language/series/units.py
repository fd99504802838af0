"""Units of two to four characters that follow each other unparted: 分层分级分类, 正风肃纪反腐."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from baogao.language.series.members import LIGHT, NUMERALS
from baogao.language.series.words import CODES, Words
from baogao.language.stack import Flags

HAN = "[\u4e00-\u9fff]"
SIZES = (2, 3, 4)
MOST_UNITS = 5  # of a frame
MOST_SHARING = 40  # units of a run that is looked at from each of its characters
OPEN_A_FRAME = ("v", "d", "a")


class Run(NamedTuple):
    """Units of one size: offsets of the first and behind the last, their size, whether they share a character."""

    start: int
    end: int
    size: int
    is_sharing: bool


def _pattern(size: int, place: int, least: int) -> re.Pattern[str]:
    """Units of `size` characters with the same one at `place`: (?=...) so that runs may begin anywhere."""
    before, after = f"{HAN}{{{place}}}", f"{HAN}{{{size - 1 - place}}}"
    return re.compile(rf"(?=({before}({HAN}){after}(?:{before}\2{after}){{{least - 1},{MOST_SHARING - 1}}}))")


def sharing(text: str, least: int) -> list[Run]:
    """Units that share a character at one place; of overlapping runs at one place the first.

    Examples
    --------
    >>> sharing("用好分层分级分类法", 3)
    [Run(start=2, end=8, size=2, is_sharing=True), Run(start=1, end=7, size=2, is_sharing=True)]
    """
    found = []
    for size in SIZES:
        for place in range(size):
            pattern, behind = _pattern(size, place, least), 0
            while match := pattern.search(text, behind):
                start, end = match.span(1)
                if match[2] in NUMERALS:
                    behind = start + 1
                else:
                    found.append(Run(start, end, size, True))
                    behind = end - size
    return found


def frames(words: Words, characters: Words, least: int) -> list[Run]:
    """Units of two characters that share none, each opening with a verb or an adverb, from word to word.

    Examples
    --------
    >>> from baogao.language.series.words import read_characters, read_words
    >>> text = "的治水修路补桥。"
    >>> [text[run.start : run.end] for run in frames(read_words(text), read_characters(text), 3)]
    ['治水修路补桥']
    """
    n_chars = len(words.text)
    opens = np.isin(characters.tags, [CODES[tag] for tag in OPEN_A_FRAME])
    han = (words.codes >= 0x4E00) & (words.codes <= 0x9FFF) & ~np.isin(words.codes, [ord(char) for char in LIGHT])
    is_unit = _behind(han, 0) & _behind(han, 1) & _behind(opens, 0)
    is_start, is_end = np.zeros(n_chars + 1, np.bool_), np.zeros(n_chars + 1, np.bool_)
    is_start[words.starts], is_end[words.ends] = True, True
    found = []
    so_far = np.ones(n_chars, np.bool_)
    for number in range(MOST_UNITS):
        so_far = so_far & _behind(is_unit, 2 * number)
        if number + 1 >= least:
            size = 2 * (number + 1)
            ends = _behind(is_end[:n_chars], size) if size <= n_chars else np.zeros(n_chars, np.bool_)
            starts = np.flatnonzero(so_far & is_start[:n_chars] & ends).tolist()
            found += [Run(start, start + size, 2, False) for start in starts if _differ(words.text, start, size)]
    return found


def _behind(flags: Flags, step: int) -> Flags:
    """The flag of the character so many places on; none behind the end."""
    return np.append(flags[step:], np.zeros(min(step, len(flags)), np.bool_))


def _differ(text: str, start: int, size: int) -> bool:
    units = [text[place : place + 2] for place in range(start, start + size, 2)]
    return len(set(units)) == len(units)

"""Blanks and marks inside slogans, as typesetting and copying leave them: the slogan is read as without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import numpy as np

from baogao.corpus.words.spacing import HAN
from baogao.language.matching import Matcher
from baogao.language.normal import Normal
from baogao.language.stack import Flags, Numbers

# Marks of a note, alone (①, ※) or in brackets: [1], 【1,2】, （注1）, 〔注〕, [^1], 【4†source】.
NOTE_SIGN = "①-⑳⑴-⒇⓪-⓿❶-➓㈠-㈩㊀-㊉※†‡¹²³⁰⁴-⁹"
NUMBERS = r"[注见^]?\d{1,3}(?:[，、\-–~—]\d{1,3}){0,4}"
NOTED = rf" ?(?:{NUMBERS}|注|[一二三四五六七八九十]{{1,2}}|\d{{1,3}}†[^】\]\n]{{0,60}}) ?"
# Up to four blanks; a mark that sets apart each character; a note; marks of emphasis (Markdown, BBCode); pinyin in
# brackets. A class first in each, so that the search for it is native.
IDLE = re.compile(
    rf" (?<=\S.) {{0,3}}(?=\S)|[/·|](?<=\S.)(?=\S)|[{NOTE_SIGN}](?<={HAN}.)[¹²³⁰⁴-⁹⁾]{{0,3}}(?={HAN})"
    rf"|[*~_](?<=\S.)[*~_]{{0,2}}(?=\S)|[\[［【〔〖〈{{（⁽](?<={HAN}.)(?:{NOTED}[\]］】〕〗〉}}）]|[¹²³⁰⁴-⁹]{{1,3}}⁾)(?={HAN})"
    rf"|[0-9](?<={HAN}.)[0-9]?）(?={HAN})"
    rf"|\[(?<=\S.)(?:\d{{1,3}}|/?[A-Za-z]{{1,9}}(?:=[^\]\s]{{1,40}})?)\](?=\S)|（(?<={HAN}.)[a-zà-ǜ]{{1,7}}）(?={HAN})"
)


def without_blanks_in_forms(normal: Normal, matcher: Matcher) -> Normal:
    """The text without the blanks, four at most, and the marks of no meaning (高质量[1]发展) over which a form stands.

    Blanks over which no form stands part words.

    Parameters
    ----------
    normal : Normal
        Normalised text.
    matcher : Matcher
        Finds the forms; those in parts are not looked for.

    Examples
    --------
    >>> from baogao.corpus.layout.cleaning import Block
    >>> from baogao.language.normal import normalise
    >>> text = "高质量 发展 和 改革  开放  办学"
    >>> normal = normalise(text, [Block(((0, len(text)),))])
    >>> without_blanks_in_forms(normal, Matcher(["高质量发展", "改革开放"])).text
    '高质量发展 和 改革开放  办学'
    """
    spans = np.array([match.span() for match in IDLE.finditer(normal.text)], np.int64).reshape(-1, 2)
    if not len(spans):
        return normal
    starts, widths = spans[:, 0], spans[:, 1] - spans[:, 0]
    is_within = _are_in_forms(matcher, IDLE.sub("", normal.text), starts - (np.cumsum(widths) - widths))
    if is_within.any():
        is_within &= ~_are_in_forms(matcher, normal.text, starts)  # 五·七干校 is written so
    return _without(normal, spans[is_within].tolist()) if is_within.any() else normal


def _are_in_forms(matcher: Matcher, text: str, offsets: Numbers) -> Flags:
    """Whether a form without gaps stands on both sides of each of some offsets into a text."""
    places = matcher.places(text)
    whole, size = places.where(~places.have_gaps), len(text) + 2
    reach = np.bincount(whole.starts + 1, minlength=size) - np.bincount(whole.ends, minlength=size)
    return np.cumsum(reach)[offsets] > 0


def _without(normal: Normal, spans: list[list[int]]) -> Normal:
    """Normalised text without some stretches of it, in order."""
    edges = [0, *(edge for span in spans for edge in span), len(normal.text)]
    parts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = 0
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        inner = normal.starts[bisect_right(normal.starts, first) : bisect_left(normal.starts, end)]
        for start, stop in zip([first, *inner], [*inner, end], strict=True):
            starts.append(length)
            sources.append(normal.source(start))
            parts.append(normal.text[start:stop])
            length += stop - start
    return Normal("".join(parts), starts, sources)

"""Lone blanks inside slogans, as typesetting and copying leave them: the slogan is read as if they were not there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import numpy as np

from baogao.language.matching import Matcher
from baogao.language.normal import Normal

LONE = re.compile(r" (?<=\S.)(?=\S)")


def without_blanks_in_forms(normal: Normal, matcher: Matcher) -> Normal:
    """The text without the lone blanks over which a form stands; two blanks part words, and so does any other blank.

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
    >>> text = "高质量 发展 和 改革  开放"
    >>> normal = normalise(text, [Block(((0, len(text)),))])
    >>> without_blanks_in_forms(normal, Matcher(["高质量发展", "改革开放"])).text
    '高质量发展 和 改革  开放'
    """
    blanks = np.array([match.start() for match in LONE.finditer(normal.text)], np.int64)
    if not len(blanks):
        return normal
    places = matcher.places(LONE.sub("", normal.text))
    whole, size = places.where(~places.have_gaps), len(normal.text) + 1
    reach = np.bincount(whole.starts + 1, minlength=size) - np.bincount(whole.ends, minlength=size)
    is_within = np.cumsum(reach)[blanks - np.arange(len(blanks))] > 0
    return _without(normal, blanks[is_within].tolist())


def _without(normal: Normal, offsets: list[int]) -> Normal:
    """Normalised text without some of its characters, given by their offsets in order."""
    edges = [0, *(edge for offset in offsets for edge in (offset, offset + 1)), len(normal.text)]
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

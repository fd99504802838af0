"""The visible lines of an HTML page in order, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from baogao.corpus.sources.sites import INLINE_TAGS, SHOWN_LATER, UNSEEN_TAGS

CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
WRAPPED = re.compile(rf"(?<={CJK})[ \t]*\n\s*(?={CJK})")
PARTED = re.compile(r"\u3000[^\S\n\u3000]*\u3000+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BREAK = "\x1e"  # a <br>, told apart from the line ends of the markup


class Line(NamedTuple):
    """One visible line: its text, the block element it stands in, and the share of it that is links."""

    text: str
    block: Any
    linked: float


def visible_lines(root: Any) -> list[Line]:
    """Lines of a parsed page (lxml) in document order; cells of one table row become one line, parted by tabs."""
    lines: list[Line] = []
    for block, parts in _blocks(root):
        lines += _split(block, parts)
    return _rows(lines)


def _blocks(root: Any) -> Iterator[tuple[Any, list[tuple[str, bool]]]]:
    """Stretches of text between block boundaries: the element each stands in, and its parts (text, is in a link)."""
    from lxml.etree import iterwalk

    parts: list[tuple[str, bool]] = []
    blocks, links = [root], 0
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            parts.append((element.tail or "", links > 0))
            continue
        is_block = element.tag not in INLINE_TAGS and element.tag != "br"
        if event == "start":
            if element.tag in UNSEEN_TAGS or _is_hidden(element):
                walk.skip_subtree()
                continue
            if is_block:
                yield blocks[-1], parts
                parts = []
                blocks.append(element)
            links += element.tag == "a"
            parts.append((BREAK if element.tag == "br" else element.text or "", links > 0))
            continue
        if not (element.tag in UNSEEN_TAGS or _is_hidden(element)):
            links -= element.tag == "a"
            if is_block:
                yield blocks.pop(), parts
                parts = []
        if element is not root:
            parts.append((element.tail or "", links > 0))


def _is_hidden(element: Any) -> bool:
    if element.get("id") in SHOWN_LATER:
        return False
    return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _split(block: Any, parts: list[tuple[str, bool]]) -> Iterator[Line]:
    """Lines of one stretch: parted at <br> (not in a heading) and where two ideographic spaces open a paragraph."""
    whole = "".join(text for text, _ in parts)
    if not whole.strip(" \t\r\n\xa0\u2002\u2003\u3000" + BREAK):
        return
    linked = sum(len("".join(text.split())) for text, is_link in parts if is_link)
    share = linked / max(1, len("".join(whole.replace(BREAK, " ").split())))
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    whole = whole.replace(BREAK, "\n") if block.tag in HEADINGS else whole
    for piece in whole.split(BREAK):
        for part in PARTED.split(piece):
            text = tidy(part)
            if text:
                yield Line(text, block, share)


def tidy(text: str) -> str:
    r"""One line of text: white space at the ends gone, runs inside made one space, none where the markup wrapped.

    Examples
    --------
    >>> tidy("  全市普法\n   工作   会议 ")
    '全市普法工作 会议'
    """
    text = text.replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[^\S\u3000]+", " ", WRAPPED.sub("", text.strip())).strip()


def squeezed(text: str) -> str:
    """A text without white space, to compare it with another.

    Examples
    --------
    >>> squeezed("全市 普法\u3000工作")
    '全市普法工作'
    """
    return "".join(text.split())


def _rows(lines: list[Line]) -> list[Line]:
    """Join the cells of a table row when each holds one line; tables that only lay out the page stay as they are."""
    joined: list[Line] = []
    for row, group in groupby(lines, lambda line: _nearest(line.block, ("tr", "table"))):
        cells = list(group)
        holders = [_nearest(line.block, ("td", "th")) for line in cells]
        if row is not None and row.tag == "tr" and len(cells) > 1 and len({id(h) for h in holders}) == len(cells):
            linked = sum(line.linked for line in cells) / len(cells)
            joined.append(Line("\t".join(line.text for line in cells), row, linked))
        else:
            joined += cells
    return joined


def _nearest(element: Any, tags: tuple[str, ...]) -> Any:
    """The element or its nearest ancestor with one of the tags; nothing above is looked at behind a table."""
    if element.tag in tags:
        return element
    return next(element.iterancestors(*tags), None)

"""The visible lines of an HTML page in order, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from baogao.corpus.layout.wrapping import joined
from baogao.corpus.pages.shown import is_not_shown, parts_lines
from baogao.corpus.words.rules import rules

RULES = rules("pages")
LINE_END = re.compile(r"\r\n?|\n")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)  # line ends count, as in <pre>
PRE_TAGS = frozenset(("pre", "xmp", "listing", "plaintext"))
BREAK = "\x1e"  # a <br>, which is another thing than the line ends of the markup

Parts = list[tuple[str, bool]]  # texts, and whether each stands in a link


class Line(NamedTuple):
    """One visible line: its text, the block element it stands in, and the share of it that is links."""

    text: str
    block: Any
    linked: float


def visible_lines(root: Any) -> list[Line]:
    """Lines of a parsed page (lxml) in document order; cells of one table row become one line, parted by tabs."""
    return _rows([line for block, parts in _blocks(root) for line in _split(block, parts)])


def _blocks(root: Any) -> Iterator[tuple[Any, Parts]]:
    """Stretches of text between block boundaries, with the element each stands in."""
    from lxml.etree import iterwalk

    parts: Parts = []
    blocks, links, pres = [root], 0, 0
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            parts.append((_shown(element.tail, pres), links > 0))
            continue
        is_block, is_unseen = parts_lines(element), is_not_shown(element)
        if event == "start" and is_unseen:
            walk.skip_subtree()
            continue
        if event == "end" and not is_unseen:
            links -= element.tag == "a"
            pres -= _is_preformatted(element)
        if is_block and not is_unseen:
            yield blocks[-1], parts
            parts = []
            if event == "end":
                blocks.pop()
        if event == "start":
            blocks += [element] if is_block else []
            links += element.tag == "a"
            pres += _is_preformatted(element)
            parts.append((BREAK if element.tag == "br" else _shown(element.text, pres), links > 0))
        elif element is not root:
            parts.append((_shown(element.tail, pres), links > 0))


def _shown(text: str | None, pres: int) -> str:
    """The text of an element as it is shown within so many that are preformatted, where a line end is a <br>."""
    return LINE_END.sub(BREAK, text or "") if pres else text or ""


def _is_preformatted(element: Any) -> bool:
    return element.tag in PRE_TAGS or bool(PREFORMATTED.search(element.get("style", "")))


def _split(block: Any, parts: Parts) -> Iterator[Line]:
    """Lines of one stretch: parted at <br> (not in a heading) and where two ideographic spaces open a paragraph."""
    whole = "".join(text for text, _ in parts)
    if not whole.strip():
        return
    linked = sum(len(squeezed(text)) for text, is_link in parts if is_link)
    share = linked / max(1, len(squeezed(whole)))
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    whole = whole.replace(BREAK, "\n") if block.tag in HEADINGS else whole
    for piece in joined(whole.strip(BREAK).split(BREAK)):
        for part in RULES["indents"].split(piece):
            if text := tidy(part):
                yield Line(text, block, share)


def tidy(text: str) -> str:
    """One line of text: white space at the ends gone, runs inside made one space, none where the markup wrapped."""
    text = text.replace("\u200b", "").replace("\ufeff", "")
    return RULES["blanks"].sub(" ", RULES["wrapped"].sub("", text.strip())).strip()


def squeezed(text: str) -> str:
    """A text without white space, to compare it with another."""
    return "".join(text.split())


def _rows(lines: list[Line]) -> list[Line]:
    """Join the cells of a table row when each holds one line; tables that only lay out the page stay as they are."""
    joined: list[Line] = []
    for row, group in groupby(lines, lambda line: _nearest(line.block, ("tr", "table"))):
        cells = list(group)
        holders = {id(_nearest(line.block, ("td", "th"))) for line in cells}
        if row is not None and row.tag == "tr" and len(cells) > 1 and len(holders) == len(cells):
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

"""Web pages to texts: the running text with its title, and every other visible line as left out."""

from __future__ import annotations

import logging
import re
from itertools import takewhile
from typing import Any

from baogao.corpus.cleaning import LINE_RULES
from baogao.corpus.decoding import decode
from baogao.corpus.readers.facts import page_facts
from baogao.corpus.readers.lines import Line, tidy, visible_lines
from baogao.corpus.readers.sites import CONTAINERS, FURNITURE, FURNITURE_TAGS
from baogao.corpus.readers.source import Source, found
from baogao.errors import CorpusError

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CHARSETS = (("gb", "gb18030"), ("x-gb", "gb18030"), ("big5", "big5hkscs"))  # how a name begins; what is meant
MAX_BYTES, MAX_ELEMENTS = 20_000_000, 50_000
MIN_CHARS = 20  # a container with less is a stub
ENOUGH = 0.5  # of the text that trafilatura finds: a container that holds less is not the running text
NEAR = 30  # lines above the running text in which its title may stand
FEW = 3  # lines above the running text that may go with it where no title is stated
KEPT_ABOVE = {"dateline", "byline"}

for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_html(content: bytes, name: str) -> Source:
    """Read one page.

    Parameters
    ----------
    content : bytes
        The page as it was saved.
    name : str
        Its name, for messages.

    Returns
    -------
    Source
        The text begins with the title. Facts are those that the page's metadata state.

    Raises
    ------
    CorpusError
        If the page cannot be decoded, is a frameset, is too large, or holds no running text.

    Notes
    -----
    Every visible line of the page is in the text or in ``left_out``, once. The running text
    is the container that official sites are known to use (`sites.CONTAINERS`); a page
    without one, or with one that holds too little, is given to trafilatura, and the
    smallest element that holds nine tenths of what it finds is taken whole: it says where
    the text is, never which paragraphs of it stay.
    """
    if len(content) > MAX_BYTES:
        raise CorpusError(
            f"{name}: a page of {len(content):,} bytes; allowed are {MAX_BYTES:,}; save the report alone."
        )
    page = decode_page(content, name)
    root = _parsed(page, name)
    lines = visible_lines(root)
    facts = page_facts(root, [line.text for line in lines])
    region = _region(root, page, lines)
    if not any(region):
        raise CorpusError(f"{name}: holds no running text; if the page is filled in by a script, save it as text.")
    title = facts.get("title", "")
    kept = _with_head(lines, region, title)
    body = [line.text for line, keep in zip(lines, kept, strict=True) if keep]
    left = [line.text for line, keep in zip(lines, kept, strict=True) if not keep]
    if title and not _squeezed("".join(body[:6])).count(_squeezed(title)):
        body.insert(0, title)
    return found(name, "\n".join(body) + "\n", facts, left)


def decode_page(content: bytes, name: str) -> str:
    """Decode a page as `decode` does, with the ``charset`` that it states (gb2312 and gbk mean gb18030).

    Examples
    --------
    >>> decode_page('<meta charset="gb2312">朱镕基'.encode("gb18030"), "a.html")[-3:]
    '朱镕基'
    """
    found_charset = META_CHARSET.search(content[:4096])
    stated = found_charset[1].decode("ascii").lower() if found_charset else ""
    return decode(content, name, stated=next((known for start, known in CHARSETS if stated.startswith(start)), ""))


def _parsed(page: str, name: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(recover=True, encoding="utf-8", huge_tree=False)
    try:
        root = html.document_fromstring(re.sub(r"<\?xml[^>]*\?>", "", page).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise CorpusError(f"{name}: is no page that can be read ({error}).") from None
    if any("depth" in error.message for error in parser.error_log):
        raise CorpusError(f"{name}: its elements are nested too deeply to be read; save the report as text.")
    if root.find(".//frameset") is not None:
        raise CorpusError(f"{name}: is a frameset, which holds no text itself; save the page inside the frame.")
    size = sum(1 for _, _ in zip(root.iter(), range(MAX_ELEMENTS + 1), strict=False))
    if size > MAX_ELEMENTS:
        raise CorpusError(f"{name}: holds more than {MAX_ELEMENTS:,} elements; save the report alone.")
    return root


def _region(root: Any, page: str, lines: list[Line]) -> list[bool]:
    """For every line, whether it belongs to the running text."""
    marked = _marked(page, lines)
    wanted = sum(len(line.text) for line, mark in zip(lines, marked, strict=True) if mark)
    best: list[bool] = []
    size = 0
    for elements in _containers(root):
        inside = [_is_inside(line, set(elements)) for line in lines]
        held = sum(len(line.text) for line, at in zip(lines, inside, strict=True) if at)
        shared = sum(len(line.text) for line, at, mark in zip(lines, inside, marked, strict=True) if at and mark)
        if held >= MIN_CHARS and shared >= ENOUGH * wanted and held > size:
            best, size = inside, held
    if not best:
        best = _around(lines, marked, wanted) if wanted else [bool(re.search("[。！？；]", x.text)) for x in lines]
    return _without_furniture(lines, best)


def _containers(root: Any) -> list[list[Any]]:
    """Elements of the page that official sites keep their text in, one list a rule."""
    held: dict[tuple[str, str], list[Any]] = {}
    for element in root.iter("*"):
        held.setdefault(("id", element.get("id", "")), []).append(element)
        held.setdefault(("tag", element.tag), []).append(element)
        for word in element.get("class", "").split():
            held.setdefault(("class", word), []).append(element)
    return [held[kind, value] for kind, value, _ in CONTAINERS if (kind, value) in held]


def _is_inside(line: Line, elements: set[Any]) -> bool:
    return line.block in elements or any(above in elements for above in line.block.iterancestors())


def _marked(page: str, lines: list[Line]) -> list[bool]:
    """Lines that trafilatura takes for running text."""
    from trafilatura import extract

    text = extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    taken = {_squeezed(tidy(part)) for part in text.splitlines()}
    whole = _squeezed(text)
    squeezed = [_squeezed(line.text) for line in lines]
    return [line in taken or (len(line) >= MIN_CHARS and line in whole) for line in squeezed]


def _around(lines: list[Line], marked: list[bool], wanted: int) -> list[bool]:
    """Lines of the smallest element that holds nine tenths of what is marked."""
    held: dict[Any, int] = {}
    for line, mark in zip(lines, marked, strict=True):
        for above in [line.block, *line.block.iterancestors()] if mark else []:
            held[above] = held.get(above, 0) + len(line.text)
    deepest = max(
        (element for element, size in held.items() if size >= 0.9 * wanted),
        key=lambda element: sum(1 for _ in element.iterancestors()),
    )
    return [_is_inside(line, {deepest}) for line in lines]


def _without_furniture(lines: list[Line], inside: list[bool]) -> list[bool]:
    """The region without elements that are named as page furniture or are lists of links."""
    total = sum(len(line.text) for line, at in zip(lines, inside, strict=True) if at)
    owners = [_furniture_owner(line) if at else None for line, at in zip(lines, inside, strict=True)]
    sizes: dict[Any, int] = {}
    for line, owner in zip(lines, owners, strict=True):
        sizes[owner] = sizes.get(owner, 0) + len(line.text)
    return [
        at and not (owner is not None and sizes[owner] < total / 4) and not _is_link_list(line)
        for line, at, owner in zip(lines, inside, owners, strict=True)
    ]


def _furniture_owner(line: Line) -> Any:
    """The outermost element around a line that is named as furniture; None when there is none."""
    owner = None
    for element in [line.block, *line.block.iterancestors()]:
        words = re.split(r"[^a-z0-9]+", f"{element.get('class', '')} {element.get('id', '')}".lower())
        if element.tag in FURNITURE_TAGS or not FURNITURE.isdisjoint(words):
            owner = element
    return owner


def _is_link_list(line: Line) -> bool:
    return line.linked > 0.9 and line.block.tag in ("li", "dd", "ul", "nav")


def _with_head(lines: list[Line], region: list[bool], title: str) -> list[bool]:
    """The region, and the lines from the title down to it that are no page furniture."""
    first = region.index(True)
    head = _title_line(lines, first, title)
    kept = list(region)
    for number in range(head, first):
        line = lines[number]
        rule = next((rule for rule, pattern in LINE_RULES.items() if pattern.fullmatch(line.text)), "")
        kept[number] = (
            line.linked <= 0.5 and _furniture_owner(line) is None and (not rule or rule in KEPT_ABOVE)
        ) or number == head
    return kept


def _title_line(lines: list[Line], first: int, title: str) -> int:
    """Number of the line above the region that is the title.

    Where the page states no title, the few lines right above the region that are no links
    and no furniture go with it: a title and dateline in cells of their own, as on old sites.
    The region's first line where there are none.
    """
    wanted = _squeezed(title)
    if not wanted:
        above = list(takewhile(_is_prose, reversed(lines[max(0, first - FEW) : first])))
        return first - len(above)
    for number in range(first - 1, max(-1, first - NEAR), -1):
        if _squeezed(lines[number].text) == wanted and lines[number].linked <= 0.5:
            return number
    return first


def _is_prose(line: Line) -> bool:
    return len(line.text) > 3 and line.linked <= 0.5 and _furniture_owner(line) is None


def _squeezed(text: str) -> str:
    return "".join(text.split())

"""Web pages to texts: the running text with its title, and every other visible line as left out."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from baogao.corpus.layout.furniture import PUBLISHED, line_rule
from baogao.corpus.sources.datelines import read_dateline
from baogao.corpus.sources.facts import page_facts
from baogao.corpus.sources.lines import Line, squeezed, visible_lines
from baogao.corpus.sources.markup import check_markup
from baogao.corpus.sources.region import find_region, furniture_of
from baogao.corpus.sources.source import Source, found
from baogao.corpus.text.decoding import decode
from baogao.errors import CorpusError

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CHARSETS = (("gb", "gb18030"), ("x-gb", "gb18030"), ("big5", "big5hkscs"))  # how a name begins; what is meant
MAX_BYTES, MAX_ELEMENTS = 20_000_000, 50_000
NEAR = 30  # lines above the running text in which its title may stand
FEW = 3  # lines above the running text that may go with it where no title is stated
KEPT_ABOVE = {*PUBLISHED, "byline"}


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
    is the container that official sites are known to use (`sites.CONTAINERS`), if it holds
    half of the page; any other page is given to trafilatura, and a container that holds half
    of what it finds, or else the smallest element with nine tenths of it, is taken whole: it
    says where the text is, never which paragraphs of it stay. Pages that are too large for it
    are judged by their lines of prose (see `region.find_region`).
    """
    if len(content) > MAX_BYTES:
        raise CorpusError(
            f"{name}: a page of {len(content):,} bytes; allowed are {MAX_BYTES:,}; save the report alone."
        )
    page = decode_page(content, name)
    check_markup(page, name)
    root = _parsed(page, name)
    lines = visible_lines(root)
    facts = page_facts(root, [line.text for line in lines])
    furniture = furniture_of(root, lines)
    region = find_region(root, page, lines, furniture)
    if not any(region):
        raise CorpusError(f"{name}: holds no running text; if the page is filled in by a script, save it as text.")
    title = facts.get("title", "")
    kept = _with_head(lines, region, title, furniture)
    body = [line.text for line, keep in zip(lines, kept, strict=True) if keep]
    left = [line.text for line, keep in zip(lines, kept, strict=True) if not keep]
    first = region.index(True)
    for line in lines[_title_line(lines, first, title, furniture) : first]:
        facts = (read_dateline(line.text) or {}) | facts
    if title and not squeezed("".join(body[:6])).count(squeezed(title)):
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
        root = html.document_fromstring(re.sub(r"<\?xml[^<>]{0,200}\?>", "", page).encode("utf-8"), parser=parser)
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


def _with_head(lines: list[Line], region: list[bool], title: str, furniture: dict[Any, Any]) -> list[bool]:
    """The region, and the lines from the title down to it that are no page furniture.

    Datelines that no rule of `baogao.corpus.layout.furniture` would know are left out: what they state is taken.
    """
    first = region.index(True)
    head = _title_line(lines, first, title, furniture)
    kept = list(region)
    opening = squeezed("".join(line.text for line in lines[first : first + 3]))
    if title and head < first and opening.startswith(squeezed(title)):
        head += 1  # the text has the title itself
    for number in range(head, first):
        line = lines[number]
        rule = line_rule(line.text)
        is_told = rule in KEPT_ABOVE or not (rule or read_dateline(line.text) is not None)
        is_title = squeezed(line.text) == squeezed(title)
        kept[number] = is_title or (line.linked <= 0.5 and line.block not in furniture and is_told)
    return kept


def _title_line(lines: list[Line], first: int, title: str, furniture: dict[Any, Any]) -> int:
    """Number of the line above the region that is the title.

    Where the page states no title, the few lines right above the region that are no links
    and no furniture go with it: a title and dateline in cells of their own, as on old sites.
    The region's first line where there are none.
    """
    wanted = squeezed(title)
    if not wanted:
        above = list(takewhile(lambda line: _is_prose(line, furniture), reversed(lines[max(0, first - FEW) : first])))
        return first - len(above)
    for number in range(first - 1, max(-1, first - NEAR), -1):
        if squeezed(lines[number].text) == wanted and lines[number].linked <= 0.5:
            return number
    return first


def _is_prose(line: Line, furniture: dict[Any, Any]) -> bool:
    return len(line.text) > 3 and line.linked <= 0.5 and line.block not in furniture

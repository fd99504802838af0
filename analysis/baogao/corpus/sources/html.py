"""Web pages to texts: the article with its title, and every other visible line as left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from baogao.corpus.layout.furniture import PUBLISHED, line_rule
from baogao.corpus.pages.article import find_article, furniture_of
from baogao.corpus.pages.elsewhere import elsewhere
from baogao.corpus.pages.page_bar import bar_lines, other_pages
from baogao.corpus.pages.page_facts import page_facts, read_dateline
from baogao.corpus.pages.text_lines import Line, squeezed, visible_lines
from baogao.corpus.sources.formats import Source
from baogao.corpus.text.decoding import decoded
from baogao.errors import CorpusError

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CHARSETS = (("gb", "gb18030"), ("x-gb", "gb18030"), ("big5", "big5hkscs"))  # how a name begins; what is meant
MAX_BYTES, MAX_ELEMENTS = 20_000_000, 50_000
MAX_ATTRIBUTES = 300  # of one tag: libxml2 compares each with all before it
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
# What begins with <: a comment, a tag with too many attributes, or the text of an element that holds no tags. Nothing
# is read twice (++ and *+ give nothing back), so that the search costs in proportion to the page.
MARKUP = re.compile(
    rf"""<(?:!--(?:[^-]++|-(?!->))*+|(?P<many>[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}})"""
    r"""|(?P<raw>script|style|textarea|title)\b(?:[^<]++|<(?!/(?P=raw)))*+)""",
    re.IGNORECASE,
)
# A picture within the page, and what is not shown, if it is long: the parser stops behind 10 MB in one piece.
PICTURE, MAX_UNSEEN = re.compile(r"(?<=data:)image/[\w.+-]{1,40};base64,[A-Za-z0-9+/=%\s]{1000,}+"), 1_000_000
NEAR = 30  # lines above the article in which its title may stand
FEW = 3  # lines above the article that may go with it where no title is stated
HEAD_RULES = {*PUBLISHED, "byline"}  # of furniture that stays between title and article


def read_html(content: bytes, name: str) -> Source:
    """Read one page; its text begins with the title, its facts are those that metadata and dateline state.

    Every visible line of the page is in the text or in ``left_out``, once. `CorpusError` if the page cannot
    be decoded, is a frameset, is too large, or holds no running text.
    """
    if (size := len(content)) > MAX_BYTES:
        raise CorpusError(f"a page of {size:,} bytes; allowed are {MAX_BYTES:,}; save the report alone.")
    page, notes = decoded(content, name, stated=_stated_charset(content))
    page = _without_bulk(page)
    root = parsed(page)
    lines = visible_lines(root)
    facts = page_facts(root, [line.text for line in lines])
    furniture = furniture_of(root, lines)
    article = find_article(root, page, lines, furniture)
    if not article:
        raise CorpusError("holds no running text; if the page is filled in by a script, save it as text.")
    title, first = facts.get("title", ""), min(article)
    wanted = squeezed(title)
    head = _title_line(lines, first, wanted, furniture)
    for line in lines[head:first]:
        facts = (read_dateline(line.text) or {}) | facts
    bar = bar_lines(lines, article)
    chosen = article.union(_head(lines, first, wanted, head, furniture)) - bar
    body = [line.text for number, line in enumerate(lines) if number in chosen]
    left_out = tuple(line.text for number, line in enumerate(lines) if number not in chosen)
    if wanted not in squeezed("".join(body[:6])):
        body.insert(0, title)
    text = "\n".join(body) + "\n"
    return Source(
        name,
        text,
        "",
        facts,
        left_out,
        (*notes, *other_pages(root, lines, article, bar), *elsewhere(root, len(squeezed(text)))),
    )


def _stated_charset(content: bytes) -> str:
    """The encoding that a page states, as it is meant (gb2312 and gbk mean gb18030); empty for none we know."""
    charset = META_CHARSET.search(content[:4096])
    stated = charset[1].decode("ascii").lower() if charset else ""
    return next((known for start, known in CHARSETS if stated.startswith(start)), "")


def _without_bulk(page: str) -> str:
    """The page without pictures within it, scripts and comments that are so long that the parser would stop there."""

    def emptied(markup: re.Match[str]) -> str:
        whole = len(markup[0]) <= MAX_UNSEEN or markup["many"]
        return markup[0] if whole else f"<{markup['raw']}>" if markup["raw"] else "<!--"

    return PICTURE.sub("", MARKUP.sub(emptied, page)) if len(page) > MAX_UNSEEN else page


def parsed(page: str) -> Any:
    """The root of a page; what would cost a parser without end is refused before or right after parsing."""
    from lxml import etree, html

    if any(tag["many"] for tag in MARKUP.finditer(page)):
        raise CorpusError(f"has a tag with more than {MAX_ATTRIBUTES} attributes; save the report as text.")
    parser = html.HTMLParser(recover=True, encoding="utf-8", huge_tree=False)
    try:
        root = html.document_fromstring(re.sub(r"<\?xml[^<>]{0,200}\?>", "", page).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise CorpusError(f"is no page that can be read ({error}).") from None
    if any("huge" in error.message or "too long" in error.message for error in parser.error_log):
        raise CorpusError("holds more than 10 MB in one piece, behind which it cannot be read; save it as text.")
    if any("depth" in error.message for error in parser.error_log):
        raise CorpusError("its elements are nested too deeply to be read; save the report as text.")
    if root.find(".//frameset") is not None:
        raise CorpusError("is a frameset, which holds no text itself; save the page inside the frame.")
    if any(number > MAX_ELEMENTS for number, _ in enumerate(root.iter(), 1)):
        raise CorpusError(f"holds more than {MAX_ELEMENTS:,} elements; save the report alone.")
    return root


def _title_line(lines: list[Line], first: int, wanted: str, furniture: dict[Any, Any]) -> int:
    """Number of the line above the article, which begins with line `first`, that is the title; else `first`.

    Where the page states no title, the few lines right above the article that are no links
    and no furniture go with it: a title and dateline in cells of their own, as on old sites.
    """
    if not wanted:
        above = reversed(lines[max(0, first - FEW) : first])
        return first - sum(1 for _ in takewhile(lambda line: len(line.text) > 3 and _is_own(line, furniture), above))
    for number in range(first - 1, max(-1, first - NEAR), -1):
        if squeezed(lines[number].text) == wanted and lines[number].linked <= 0.5:
            return number
    return first


def _is_own(line: Line, furniture: dict[Any, Any]) -> bool:
    """Whether a line is neither a link nor page furniture."""
    return line.linked <= 0.5 and line.block not in furniture


def _head(lines: list[Line], first: int, wanted: str, head: int, furniture: dict[Any, Any]) -> Iterator[int]:
    """Numbers of the lines from `head` down to the article, line `first`, that are no page furniture.

    Datelines that no rule of `baogao.corpus.layout.furniture` would know are left out: what they state is in the facts.
    """
    if wanted and squeezed("".join(line.text for line in lines[first : first + 3])).startswith(wanted):
        head += 1  # the article has the title itself
    for number in range(head, first):
        text, rule = lines[number].text, line_rule(lines[number].text)
        is_head = rule in HEAD_RULES or not (rule or read_dateline(text) is not None)
        if squeezed(text) == wanted or (is_head and _is_own(lines[number], furniture)):
            yield number

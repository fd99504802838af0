"""Markup that no page needs and that costs a parser without end: refused before the page is parsed."""

from __future__ import annotations

import re

from baogao.errors import CorpusError

MOST_ATTRIBUTES = 300  # of one tag: libxml2 compares each with all before it
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
# What begins with <: a comment, a tag with too many attributes, or the text of an element that holds no tags. Nothing
# is read twice (++ and *+ give nothing back), so that the search costs in proportion to the page.
_MARKUP = re.compile(
    rf"""<(?:!--(?:[^-]++|-(?!->))*+|(?P<many>[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}})"""
    r"""|(?P<raw>script|style|textarea|title)\b(?:[^<]++|<(?!/(?P=raw)))*+)""",
    re.IGNORECASE,
)


def check_markup(page: str, name: str) -> None:
    """Raise `CorpusError` if a tag of a page has more than 300 attributes.

    Examples
    --------
    >>> check_markup('<p class="a" title="普法">依法行政</p>', "a.html")
    """
    if any(found["many"] for found in _MARKUP.finditer(page)):
        raise CorpusError(f"{name}: has a tag with more than {MOST_ATTRIBUTES} attributes; save the report as text.")

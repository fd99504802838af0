"""Which elements of a web page are shown, and which part lines: by their tags, styles, classes and places."""

from __future__ import annotations

from typing import Any

from baogao.corpus.words.rules import rules

RULES = rules("pages")
# Ids of elements that a saved page states as hidden since a script shows them.
SHOWN_LATER = frozenset(("js_content",))
# What a page holds but does not show, and what stands within a line.
_UNSEEN = (
    "script style noscript template head title select textarea iframe object svg math audio video canvas map "
    "rp rt datalist"
)
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb s samp small "
    "span strike strong sub sup time tt u var wbr o:p st1:chsdate st1:place"
)
UNSEEN_TAGS, INLINE_TAGS = frozenset(_UNSEEN.split()), frozenset(_INLINE.split())


def is_not_shown(element: Any) -> bool:
    """Whether a page holds an element without showing it.

    Letters of no size, without colour or width, and those for screen readers alone are looked for within lines only:
    scripts and styles make larger elements of this kind visible.
    """
    if element.tag in UNSEEN_TAGS:
        return True
    if not element.attrib or element.get("id") in SHOWN_LATER:
        return False
    style = element.get("style", "")
    if "hidden" in element.attrib or RULES["style-unseen"].search(style):
        return True
    return element.tag in INLINE_TAGS and _is_unseen_in_line(element, style)


def _is_unseen_in_line(element: Any, style: str) -> bool:
    for_readers = element.get("aria-hidden", "").lower() == "true"
    named = any(RULES["class-unseen"].fullmatch(word) for word in element.get("class", "").split())
    return for_readers or named or bool(RULES["style-unseen-in-line"].search(style))


def parts_lines(element: Any) -> bool:
    """Whether an element begins and ends lines: one of no tag of lines, unless styled so, or a page's own in a text.

    A tag is a page's own if it holds a hyphen or a colon (``gov-text``).
    """
    tag = element.tag
    if tag in INLINE_TAGS or tag == "br" or RULES["style-inline"].search(element.get("style", "")):
        return False
    return not (("-" in tag or ":" in tag) and _is_in_text(element))


def _is_in_text(element: Any) -> bool:
    """Whether text of its parent stands right before or behind an element."""
    before, parent = element.getprevious(), element.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((text or "").strip() or (element.tail or "").strip())

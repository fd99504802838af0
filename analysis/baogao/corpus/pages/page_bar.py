"""The bar below an article by which its other pages are reached: left out of the text, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from baogao.corpus.pages.text_lines import Line
from baogao.corpus.words.rules import rules
from baogao.errors import listed

RULES = rules("pages")
BELOW, LONGEST = 10, 120  # lines below the article in which the bar may stand, and its characters
NUMBER = re.compile(r"\d{1,4}")
NOWHERE = ("#", "javascript:")


def bar_lines(lines: list[Line], article: set[int]) -> set[int]:
    """Numbers of the lines, within an article or a little below it, that are a bar of its pages."""
    span = range(min(article), min(len(lines), max(article) + BELOW + 1)) if article else range(0)
    like = {number for number in span if _is_like(lines[number].text)}
    bar = {number for number in like if RULES["turns-page"].search(lines[number].text)}
    for step in (1, -1):  # numbers of pages in elements of their own beside it
        for number in list(bar):
            while (number := number + step) in like:
                bar.add(number)
    return bar


def _is_like(text: str) -> bool:
    return len(text) <= LONGEST and bool(RULES["page-bar"].fullmatch(text))


def other_pages(root: Any, lines: list[Line], article: set[int], bar: set[int]) -> Iterator[str]:
    """Lines that say that an article goes on: on other pages that its `bar` leads to, or behind a link that unfolds it.

    A bar that leads nowhere and counts no second page is that of an article of one page.
    """
    words = " ".join(lines[number].text for number in sorted(bar))
    total = RULES["of-pages"].search(words)
    most = int(total[1]) if total else max(map(int, NUMBER.findall(words)), default=1)
    links = (
        [link for link in root.iter("a") if RULES["turns-page-on"].fullmatch("".join(link.itertext()))] if bar else []
    )
    addresses = [link.get("href", "").strip() for link in links]
    addresses = list(dict.fromkeys(one for one in addresses if one and not one.startswith(NOWHERE)))
    if most > 1 or addresses:
        number = f"{most} pages" if most > 1 else "several pages"
        then = f", of which the next is {listed(addresses, 1)}" if addresses else ""
        yield f"is one of {number}{then}: import the others too, or the page that shows all"
    span = range(min(article), min(len(lines), max(article) + BELOW + 1)) if article else range(0)
    unfolding = next((found for one in span if (found := RULES["unfolds"].search(lines[one].text[-LONGEST:]))), None)
    if unfolding:
        yield f"ends with {unfolding[0].strip()}: its page perhaps does not hold the whole text"

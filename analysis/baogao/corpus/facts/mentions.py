"""Places that a line names, in full or by a short name, and how surely each is meant."""

from __future__ import annotations

from collections.abc import Iterator

from baogao.corpus.facts.evidence import INFERRED, PATTERN, UNLISTED, Stated
from baogao.corpus.words.areas import NATIONAL
from baogao.corpus.words.namesakes import resolve, told_apart
from baogao.corpus.words.places import Mention, find_places, find_short_names, short_names
from baogao.corpus.words.rules import rule

NO_NAME = rule("regions", "no-name")  # a word before a body's own place, 跨省
ABROAD = rule("regions", "abroad")  # a place in the name of something else


def named_places(line: str, text: str = "") -> list[Mention]:
    """Places named in full; 受市 of 受市人民政府委托 and the like are none.

    A name that several bear has that of the place above it before it (南京市鼓楼区), where what stands
    before it, the line or the text tells which is meant.

    Examples
    --------
    >>> [place.name for place in named_places("受市人民政府委托，南京市鼓楼区普法")]
    ['南京市', '南京市鼓楼区']
    """
    places = [place for place in find_places(line) if place.known or not NO_NAME.fullmatch(place.name)]
    before = {place.end: place.name for place in places}
    return [p._replace(name=told_apart(p.name, before.get(p.start, ""), line, text)) for p in places]


def full_mentions(line: str, text: str) -> list[Stated]:
    """Places named in full, each with how surely it is the place of that name: see `named_places`."""
    return [Stated(m.name, m.start, m.end, _sureness(m, text)) for m in named_places(line, text)]


def short_mentions(line: str) -> Iterator[Stated]:
    """Provinces and cities named by short names, with their full names, in order.

    Examples
    --------
    >>> [(place.value, place.span) for place in short_mentions("四川与上海合作组织")]
    [('四川省', (0, 2))]
    """
    for start, short in find_short_names(line):
        if not ABROAD.match(line, start):
            yield Stated(short_names()[short], start, start + len(short), PATTERN)


def area_sureness(area: str) -> float:
    """How surely the name of an area that no place stands before is one."""
    return PATTERN if area in NATIONAL else UNLISTED


def _sureness(mention: Mention, text: str) -> float:
    """How surely a mention is the place of that name: less so when several bear it, or the gazetteer lacks it."""
    if not mention.known:
        return UNLISTED
    return PATTERN if len(resolve(mention.name, text)) == 1 else INFERRED

"""Places that a line names, in full, by a short name or as an area, and how surely each is meant."""

from __future__ import annotations

from collections.abc import Iterator

from baogao.corpus.facts.evidence import INFERRED, PATTERN, UNLISTED, Stated
from baogao.corpus.words.areas import area_alone
from baogao.corpus.words.namesakes import resolve, told_apart
from baogao.corpus.words.places import find_places, find_short_names, short_names
from baogao.corpus.words.rules import rule

NO_NAME = rule("regions", "no-name")  # a word before a body's own place, 跨省
NATIONAL = rule("areas", "national")  # new areas of the State Council under a name of their own
ABROAD = rule("regions", "abroad")  # a place in the name of something else


def full_mentions(line: str, text: str = "") -> list[Stated]:
    """Places named in full; 受市 of 受市人民政府委托 and the like are none.

    A name that several bear has that of the place above it before it (南京市鼓楼区), where what stands
    before it, the line or the text tells which is meant.

    Examples
    --------
    >>> [(place.value, place.confidence) for place in full_mentions("受市人民政府委托，南京市鼓楼区、云浔省普法")]
    [('南京市', 0.8), ('南京市鼓楼区', 0.8), ('云浔省', 0.7)]
    """
    mentions: list[Stated] = []
    places = [place for place in find_places(line) if place.known or not NO_NAME.fullmatch(place.name)]
    before = {place.end: place.name for place in places}
    for place in places:
        name = told_apart(place.name, before.get(place.start, ""), line, text)
        sure = UNLISTED if not place.known else PATTERN if len(resolve(name, text)) == 1 else INFERRED
        mentions.append(Stated(name, place.start, place.end, sure))
    return mentions


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


def area_mention(line: str) -> Stated | None:
    """The area that a line begins with and that no place stands before: 2021年雄安新区工作总结."""
    area, start = area_alone(line)
    return Stated(area, start, start + len(area), PATTERN if NATIONAL.fullmatch(area) else UNLISTED) if area else None

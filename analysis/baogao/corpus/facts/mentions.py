"""Places that a line names, in full, by a short name or as an area, and how surely each is meant."""

from __future__ import annotations

from collections.abc import Iterator

from baogao.corpus.facts.evidence import INFERRED, PATTERN, UNLISTED, Stated
from baogao.corpus.words.namesakes import resolve, told_apart
from baogao.corpus.words.places import find_places, find_short_names, short_names
from baogao.corpus.words.rules import rule

NO_NAME = rule("regions", "no-name")  # a word before a body's own place, 跨省
# Areas with an administration of their own that no gazetteer lists: new areas, development zones, the corps; behind
# a place or alone. Those of the State Council under a name of their own are national.
AREA, BEHIND, ALONE, NATIONAL = (rule("areas", name) for name in ("area", "behind", "alone", "national"))
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
    """The area that a line begins with, a year aside, and that no place stands before: 2021年雄安新区工作总结."""
    match = ALONE.match(line)
    if not match:
        return None
    return Stated(match["area"], *match.span("area"), PATTERN if NATIONAL.fullmatch(match["area"]) else UNLISTED)


def area_behind(line: str, start: int, end: int) -> tuple[str, int]:
    """Name of the area that a place from ``start`` to ``end`` is part of the name of, and where it ends; else empty.

    An area with a name of its own is called by that, whatever stands before it.

    Examples
    --------
    >>> area_behind("河北雄安新区", 0, 2), area_behind("兰州新区普法", 0, 2), area_behind("兰州市普法", 0, 3)
    (('雄安新区', 6), ('兰州新区', 4), ('', 3))
    """
    match = BEHIND.match(line, end)
    if not match:
        return "", end
    return line[end if match["own"] else start : match.end()], match.end()

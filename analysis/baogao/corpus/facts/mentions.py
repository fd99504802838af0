"""Places and bodies that a line names, and how surely each is meant.

Places stand in full, by a short name or as an area; bodies are governments, congresses, courts, departments of a
place, and those of the centre.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baogao.corpus.facts.evidence import INFERRED, PATTERN, UNLISTED, Span, Stated
from baogao.corpus.words.body_names import COMMITTEE, find_central, full_name, joint_name
from baogao.corpus.words.namesakes import resolve, told_apart
from baogao.corpus.words.places import find_places, find_short_names, short_names
from baogao.corpus.words.rules import rule, rules

NO_NAME = rule("regions", "no-name")  # a word before a body's own place, 跨省
# Areas with an administration of their own that no gazetteer lists: new areas, development zones, the corps; behind
# a place or alone. Those of the State Council under a name of their own are national.
AREA, BEHIND, ALONE, NATIONAL = (rule("areas", name) for name in ("area", "behind", "alone", "national"))
ABROAD = rule("regions", "abroad")  # a place in the name of something else
BODIES = rules("bodies")


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


def find_bodies(text: str, span: Span, region: Stated | None = None) -> list[Stated]:
    """Find the bodies that a line names, in order, by full names; their terms (第十四届) are left out.

    The whole text tells apart places of one name; the report's place, where it is given, has 省人民政府 and 我县法院.

    Examples
    --------
    >>> [body.value for body in find_bodies("四川省政府工作报告，国务院", (0, 13))]
    ['四川省人民政府', '国务院']
    >>> find_bodies("省人民政府", (0, 5), Stated("四川省", 0, 3, 0.8))[0].value
    '四川省人民政府'
    """
    named = [*_of_places(text, span, region), *(Stated(*body, PATTERN) for body in find_central(text, *span))]
    bodies: list[Stated] = []
    for body in sorted(named, key=lambda body: (body.start, -body.end)):
        if not bodies or body.start >= bodies[-1].end:
            bodies.append(body)
    return bodies


def find_joint(text: str, span: Span) -> Stated | None:
    r"""Find the bodies that a line begins with, joined by 、; far from sure where one follows that is no full name.

    Examples
    --------
    >>> find_joint("中共四川省委\u3000四川省人民政府关于修渠的决定", (0, 22)).value
    '中共四川省委、四川省人民政府'
    >>> find_joint("四川省司法厅、公安厅通报", (0, 12)).confidence, find_joint("修渠", (0, 2))
    (0.5, None)
    """
    joint: list[Stated] = []
    for body in find_bodies(text, span):
        if not BODIES["joint"].fullmatch(text, joint[-1].end, body.start) if joint else body.start != span[0]:
            break
        joint.append(body)
    if not joint:
        return None
    is_elliptical = BODIES["elliptical"].match(text, joint[-1].end, span[1])
    sure = INFERRED if is_elliptical else min(body.confidence for body in joint)
    return Stated(joint_name([body.value for body in joint]), span[0], joint[-1].end, sure)


def _of_places(text: str, span: Span, region: Stated | None) -> Iterator[Stated]:
    """Bodies of places; of a chain of places (四川省成都市) the last one has the body."""
    line, offset = text[slice(*span)], span[0]
    places = _places(line, text, region)
    starts = {place.start for place in places}
    chains: dict[int, int] = {}  # where the chain begins of which a place is the last so far, by its end
    for place in sorted(places, key=lambda place: (place.start, place.value)):
        start = chains[place.end] = chains.get(place.start, place.start)
        area, end = area_behind(line, place.start, place.end)
        body = BODIES["body"].match(line, end) if end not in starts else None
        if body:
            # A railway court bears the name of a place, but is no body of it.
            written = line[place.start : end] if BODIES["railway"].match(body[0]) else place.value
            name = full_name(area or written, body[0])
            if name.startswith(COMMITTEE) and line.endswith(COMMITTEE, 0, start):
                start -= len(COMMITTEE)
            yield Stated(name, offset + start, offset + body.end(), min(place.confidence, PATTERN))


def _places(line: str, text: str, region: Stated | None) -> list[Stated]:
    """Places that a line names in full, by short names, as its own or as an area."""
    places = full_mentions(line, text)
    full = {place.start for place in places}
    places += [place for place in short_mentions(line) if place.start not in full]
    if region:
        own = [match for match in BODIES["own"].finditer(line) if region.value.endswith(match[1])]
        places += [replace(region, start=match.start(1), end=match.end()) for match in own]
    area = area_mention(line)
    if area and not any(area.start <= place.start < area.end for place in places):
        places.append(area)
    return places

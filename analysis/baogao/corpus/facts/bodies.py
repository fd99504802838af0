"""Bodies named in a line: governments, congresses, courts, departments of a place, and those of the centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baogao.corpus.facts.evidence import INFERRED, PATTERN, Span, Stated
from baogao.corpus.facts.mentions import area_behind, area_mention, full_mentions, short_mentions
from baogao.corpus.words.body_names import COMMITTEE, find_central, full_name, joint_name
from baogao.corpus.words.rules import rules

RULES = rules("bodies")


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
    r"""Find the bodies that a line begins with, one or several that issue a report together.

    Their names are joined by 、; far from sure where one more follows that is no full name (石渚县司法局、公安局).

    Examples
    --------
    >>> find_joint("中共四川省委\u3000四川省人民政府关于修渠的决定", (0, 22)).value
    '中共四川省委、四川省人民政府'
    >>> find_joint("四川省司法厅、公安厅通报", (0, 12)).confidence, find_joint("修渠", (0, 2))
    (0.5, None)
    """
    joint: list[Stated] = []
    for body in find_bodies(text, span):
        if not RULES["joint"].fullmatch(text, joint[-1].end, body.start) if joint else body.start != span[0]:
            break
        joint.append(body)
    if not joint:
        return None
    is_elliptical = RULES["elliptical"].match(text, joint[-1].end, span[1])
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
        body = RULES["body"].match(line, end) if end not in starts else None
        if body:
            # A railway court bears the name of a place, but is no body of it.
            written = line[place.start : end] if RULES["railway"].match(body[0]) else place.value
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
        own = [match for match in RULES["own"].finditer(line) if region.value.endswith(match[1])]
        places += [replace(region, start=match.start(1), end=match.end()) for match in own]
    area = area_mention(line)
    if area and not any(area.start <= place.start < area.end for place in places):
        places.append(area)
    return places

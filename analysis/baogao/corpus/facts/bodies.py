"""Bodies named in a line: governments, congresses, courts, departments of a place, and those of the centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from baogao.corpus.facts.evidence import INFERRED, PATTERN, Span, Stated
from baogao.corpus.facts.mentions import area_mention, full_mentions, short_mentions
from baogao.corpus.words.areas import area_behind
from baogao.corpus.words.centre import find_central
from baogao.corpus.words.full_names import COMMITTEE, full_name, joint_name
from baogao.corpus.words.rules import rule

BODY = rule("bodies", "body")  # what makes a body of the place before it
OWN = rule("bodies", "own")  # how a text calls its own place: 省人民政府, 我县法院
RAILWAY = rule("bodies", "railway")  # bodies that bear the name of a place but are none of it: named as written
JOINT = rule("bodies", "joint")  # between bodies that act together
ELLIPTICAL = rule("bodies", "elliptical")  # one more that is not named in full


def find_bodies(text: str, span: Span, region: Stated | None = None) -> list[Stated]:
    """Find the bodies that a line names, in order.

    Parameters
    ----------
    text : str
        A text; its whole tells apart places of one name.
    span : tuple of int
        Offsets of the line.
    region : Stated, optional
        The report's place, for 省人民政府 and 我县法院.

    Returns
    -------
    list of Stated
        Full names; of a body of the centre the number of its term is left out (第十四届中央委员会).

    Examples
    --------
    >>> [body.value for body in find_bodies("四川省政府工作报告，国务院", (0, 13))]
    ['四川省人民政府', '国务院']
    >>> find_bodies("省人民政府", (0, 5), Stated("四川省", 0, 3, 0.8))[0].value
    '四川省人民政府'
    """
    central = [Stated(body.name, body.start, body.end, PATTERN) for body in find_central(text, *span)]
    bodies: list[Stated] = []
    for body in sorted([*_of_places(text, span, region), *central], key=lambda body: (body.start, -body.end)):
        if not bodies or body.start >= bodies[-1].end:
            bodies.append(body)
    return bodies


def find_joint(text: str, span: Span) -> Stated | None:
    r"""Find the bodies that a line begins with, one or several that issue a report together.

    Parameters
    ----------
    text : str
        A text.
    span : tuple of int
        Offsets of the line.

    Returns
    -------
    Stated, or None
        The names are joined by 、; far from sure where one more follows that is no full name (石渚县司法局、公安局).

    Examples
    --------
    >>> find_joint("中共四川省委\u3000四川省人民政府关于修渠的决定", (0, 22)).value
    '中共四川省委、四川省人民政府'
    >>> find_joint("四川省司法厅、公安厅通报", (0, 12)).confidence, find_joint("修渠", (0, 2))
    (0.5, None)
    """
    joint: list[Stated] = []
    for body in find_bodies(text, span):
        if not JOINT.fullmatch(text, joint[-1].end, body.start) if joint else body.start != span[0]:
            break
        joint.append(body)
    if not joint:
        return None
    end = joint[-1].end
    sure = INFERRED if ELLIPTICAL.match(text, end, span[1]) else min(body.confidence for body in joint)
    return Stated(joint_name([body.value for body in joint]), span[0], end, sure)


def _of_places(text: str, span: Span, region: Stated | None) -> Iterator[Stated]:
    """Bodies of places; of a chain of places (四川省成都市) the last one has the body."""
    line, offset = text[slice(*span)], span[0]
    places = _places(line, text, region)
    starts = {place.start for place in places}
    chains: dict[int, int] = {}  # where the chain begins of which a place is the last so far, by its end
    for place in sorted(places, key=lambda place: (place.start, place.value)):
        start = chains[place.end] = chains.get(place.start, place.start)
        area, end = area_behind(line, place.start, place.end)
        body = BODY.match(line, end) if end not in starts else None
        if body:
            written = line[place.start : end] if RAILWAY.match(body[0]) else place.value
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
        own = [match for match in OWN.finditer(line) if region.value.endswith(match[1])]
        places += [replace(region, start=match.start(1), end=match.end()) for match in own]
    area = area_mention(line)
    if area and not any(area.start <= place.start < area.end for place in places):
        places.append(area)
    return places

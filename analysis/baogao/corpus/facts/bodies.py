"""Bodies named in a line: governments, congresses, courts, departments of a place, and those of the centre."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baogao.corpus.facts.evidence import INFERRED, PATTERN, Found, Span
from baogao.corpus.facts.regions import area_sureness, named_places, short_mentions, sureness
from baogao.corpus.words.areas import area_alone, area_behind
from baogao.corpus.words.centre import CENTRAL, NUMBER

# What makes a body of the place before it. A department is named by its field, which is no clause.
FIELD = r"(?:(?![工取得结全格当各的了在是和与开召举两])[\u4e00-\u9fff]){2}(?:(?!工作|取得)[\u4e00-\u9fff]){0,8}?"
BODY = re.compile(
    rf"(?:人民)?政府(?:办公[室厅]|研究室)?|(?:{NUMBER})?(?:人民代表大会|人大)(?:常(?:务委员|委)会)?|(?:[中高]级)?(?:人民)?法院|(?:人民)?检察院"
    rf"|监察委员会|管(?:理委员|委)会|纪律检查委员会|纪委|委(?=书记|关于|[^\u4e00-\u9fff]|$)"
    rf"|{FIELD}(?:厅|局(?![面势部限])|委员会(?!第)|办公室)|{FIELD}委员会"
)
OWN = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[我本全受表由经和]))(自治[区州]|[省市县区州盟旗])(?!场)")
# Short names, also at the head of others (政府办公室).
WHOLE = {"政府": "人民政府", "法院": "人民法院", "检察院": "人民检察院", "管委会": "管理委员会"}
APART = re.compile("铁路")  # bodies that bear the name of a place but are none of it: named as written
JOINT = re.compile(r"\s*[、和]\s*|\s+")  # between bodies that act together
_SHORT = r"[\u4e00-\u9fff]{1,12}?(?:[厅局委部院]|办公室|委员会)"
ELLIPTICAL = re.compile(rf"\s*[、和]\s*{_SHORT}|\s+{_SHORT}(?=[\s、和]|关于|通[报告知]|$)")
COMMITTEE = "中共"  # before the place, as its committee is called


class Body(NamedTuple):
    """A body named in a text: its full name, offsets, and how surely that is its name."""

    name: str
    start: int
    end: int
    confidence: float


def find_bodies(text: str, span: Span, region: Found | None = None) -> list[Body]:
    """Find the bodies that a line names, in order.

    Parameters
    ----------
    text : str
        A text; its whole tells apart places of one name.
    span : tuple of int
        Offsets of the line.
    region : tuple, optional
        The report's place, for 省人民政府 and 我县法院.

    Returns
    -------
    list of Body
        Of a body of the centre the number of its term is left out (第十四届中央委员会).

    Examples
    --------
    >>> [body.name for body in find_bodies("四川省政府工作报告，国务院", (0, 13))]
    ['四川省人民政府', '国务院']
    >>> find_bodies("省人民政府", (0, 5), ("四川省", (0, 3), 0.8))[0].name
    '四川省人民政府'
    """
    found = [*_of_places(text, span, region)]
    for name, pattern in CENTRAL.items():
        found += [Body(name, *match.span(), PATTERN) for match in pattern.finditer(text, *span)]
    found.sort(key=lambda body: (body.start, -body.end))
    kept: list[Body] = []
    for body in found:
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def find_joint(text: str, span: Span) -> Body | None:
    r"""Find the bodies that a line begins with, one or several that issue a report together.

    Parameters
    ----------
    text : str
    span : tuple of int
        Offsets of the line.

    Returns
    -------
    Body, or None
        The names are joined by 、; far from sure where one more follows that is no full name (石渚县司法局、公安局).

    Examples
    --------
    >>> find_joint("中共四川省委\u3000四川省人民政府关于修渠的决定", (0, 22)).name
    '中共四川省委、四川省人民政府'
    >>> find_joint("四川省司法厅、公安厅通报", (0, 12)).confidence, find_joint("修渠", (0, 2))
    (0.5, None)
    """
    joint: list[Body] = []
    for body in find_bodies(text, span):
        if not JOINT.fullmatch(text, joint[-1].end, body.start) if joint else body.start != span[0]:
            break
        joint.append(body)
    if not joint:
        return None
    end = joint[-1].end
    sure = INFERRED if ELLIPTICAL.match(text, end, span[1]) else min(body.confidence for body in joint)
    return Body("、".join(dict.fromkeys(body.name for body in joint)), span[0], end, sure)


def _of_places(text: str, span: Span, region: Found | None) -> Iterator[Body]:
    told = text[slice(*span)]
    places = [(m.start, m.name, m.end, sureness(m, text)) for m in named_places(told, text)]
    full = {place[0] for place in places}
    places += [(at, name, at + size, PATTERN) for at, name, size in short_mentions(told) if at not in full]
    if region:
        own = [(match.start(1), match[1], match.end()) for match in OWN.finditer(told)]
        places += [(at, region[0], end, region[2]) for at, kind, end in own if region[0].endswith(kind)]
    alone, at = area_alone(told)
    if alone and not any(at <= start < at + len(alone) for start, *_ in places):
        places.append((at, alone, at + len(alone), area_sureness(alone)))
    opens = {at for at, *_ in places}
    chains: dict[int, int] = {}  # where the chain began of which a place is the last so far, by its end
    for at, name, end, sure in sorted(places):
        chains[end] = chains.get(at, at)
        start = chains[end]
        area, end = area_behind(told, at, end)
        body = BODY.match(told, end) if end not in opens else None  # of a chain of places the last counts
        if body:
            name = full_name(area or (told[at:end] if APART.match(body[0]) else name), body[0])
            if name.startswith(COMMITTEE) and told.endswith(COMMITTEE, 0, start):
                start -= len(COMMITTEE)
            yield Body(name, span[0] + start, span[0] + body.end(), min(sure, PATTERN))


def full_name(place: str, body: str) -> str:
    """Name of a body of a place as a manifest lists it: the number of a term left out, short forms in full.

    Examples
    --------
    >>> full_name("云浔省", "政府"), full_name("石渚县", "第十四届人民代表大会"), full_name("石渚县", "委")
    ('云浔省人民政府', '石渚县人民代表大会', '中共石渚县委')
    """
    named = re.sub(NUMBER, "", body)
    if named in ("委", "纪委"):
        return f"{COMMITTEE}{place}{named}"
    short = next((short for short in WHOLE if named.startswith(short)), "")
    return place + WHOLE.get(short, "") + named.removeprefix(short)

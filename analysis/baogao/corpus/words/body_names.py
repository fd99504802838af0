"""Full names of bodies, as a manifest lists them: those of the centre where a text names one, those of a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baogao.corpus.words.rules import any_of, part, rule, rules

GOVERNMENT, STATE_COUNCIL = "人民政府", "国务院"
SHORT = {"政府": GOVERNMENT, "法院": "人民法院", "检察院": "人民检察院", "管委会": "管理委员会"}
COMMITTEE, COMMITTEES = "中共", ("委", "纪委")  # a committee of the party is called so before its place
TERM = rule("words", "TERM")
ORGANS, OFFICES, MINISTRIES = rules("centre"), rules("offices"), rules("ministries")
DEPARTMENTS = {*MINISTRIES, *OFFICES}  # of the State Council
CENTRAL = OFFICES | ORGANS | MINISTRIES  # of those that begin alike the first one counts
# Organs and offices begin with few characters, which are looked at first; other states have ministries as well.
_ORGANS, _MINISTRIES = any_of((OFFICES | ORGANS).values()).pattern, any_of(MINISTRIES.values()).pattern
BODY = re.compile(f"{part('CENTRAL_INITIAL')}(?:{_ORGANS})|(?<!{part('FOREIGN')})(?:{_MINISTRIES})")
# A body of the centre that a line opens with and that speaks there: of others it is told what they do.
SPEAKS = re.compile(
    f"{rule('issuers', 'before-central').pattern}(?:{BODY.pattern}){rule('issuers', 'central-speaks').pattern}"
)


def find_central(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Full names and offsets of the bodies of the centre that a stretch of a text names, in order.

    Examples
    --------
    >>> [name for name, start, end in find_central("国务院办公厅、科技部和美国司法部", 0, 16)]
    ['国务院办公厅', '科学技术部']
    """
    for match in BODY.finditer(text, start, end):
        names = (name for name, pattern in CENTRAL.items() if pattern.match(text, match.start(), end))
        yield next(names), *match.span()


def full_name(place: str, body: str) -> str:
    """Full name of a body of a place: short forms, also at the head of others (政府办公室), in full, terms left out.

    Examples
    --------
    >>> full_name("云浔省", "政府"), full_name("石渚县", "第十四届人民代表大会"), full_name("石渚县", "委")
    ('云浔省人民政府', '石渚县人民代表大会', '中共石渚县委')
    """
    named = TERM.sub("", body)
    if named in COMMITTEES:
        return f"{COMMITTEE}{place}{named}"
    short = next((short for short in SHORT if named.startswith(short)), "")
    return place + SHORT.get(short, "") + named.removeprefix(short)


def joint_name(names: Sequence[str]) -> str:
    """Name of several bodies that act together, each of them once: 石渚县司法局、石渚县公安局."""
    return "、".join(dict.fromkeys(names))

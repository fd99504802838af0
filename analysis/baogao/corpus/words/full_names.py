"""Full names of the bodies of a place, as a manifest lists them: short forms written out, terms left out."""

from __future__ import annotations

import re

from baogao.corpus.words.rules import rule

TERM = rule("words", "TERM")
GOVERNMENT = "人民政府"
WHOLE = {"政府": GOVERNMENT, "法院": "人民法院", "检察院": "人民检察院", "管委会": "管理委员会"}
COMMITTEE, COMMITTEES = "中共", ("委", "纪委")  # a committee of the party is called so before its place
_SHORT = re.compile("|".join(WHOLE))


def full_name(place: str, body: str) -> str:
    """Full name of a body of a place; short forms also at the head of others (政府办公室) are written out.

    Examples
    --------
    >>> full_name("云浔省", "政府"), full_name("石渚县", "第十四届人民代表大会"), full_name("石渚县", "委")
    ('云浔省人民政府', '石渚县人民代表大会', '中共石渚县委')
    """
    named = TERM.sub("", body)
    if named in COMMITTEES:
        return f"{COMMITTEE}{place}{named}"
    short = _SHORT.match(named)
    return place + (WHOLE[short[0]] + named[short.end() :] if short else named)


def joint_name(names: list[str]) -> str:
    """Name of several bodies that act together, each of them once.

    Examples
    --------
    >>> joint_name(["石渚县司法局", "石渚县公安局", "石渚县司法局"])
    '石渚县司法局、石渚县公安局'
    """
    return "、".join(dict.fromkeys(names))

"""Bodies of the centre: where a text names one, and the full names under which their reports are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baogao.corpus.words.rules import any_of, part, rule, rules

STATE_COUNCIL = "国务院"
ORGANS, OFFICES, MINISTRIES = rules("centre"), rules("offices"), rules("ministries")
DEPARTMENTS = {*MINISTRIES, *OFFICES}  # of the State Council
BODIES = OFFICES | ORGANS | MINISTRIES  # of those that begin alike the first one counts
# Organs and offices begin with few characters, which are looked at first; other states have ministries as well.
_ORGANS, _MINISTRIES = any_of((OFFICES | ORGANS).values()).pattern, any_of(MINISTRIES.values()).pattern
BODY = re.compile(f"{part('CENTRAL_INITIAL')}(?:{_ORGANS})|(?<!{part('FOREIGN')})(?:{_MINISTRIES})")
# One that a line opens with and that speaks there: of others it is told what they do.
SPEAKS = re.compile(
    f"{rule('issuers', 'before-central').pattern}(?:{BODY.pattern}){rule('issuers', 'central-speaks').pattern}"
)


class CentralBody(NamedTuple):
    """A body of the centre named in a text: its full name and offsets."""

    name: str
    start: int
    end: int


def find_central(text: str, start: int = 0, end: int | None = None) -> Iterator[CentralBody]:
    """Find the bodies of the centre that a stretch of a text names, in order.

    Examples
    --------
    >>> [body.name for body in find_central("国务院办公厅、科技部和美国司法部")]
    ['国务院办公厅', '科学技术部']
    """
    for match in BODY.finditer(text, start, len(text) if end is None else end):
        names = (name for name, pattern in BODIES.items() if pattern.fullmatch(text, *match.span()))
        yield CentralBody(next(names), *match.span())

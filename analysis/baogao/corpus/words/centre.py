"""Bodies of the centre: where a text names one, and the full names under which their reports are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baogao.corpus.words.rules import part, rule, rules

STATE_COUNCIL = "国务院"
ORGANS, OFFICES, MINISTRIES = rules("centre"), rules("offices"), rules("ministries")
DEPARTMENTS = {*MINISTRIES, *OFFICES}  # of the State Council
NAMES = [*OFFICES, *ORGANS, *MINISTRIES]


def _one_of(*tables: dict[str, re.Pattern[str]]) -> str:
    return "|".join(f"({pattern.pattern})" for table in tables for pattern in table.values())


# Other states have ministries of the same names. Of bodies that begin alike the first one in the tables counts.
BODY = re.compile(f"{_one_of(OFFICES, ORGANS)}|(?<!{part('FOREIGN')})(?:{_one_of(MINISTRIES)})")
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
        yield CentralBody(NAMES[(match.lastindex or 1) - 1], *match.span())

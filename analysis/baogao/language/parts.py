"""Parts of a report by the words of its headings: what opens it, looks back, or lays out a plan of several years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import pandas as pd
from pydantic import BaseModel

from baogao.files import sha256
from baogao.paths import lexicon_path
from baogao.tables import Fault, FilledIn, read_rows

Part = Literal["opening", "plan", "review", "rest"]
PARTS: tuple[Part, ...] = get_args(Part)
REST: Part = "rest"  # what no row takes: the year's tasks and all else


class PartRow(BaseModel):
    """What one row of ``parts.tsv`` may hold."""

    part: Literal["opening", "plan", "review"]
    words: FilledIn
    besides: FilledIn
    without: str
    yes: FilledIn
    no: FilledIn
    seen: FilledIn


class PartRule(NamedTuple):
    """A heading is of this part if it has one of ``words``, one of ``besides``, and none of ``without``."""

    part: Part
    words: Set[str]
    besides: Set[str]
    without: Set[str]

    def takes(self, heading: Set[str]) -> bool:
        """Whether the rule takes a heading, given its words."""
        return bool(heading & self.words and heading & self.besides and not heading & self.without)


def part_of(heading: Iterable[str], rules: Iterable[PartRule]) -> Part:
    """Part of a report that a heading opens, by the first rule that takes its words.

    Examples
    --------
    >>> part_of("一 年 工作 回顾".split(), load_part_rules()), part_of("二 年 工作 安排".split(), load_part_rules())
    ('review', 'rest')
    """
    words = set(heading)
    return next((rule.part for rule in rules if rule.takes(words)), REST)


def load_part_rules(path: Path | None = None) -> tuple[PartRule, ...]:
    """Read by which words a heading tells the part of a report that it opens.

    Parameters
    ----------
    path : pathlib.Path, optional
        A TSV with the columns of ``corpus/lexicons/parts.tsv``, which is read when none is given.

    Returns
    -------
    tuple of PartRule
        In the order of the table: the first that takes a heading decides.

    Raises
    ------
    CorpusError
        With every fault of the table in one line; each row must take its example (``yes``) and
        not the other (``no``).

    Examples
    --------
    >>> sorted({rule.part for rule in load_part_rules()})
    ['opening', 'plan', 'review']
    """
    path = path or lexicon_path("parts.tsv")
    return _parsed(path, sha256(path) if path.is_file() else "")


@lru_cache(maxsize=4)  # every measure of a part asks for them
def _parsed(path: Path, content: str) -> tuple[PartRule, ...]:  # noqa: ARG001 (the key)
    return tuple(_rules(read_rows(path, PartRow, check=_faults)))


def _rules(table: pd.DataFrame) -> Iterator[PartRule]:
    columns = ["part", "words", "besides", "without"]
    for part, *words in table[columns].itertuples(index=False):
        yield PartRule(part, *(frozenset(filter(None, cell.split("|"))) for cell in words))


def _faults(table: pd.DataFrame) -> Iterator[Fault]:
    examples = zip(_rules(table), table["yes"], table["no"], strict=True)
    for row, (rule, yes, no) in enumerate(examples):
        if not rule.takes(set(yes.split())):
            yield Fault(row, "yes", "must be a heading, its words parted by blanks, that the row takes")
        if rule.takes(set(no.split())):
            yield Fault(row, "no", "must be a heading that the row does not take")

"""Rules as tables: the patterns of what officials write, each row proven by its own examples when it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from baogao.errors import CorpusError, listed
from baogao.files import sha256
from baogao.paths import LEXICONS, lexicon_path

Patterns = dict[str, re.Pattern[str]]
RULES = LEXICONS / "rules"
OWN = "rules.tsv"  # in the folder of a collection
PARTS = "words"  # the table of named parts, which the patterns of all tables may contain: {DAY}
PART = re.compile(r"\{([A-Z][A-Z_]*)\}")  # a repetition such as {2,4} holds digits
# What a pattern must match, by the column ``where``: a whole line, its start, or any place within it.
WHERE = {"line": re.Pattern.fullmatch, "start": re.Pattern.match, "within": re.Pattern.search}
# In tables of page furniture it says what is taken as well; see `baogao.corpus.layout.furniture`.
FURNITURE = dict.fromkeys(("line", "edge", "edges", "label", "first"), re.Pattern.fullmatch)
FURNITURE |= dict.fromkeys(("tail", "tail-anywhere", "tail-below", "note", "first-note", "opening"), re.Pattern.match)
FURNITURE |= {"ending": re.Pattern.search}
MATCHES = WHERE | FURNITURE
EXAMPLES = "‖"  # between two examples, in which \n is a line end


class Row(NamedTuple):
    """A row as it is written: part of a rule, where it applies, examples that prove it, the text that needed it.

    ``yes`` and ``no`` hold examples, several parted by ``‖``; ``seen`` may say ``invented``.
    """

    rule: str
    where: str
    pattern: str
    yes: str
    no: str
    seen: str


class Rule(NamedTuple):
    """A proven row: the rule that it is part of, where it applies, and its pattern."""

    rule: str
    where: str
    pattern: re.Pattern[str]

    def takes(self, line: str) -> bool:
        """Whether it matches a line, or what of it ``where`` says."""
        return bool(MATCHES[self.where](self.pattern, line))


def rules(table: str) -> Patterns:
    r"""Compiled patterns of a file in ``corpus/lexicons/rules`` by the names of its rules, in its order.

    Rows of one name are alternatives of one pattern. A faulty table is refused; see `prove`.

    Examples
    --------
    >>> bool(rules("words")["YEAR_NUMERALS"].fullmatch("二〇二一"))
    True
    """
    return _of_study(table, lexicon_path(RULES.name))[1]


def rows(table: str) -> tuple[Rule, ...]:
    """Rows of one table in order; see `rules`."""
    return _of_study(table, lexicon_path(RULES.name))[0]


@cache
def own_rows(text: str, name: str = OWN) -> tuple[Rule, ...]:
    """Rules that a collection has of its own, from the text of its ``rules.tsv``; none if that is empty."""
    return prove(_parsed(text, name), name, rules(PARTS)) if text else ()


def own_rules(folder: Path) -> str:
    """Text of the ``rules.tsv`` of the collection in ``folder``, if every row proves itself; empty without one."""
    path = folder / OWN
    text = _text(path) if path.is_file() else ""
    own_rows(text, str(path))
    return text


def rule(table: str, name: str) -> re.Pattern[str]:
    """Compiled pattern of one rule; see `rules`."""
    return rules(table)[name]


def part(name: str) -> str:
    r"""Pattern of a named part, the parts within it written out.

    Examples
    --------
    >>> part("HAN")
    '[\\u4e00-\\u9fff]'
    """
    return rules(PARTS)[name].pattern


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern that matches where any of several does."""
    one, *others = patterns
    return re.compile("|".join(f"(?:{each.pattern})" for each in (one, *others))) if others else one


def by_name(rows: Iterable[Rule]) -> Patterns:
    """One pattern for each rule: rows of one name are alternatives."""
    patterns: dict[str, list[re.Pattern[str]]] = {}
    for row in rows:
        patterns.setdefault(row.rule, []).append(row.pattern)
    return {name: any_of(own) for name, own in patterns.items()}


@cache
def _of_study(table: str, folder: Path) -> tuple[tuple[Rule, ...], Patterns]:
    rows = load_rules(folder / f"{table}.tsv", {} if table == PARTS else _of_study(PARTS, folder)[1])
    return rows, by_name(rows)


def load_rules(path: Path, parts: Patterns) -> tuple[Rule, ...]:
    """Read and prove the table of rules at ``path``; see `prove`."""
    return prove(read_rows(path), str(path), parts)


def read_rows(path: Path) -> list[Row]:
    """Rows of a table of rules as they are written."""
    return _parsed(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: is no UTF-8 table with tabs ({error}); restore it.") from None


def prove(written: Sequence[Row], name: str, parts: Patterns) -> tuple[Rule, ...]:
    """Compile a table of rules, if every row proves itself; ``parts`` are what ``{NAME}`` stands for in patterns.

    In ``words.tsv`` a rule is a part for those below it; ``furniture.tsv`` and ``rules.tsv`` say by ``where``
    what of a page is taken.

    Raises
    ------
    CorpusError
        With every fault in one line: an empty cell, a pattern that does not compile, names an
        unknown part or misses a ``yes`` example, a rule that takes a ``no`` example of its own.
    """
    proven: list[Rule] = []
    faults: list[str] = []
    known, table = dict(parts), Path(name).name
    allowed = FURNITURE if table in ("furniture.tsv", OWN) else WHERE
    for number, row in enumerate(written, 2):
        try:
            proven.append(_proven(row, known, allowed))
        except ValueError as error:
            faults.append(f"line {number}, rule {row.rule}: {error}")
        else:
            if table == f"{PARTS}.tsv":
                known[row.rule] = any_of(one.pattern for one in proven if one.rule == row.rule)
    faults += [
        f"rule {row.rule} takes {example!r}, which it must not"
        for row in written
        for example in examples(row.no)
        if any(one.rule == row.rule and one.takes(example) for one in proven)
    ]
    if faults:
        raise CorpusError(f"{name}: {listed(faults, 5)}. Mend the row(s) and try again.")
    return tuple(proven)


def _parsed(text: str, name: str) -> list[Row]:
    """Rows of a table with tabs, no cell quoted, and the columns rule, where, pattern, yes, no, seen."""
    try:
        cells = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise CorpusError(f"{name}: is no table with tabs ({error}); restore it.") from None
    wrong = [number for number, row in enumerate(cells, 1) if len(row) != len(Row._fields)]
    if not cells or tuple(cells[0]) != Row._fields or wrong:
        raise CorpusError(
            f"{name}: line {listed(wrong or [1], 5)}: must hold {len(Row._fields)} cells parted by tabs: "
            f"{listed(Row._fields)}."
        )
    return [Row(*row) for row in cells[1:]]


def _proven(row: Row, known: Patterns, allowed: Iterable[str]) -> Rule:
    """A row with its parts written out; `ValueError` says what is wrong with it."""
    empty = [name for name, cell in row._asdict().items() if not cell]
    if empty:
        raise ValueError(f"the cell {listed(empty)} is empty")
    if row.where not in allowed:
        raise ValueError(f"where is {row.where!r}; must be one of {listed(allowed, 20)}")
    unknown = [name for name in PART.findall(row.pattern) if name not in known]
    if unknown:
        raise ValueError(f"contains unknown part(s) {listed(unknown)}")
    try:
        pattern = re.compile(PART.sub(lambda match: f"(?:{known[match[1]].pattern})", row.pattern))
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from None
    proven = Rule(row.rule, row.where, pattern)
    missed = [example for example in examples(row.yes) if not proven.takes(example)]
    if missed:
        raise ValueError(f"misses {listed(missed)}, which it must take")
    return proven


def examples(cell: str) -> list[str]:
    """Examples in a cell of a table."""
    return [example.replace("\\n", "\n") for example in cell.split(EXAMPLES)]


def rules_sha256(folder: Path | None = None) -> str:
    """SHA-256 of all rules of the study, and of those that the collection in ``folder`` has of its own."""
    own = folder.glob(OWN) if folder else ()
    paths = [*sorted((lexicon_path(RULES.name)).glob("*.tsv")), *own]
    return sha256("\n".join(f"{path.name} {sha256(path)}" for path in paths))

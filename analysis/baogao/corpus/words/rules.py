"""Rules as tables: the patterns of what officials write, each row proven by its own examples when it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from baogao.errors import CorpusError, listed
from baogao.files import sha256
from baogao.paths import LEXICONS, find_study

Patterns = dict[str, re.Pattern[str]]
RULES = LEXICONS / "rules"
PARTS = "words"  # the table of named parts, which the patterns of all tables may contain: {DAY}
PART = re.compile(r"\{([A-Z][A-Z_]*)\}")  # a repetition such as {2,4} holds digits
WHERE = {"line": re.Pattern.fullmatch, "start": re.Pattern.match, "within": re.Pattern.search}
EXAMPLES = "‖"  # between two examples, in which \n is a line end


class Rule(NamedTuple):
    """A row: part of the pattern of a rule, where it applies, examples that prove it, the text that needed it."""

    rule: str
    where: str
    pattern: str
    yes: str
    no: str
    seen: str


def rules(table: str) -> Patterns:
    r"""Compiled patterns of one table by the names of its rules, in the order of the table.

    Parameters
    ----------
    table : str
        Name of a file in ``corpus/lexicons/rules``, such as ``"furniture"``.

    Returns
    -------
    dict of str to re.Pattern
        Rows of one name are alternatives of one pattern. The column ``where`` says what it is
        matched with: a whole ``line``, the ``start`` of one, or any place ``within`` it.

    Raises
    ------
    CorpusError
        With every fault of the table in one line; see `load_rules`.

    Examples
    --------
    >>> bool(rules("words")["YEAR_NUMERALS"].fullmatch("二〇二一"))
    True
    """
    return _of_study(table, find_study() / RULES)


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
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))


@cache
def _of_study(table: str, folder: Path) -> Patterns:
    return load_rules(folder / f"{table}.tsv", None if table == PARTS else _of_study(PARTS, folder))


def load_rules(path: Path, parts: Mapping[str, re.Pattern[str]] | None = None) -> Patterns:
    """Read, prove and compile the table of rules at ``path``; see `rules`.

    Parameters
    ----------
    path : pathlib.Path
        A UTF-8 table with tabs, no cell quoted, and the columns rule, where, pattern, yes, no, seen.
        ``yes`` and ``no`` hold examples, several parted by ``‖``; ``seen`` names a text in which such a
        line was met, or says ``invented``.
    parts : mapping of str to re.Pattern
        What ``{NAME}`` stands for in patterns. When not given, the rules of the table itself, each for those below.

    Raises
    ------
    CorpusError
        With every fault in one line: columns, an empty cell, a pattern that does not compile, names an
        unknown part or misses a ``yes`` example, a rule that takes a ``no`` example of its own.
    """
    known = {name: pattern.pattern for name, pattern in (parts or {}).items()}
    alternatives: dict[str, list[str]] = {}
    faults: list[str] = []
    rows = _read(path)
    for number, row in enumerate(rows, 2):
        try:
            pattern = _proven(row, known)
        except ValueError as error:
            faults.append(f"line {number}, rule {row.rule}: {error}")
            continue
        alternatives.setdefault(row.rule, []).append(pattern)
        if parts is None:
            known[row.rule] = _either(alternatives[row.rule])
    compiled = {name: re.compile(_either(patterns)) for name, patterns in alternatives.items()}
    faults += _taken(rows, compiled)
    if faults:
        raise CorpusError(f"{path}: {listed(faults, 5)}. Mend the row(s) and try again.")
    return compiled


def _read(path: Path) -> list[Rule]:
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{path}: is no UTF-8 table with tabs ({error}); restore it.") from None
    wrong = [number for number, row in enumerate(rows, 1) if len(row) != len(Rule._fields)]
    if not rows or tuple(rows[0]) != Rule._fields or wrong:
        raise CorpusError(
            f"{path}: line {listed(wrong or [1], 5)}: must hold {len(Rule._fields)} cells parted by tabs: "
            f"{listed(Rule._fields)}."
        )
    return [Rule(*row) for row in rows[1:]]


def _proven(row: Rule, known: Mapping[str, str]) -> str:
    """Pattern of a row with its parts written out; `ValueError` says what is wrong with the row."""
    empty = [name for name, cell in row._asdict().items() if not cell]
    if empty:
        raise ValueError(f"has no {listed(empty)}")
    if row.where not in WHERE:
        raise ValueError(f"where is {row.where!r}; must be one of {listed(WHERE)}")
    unknown = [name for name in PART.findall(row.pattern) if name not in known]
    if unknown:
        raise ValueError(f"contains unknown part(s) {listed(unknown)}")
    pattern = PART.sub(lambda match: f"(?:{known[match[1]]})", row.pattern)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression ({error})") from None
    missed = [example for example in _examples(row.yes) if not WHERE[row.where](compiled, example)]
    if missed:
        raise ValueError(f"misses {listed(missed)}, which it must take")
    return pattern


def _taken(rows: Iterable[Rule], compiled: Patterns) -> list[str]:
    """Faults of rules that take what one of their rows says they must not."""
    return [
        f"rule {row.rule} takes {example!r}, which it must not"
        for row in rows
        if row.rule in compiled and row.where in WHERE
        for example in _examples(row.no)
        if WHERE[row.where](compiled[row.rule], example)
    ]


def _examples(cell: str) -> list[str]:
    return [example.replace("\\n", "\n") for example in cell.split(EXAMPLES)]


def _either(patterns: list[str]) -> str:
    return patterns[0] if len(patterns) == 1 else "|".join(f"(?:{pattern})" for pattern in patterns)


def rules_sha256(folder: Path) -> str:
    """SHA-256 of all rules by which the collection in ``folder`` is read: the study's, and its own ``rules.tsv``."""
    paths = [*sorted((find_study() / RULES).glob("*.tsv")), *folder.glob("rules.tsv")]
    return sha256("\n".join(f"{path.name} {sha256(path)}" for path in paths))

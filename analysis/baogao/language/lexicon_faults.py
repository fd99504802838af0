"""What no single cell of a lexicon shows: forms of two slogans, exceptions without a form, circles of successors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from unicodedata import category

import pandas as pd

from baogao.errors import listed
from baogao.language.written import forms_in, parts_of
from baogao.tables import Fault


def faults_of_lexicon(table: pd.DataFrame) -> Iterator[Fault]:
    """Every fault of a table with the columns of ``slogans.tsv``, its cells being right each by itself."""
    yield from _succession_faults(table)
    lines: dict[str, int] = {}
    bare_forms: dict[str, tuple[int, str]] = {}
    cells = zip(table["canonical"], table["variants"], table["unless"], strict=True)
    for row, (canonical, variants, unless) in enumerate(cells):
        forms: list[str] = []
        for column, cell in (("canonical", canonical), ("variants", variants), ("unless", unless)):
            try:
                written = forms_in(cell)
            except ValueError as error:
                yield Fault(row, column, str(error))
                continue
            if column == "unless":
                bare = [string for string in written if not _is_exception(string, forms)]
                if bare:
                    yield Fault(row, column, f"must be longer strings that contain a form; {listed(bare)} does not")
                continue
            yield from (Fault(row, column, fault) for fault in _form_faults(written, forms, lines, row + 2))
            yield from (Fault(row, column, fault) for fault in _mark_faults(written, bare_forms, row + 2))
            forms += written


def _form_faults(written: Sequence[str], above: Sequence[str], lines: dict[str, int], line: int) -> Iterator[str]:
    """What is wrong with the forms of a cell; those of the same row stand above, and each is noted with its line."""
    for number, form in enumerate(written):
        if len(form) < 2:
            yield f"must have no form of one character ({form})"
        if lines.setdefault(form, line) != line or form in above or form in written[:number]:
            yield f"form {form!r} stands in line {lines[form]} already"


def _mark_faults(written: Sequence[str], bare_forms: dict[str, tuple[int, str]], line: int) -> Iterator[str]:
    """Forms that differ from one of another slogan by marks or blanks only; each is noted, without them, by line."""
    for form in written:
        bare = _without_marks(form)
        other, same = bare_forms.setdefault(bare, (line, form))
        if other != line and same != form:
            yield f"form {form!r} differs from {same!r} in line {other} by marks or blanks only; make it a variant"


def _without_marks(form: str) -> str:
    """A form without punctuation and blanks, or as it is where nothing else would be left."""
    return "".join(sign for sign in form if category(sign)[0] not in "PZ" or sign in "…%") or form


def _is_exception(string: str, forms: Sequence[str]) -> bool:
    return not parts_of(string) and any(form in string and form != string for form in forms)


def _succession_faults(table: pd.DataFrame) -> Iterator[Fault]:
    """Slogans that replace one that the table lacks, one of another family or, by way of others, themselves."""
    families = dict(zip(table["slogan_id"], table["family"], strict=True))
    rows = {slogan: row for row, slogan in enumerate(table["slogan_id"])}
    pairs = zip(table["slogan_id"], table["supersedes"], strict=True)
    replaced = {slogan: list(filter(None, cell.split("|"))) for slogan, cell in pairs if cell}
    for slogan, others in replaced.items():
        if not rows.keys() >= set(others):
            yield Fault(rows[slogan], "supersedes", "must be slogans of the table, parted by '|'")
        elif strangers := [other for other in others if families[other] != families[slogan]]:
            yield Fault(rows[slogan], "supersedes", f"must be of the same family; {listed(strangers)} is of another")
    try:
        TopologicalSorter(replaced).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        yield Fault(rows[circle[0]], "supersedes", f"leads back to the slogan itself ({' → '.join(circle)}); end it")

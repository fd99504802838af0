"""Columns of a table that hold text of a report and are not read: a second text, or one that the first goes on in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from baogao.corpus.pages.text_lines import squeezed
from baogao.corpus.tabular.columns import TEXT, other_texts
from baogao.corpus.words.rules import rule

LEAST_TEXT, LEAST_PART = 100, 40  # characters of a cell that may be a report; that may go on with one
CLAUSE_END = rule("pages", "clause-end")
COMPARED = 20  # characters by which a cell is known to repeat the text


def headings_of(cells: Sequence[str]) -> list[str]:
    """Headings of a table's columns; one without any is named by its number.

    Examples
    --------
    >>> headings_of(["title", "text", ""])
    ['title', 'text', '3 (without a heading)']
    """
    return [one.strip() or f"{number} (without a heading)" for number, one in enumerate(cells, 1)]


def unread_texts(row: Mapping[str, str], columns: Mapping[str, str]) -> Iterator[str]:
    """What of a row is not read: text of columns named as texts are, and sentences that are not in the text."""
    name = columns[TEXT]
    text = row[name]
    named = other_texts(list(row), columns)
    for other in named:
        if row[other].strip() not in ("", text.strip()):
            yield f"its column {other} ({len(row[other]):,} characters) was not read, since its text is that of {name}"
    plain = ""
    for other, value in row.items():
        if other in named or other in columns.values() or not _may_go_on(value):
            continue
        plain = plain or squeezed(text)
        if squeezed(value)[:COMPARED] not in plain and not value.lstrip().startswith("<"):
            yield f"its column {other} ({len(value):,} characters) was not read: does the text of {name} go on there?"


def _may_go_on(value: str) -> bool:
    return len(value) >= LEAST_PART and bool(CLAUSE_END.search(value))

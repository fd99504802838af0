"""What commands choose by: reports of a collection (``--where``), and forms of slogans, given or in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baogao.errors import SettingError, listed

if TYPE_CHECKING:
    from baogao.front.collection import Collection


def where_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--where COLUMN=VALUE`` to a command."""
    return click.option(
        "--where",
        multiple=True,
        metavar="COLUMN=VALUE",
        help="Only reports with this value in reports.csv, or one of several parted by commas. Can be given again.",
    )(command)


def policy_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--policy`` to a command: how text is cut into terms."""
    return click.option(
        "--policy",
        type=click.Choice(["protected", "plain"]),
        default="protected",
        show_default=True,
        help="Slogans whole, or cut.",
    )(command)


def part_of(collection: str, where: Iterable[str]) -> Collection:
    """The collection of this name, or the part of it whose reports agree with every choice."""
    from baogao.front.collection import collection as open_collection

    coll = open_collection(collection)
    values = values_of(coll, where)
    return coll.where(**values) if values else coll


def values_of(coll: Collection, choices: Iterable[str]) -> dict[str, str | list[str]]:
    """Columns and values of choices such as ``region=甘肃省`` and ``year=2025,2026``, together where columns recur.

    Raises
    ------
    SettingError
        If a choice is no such pair, or names no column or value of the manifest.
    """
    from baogao.corpus.store.collection import has_value

    reports, values = coll.reports, dict[str, list[str]]()
    for choice in choices:
        column, equals, wanted = choice.partition("=")
        if column not in reports or not equals:
            raise SettingError(f"{choice}: must be COLUMN=VALUE with a column of reports.csv: {listed(reports, 20)}.")
        has_value(reports[column], wanted.split(","), choice)
        values.setdefault(column, []).extend(wanted.split(","))
    return {column: wanted[0] if len(wanted) == 1 else wanted for column, wanted in values.items()}


def forms_of(given: Iterable[str]) -> list[str]:
    """Forms as they are given, those of ``@FILE`` from the lines of that file.

    Raises
    ------
    CorpusError
        If a file cannot be read, or is no text.
    click.UsageError
        If a file names no form.
    """
    forms: list[str] = []
    for each in given:
        if each.startswith("@"):
            from baogao.corpus.text.decoding import read_text

            path = Path(each[1:])
            text = read_text(path) if not path.is_file() or path.stat().st_size else ""
            if not text.strip():
                raise click.UsageError(f"{each}: the file names no form; write one a line, such as 改革开放.")
            forms += [line.strip() for line in text.splitlines() if line.strip()]
        else:
            forms.append(each)
    return forms

"""Tables as they are printed: for eyes, as CSV, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format table|csv|json`` to a command."""
    choice = click.Choice(["table", "csv", "json"])
    return click.option(
        "--format", "style", type=choice, default="table", show_default=True, help="How to print the table."
    )(command)


def print_table(table: pd.DataFrame, style: str, *, empty: str, right: str | None = None) -> int:
    """Print a table, the text column ``right`` flush right; return the exit code.

    Numbers have six significant digits; what is undefined is empty (JSON: null). Of a table without rows standard
    error says why, in the words of ``empty``, and the code is 1: the answer is none. Other programs still get the
    names of its columns.
    """
    if table.empty:
        click.echo(empty, err=True)
    if len(table) or style != "table":
        _print_rows(table, style, right)
    return 1 if table.empty else 0


def _print_rows(table: pd.DataFrame, style: str, right: str | None) -> None:
    from baogao.rounding import FORMAT, rounded_number

    if style == "csv":
        click.echo(table.to_csv(index=False, float_format=f"%{FORMAT}", lineterminator="\n"), nl=False)
    elif style == "json":
        rows = json.loads(table.to_json(orient="records", force_ascii=False, double_precision=15))
        rows = [{name: rounded_number(value) for name, value in row.items()} for row in rows]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        from pandas.api.types import is_numeric_dtype
        from tabulate import tabulate

        shown = table.astype(object).where(table.notna(), "")
        align = ["right" if name == right or is_numeric_dtype(table[name]) else "left" for name in table.columns]
        rows = shown.values.tolist()
        click.echo(tabulate(rows, headers=list(table.columns), floatfmt=".4g", colalign=align))


def as_options(message: str, command: click.Command) -> str:
    """An error of the library in the words of a command: ``k=99`` becomes ``--k 99``, and ``resume=True`` ``--resume``.

    Examples
    --------
    >>> from baogao.cli.corpus import build
    >>> as_options('jobs=0: must be at least 1; leave it out with resume=True.', build)
    '--jobs 0: must be at least 1; leave it out with --resume.'
    """
    for parameter in command.params:
        is_option = isinstance(parameter, click.Option)
        shown = parameter.opts[0] if is_option else parameter.make_metavar(click.Context(command))
        name, before = re.escape(str(parameter.name)), r"(?:^|(?<=[\s(]))"
        message = re.sub(rf"^{name}(?=: | is )", shown, message)
        message = re.sub(rf"{before}{name}=True\b|`{name}`", shown, message)
        message = re.sub(rf'{before}{name}="([^"]*)"', rf"{shown} \1", message)
        message = re.sub(rf"{before}{name}=(?=\S)", f"{shown} ", message)
    return message

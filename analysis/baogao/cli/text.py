"""Commands that show text: segment, kwic."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from baogao.cli.printing import format_option, print_table
from baogao.language.segmenting import ENGINES, Engine


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="fast",
    show_default=True,
    help="What cuts the text between slogans; both give jieba's tokens, fast in a fraction of the time.",
)
@click.option("--plain", is_flag=True, help="Cut slogans as well; no slogan protection.")
def segment(file: Path, engine: Engine, plain: bool) -> None:
    """Print the tokens of the text FILE, one passage a line, parted by spaces."""
    from baogao.reading.tokens import token_lines

    for line in token_lines(file, engine=engine, plain=plain):
        click.echo(line)


@click.command()
@click.argument("collection")
@click.argument("form")
@click.option(
    "--sort",
    type=click.Choice(["date", "left", "right"]),
    default="date",
    show_default=True,
    help="Order of the lines.",
)
@click.option("--sample", type=int, help="Only so many lines, drawn at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Random seed of --sample.")
@click.option("--code", metavar="COLUMN", help="Add an empty column to code the lines by hand (with --out).")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write the lines to this .xlsx file instead of printing them.",
)
@format_option
def kwic(
    collection: str,
    form: str,
    sort: Literal["date", "left", "right"],
    sample: int | None,
    seed: int,
    code: str | None,
    out: Path | None,
    style: str,
) -> int:
    """Print the lines of COLLECTION in which FORM occurs; exit 1 when there is none."""
    from baogao.reading.coding import write_sheet
    from baogao.reading.concordance import kwic as find_lines

    if code and not out:
        raise click.UsageError("--code needs --out FILE.xlsx to write the lines to.")
    lines = find_lines(collection, form, sort=sort, sample=sample, seed=seed)
    if lines.empty:
        click.echo(f"{collection}: {form} does not occur.", err=True)
        return 1
    if out:
        write_sheet(lines, out, code=code)
        click.echo(f"{out}: {len(lines)} lines.")
    else:
        print_table(lines, style, right="left")
    return 0

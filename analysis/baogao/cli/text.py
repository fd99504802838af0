"""Commands that show text: segment, kwic, discover."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from baogao.cli.printing import format_option, print_table

if TYPE_CHECKING:
    import pandas as pd

    from baogao.language.segmenting import Engine

PLACE = 8  # characters on either side of a candidate that a printed table shows


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(["fast", "jieba"]),
    default="fast",
    show_default=True,
    help="What cuts the text between slogans; both give jieba's tokens, fast in a fraction of the time.",
)
@click.option("--plain", is_flag=True, help="Cut slogans as well; no slogan protection.")
@click.option(
    "--user-words",
    type=click.Path(path_type=Path),
    metavar="DICTIONARY",
    help="Keep the words of this file whole too: a user dictionary of jieba, a line each.",
)
def segment(file: Path, engine: Engine, plain: bool, user_words: Path | None) -> None:
    """Print the tokens of the text FILE, one passage a line, parted by spaces."""
    from baogao.reading.tokens import token_lines

    for line in token_lines(file, engine=engine, plain=plain, dictionary=user_words):
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
    none = f"{collection}: {form} does not occur."
    if out and len(lines):
        write_sheet(lines, out, code=code)
        click.echo(f"{out}: {len(lines)} lines.")
    else:
        return print_table(lines, style, right="left", empty=none)
    return 0


@click.command()
@click.argument("collections", nargs=-1, required=True, metavar="COLLECTION...")
@click.option("--limit", type=int, default=500, show_default=True, help="So many of the highest.")
@click.option("--known", is_flag=True, help="Those of the lexicon too.")
@click.option("--seen", is_flag=True, help="Those too that were read and refused before.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write a sheet with an empty column for your decision to this .xlsx file instead of printing.",
)
@format_option
def discover(collections: tuple[str, ...], limit: int, known: bool, seen: bool, out: Path | None, style: str) -> int:
    """Rank slogans of COLLECTIONs that the lexicon lacks, with counts, issuers, first date and a place.

    A trained reader finds them; exit 1 when it finds none. Those to be kept go into
    corpus/lexicons/slogans.tsv by hand. The printed table leaves out some columns; csv, json
    and the sheet have all.
    """
    from baogao.reading.coding import write_sheet
    from baogao.reading.discover import discover as find

    sheet = find(collections, limit=limit, known=known, seen=seen)
    none = f"{', '.join(collections)}: no slogan that the lexicon lacks; --known lists the others."
    if out and len(sheet):
        write_sheet(sheet, out, code="decision")
        click.echo(f"{out}: {len(sheet)} candidates.")
    else:
        return print_table(_narrow(sheet) if style == "table" else sheet, style, right="left", empty=none)
    return 0


def _narrow(sheet: pd.DataFrame) -> pd.DataFrame:
    """A sheet of candidates for a terminal: the form stands in its context, which is cut."""
    parts = zip(sheet["left"], sheet["node"], sheet["right"], strict=True)
    place = [f"{left[-PLACE:]}[{node}]{right[:PLACE]}" for left, node, right in parts]
    return sheet[["form", "class", "score", "count", "n_reports", "n_issuers", "first_report"]].assign(place=place)

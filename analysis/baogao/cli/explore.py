"""The command that writes a page in which a collection is searched and looked at."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli.choices import part_of, where_option

MOST_MEGABYTES = 10  # that a page should have, so that it opens at once and can be sent


@click.command()
@click.argument("collection")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="The file.  [default: figures/local/COLLECTION/explorer.html]",
)
@click.option(
    "--text",
    is_flag=True,
    help="Hold the text around each hit too: not to be passed on without a look at the licences.",
)
@where_option
def explore(collection: str, out: Path | None, text: bool, where: tuple[str, ...]) -> None:
    """Write a page in which COLLECTION is searched and looked at: one HTML file, which a browser opens from the disk.

    Slogans by year and group with the passages behind each point, groups compared, topics, rhetoric and
    reuse, tables as CSV, in Chinese and English. The page loads nothing and needs no network. What COLLECTION
    has no feature table or stored model of is left out, and the page says so.
    """
    from baogao.front.exploring import explore as write_page

    path = write_page(part_of(collection, where), out=out, text=text)
    click.echo(path)
    megabytes = path.stat().st_size / 1e6
    if megabytes > MOST_MEGABYTES:
        click.echo(f"The page has {megabytes:.0f} MB and may open slowly; choose fewer reports with --where.", err=True)

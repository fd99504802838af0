"""Commands for those who publish: cite, export, new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from baogao.cli.choices import part_of, where_option

if TYPE_CHECKING:
    from baogao.study.export import Target

TARGETS = ["mtx", "feather", "quanteda", "pyldavis", "graphml"]


@click.command()
@click.argument("name", metavar="FIGURE|COLLECTION")
@click.option("--collection", help="Of a figure that was drawn of another collection than the study's.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "bibtex", "ris", "booktabs"]),
    default="text",
    show_default=True,
    help="booktabs: the table that a figure draws, for TeX.",
)
def cite(name: str, collection: str | None, style: Literal["text", "bibtex", "ris", "booktabs"]) -> None:
    """Print how FIGURE or COLLECTION is cited: caption, data availability, BibTeX and RIS.

    The name baogao stands for the software. A table or reference of one format alone goes into a file
    as it is: baogao cite slogan-heatmap --format bibtex >> references.bib
    """
    from baogao.study.cite import cite as cite_name
    from baogao.study.cite import figure_table

    if style == "booktabs":
        click.echo(figure_table(name, collection), nl=False)
        return
    citation = cite_name(name, collection)
    if style == "text":
        parts = (citation.caption, citation.availability and f"Data availability: {citation.availability}")
        click.echo("\n\n".join([*filter(None, parts), f"{citation.bibtex}\n{citation.ris}"]), nl=False)
    else:
        click.echo(citation.bibtex if style == "bibtex" else citation.ris, nl=False)


@click.command()
@click.argument("collection")
@click.option("--to", type=click.Choice(TARGETS), required=True, help="What is written; see docs/cite-and-export.md.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the files.")
@where_option
def export(collection: str, to: Target, out: Path, where: tuple[str, ...]) -> None:
    """Write COLLECTION as files that other tools open.

    mtx: terms of passages as a sparse matrix, with its rows and columns as tables. feather: every hit of a
    slogan with its passage and report. quanteda: the lexicon as a dictionary. pyldavis: the stored topics.
    graphml: slogans that stand together. Beside them NAME-TO-origin.json says how each is opened and cited.
    """
    from baogao.study.export import export as write

    for path in write(part_of(collection, where), to=to, out=out):
        click.echo(path)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a study of your own in FOLDER: corpus/, notebooks/, figures/, a Makefile, a README in two languages.

    It runs as it stands (`make figures`), on the invented reports of the sample.
    """
    from baogao.study.new import new_study

    files = new_study(folder)
    click.echo(
        f"{folder}: {len(files)} files. Next: cd {folder} && make figures, with the environment of this baogao "
        "activated; see its README.md, README.zh.md."
    )

"""Commands of the Makefile: figures, verify."""

from __future__ import annotations

import click


@click.command()
@click.argument("collection", required=False)
def figures(collection: str | None) -> None:
    """Make the study's feature tables, figures and numbers; with COLLECTION, its figures under figures/local/."""
    from baogao.figures.make import make_figures, make_local_figures

    if collection:
        make_local_figures(collection)
    else:
        make_figures()


@click.command()
def verify() -> int:
    """Make the study's figures anew in a temporary folder and compare; exit 1 on any difference."""
    from baogao.figures.verify import verify as compare

    verdicts = compare()
    for verdict in verdicts:
        click.echo(f"{verdict.file}: {verdict.result}" + (f" ({verdict.why})" if verdict.why else ""))
    different = sum(verdict.result == "different" for verdict in verdicts)
    click.echo(f"{len(verdicts)} files compared, {different} different.")
    return 1 if different else 0

"""Commands on collections: import, build, doctor."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from baogao.cli.printing import format_option, print_table


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("collection")
def import_(source: Path, collection: str) -> int:
    """Put the text file or folder SOURCE into COLLECTION.

    A file whose sha256 the manifest lists is put in place and nothing else changes; any
    other becomes a new row of reports.csv. What cannot be read is told and skipped.
    """
    from baogao.corpus.importing import import_reports

    results = import_reports(source, collection)
    for result in results:
        if result.status in ("skipped", "duplicate"):
            click.echo(f"{result.status}: {result.reason}", err=True)
    counts = Counter(result.status for result in results)
    click.echo(f"{collection}: " + ", ".join(f"{n} {status}" for status, n in sorted(counts.items())))
    return 1 if counts["skipped"] else 0


@click.command()
@click.argument("collection")
@click.option("--jobs", type=int, help="Processes to use.  [default: one a core]")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Scheduler of a Dask cluster that does the work instead.")
@click.option("--resume", is_flag=True, help="Go on from where an interrupted build stopped.")
def build(collection: str, jobs: int | None, cluster: str | None, resume: bool) -> None:
    """Make the feature tables of COLLECTION from its raw texts.

    The same texts and lexicon give the same bytes for any number of jobs, any cluster and any
    interruption.
    """
    from baogao.features.build import build as build_tables

    rows = build_tables(collection, jobs=jobs, cluster=cluster, resume=resume)
    click.echo(f"{collection}: " + ", ".join(f"{n} {name}" for name, n in rows.items()))


@click.command()
@click.argument("collection")
@click.option(
    "--set",
    "answers",
    multiple=True,
    metavar="REPORT.COLUMN=VALUE",
    help="Settle a doubt: write VALUE to reports.csv and do not ask again; no VALUE: the report does not say.",
)
@format_option
def doctor(collection: str, answers: tuple[str, ...], style: str) -> int:
    """Tell what is wrong or doubtful in COLLECTION; exit 1 when something is wrong.

    A column of reports.csv is doubtful where it is empty and the text tells something, or where
    the text surely tells something else. --set settles it; settled.csv remembers.
    """
    from baogao.corpus.settled import settle
    from baogao.corpus.study import collection_folder
    from baogao.features.checkup import checkup

    for answer in settle(collection_folder(collection), answers) if answers else ():
        click.echo(f"{answer.report_id}, {answer.column}: {answer.value or 'the report does not say'}", err=True)
    findings = checkup(collection)
    if findings.empty and style == "table":
        click.echo(f"{collection}: nothing to mend.")
    else:
        print_table(findings, style)
    return 1 if (findings["kind"] == "wrong").any() else 0

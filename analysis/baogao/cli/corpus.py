"""Commands on collections: import, build, duplicates, doctor."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baogao.cli.printing import as_options, format_option, print_table
from baogao.errors import listed, printable

if TYPE_CHECKING:
    from baogao.corpus.store.collapsing import Kind

MOST_REASONS = 5  # lines on texts that are not in a clone
NONE_LEFT = {
    "exact": "no exact pair (--collapse near takes near ones, --collapse within text that stands twice in one file)",
    "near": "no exact and no near pair (--collapse within takes text that stands twice in one file)",
    "within": "no report holds whole paragraphs twice, so that they are a third of it",
}
DONE = {
    "exact": "taken out of reports.csv, kept in collapsed.csv",
    "near": "taken out of reports.csv, kept in collapsed.csv",
    "within": "read from now on without what stands further above in them, as collapsed.csv says; no text is changed",
}


@click.command("import")
@click.argument("source")
@click.argument("collection")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FACT=COLUMN",
    help="For tables: which column holds what, such as text=content. Can be given again.",
)
@click.option("--simplified", is_flag=True, help="Turn texts in traditional characters into simplified ones.")
@click.option("--restore", is_flag=True, help="Take texts in again whose rows were taken out of reports.csv by hand.")
@click.option(
    "--manifest",
    "by_manifest",
    is_flag=True,
    help="Put the texts that COLLECTION lists in place, from a public repository: --manifest COLLECTION CHECKOUT.",
)
def import_(
    source: str, collection: str, columns: tuple[str, ...], simplified: bool, restore: bool, by_manifest: bool
) -> int:
    """Put SOURCE into COLLECTION.

    SOURCE is a file, a folder, a table, a ZIP archive, an http(s) address, or a .urls file with one
    address a line. A text whose sha256 the manifest lists is put in place and nothing else changes;
    any other becomes a new row of reports.csv. A row that you take out stays out: --restore has it
    again. What cannot be read is named and skipped, and then the exit code is 1; what became of every
    text stands in COLLECTION's import.csv.
    """
    if by_manifest:
        if columns or simplified or restore:
            raise click.UsageError(
                "--manifest takes texts as they are listed: leave out --column, --simplified and --restore."
            )
        return _import_by_manifest(source, Path(collection))
    from baogao.corpus.importing.import_report import reason_lines
    from baogao.corpus.importing.import_reports import import_reports
    from baogao.paths import collection_folder, find_study, has_study

    begins = not has_study()
    folder = collection_folder(collection, must_exist=False)
    is_new = not (folder / "reports.csv").is_file()
    results = import_reports(source, collection, columns=_facts(columns), simplified=simplified, restore=restore)
    for line in reason_lines(results):
        click.echo(printable(as_options(line, click.get_current_context().command)), err=True)
    if is_new and folder.parent != find_study() / "corpus":
        click.echo(f"{collection}: a new collection outside corpus/, in {folder}; call it by its path.", err=True)
    if begins and has_study():
        click.echo(
            f"{collection}: no study here, so one begins in {find_study()}; `baogao new FOLDER` makes one with "
            "notebooks and a Makefile.",
            err=True,
        )
    _print_counts(collection, [result.status for result in results])
    return 1 if any(result.status == "skipped" for result in results) else 0


def _facts(columns: tuple[str, ...]) -> dict[str, str]:
    """Options such as text=content as a mapping."""
    pairs = dict(column.partition("=")[::2] for column in columns)
    for fact, column in pairs.items():
        if not fact or not column:
            raise click.UsageError(f"--column {fact}{column}: must be FACT=COLUMN, such as text=content.")
    return pairs


def _import_by_manifest(collection: str, checkout: Path) -> int:
    from baogao.corpus.importing.checkout import import_listed

    results = import_listed(checkout, collection)
    absent: dict[str, list[str]] = {}
    for result in results:
        if result.status == "absent":
            absent.setdefault(result.reason, []).append(result.report_id)
    for reason, report_ids in list(absent.items())[:MOST_REASONS]:
        click.echo(f"absent: {listed(report_ids, 3)}: {reason}", err=True)
    if len(absent) > MOST_REASONS:
        click.echo(
            f"absent: and others from {len(absent) - MOST_REASONS} more files; see reports.csv, source", err=True
        )
    _print_counts(collection, [result.status for result in results])
    return 1 if absent else 0


def _print_counts(collection: str, statuses: list[str]) -> None:
    counts = sorted(Counter(statuses).items())
    click.echo(f"{collection}: " + ", ".join(f"{n} {status}" for status, n in counts))


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
    from baogao.features.shards import shards_folder
    from baogao.front.upkeep import build as build_tables
    from baogao.paths import collection_folder

    if resume and not shards_folder(collection_folder(collection)).is_dir():
        click.echo(f"{collection}: nothing is left of an interrupted build, so the tables are made anew.", err=True)
    rows = build_tables(collection, jobs=jobs, cluster=cluster, resume=resume)
    click.echo(f"{collection}: " + ", ".join(f"{n} {name}" for name, n in rows.items()))


@click.command()
@click.argument("collection")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option(
    "--collapse",
    type=click.Choice(["exact", "near", "within"]),
    is_flag=False,
    flag_value="exact",
    help="Take the later report of each exact pair out of reports.csv; near: of each near pair as well; "
    "within: read reports that hold their text twice without the repeats.",
)
@click.option(
    "--restore",
    is_flag=False,
    flag_value="",
    metavar="[REPORT]",
    help="Undo what was collapsed of a report: its row comes back at the end of reports.csv; alone: of all.",
)
@format_option
def duplicates(
    collection: str, reports: tuple[str, ...], collapse: Kind | None, restore: str | None, style: str
) -> None:
    """List reports of COLLECTION that are the same, nearly the same, or share most of the shorter one.

    exact: the same report, be it from two outlets. within: a report that holds its text twice, and how
    much of it. Read near pairs before you collapse them: an amended report is near the one that it
    amends. --collapse takes all of a kind, or of the REPORTs named; --restore undoes it.
    """
    if collapse and restore is not None:
        raise click.UsageError("--collapse and --restore: one takes out, the other puts back; give one.")
    from baogao.front.upkeep import duplicates as find
    from baogao.front.upkeep import restore as put_back

    if collapse:
        _collapse(collection, collapse, reports, style)
    elif reports:
        raise click.UsageError("REPORT goes with --collapse; to undo it for one report give --restore REPORT.")
    elif restore is not None:
        restored = listed(put_back(collection, restore), 5)
        click.echo(f"{collection}: {restored} restored; now `baogao build {collection}` again.")
    elif (pairs := find(collection)).empty and style == "table":
        click.echo(f"{collection}: no duplicates.")
    else:
        print_table(pairs, style, empty=f"{collection}: no duplicates.")
        if (pairs["kind"] == "within").any():
            click.echo(f"within: `baogao duplicates {collection} --collapse within` reads such text once.", err=True)


def _collapse(collection: str, kind: Kind, reports: tuple[str, ...], style: str) -> None:
    """Take duplicates out and say what was, how to undo it and what to do next; or that there were none."""
    from baogao.front.upkeep import collapse

    taken = collapse(collection, kind=kind, only=reports)
    columns = ["report_id", "duplicate_of", "kind", "similarity", "containment"]
    if print_table(taken[columns], style, empty=f"{collection}: nothing to take out: {NONE_LEFT[kind]}."):
        return
    click.echo(
        f"{collection}: {len(taken)} {DONE[kind]} (undo: `baogao duplicates {collection} --restore`); "
        f"now `baogao build {collection}` again.",
        err=True,
    )


@click.command()
@click.argument("collection")
@click.option(
    "--set",
    "answers",
    multiple=True,
    metavar="REPORT.COLUMN=VALUE",
    help="Settle a doubt: write VALUE to reports.csv and do not ask again; no VALUE: the report does not say.",
)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="COLUMN",
    help="Fill what COLUMN of reports.csv lacks with all that is proposed for it; look at the list first.",
)
@format_option
def doctor(collection: str, answers: tuple[str, ...], accepted: tuple[str, ...], style: str) -> int:
    """Print what is wrong or doubtful in COLLECTION; exit 1 when something is wrong.

    A column of reports.csv is doubtful where it is empty and the text says something, or where
    the text surely says something else: proposed, with the confidence and the offsets of the words
    that say so. --set settles one, --accept all of a column; settled.csv remembers; exit 0 when answers were taken.
    """
    from baogao.corpus.store.settled import settle
    from baogao.front.upkeep import doctor as look_over
    from baogao.paths import collection_folder
    from baogao.reading.findings import grouped, proposals

    if accepted:
        answers += tuple(proposals(look_over(collection), accepted))
    given = settle(collection_folder(collection), answers) if answers else []
    findings = look_over(collection)
    if findings.empty and style == "table":
        click.echo(f"{collection}: nothing to mend.")
    else:
        shown = grouped(findings) if style == "table" else findings
        print_table(shown, style, empty=f"{collection}: nothing to mend.")
    wrong, doubts = ((findings["kind"] == kind).sum() for kind in ("wrong", "doubt"))
    for answer in given:
        click.echo(f"{answer.report_id}, {answer.column}: {answer.value or 'the report does not say'}", err=True)
    if accepted and not given:
        click.echo(f"{collection}: nothing is proposed that {listed(accepted, 9)} lacks.", err=True)
    if given:
        click.echo(f"{collection}: {len(given)} settled; {doubts} in doubt and {wrong} wrong are left.", err=True)
    return 1 if wrong and not given else 0

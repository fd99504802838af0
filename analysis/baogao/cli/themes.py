"""Commands on what is done with a topic model: themes, intrude, effects, seeded, refit-specification."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli.choices import part_of, where_option
from baogao.cli.printing import format_option, print_table

A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("collection")
@click.option("--by", help="Share of each theme by year, region, level, genre or another column.")
@click.option("--sheet", type=A_FILE, help="Write the sheet that a reader names topics on (.tsv; outside the study).")
@click.option("--answers", type=A_FILE, multiple=True, help="A filled sheet; give two, to draft themes.tsv.")
@where_option
@format_option
def themes(
    collection: str,
    by: str | None,
    sheet: Path | None,
    answers: tuple[Path, ...],
    where: tuple[str, ...],
    style: str,
) -> int:
    """Print the named themes of COLLECTION: the topics they merge, their share, and whether two readers agree.

    Readers name topics on a sheet (--sheet): terms, shares by decade, and passages, with their text where it is
    here. Two filled sheets (--answers twice) make the rows of corpus/COLLECTION/themes.tsv, in which a person fills
    the column agree: yes, no or mixed. docs/topics-in-use.md tells how.
    """
    from baogao.front import themes as verbs

    coll = part_of(collection, where)
    if sheet:
        key = verbs.write_naming_sheet(coll, sheet)
        click.echo(f"{sheet}: written; model {key}.")
        return 0
    if answers:
        if len(answers) != 2:
            raise click.UsageError("--answers: give it twice, a filled sheet of each reader.")
        return print_table(verbs.draft_themes(coll, *answers), style, empty="The sheets name no topic.")
    if by:
        shares = verbs.theme_prevalence(coll, by=by)
        return print_table(shares, style, empty=f"{collection}: no report has a value of {by}; choose another column.")
    table = verbs.themes(coll)
    code = print_table(table, style, empty=f"{collection}: no theme is named.")
    click.echo(verbs.named_shares(table), err=True)
    return code


@click.command()
@click.argument("collection")
@click.option("--out", type=A_FILE, help="Write the test (.tsv), to be given to readers.")
@click.option("--seed", type=int, help="Of the intruders and of every order; --out takes one.")
@click.option("--answers", type=A_FILE, multiple=True, help="A filled test, called as its reader. Can be given again.")
@click.option("--key", type=A_FILE, help="The key.  [default with --out: NAME-key.tsv beside it]")
@click.option("--write", is_flag=True, help="Store the answers in corpus/COLLECTION/intrusion.tsv.")
@format_option
def intrude(
    collection: str,
    out: Path | None,
    seed: int | None,
    answers: tuple[Path, ...],
    key: Path | None,
    write: bool,
    style: str,
) -> int:
    """Test whether readers can tell the term that does not belong to a topic of COLLECTION.

    With --out: a row a topic, five of its terms and one intruder, shuffled; the key goes to another file. With
    --answers: whether each reader found each intruder; standard error tells the shares with their intervals, and how
    far the readers agree. Without either: the stored answers. One sixth is found by guessing.
    """
    from baogao.front import intruding as verbs
    from baogao.front.collection import collection as open_collection
    from baogao.reading.topic_sheets import key_path

    coll = open_collection(collection)
    if out:
        if seed is None:
            raise click.UsageError("--out: the intruders are drawn at random; give --seed with it, such as --seed 1.")
        key = key or key_path(out)
        n = verbs.write_intrusion_sheet(coll, out, key=key, seed=seed)
        click.echo(f"{out}: {n} items. {key}: the key; keep it from readers.")
        return 0
    if answers and not key:
        raise click.UsageError("--answers: takes the key of the test with it: --key FILE.")
    scored = verbs.score_intrusion(coll, answers, key=key, write=write) if answers and key else verbs.intrusion(coll)
    code = print_table(scored, style, empty=f"{collection}: no answer to the test is stored.")
    for line in verbs.intrusion_lines(scored):
        click.echo(line, err=True)
    return code


@click.command()
@click.argument("collection")
@click.option("--on", multiple=True, required=True, help="A column of reports.csv that explains. Can be given again.")
@click.option("--named", is_flag=True, help="The named themes in place of the topics.")
@click.option("--cluster", default="issuer", show_default=True, help="Reports that share it are dependent.")
@click.option("--draws", "n_draws", type=int, default=25, show_default=True, help="Draws of the shares.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draws.")
@where_option
@format_option
def effects(
    collection: str,
    on: tuple[str, ...],
    named: bool,
    cluster: str,
    n_draws: int,
    seed: int,
    where: tuple[str, ...],
    style: str,
) -> int:
    """Print how the share of each topic of COLLECTION depends on year, level, region and other facts of the reports.

    Least squares on draws of the shares (method of composition), with intervals that are robust to clusters; none
    under 10 clusters, and standard error says so. An estimate of .02 is two percentage points of a report's tokens,
    for one unit more of a number, or against the most frequent value of a column. q: p over all topics together.
    Reports of another kind (subgenre) are left out; a single issuer's years depend on each other and have no p.
    """
    from baogao.front.effects import effect_notes, prevalence_effects
    from baogao.measures.stored_parts import series_reports

    coll = part_of(collection, where)
    table = prevalence_effects(coll, on=on, cluster=cluster, n_draws=n_draws, seed=seed, named=named)
    code = print_table(table, style, empty=f"{collection}: no topic has an effect.")
    for note in effect_notes(table, cluster, len(coll.reports) - len(series_reports(coll))):
        click.echo(note, err=True)
    return code


@click.command()
@click.argument("collection")
@click.option("--seeds", type=A_FILE, help="Table of themes: theme, zh, en, terms.  [default: COLLECTION's seeds.tsv]")
@click.option("--free", "n_free", type=int, default=10, show_default=True, help="Topics without seeds beside them.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the fit.")
@where_option
@format_option
def seeded(collection: str, seeds: Path | None, n_free: int, seed: int, where: tuple[str, ...], style: str) -> int:
    """Fit topics of COLLECTION that are drawn towards themes fixed beforehand, and print what became of each theme.

    seed_mass: share of the topic that its seeds make; near 1 the topic is a count of the seeds, near 0 it has left
    them behind: read its terms. seed_recall: share of the seeds' tokens that fall to the topic.
    """
    from baogao.front.effects import seeded_topics, seeds_of

    coll = part_of(collection, where)
    table = seeded_topics(coll, seeds_of(coll, seeds), n_free=n_free, seed=seed)
    return print_table(table, style, empty="The table of seeds has no theme.")


@click.command("refit-specification")
@click.argument("collections", nargs=-1, metavar="[COLLECTION]...")
@click.option("--write", is_flag=True, help="Store the estimates in place of the old ones.")
def refit_specification(collections: tuple[str, ...], write: bool) -> int:
    """Compute the specification curves of COLLECTION anew and compare them with the stored ones; exit 1 if any differs.

    Every finding of corpus/COLLECTION/findings.tsv is computed over numbers of topics, engines, seeds, policies and
    stop terms; this takes some minutes. Without COLLECTION: every one that has stored estimates.
    """
    from baogao.study.refit_specification import refit_specification as fit_anew

    verdicts = fit_anew(collections, write=write)
    for verdict in verdicts:
        click.echo(f"{verdict.file}: {verdict.result}" + (f" ({verdict.why})" if verdict.why else ""))
    return 1 if any(verdict.result == "different" for verdict in verdicts) else 0

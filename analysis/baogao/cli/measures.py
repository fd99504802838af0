"""Commands that print measures: slogans."""

from __future__ import annotations

from typing import cast

import click

from baogao.cli.printing import format_option, print_table


@click.command()
@click.argument("collection")
@click.option("--slogan", "form", help="The form to count, as written; one of the lexicon needs no raw text.")
@click.option("--variants", is_flag=True, help="Count the other forms of its slogan as well.")
@click.option("--by", help="year, region, level, genre or report.  [default: year with --slogan, else a summary]")
@format_option
def slogans(collection: str, form: str | None, variants: bool, by: str | None, style: str) -> None:
    """Count a slogan of COLLECTION by year, region, level, genre or report.

    count: places that the form holds in the leftmost-longest cover; nested_count: its other
    occurrences; their sum is plain counting. low and high: 95 % interval of the rate,
    clustered by issuer, empty under 10 issuers. Every report is counted, those of another
    kind (subgenre) too. Without --slogan: a summary of every slogan that occurs, or with
    --by all slogans of the lexicon taken together.
    """
    from baogao.corpus.collection import read_reports
    from baogao.features.forms import form_hits
    from baogao.features.tables import read_table
    from baogao.measures.rates import By, slogan_rates, slogan_summary

    if variants and not form:
        raise click.UsageError("--variants needs --slogan FORM.")
    reports = read_reports(collection)
    passages = read_table(collection, "passages")
    hits = form_hits(collection, form, variants=variants) if form else read_table(collection, "hits")
    if form or by:
        table = slogan_rates(reports, passages, hits, by=cast(By, by or "year"))
    else:
        table = slogan_summary(reports, passages, hits)
    print_table(table, style)

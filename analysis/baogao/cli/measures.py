"""Commands that print measures: slogans, keyness, topics, drift, rhetoric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import click

from baogao.cli.printing import format_option, print_table
from baogao.errors import listed

if TYPE_CHECKING:
    import pandas as pd


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
    from baogao.corpus.store.collection import read_reports
    from baogao.features.current import read_table
    from baogao.measures.cells import By
    from baogao.measures.rates import slogan_rates, slogan_summary
    from baogao.reading.forms import form_hits

    if variants and form is None:
        raise click.UsageError("--variants needs --slogan FORM.")
    reports = read_reports(collection)
    passages = read_table(collection, "passages")
    hits = form_hits(collection, form, variants=variants) if form is not None else read_table(collection, "hits")
    if form is not None or by:
        table = slogan_rates(reports, passages, hits, by=cast(By, by or "year"))
    else:
        table = slogan_summary(reports, passages, hits)
    print_table(table, style)
    if form is not None:
        _look_at(collection, form, hits)


def _look_at(collection: str, form: str, hits: pd.DataFrame) -> None:
    """Say what a count of zero, or of a form that may be misspelt, could be mistaken for."""
    from baogao.reading.forms import is_listed, longer_forms

    if not is_listed(form):
        click.echo(f"{form} is not in the lexicon: counted in the texts as it is written.", err=True)
    if len(hits) and not hits["maximal"].any():
        holders = listed(longer_forms(collection, hits), 3)
        click.echo(f"{form} stands within longer slogans only (nested_count): {holders}.", err=True)


@click.command()
@click.argument("collection")
@click.option(
    "--target", required=True, metavar="COLUMN=VALUE", help="The reports to tell from all others, as region=甘肃省."
)
@click.option(
    "--policy",
    type=click.Choice(["protected", "plain"]),
    default="protected",
    show_default=True,
    help="Slogans whole, or cut.",
)
@click.option("--min-count", type=int, default=5, show_default=True, help="Leave out terms with fewer tokens in all.")
@format_option
def keyness(collection: str, target: str, policy: Literal["protected", "plain"], min_count: int, style: str) -> None:
    """Print the terms that the target reports of COLLECTION use more, or less, than the others.

    log_likelihood is G2 of the four cells, signed; log_ratio doublings of the share. p and q take
    tokens as independent, so they order the terms and test nothing: reports are the unit.
    """
    from baogao.corpus.store.collection import chosen_reports, read_reports
    from baogao.features.counts import term_counts
    from baogao.measures.keyness import keyness as key_terms

    reports = chosen_reports(read_reports(collection), target)
    counts = term_counts(collection, policy=policy)
    print_table(key_terms(counts, reports, min_count=min_count), style)


@click.command()
@click.argument("collection")
@click.option("--k", type=int, default=20, show_default=True, help="Number of topics.")
@click.option("--engine", type=click.Choice(["gibbs", "gensim"]), default="gibbs", show_default=True, help="What fits.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the fit shown; two more seeds score it.")
@format_option
def topics(collection: str, k: int, engine: Literal["gibbs", "gensim"], seed: int, style: str) -> None:
    """Print the ten top terms of each topic of COLLECTION.

    recurrence: share of two fits with other seeds that find the topic again (cosine of at least
    0.7). A topic that does not recur is an accident of its seed. Standard error tells the share of
    tokens that was left out (function words, numbers, terms that are rare or everywhere).
    """
    from tqdm import tqdm

    from baogao.corpus.store.collection import read_reports
    from baogao.features.current import read_parts
    from baogao.language.stopwords import load_stopwords
    from baogao.measures.matrix import document_term_matrix
    from baogao.measures.recurrence import recurrence
    from baogao.measures.topic_tables import top_terms
    from baogao.measures.topics import fit_topics, require_reports

    require_reports(read_reports(collection))
    matrix = document_term_matrix(read_parts(collection, "terms"), stopwords=load_stopwords())
    seeds = tqdm(range(seed, seed + 3), desc="topics", unit="fit", delay=2)
    models = [fit_topics(matrix, k=k, seed=each, engine=engine) for each in seeds]
    table = top_terms(models[0], matrix.term_counts).merge(recurrence(models)[["topic", "recurrence"]], on="topic")
    print_table(table, style)
    click.echo(f"{matrix.share_left_out:.0%} of the tokens were left out.", err=True)


@click.command()
@click.argument("collection")
@click.option("--k", type=int, default=20, show_default=True, help="Number of topics that the parts are told by.")
@click.option("--seed", type=int, default=1, show_default=True, help="The first of three seeds of the topics.")
@format_option
def drift(collection: str, k: int, seed: int, style: str) -> None:
    """Print how far each report of COLLECTION is from the one before, and what makes the way.

    COLLECTION is one series, one report a year; reports of another kind (subgenre) are left out.
    distance: 0 the same shares of terms, 1 none in common; floor: what two samples of one report
    would have. prevalence (other topics) and content (other terms within topics) are bits above
    the floor, means over three fits; low and high are the least and most of any fit.
    """
    from tqdm import tqdm

    from baogao.corpus.store.collection import read_reports
    from baogao.features.current import read_parts, read_table
    from baogao.language.stopwords import load_stopwords
    from baogao.measures import drift as measure
    from baogao.measures.coverage import main_kind
    from baogao.measures.drift_parts import drift_parts
    from baogao.measures.matrix import document_term_matrix
    from baogao.measures.topics import fit_topics

    reports, passages = main_kind(read_reports(collection)), read_table(collection, "passages")
    matrix = document_term_matrix(read_parts(collection, "terms"), stopwords=load_stopwords())
    steps = measure.drift(matrix, passages, reports).drop_duplicates("year_from")
    seeds = tqdm(range(seed, seed + 3), desc="topics", unit="fit", delay=2)
    models = [fit_topics(matrix, k=k, seed=each) for each in seeds]
    parts = drift_parts(models, matrix, passages, reports, seed=seed)
    keys = ["year_from", "year_to", "years_apart", "n_tokens"]
    print_table(steps.drop(columns="excess").merge(parts.drop(columns="joint_floor"), on=keys), style)
    click.echo(f"{matrix.share_left_out:.0%} of the tokens were left out.", err=True)


@click.command()
@click.argument("collection")
@click.option("--by", default="report", show_default=True, help="year, region, level, genre or report.")
@format_option
def rhetoric(collection: str, by: str, style: str) -> None:
    """Count the rhetorical devices of COLLECTION: per 10,000 characters, with intervals where honest."""
    from baogao.corpus.store.collection import read_reports
    from baogao.features.current import read_table
    from baogao.measures.cells import By
    from baogao.measures.rhetoric import rhetoric_profile

    reports, passages = read_reports(collection), read_table(collection, "passages")
    table = rhetoric_profile(reports, passages, read_table(collection, "devices"), by=cast(By, by))
    print_table(table, style)

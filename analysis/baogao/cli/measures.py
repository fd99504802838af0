"""Commands that print measures: slogans, attestations, keyness, topics, drift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import click

from baogao.cli.choices import forms_of, part_of, policy_option, values_of, where_option
from baogao.cli.printing import format_option, print_table
from baogao.errors import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from baogao.front.collection import Collection
    from baogao.measures.cells import By


@click.command()
@click.argument("collection")
@click.option(
    "--slogan",
    "form",
    multiple=True,
    metavar="FORM|@FILE",
    help="The form to count, as written; one of the lexicon needs no raw text. Can be given again; "
    "@FILE: the forms in a file, one a line.",
)
@click.option("--variants", is_flag=True, help="Count the other forms of its slogan as well.")
@click.option("--family", is_flag=True, help="Count all forms of its slogan's family as well.")
@click.option("--tokens", is_flag=True, help="Count the form as a word of jieba's, not as a string.")
@click.option(
    "--per",
    type=click.Choice(["chars", "han"]),
    default="chars",
    show_default=True,
    help="Rates per 10,000 characters, or Chinese characters only.",
)
@click.option("--by", help="year, region, level, genre or report.  [default: year with --slogan, else a summary]")
@where_option
@format_option
def slogans(
    collection: str,
    form: tuple[str, ...],
    variants: bool,
    family: bool,
    tokens: bool,
    per: Literal["chars", "han"],
    by: str | None,
    where: tuple[str, ...],
    style: str,
) -> int:
    """Count a slogan of COLLECTION by year, region, level, genre or report.

    count: places that the form holds in the leftmost-longest cover; nested_count: its other
    occurrences; their sum is plain counting; with --tokens: words of jieba's, none nested.
    low and high: 95 % interval of the rate, clustered by issuer, empty under 10 issuers. Every report
    is counted, those of another kind (subgenre) too; --where subgenre= leaves them out. Without
    --slogan: a summary of every slogan that occurs, or with --by all slogans of the lexicon together.
    """
    from baogao.front.slogans import slogan_rates, slogan_summary

    flags = {"--variants": variants, "--family": family, "--tokens": tokens, "--per": per != "chars" and not by}
    if not form and any(flags.values()):
        raise click.UsageError(f"{next(name for name, given in flags.items() if given)} needs --slogan FORM.")
    coll, forms = part_of(collection, where), forms_of(form)
    cell = cast("By", by or "year")
    if form:
        counted = forms[0] if len(form) == 1 and form[0] in forms else forms
        table = slogan_rates(coll, counted, by=cell, variants=variants, family=family, tokens=tokens, per=per)
    else:
        table = slogan_rates(coll, by=cell, per=per) if by else slogan_summary(coll)
    hints: list[str] = []  # made before anything is printed: what they need may lack, and a refusal stands alone
    for each in () if tokens else dict.fromkeys(forms):
        own = table[table["form"] == each] if "form" in table else table
        hints += _hints(coll, each, own, variants=variants, family=family)
    code = print_table(table, style, empty=f"{collection}: no slogan of the lexicon occurs in these reports.")
    for hint in hints:
        click.echo(hint, err=True)
    return code


def _hints(coll: Collection, form: str, table: pd.DataFrame, *, variants: bool, family: bool) -> Iterator[str]:
    """Say what a count of zero, or of a form that may be misspelt, could be mistaken for."""
    from baogao.reading.forms import form_hits, is_listed, longer_forms

    if not is_listed(form):
        yield f"{form} is not in the lexicon: counted in the texts as it is written."
    count, nested = table["count"].sum(), table["nested_count"].sum()
    if not (variants or family) and nested > count:
        holders = listed(longer_forms(coll, form_hits(coll, form)), 3)
        how_often = "mostly" if count else "only"
        yield (
            f"{form} stands {how_often} within longer slogans (nested_count): {holders}. rate_per_10k is of count; "
            "for a trend take --variants, or add nested_count."
        )


@click.command()
@click.argument("collections", nargs=-1, metavar="[COLLECTION]...")
@click.option(
    "--slogan",
    "form",
    multiple=True,
    metavar="FORM|@FILE",
    help="Only the slogan of this form, in all its forms. Can be given again; @FILE: the forms in a file, one a line.",
)
@format_option
def attestations(collections: tuple[str, ...], form: tuple[str, ...], style: str) -> int:
    """Print since when and until when slogans are used in each COLLECTION, beside the date of coinage.

    attested_first: the first use in all built collections of the study, nested occurrences too, early
    uses in another sense aside; attested_in: where. It means use in this genre by then, not coinage.
    coined_date: what the lexicon says, from knowledge of the field. Without COLLECTION: all that are built.
    """
    from baogao.front.attestations import attestations as attest
    from baogao.front.attestations import outdated_collections

    table = attest(collections or None, forms_of(form) if form else None)
    outdated = outdated_collections()
    code = print_table(table, style, empty="No slogan that was asked for is used in these collections.")
    if outdated:
        click.echo(f"Not built with today's lexicon and dates, so left out: {listed(outdated, 20)}.", err=True)
    return code


@click.command()
@click.argument("collection")
@click.option(
    "--target",
    "choice",
    required=True,
    metavar="COLUMN=VALUE",
    help="The reports to tell from all others, as region=甘肃省.",
)
@policy_option
@click.option("--min-count", type=int, default=5, show_default=True, help="Leave out terms with fewer tokens in all.")
@click.option(
    "--part",
    type=click.Choice(["review", "plan", "rest"]),
    help="Only sections that look back, that lay out a plan of several years, or all others.",
)
@click.option("--pair", metavar="COLUMN", help="Count the regions (or other column) in which a term went up or down.")
@where_option
@format_option
def keyness(
    collection: str,
    choice: str,
    policy: Literal["protected", "plain"],
    min_count: int,
    part: Literal["review", "plan", "rest"] | None,
    pair: str | None,
    where: tuple[str, ...],
    style: str,
) -> int:
    """Print the terms that the target reports of COLLECTION use more, or less, than the others.

    log_likelihood is G2 of the four cells, signed; log_ratio doublings of the share; log_odds is drawn
    towards 0 for rare terms. p, q and log_odds_z take tokens as independent, so they order the terms and
    test nothing: reports are the unit. p_sign (--pair): regions up against regions down.
    """
    from baogao.front.words import keyness as key_terms

    coll = part_of(collection, where)
    target = values_of(coll, [choice])
    table = key_terms(coll, target=target, policy=policy, part=part, min_count=min_count, pair=pair)
    empty = f"{collection}: no term has {min_count} tokens or more in these reports; lower --min-count."
    return print_table(table, style, empty=empty)


@click.command()
@click.argument("collection")
@click.option("--k", type=int, help="Number of topics: fit them anew.  [default: the stored model, else 20]")
@click.option(
    "--engine",
    type=click.Choice(["gibbs", "gensim", "nmf"]),
    default="gibbs",
    show_default=True,
    help="The engine.",
)
@click.option("--seed", type=int, help="Fit anew: of the fit shown; two more seeds score it.  [default: 1]")
@format_option
def topics(
    collection: str, k: int | None, engine: Literal["gibbs", "gensim", "nmf"], seed: int | None, style: str
) -> int:
    """Print the ten top terms of each topic of COLLECTION: of its stored model, or with --k or --seed of a new one.

    The stored model is the mean of what several seeds share. recurrence: share of the fits with other seeds
    (ten of the stored model, two of a new one) that find the topic again (cosine of at least 0.7); of nmf, which
    has no seeds and whose probabilities are scaled weights, of fits of 90 % of the passages. A topic that does not
    recur is an accident of its seed. Terms in more than a fifth of the passages would lead every list and are not
    shown. Standard error names them, and tells the share of tokens that no model saw (function words, figures
    such as 12, terms that are rare or everywhere); numbers in characters (一九五八年) are words and stay.
    """
    from baogao.features.models import stored_models
    from baogao.front.collection import collection as open_collection
    from baogao.front.topics import fit_and_score
    from baogao.measures.topic_models import read_topics

    coll = open_collection(collection)
    if k is None and seed is None and engine in stored_models(coll.folder):
        chosen = read_topics(coll, engine=engine)
    else:
        chosen = fit_and_score(coll, k=20 if k is None else k, seed=1 if seed is None else seed, engine=engine)
    table = chosen.top_terms().merge(chosen.topics[["topic", "recurrence"]], on="topic")
    code = print_table(table.drop(columns="left_out"), style, empty=f"{collection}: every term is widespread.")
    click.echo(f"{chosen.share_left_out:.0%} of the tokens were left out.", err=True)
    widespread = list(dict.fromkeys(" ".join(table["left_out"]).split()))
    if widespread:
        click.echo(f"In more than a fifth of the passages, so not shown: {' '.join(widespread)}.", err=True)
    return code


@click.command("topic-grid")
@click.argument("collection")
@format_option
def topic_grid(collection: str, style: str) -> int:
    """Print the stored grid of COLLECTION: 10 to 50 topics by each engine, with what matters for reading.

    npmi_shown: coherence of the top terms shown. jaccard: overlap of the 20 top terms between fits that differ in
    seed and passages. share_recurring: tokens in topics that most other fits hold. perplexity: of held-out tokens.
    optimal: nothing else is as coherent and as stable. `baogao refit COLLECTION --grid --write` makes one.
    """
    from baogao.measures.topic_grid import read_topic_grid

    return print_table(read_topic_grid(collection), style, empty=f"{collection}: its stored grid has no fit.")


@click.command()
@click.argument("collection")
@click.option("--k", type=int, default=20, show_default=True, help="Number of topics that the parts are made by.")
@click.option("--seed", type=int, default=1, show_default=True, help="The first of three seeds of the topics.")
@format_option
def drift(collection: str, k: int, seed: int, style: str) -> int:
    """Print how far each report of COLLECTION is from the one before, and what makes the difference: topics or terms.

    COLLECTION is one series, one report a year; reports of another kind (subgenre) are left out.
    distance: 0 the same shares of terms, 1 none in common; floor: what two samples of one report
    would have; excess: how far above the floor, in bits (distance squared less floor squared; below 0 a report
    repeats rare words of the other and says its own but once). prevalence (other topics) and content (other terms
    within topics) are bits above the floor too, means over three fits; low and high are the least and most of any fit.
    """
    from baogao.front.collection import collection as open_collection
    from baogao.front.drifting import steps

    table, share_left_out = steps(open_collection(collection), k=k, seed=seed)
    code = print_table(table, style, empty=f"{collection}: no report has one before it.")
    click.echo(f"{share_left_out:.0%} of the tokens were left out.", err=True)
    return code

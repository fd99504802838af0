"""The command that prints translations: the official English of slogans."""

from __future__ import annotations

import click

from baogao.cli.choices import forms_of
from baogao.cli.printing import format_option, print_table


@click.command()
@click.argument("form", nargs=-1, metavar="[FORM|@FILE]...")
@click.option("--collection", default="bilingual", show_default=True, help="A collection of translation memories.")
@click.option(
    "--glosses", is_flag=True, help="Print the lexicon's glosses beside the usual rendering, unlike ones first."
)
@format_option
def renderings(form: tuple[str, ...], collection: str, glosses: bool, style: str) -> int:
    """Print how the official English renders the slogan of each FORM, year by year; without FORM: every slogan.

    n_sentences: aligned sentences that have the slogan and this rendering; share: of the slogan's sentences of
    that year. An empty rendering: no phrase was sure enough. corpus/bilingual/README.md
    says how often they are right.
    """
    from baogao.front.renderings import gloss_check
    from baogao.front.renderings import renderings as rendered

    if glosses and form:
        raise click.UsageError("--glosses is of all slogans; leave FORM out.")
    table = gloss_check(collection) if glosses else rendered(collection, forms_of(form) or None)
    return print_table(table, style, empty=f"{collection}: no aligned sentence has these slogans.")

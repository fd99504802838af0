"""Commands on how a text persuades and how it is written: rhetoric, prose, reuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from baogao.cli.choices import part_of, where_option
from baogao.cli.printing import format_option, print_table

if TYPE_CHECKING:
    from baogao.measures.cells import By


@click.command()
@click.argument("collection")
@click.option("--by", default="report", show_default=True, help="year, region, level, genre or report.")
@where_option
@format_option
def rhetoric(collection: str, by: str, where: tuple[str, ...], style: str) -> int:
    """Count the rhetorical devices of COLLECTION: per 10,000 characters, with intervals where honest."""
    from baogao.front.rhetoric import rhetoric as count_devices

    table = count_devices(part_of(collection, where), by=cast("By", by))
    return print_table(table, style, empty=f"{collection}: no report to count devices in.")


@click.command()
@click.argument("collection")
@click.option("--by", default="report", show_default=True, help="year, region, level, genre or report.")
@where_option
@format_option
def prose(collection: str, by: str, where: tuple[str, ...], style: str) -> int:
    """Print how long the clauses and sentences of COLLECTION are, and how diverse its words.

    clause_chars, sentence_chars: characters; four_character_share: of the units between marks; mattr_50: different
    words in 50; mtld: words until that share falls to .72; hdd_42: chance that a word is in a draw of 42, over words.
    low and high: 95 % interval of the mean over reports, clustered by issuer, empty under 10 issuers.
    """
    from baogao.front.rhetoric import prose as measure_prose

    table = measure_prose(part_of(collection, where), by=cast("By", by))
    return print_table(table, style, empty=f"{collection}: no report to measure.")


@click.command()
@click.argument("collection")
@click.option("--pairs", is_flag=True, help="Print what each two reports share, the earlier one first.")
@where_option
@format_option
def reuse(collection: str, pairs: bool, where: tuple[str, ...], style: str) -> int:
    """Print how much of each report of COLLECTION stands in its issuer's last one, in the centre's, and in no other.

    The centre: the first of the collections that COLLECTION's against.txt names. share_others: in reports of other
    issuers; novelty: neither in the last one nor in the centre's; share_alone: in no other text. The columns
    expected_ take 10,000 characters of the other text (100,000 of the others'), so that its length does not matter:
    compare reports by them. Earlier is earlier, not copied; order in --pairs: same (day), or unknown where a date lacks
    or lies within the other (2025 and 2025-03-05), and then earlier is only the first of the two in the list.
    """
    from baogao.front.reuse import reuse as shares
    from baogao.front.reuse import reuse_pairs

    coll = part_of(collection, where)
    table = reuse_pairs(coll) if pairs else shares(coll)
    code = print_table(table, style, empty=f"{collection}: no two reports share a stretch of text.")
    n_without = int((coll.reports["issuer"] == "").sum())
    if n_without and not pairs:
        click.echo(
            f"{coll.name}: {n_without} report(s) name no issuer, so they have no last report and no others; "
            f"settle it: baogao doctor {coll.name} --set REPORT.issuer=NAME.",
            err=True,
        )
    return code
